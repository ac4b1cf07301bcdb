"""Every control and view of the form, each as a scene: judged by axe, looked at as pictures.

A scene leaves the form in a state by the means that a person and a kernel have. A new view gets one
here, and with it all tests that go over ``SCENES``.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, expect

from modelpkg_widget import request_schema
from modelpkg_widget.page import explanation
from tests.conftest import ROOT

from . import (
    test_export,
    test_group,
    test_guide,
    test_load_asking,
    test_loading,
    test_outcome,
    test_preflight,
    test_timeline,
)
from .own_page import OwnPage
from .test_height import open_sections
from .test_outcome import ARN, CREATED, STEPS, WHEN, button, told

Scene = Callable[[OwnPage], Locator]
SCENES: dict[str, Scene] = {}
REQUESTS = ROOT / "tests" / "cases" / "requests"
CREATE = "Create model package"
IMAGE = "123456789012.dkr.ecr.us-east-1.amazonaws.com/team/serve"
LONG = "arn:aws:sagemaker:us-east-1:123456789012:model-package-group/" + "a-rather-long-name-" * 3
REALTIME = "SupportedRealtimeInferenceInstanceTypes"


def scene(make: Scene) -> Scene:
    SCENES[make.__name__] = make
    return make


def saved(name: str) -> Any:
    return json.loads((REQUESTS / f"{name}.json").read_text(encoding="utf-8"))


def _filled(page: OwnPage, name: str) -> Locator:
    request = saved(name)
    form = page.show(request)
    open_sections(form, set(request))
    return form


def section(form: Locator, title: str) -> None:
    form.get_by_role("button", name=title).click()


# ---- the request


@scene
def empty(page: OwnPage) -> Locator:
    return page.show({})


@scene
def empty_and_open(page: OwnPage) -> Locator:
    form = page.show({})
    page.open_all()
    return form


@scene
def marketplace(page: OwnPage) -> Locator:
    return _filled(page, "02-marketplace-iris-validation")


@scene
def all_metrics(page: OwnPage) -> Locator:
    return _filled(page, "17-ack-all-model-metrics")


@scene
def many_metadata(page: OwnPage) -> Locator:
    return _filled(page, "20-lmi-lora-22-metadata")


@scene
def every_member(page: OwnPage) -> Locator:
    """All that the installed botocore knows, set, open, and checked."""
    schema = request_schema()
    form = page.show(_sample(schema, schema))
    button(form, CREATE).click()
    page.open_all()
    return form


def _sample(schema: dict[str, Any], whole: dict[str, Any]) -> Any:
    """A value of a schema's kind that has every member; hardly any passes its check."""
    while "$ref" in schema:
        schema = whole["$defs"][schema["$ref"].rpartition("/")[2]]
    if "enum" in schema:
        return schema["enum"][0]
    if "properties" in schema:
        return {name: _sample(given, whole) for name, given in schema["properties"].items()}
    if "items" in schema:
        return [_sample(schema["items"], whole)]
    if isinstance(schema.get("additionalProperties"), dict):
        return {name: _sample(schema["additionalProperties"], whole) for name in ("a b", "b")}
    return {"boolean": True, "integer": -1, "number": -1}.get(schema["type"], "a\tb")


@scene
def explained(page: OwnPage) -> Locator:
    """All that AWS says of a member, opened by its key."""
    form = _filled(page, "02-marketplace-iris-validation")
    form.locator("[data-path='ModelPackageGroupName'] input").focus()
    page.page.keyboard.press("F1")
    path = ("ModelPackageGroupName",)
    page.kernel_says("explained", path=list(path), text=explanation(path))
    form.locator(".mp-explained").get_by_text("unversioned").wait_for()
    return form


@scene
def problems(page: OwnPage) -> Locator:
    request = {
        "ModelPackageName": "churn_model",
        "ModelPackageGroupName": "-" * 70,
        "ModelPackageDescription": "two\tcolumns",
        "Tags": [{"Key": "aws:team", "Value": "fraud"}, {"Key": "a,b"}, {"Key": "a,b"}],
        "InferenceSpecification": {
            "Containers": [{"Image": "a b", "ModelDataUrl": "bucket/model.tar.gz"}, {}],
            "SupportedTransformInstanceTypes": ["ml.m5.large", "ml.new9.large", "x"],
            "SupportedContentTypes": ["text/csv\n"],
        },
        "ValidationSpecification": {"ValidationRole": "Validator", "ValidationProfiles": [{}]},
        "CertifyForMarketplace": True,
    }
    form = page.show(request)
    button(form, CREATE).click()
    open_sections(form, set(request))
    form.get_by_text("Why?").first.click()
    return form


@scene
def warnings(page: OwnPage) -> Locator:
    form = page.show({"ModelPackageName": "a", "ModelApprovalStatus": "Approved"})
    section(form, "Approval and life cycle")
    button(form, CREATE).click()
    return form


@scene
def wrong_kinds(page: OwnPage) -> Locator:
    request = {"Tags": "x", "ModelPackageName": 7, "NotKnown": {"a": [1]}, "Domain": {"a": "b"}}
    form = page.show(request)
    button(form, CREATE).click()
    page.open_all()
    return form


@scene
def no_structure(page: OwnPage) -> Locator:
    return page.show(["no", "request"])


@scene
def entries_that_wait(page: OwnPage) -> Locator:
    names = {"team": "fraud", "stage": "beta"}
    form = page.show({"ModelPackageGroupName": "g", "CustomerMetadataProperties": names})
    section(form, "Model card and metadata")
    add = form.get_by_role("button", name="Add CustomerMetadataProperties entry")
    for name in ("team", ""):
        add.click()
        page.page.keyboard.type(name)
        page.page.keyboard.press("Tab")
        page.page.keyboard.type("other")
    button(form, CREATE).click()
    return form


@scene
def empty_texts_and_lists(page: OwnPage) -> Locator:
    form = page.show({"ModelPackageDescription": "", "Tags": [], "Domain": "", "ModelMetrics": {}})
    section(form, "Metrics and baselines")
    form.get_by_label("ModelPackageName").focus()  # shows "Set to empty"
    return form


@scene
def recognised(page: OwnPage) -> Locator:
    image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/team/churn:1.4"
    container = {"Image": image, "ModelDataUrl": "s3://bucket/a/rather/deep/model.tar.gz"}
    container["Framework"] = "XGBOOST"
    form = page.show(
        {"ModelPackageGroupName": LONG, "InferenceSpecification": {"Containers": [container] * 3}}
    )
    section(form, "Containers and inference")
    return form


def _offered(page: OwnPage, *values: str, **more: Any) -> Locator:
    form = page.show({"InferenceSpecification": {"Containers": [{"Image": IMAGE}]}})
    section(form, "Containers and inference")
    page.open_all()
    place = form.locator('[data-path="InferenceSpecification.Containers[0].Image"]')
    place.get_by_role("combobox").focus()
    place.get_by_role("combobox").press("ArrowDown")
    question = page.asked("look")[-1]
    things = [
        {"value": value, "about": [["pushed", "2026-11-26"], ["tag", "1.0"]], "opens": False}
        for value in values
    ]
    told: dict[str, Any] = {"things": things, "more": False, "problem": None, **more}
    page.kernel_says("found", asker=question["asker"], number=question["number"], **told)
    expect(place.get_by_role("option")).to_have_count(len(values) + bool(told["more"]))
    return form


@scene
def offered(page: OwnPage) -> Locator:
    digest = f"{IMAGE}@sha256:{'0f' * 32}"
    return _offered(page, f"{IMAGE}:1.0", f"{IMAGE}:1.1", digest, f"{IMAGE}-train", more=True)


@scene
def not_offered(page: OwnPage) -> Locator:
    return _offered(page, problem={"word": "denied", "value": "ecr:DescribeRepositories"})


@scene
def json_in_a_text(page: OwnPage) -> Locator:
    card = {"ModelCardContent": '{"a":{"b":[1,2]},"c":"d"}', "ModelCardStatus": "Draft"}
    form = page.show({"ModelCard": card})
    section(form, "Model card and metadata")
    text = form.locator('[data-path="ModelCard.ModelCardContent"] textarea')
    text.fill('{"a": 1,\n "b" 2}')
    text.blur()
    return form


# ---- lists of many choices


def _types(page: OwnPage, *values: str) -> Locator:
    form = page.show({"InferenceSpecification": {REALTIME: list(values)}})
    section(form, "Containers and inference")
    return form


def _box(form: Locator) -> Locator:
    return form.get_by_role("combobox", name=f"Search {REALTIME}")


@scene
def families(page: OwnPage) -> Locator:
    form = _types(page, "ml.m5.large", "ml.g5.2xlarge", "ml.new9.large")
    _box(form).press_sequentially("g5")
    _box(form).press("ArrowDown")
    return form


@scene
def all_choices(page: OwnPage) -> Locator:
    form = _types(page)
    _box(form).press("ArrowDown")
    return form


@scene
def typed_choice(page: OwnPage) -> Locator:
    form = _types(page, *(f"ml.g5.{size}xlarge" for size in (2, 4, 8, 12, 16, 24, 48)))
    _box(form).fill("ml.new9.large")
    _box(form).blur()
    return form


# ---- above and below the sections


@scene
def found(page: OwnPage) -> Locator:
    form = page.show(saved("02-marketplace-iris-validation"))
    form.get_by_role("combobox", name="Search members").press_sequentially("image")
    return form


@scene
def found_nothing(page: OwnPage) -> Locator:
    form = page.show({})
    form.get_by_role("combobox", name="Search members").press_sequentially("zebra")
    return form


@scene
def kind_with_what_does_not_apply(page: OwnPage) -> Locator:
    form = page.show({"ModelPackageName": "a", "Tags": [{"Key": "k", "Value": "v"}]})
    form.get_by_label("Kind of package").select_option(label="Version of a group")
    return form


@scene
def load_asked(page: OwnPage) -> Locator:
    form = page.show({})
    button(form, "Load a request").click()
    return form


@scene
def load_preview(page: OwnPage) -> Locator:
    form = test_load_asking.opened(page, {"Domain": "MINE", "Tags": [{"Key": "a"}]}, "text")
    panel = test_loading.panel(form)
    panel.get_by_label("Request as text").fill("c.create_model_package(Domain='a', Task=task)")
    button(panel, "Load").click()
    gap = {"path": ["Task"], "why": "The text has task here and does not tell its value."}
    left = {"path": [], "why": "--region x belongs to the command."}
    answer = test_load_asking.preview(
        page, {"Domain": "a"}, gaps=[gap], repaired=[gap], leftOut=[left]
    )
    page.kernel_says("preview", **answer)
    expect(panel.get_by_role("row", name="Tags removed")).to_be_visible()
    return form


@scene
def load_failed(page: OwnPage) -> Locator:
    form = load_asked(page)
    problem = "There is no group of this name in this account and region."
    nothing = {**test_loading.LOADED, "source": "", "base": "", "leftOut": [], "carried": []}
    page.kernel_tells(loaded={**nothing, "state": "failed", "problem": problem})
    expect(form.get_by_text(problem).first).to_be_visible()
    return form


@scene
def loaded(page: OwnPage) -> Locator:
    form = test_loading.show_loaded(page)
    commit = button(form, "Still right MetadataProperties.CommitId")
    commit.click()
    page.kernel_tells(
        loaded={**test_loading.LOADED, "carried": [test_loading.ARTIFACT]},
        issues=[test_loading.carried(*test_loading.ARTIFACT)],
    )
    expect(commit).to_have_count(0)
    section(form, "Containers and inference")
    return form


@scene
def changed(page: OwnPage) -> Locator:
    form = test_loading.show_loaded(page)
    button(form, "From version 7 of churn, 2 still to be looked at").click()
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
    expect(form.get_by_text("Nothing.")).to_be_visible()
    return form


@scene
def review(page: OwnPage) -> Locator:
    form = page.show(saved("02-marketplace-iris-validation"))
    button(form, "Review").click()
    expect(form.get_by_role("region", name="Review").get_by_role("row").nth(5)).to_be_visible()
    form.get_by_role("region", name="Review").locator("summary").click()
    return form


@scene
def guide_to_choose(page: OwnPage) -> Locator:
    return test_guide.guided(page, guide="")


@scene
def guide_begun(page: OwnPage) -> Locator:
    form = test_guide.guided(page, {"ModelPackageName": "a_"})
    test_guide.entry(form, "Send").click()
    button(form, CREATE).click()
    test_guide.entry(form, "Name and description").click()
    return form


@scene
def guide_at_a_load(page: OwnPage) -> Locator:
    form = test_guide.guided(page, guide="registry")
    test_guide.entry(form, "Start from the latest").click()
    expect(form.get_by_label("Model package group, its name or ARN")).to_be_visible()
    return form


@scene
def guide_to_review(page: OwnPage) -> Locator:
    form = test_guide.guided(page, saved("02-marketplace-iris-validation"))
    test_guide.entry(form, "Review").click()
    expect(form.get_by_role("region", name="Review").get_by_role("row").nth(5)).to_be_visible()
    return form


@scene
def guide_at_the_portal(page: OwnPage) -> Locator:
    form = test_guide.guided(page, saved("02-marketplace-iris-validation"))
    test_guide.entry(form, "Next steps in the portal").click()
    return form


@scene
def approval_to_be_meant(page: OwnPage) -> Locator:
    form = page.show(test_guide.APPROVED)
    button(form, CREATE).click()
    expect(form.get_by_role("checkbox")).to_be_focused()
    return form


@scene
def exercise_half_done(page: OwnPage) -> Locator:
    form = page.show({"ModelPackageName": "churn"})
    page.kernel_tells(task=test_guide.TASK)
    return form


@scene
def exercise_done(page: OwnPage) -> Locator:
    form = page.show({"ModelPackageGroupName": "churn"})
    page.kernel_tells(task={**test_guide.TASK, "met": test_guide.TASK["all"]})
    return form


def _draft(page: OwnPage, state: str, problem: str) -> Locator:
    form = page.show({"ModelPackageGroupName": "churn"})
    page.kernel_tells(draft_state={"path": "/work/churn.json", "state": state, "problem": problem})
    expect(form.get_by_role("region", name="Draft")).to_be_visible()
    return form


@scene
def draft_saved(page: OwnPage) -> Locator:
    return _draft(page, "saved", "")


@scene
def draft_failed(page: OwnPage) -> Locator:
    return _draft(page, "failed", "The draft could not be saved: the disk is full.")


@scene
def draft_conflict(page: OwnPage) -> Locator:
    said = "The draft's file holds something else than this form has written there."
    return _draft(page, "conflict", said)


@scene
def gone(page: OwnPage) -> Locator:
    form = page.show({"ModelPackageGroupName": "churn"})
    page.page.evaluate(_NO_COMM)
    form.get_by_label("ModelPackageDescription").fill("typed too late")
    form.get_by_label("ModelPackageDescription").blur()
    expect(form.get_by_role("group", name="The kernel that made this form is gone")).to_be_visible()
    return form


# As ipywidgets does when the kernel's end of the comm is gone.
_NO_COMM = """() => {
  model.send = model.save_changes = () => { throw new Error("This model is not alive."); };
}"""


# ---- the submission


def _outcome(page: OwnPage, **traits: Any) -> Locator:
    form = page.show(test_outcome.REQUEST)
    page.kernel_tells(**traits)
    return form


@scene
def submitting(page: OwnPage) -> Locator:
    return _outcome(page, status="submitting")


@scene
def created(page: OwnPage) -> Locator:
    form = _outcome(page, **CREATED, steps=STEPS)
    form.get_by_text("Deploy it with boto3").click()
    return form


@scene
def created_before(page: OwnPage) -> Locator:
    package = {"ModelPackageStatus": "Completed", "CreationTime": WHEN}
    return _outcome(page, status="editing", arn=ARN, package=package)


@scene
def refused(page: OwnPage) -> Locator:
    issues = [
        told("The name is taken.", "Give another.", "ModelPackageName", code="service"),
        told("AWS did not accept the credentials.", "Log in again.", code="service"),
    ]
    return _outcome(page, status="refused", issues=issues)


@scene
def uncertain(page: OwnPage) -> Locator:
    lost = told("The connection broke before the answer came.", "Find out what came of it.")
    offers = {"when": WHEN, "offers": ["again", "anyway"]}
    return _outcome(page, status="uncertain", issues=[lost], submission=offers)


@scene
def following(page: OwnPage) -> Locator:
    package = test_timeline.package("InProgress")
    return _outcome(page, **CREATED, package=package, progress=test_timeline.FOLLOWING)


@scene
def asking_stopped(page: OwnPage) -> Locator:
    package = test_timeline.package("InProgress")
    stopped = {**test_timeline.FOLLOWING, "state": "stopped", "problem": "AWS does not answer."}
    return _outcome(page, **CREATED, package=package, progress=stopped)


@scene
def completed(page: OwnPage) -> Locator:
    package = {
        "ModelPackageStatus": "Completed",
        "CreationTime": WHEN,
        "ModelApprovalStatus": "PendingManualApproval",
    }
    return _outcome(page, **CREATED, package=package, progress=test_timeline.ENDED, steps=STEPS)


@scene
def failed(page: OwnPage) -> Locator:
    stages = [
        {"Name": "first", "Status": "Completed"},
        {"Name": "second", "Status": "Failed", "FailureReason": "The container left.\n" * 3},
    ]
    package = test_timeline.package(
        "Failed", ModelPackageStatusDetails={"ValidationStatuses": stages}
    )
    return _outcome(page, **CREATED, package=package, progress=test_timeline.ENDED)


@scene
def failed_with_log(page: OwnPage) -> Locator:
    return test_preflight.show_failure(page)


@scene
def failed_without_permission(page: OwnPage) -> Locator:
    problem = "Its log would tell more; reading it needs logs:GetLogEvents."
    ready = test_preflight.STATEMENT
    return test_preflight.show_failure(page, lines=[], sign="", problem=problem, ready=ready)


# ---- looking before sending


@scene
def preflight_asked(page: OwnPage) -> Locator:
    form = page.show(test_preflight.REQUEST)
    button(form, "Preflight").click()
    return form


@scene
def preflight_found(page: OwnPage) -> Locator:
    form = test_preflight.show_findings(page)
    test_preflight.panel(form).locator("summary").last.click()
    return form


@scene
def preflight_aged(page: OwnPage) -> Locator:
    old = [{**row, "old": row["state"] != "passed"} for row in test_preflight.FINDINGS]
    return test_preflight.show_findings(page, findings=old)


# ---- the group of a version


@scene
def group_offered(page: OwnPage) -> Locator:
    form = page.show(test_group.REQUEST)
    test_group.offer(page)
    test_group.panel(form).get_by_role("button", name="Add Tags item").click()
    return form


@scene
def group_creating(page: OwnPage) -> Locator:
    form = page.show(test_group.REQUEST)
    test_group.offer(page)
    page.kernel_tells(group=test_group.group("creating"))
    return form


@scene
def group_refused(page: OwnPage) -> Locator:
    form = page.show({"ModelPackageGroupName": "churn"})
    test_group.offer(page)
    issues = [told("Tag it.", "", "Tags", code="service"), told("Not now.", "", code="service")]
    button(form, test_group.CREATE).click()
    page.kernel_tells(group=test_group.group("refused", issues=issues))
    return form


@scene
def group_created(page: OwnPage) -> Locator:
    form = page.show({"ModelPackageGroupName": "churn"})
    test_group.offer(page)
    page.kernel_tells(group=test_group.group("created", arn=test_group.GROUP_ARN), status="editing")
    return form


# ---- the request as text


@scene
def exported(page: OwnPage) -> Locator:
    form = test_export.show(page, saved("24-model-card-content"))
    test_export.kernel_answers(page)
    form.get_by_label("ModelPackageDescription", exact=True).focus()
    return form


@scene
def exported_in_part(page: OwnPage) -> Locator:
    form = test_export.show(page, saved("21-basemodel-s3-no-image"))
    test_export.choose(page, "CloudFormation")
    test_export.kernel_answers(page)
    return form
