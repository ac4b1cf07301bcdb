"""Scenes of what stands above and below the sections."""

from __future__ import annotations

import json
from dataclasses import replace

from playwright.sync_api import Locator, expect

from modelpkg_widget.importers.loaded_request import Loaded
from modelpkg_widget.importers.source import text_loaded
from tests.e2e.own_page import OwnPage
from tests.e2e.pages import loading_page, review_page
from tests.e2e.pages.outcome_page import button

from .stage import saved, scene, section


@scene
def found(page: OwnPage) -> Locator:
    form = page.show(saved("02-marketplace-iris-validation"))
    form.get_by_role("combobox", name="Search fields and values").press_sequentially("image")
    return form


@scene
def found_nothing(page: OwnPage) -> Locator:
    form = page.show({})
    form.get_by_role("combobox", name="Search fields and values").press_sequentially("zebra")
    return form


@scene
def kind_with_what_does_not_apply(page: OwnPage) -> Locator:
    form = page.show({"ModelPackageName": "a", "Tags": [{"Key": "k", "Value": "v"}]})
    form.get_by_label("Package type").select_option(label="Version of a group")
    return form


@scene
def load_previewed(page: OwnPage) -> Locator:
    form = page.show({})
    button(form, "Load from…").click()
    return form


@scene
def load_offered(page: OwnPage) -> Locator:
    form = loading_page.opened(page, {}, "training_job")
    loading_page.panel(form).get_by_label("Training job").press("ArrowDown")
    question = page.last_message("list_resources")
    reply = {name: question[name] for name in ("view_id", "request_id")}
    details = [["text", "Completed"], ["text", "2026-01-02"]]
    things = [{"value": f"churn-{n}", "details": details, "is_prefix": False} for n in (7, 6, 5)]
    page.kernel_says("resources", **reply, suggestions=things, more=False, problem=None)
    expect(form.get_by_role("listbox")).to_be_visible()
    return form


_SCRIPT = """image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/churn:1.5"
sagemaker.create_model_package(
    ModelPackageGroupName="churn",
    InferenceSpecification={
        "Containers": [{"Image": image, "ModelDataUrl": "s3://models/churn/7/model.tar.gz"}],
        "SupportedContentTypes": "text/csv",
    },
    MetadataProperties={"CommitId": os.environ["COMMIT"]},
)
"""


@scene
def load_preview(page: OwnPage) -> Locator:
    """What the kernel reads in a script: with a value that is not in it, and a conversion."""
    request = {"ModelPackageGroupName": "churn", "Tags": [{"Key": "team", "Value": "growth"}]}
    form = loading_page.opened(page, request, "text")
    panel = loading_page.panel(form)
    panel.get_by_label("Request as text").fill(_SCRIPT)
    button(panel, "Load").click()
    read = text_loaded(_SCRIPT)
    merged = replace(read, over=True).applied_to(Loaded(), request).base
    answer = loading_page.preview(page, read.base, merged=json.dumps(merged))
    page.kernel_says("preview", **{**answer, "source": read.source, **read.notes(read.base)})
    expect(panel.get_by_role("row", name="Tags removed")).to_be_visible()
    return form


@scene
def load_failed(page: OwnPage) -> Locator:
    form = load_previewed(page)
    problem = "This model package group doesn't exist in this account and region."
    nothing = {**loading_page.LOADED, "source": "", "base": "", "omitted": [], "carried": []}
    page.kernel_tells(loaded={**nothing, "state": "failed", "problem": problem})
    expect(form.get_by_text(problem).first).to_be_visible()
    return form


@scene
def loaded(page: OwnPage) -> Locator:
    form = loading_page.show_loaded(page)
    section(form, "Containers and inference")
    return form


@scene
def to_review(page: OwnPage) -> Locator:
    form = page.show({})
    review_page.load(page)
    button(form, "Create model package").click()
    listed = review_page.listed(form)
    button(listed, "Keep MetadataProperties.CommitId").click()
    button(listed, "Change InferenceSpecification.Containers[0].ModelDataUrl").click()
    listed.get_by_label("ModelDataUrl").fill("s3://models/churn/2026-11-28/model.tar.gz")
    section(form, "Containers and inference")
    section(form, "Model card and metadata")
    return form


@scene
def changed(page: OwnPage) -> Locator:
    form = loading_page.show_loaded(page)
    button(form, "From version 7 of churn, 2 to review").click()
    button(form, "Changes").click()
    containers = [{"Image": "j", "ModelDataUrl": "s3://b/8"}]
    page.kernel_writes(
        {
            "ModelPackageGroupName": "churn",
            "ModelPackageDescription": "v" * 200,
            "InferenceSpecification": {"Containers": containers},
            "Tags": [{"Key": "k", "Value": "v"}],
        }
    )
    expect(form.locator(".mp-changes tbody tr").nth(3)).to_be_visible()
    form.locator(".mp-changes summary").click()
    return form


@scene
def nothing_changed(page: OwnPage) -> Locator:
    form = page.show({})
    button(form, "Changes").click()
    expect(form.get_by_text("No changes.")).to_be_visible()
    return form


def _draft(page: OwnPage, state: str, problem: str) -> Locator:
    form = page.show({"ModelPackageGroupName": "churn"})
    page.kernel_tells(draft_state={"path": "/mine/churn.json", "state": state, "problem": problem})
    expect(form.get_by_role("region", name="Draft")).to_be_visible()
    return form


@scene
def draft_saved(page: OwnPage) -> Locator:
    return _draft(page, "saved", "")


@scene
def draft_failed(page: OwnPage) -> Locator:
    return _draft(page, "failed", "Couldn't save the draft: the disk is full.")


@scene
def draft_conflict(page: OwnPage) -> Locator:
    said = "The draft file was changed outside this form, so it wasn't overwritten."
    return _draft(page, "conflict", said)


@scene
def disconnected(page: OwnPage) -> Locator:
    form = page.show({"ModelPackageGroupName": "churn"})
    page.page.evaluate(_NO_COMM)
    form.get_by_label("ModelPackageDescription").fill("typed too late")
    form.get_by_label("ModelPackageDescription").blur()
    expect(
        form.get_by_role("group", name="The kernel behind this form has stopped")
    ).to_be_visible()
    return form


# As ipywidgets does when the kernel's end of the comm is gone.
_NO_COMM = """() => {
  model.send = model.save_changes = () => { throw new Error("This model is not alive."); };
}"""
