"""The next version: what it was loaded from, what is carried, what changed; and the draft."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.flows.test_outcome import button, told
from tests.e2e.lab import Notebook
from tests.e2e.own_page import OwnPage

Own = Callable[[], OwnPage]
Open = Callable[..., Notebook]
ARTIFACT = ["InferenceSpecification", "Containers", 0, "ModelDataUrl"]
COMMIT = ["MetadataProperties", "CommitId"]
REQUEST: dict[str, Any] = {
    "ModelPackageGroupName": "churn",
    "InferenceSpecification": {"Containers": [{"Image": "i", "ModelDataUrl": "s3://b/7"}]},
    "MetadataProperties": {"CommitId": "abc"},
}
LOADED: dict[str, Any] = {
    "source": "version 7 of churn",
    "arn": "arn:aws:sagemaker:us-east-1:123456789012:model-package/churn/7",
    "base": json.dumps(REQUEST),
    "omitted": [
        {"path": ["ModelApprovalStatus"], "why": "Each version is approved on its own."},
        {"path": ["Gone", 3, "ETag"], "why": "It is that of the earlier data."},
    ],
    "carried": [ARTIFACT, COMMIT],
    "marks": [
        {"base_path": ARTIFACT, "value": "s3://b/7", "individually": True},
        {"base_path": COMMIT, "value": "abc", "individually": True},
    ],
    "review": [
        {"path": path, "base_path": path, "value": value, "label": "version 7 of churn"}
        for path, value in ((ARTIFACT, "s3://b/7"), (COMMIT, "abc"))
    ],
    "reviewed": [],
    "state": "",
    "problem": "",
}


def carried(*path: Any) -> dict[str, Any]:
    message = "This was taken over from version 7 of churn."
    return told(message, "Change it.", *path, code="carried")


def panel(form: Locator) -> Locator:
    return form.get_by_role("region", name="Load a request")


def show_loaded(page: OwnPage) -> Locator:
    """A form that was loaded, with the panel open."""
    form = page.show({})
    page.kernel_writes(REQUEST)
    page.kernel_tells(issues=[carried(*ARTIFACT), carried(*COMMIT)], loaded=LOADED)
    form.get_by_role("button", name="From version 7 of churn, 2 to review").click()
    return form


def test_what_was_repaired_and_what_is_missing_leads_to_its_field(own_page: Own) -> None:
    page = own_page()
    form = page.show({})
    page.kernel_writes(REQUEST)
    repaired = [{"path": ["ModelPackageGroupName"], "why": "It was called group."}]
    gaps = [{"path": ["Task"], "why": "The text has task here."}]
    left = [
        {"path": [], "why": "--region x belongs to the command."},
        {"path": ["Tags"], "why": "AWS does not tell them.", "source": "version 6"},
    ]
    page.kernel_tells(loaded={**LOADED, "coerced": repaired, "unresolved": gaps, "omitted": left})
    form.get_by_role("button", name="From version 7").click()
    expect(panel(form).locator('[data-role="omitted"] li')).to_have_text(
        [" --region x belongs to the command.", "Tags AWS does not tell them. (from version 6)"]
    )
    panel(form).locator('[data-role="unresolved"]').get_by_role("link", name="Task").click()
    expect(form.get_by_label("Task", exact=True)).to_be_focused()
    expect(panel(form).locator('[data-role="coerced"]')).to_contain_text("It was called group.")


def test_loading_is_one_step_to_undo(own_page: Own) -> None:
    page = own_page()
    form = page.show({"Domain": "MINE"})
    page.kernel_writes(REQUEST)
    page.kernel_tells(loaded=LOADED)
    expect(form.get_by_label("ModelPackageGroupName")).to_have_value("churn")
    button(form, "Undo").click()
    assert json.loads(page.written()) == {"Domain": "MINE"}


def test_what_was_left_out_leads_to_its_field(own_page: Own) -> None:
    page = own_page()
    form = show_loaded(page)
    expect(panel(form)).to_contain_text("Each version is approved on its own.")
    expect(panel(form)).to_contain_text("Gone[3].ETag It is that of the earlier data.")
    panel(form).get_by_role("link", name="ModelApprovalStatus").click()
    expect(form.get_by_label("ModelApprovalStatus", exact=True)).to_be_focused()


# ---- what changed


def changes(form: Locator) -> Locator:
    return form.get_by_role("region", name="Changes")


def cells(form: Locator) -> list[list[str]]:
    rows = changes(form).locator("tbody tr")
    expect(rows.first).to_be_visible()  # they come with the frame after the heading
    return [row.locator("th, td").all_inner_texts() for row in rows.all()]


def test_what_changed_since_it_was_loaded(own_page: Own) -> None:
    page = own_page()
    form = show_loaded(page)
    expect(changes(form)).to_have_count(0)
    button(form, "Changes").press("Enter")
    expect(changes(form)).to_contain_text("Changed since version 7 of churn")
    expect(changes(form)).to_contain_text("Nothing.")
    description = form.get_by_label("ModelPackageDescription")
    description.fill("new")
    description.blur()
    expect(changes(form).locator("tbody tr")).to_have_count(1)
    after = {**REQUEST, "ModelPackageDescription": "", "Tags": [{"Key": "k", "Value": "v" * 200}]}
    after["InferenceSpecification"] = {"Containers": [{"Image": "i", "ModelDataUrl": "s3://b/8"}]}
    del after["MetadataProperties"]
    page.kernel_writes(after)
    expect(changes(form).locator("tbody tr")).to_have_count(4)
    artifact = "InferenceSpecification.Containers[0].ModelDataUrl"
    rows = cells(form)
    assert rows[0] == [artifact, "changed", "s3://b/7", "s3://b/8"]
    assert rows[1] == ["MetadataProperties", "removed", '{"CommitId":"abc"}', ""]
    assert [row[:3] for row in rows[2:]] == [
        ["ModelPackageDescription", "added", ""],
        ["Tags", "added", ""],
    ]
    assert rows[2][3] == '""'
    whole = changes(form).get_by_text("v" * 200)
    expect(whole).not_to_be_visible()
    changes(form).locator("summary").press("Enter")
    expect(whole).to_be_visible()
    changes(form).get_by_role("link", name=artifact).click()
    expect(form.locator(f'[data-path="{artifact}"] input')).to_be_focused()


def test_changes_compare_with_the_previous_version_and_mark_what_differs(own_page: Own) -> None:
    page = own_page()
    form = page.show({})
    laid = {**REQUEST, "InferenceSpecification": {"Containers": [{"ModelDataUrl": "s3://b/8"}]}}
    page.kernel_writes(laid)
    previous = {"previous": json.dumps(REQUEST), "previous_source": "version 7 of churn"}
    source = "the training job t, laid over version 7 of churn"
    page.kernel_tells(loaded={**LOADED, **previous, "source": source, "base": json.dumps(laid)})
    button(form, "Changes").click()
    expect(changes(form)).to_contain_text("Changed since version 7 of churn")
    row = changes(form).get_by_role("row", name="ModelDataUrl")
    expect(row.locator("td").nth(1)).to_have_text("s3://b/7")
    expect(row.locator("mark")).to_have_text(["7", "8"])


def test_what_was_filled_in_when_nothing_was_loaded(own_page: Own) -> None:
    page = own_page()
    form = page.show({"Tags": [{"Key": "a", "Value": "1"}]})
    button(form, "Changes").click()
    expect(changes(form)).to_contain_text("Filled in since the form was empty")
    assert [row[:2] for row in cells(form)] == [["Tags", "added"]]
    base = json.dumps({"Tags": [{"Key": "b", "Value": "2"}, {"Key": "a", "Value": "1"}]})
    page.kernel_tells(loaded={**LOADED, "source": "", "base": base, "carried": []})
    expect(changes(form)).to_contain_text("Changed since it was loaded")
    expect(changes(form).locator("tbody th")).to_have_text("Tags[0]")
    expect(changes(form).get_by_role("link")).to_have_count(0)


# ---- the draft


@pytest.mark.parametrize(
    ("state", "says"),
    [
        ("", "Each change is saved in churn.json."),
        ("saved", "Saved in churn.json."),
        ("failed", "Not saved in churn.json."),
    ],
)
def test_how_the_draft_stands(own_page: Own, state: str, says: str) -> None:
    page = own_page()
    form = page.show(REQUEST)
    draft = form.get_by_role("region", name="Draft")
    expect(draft).to_have_count(0)
    problem = "The disk is full." if state == "failed" else ""
    path = "C:\\work\\churn.json" if state == "saved" else "/home/ann/churn.json"
    page.kernel_tells(draft_state={"path": path, "state": state, "problem": problem})
    expect(draft).to_contain_text(says + problem)
    expect(draft.get_by_role("button")).to_have_count(0)


@pytest.mark.parametrize(("name", "take"), [("Take theirs", "theirs"), ("Keep mine", "mine")])
def test_a_draft_that_somebody_else_changed(own_page: Own, name: str, take: str) -> None:
    page = own_page()
    form = page.show(REQUEST)
    draft = form.get_by_role("region", name="Draft")
    state = {"path": "/home/ann/churn.json", "state": "conflict", "problem": "It was changed."}
    page.kernel_tells(draft_state=state)
    expect(form.locator(".mp-hidden[role=status]")).to_have_text("It was changed.")
    expect(draft).to_contain_text("It was changed.")
    button(draft, name).focus()
    page.page.keyboard.press("Enter")
    (message,) = page.asked("draft")
    assert message["take"] == take
    page.kernel_tells(draft_state={**state, "state": "saved", "problem": ""})
    expect(draft).to_be_focused()
    expect(draft.get_by_role("button")).to_have_count(0)


# ---- all of it, in JupyterLab

START = """
from modelpkg_widget import ModelPackageForm, sandbox
aws = sandbox(account="000000000401", speed=300)
client, s3 = aws.client("sagemaker"), aws.client("s3")
source = aws.model_data.removeprefix(f"s3://{aws.bucket}/")
s3.copy_object(Bucket=aws.bucket, Key=source + "x", CopySource=f"{aws.bucket}/{source}")
first = ModelPackageForm({
    "ModelPackageGroupName": aws.group,
    "ModelApprovalStatus": "Approved",
    "InferenceSpecification": {
        "Containers": [{"Image": aws.image, "ModelDataUrl": aws.model_data}],
        "SupportedContentTypes": ["text/csv"],
        "SupportedResponseMIMETypes": ["text/csv"],
    },
}, session=aws.session).submit()
form = ModelPackageForm(session=aws.session)
form
"""
SECOND = """
told = client.describe_model_package(ModelPackageName=form.arn)
container = told["InferenceSpecification"]["Containers"][0]
print(told["ModelPackageVersion"], told["ModelApprovalStatus"], container["ModelDataUrl"])
"""


def test_the_next_version_in_jupyterlab(notebook: Open) -> None:
    page = notebook(START, "form.load(group=aws.group)", SECOND, "print(aws.model_data)")
    page.run(0)
    form = page.form()
    page.run(1)
    page.run(3)
    was = page.text(3)
    form.get_by_role("button", name=re.compile("From version 1 of .*, 1 to review")).click()
    expect(panel(form)).to_contain_text("ModelApprovalStatus Each version is approved on its own.")
    path = "InferenceSpecification.Containers[0].ModelDataUrl"
    button(form, "Create model package").click()
    listed = form.get_by_role("region", name="Values to review")
    listed.get_by_role("link", name=path).click()
    field = form.locator(f'[data-path="{path}"]')
    expect(field.locator("input")).to_be_focused()
    note = field.locator('[data-role="review"]')
    expect(note).to_contain_text("Copied from version 1")
    page.page.keyboard.press("End")
    page.page.keyboard.type("x")
    expect(note).to_contain_text(f"{was}, changed")
    expect(listed.get_by_role("listitem")).to_contain_text("changed")
    button(form, "Changes").click()
    expect(changes(form).locator("tbody td")).to_have_text(["changed", was, was + "x"])
    button(form, "Create model package").click()
    expect(form.locator('[data-role="arn"]')).to_contain_text("/2")
    page.run(2)
    assert page.text(2) == f"2 PendingManualApproval {was}x"
    assert page.errors == []


SENT = """
sent = [call for call in aws.calls if call["operation"] == "CreateModelPackage"]
print(len(sent), form.valid, [issue.code for issue in form.issues])
"""


def test_nothing_is_sent_before_it_is_kept_in_jupyterlab(notebook: Open) -> None:
    page = notebook(START, "form.load(group=aws.group)", SENT, SENT)
    page.run(0)
    form = page.form()
    page.run(1)
    create = form.locator('[data-role="submit"]')
    expect(form.locator('[data-role="review-count"]')).to_have_text("1 to review")
    expect(form.locator('[data-role="identical"]')).to_contain_text("Identical to version 1 of")
    listed = form.get_by_role("region", name="Values to review")
    for _ in range(3):
        create.click()
        expect(listed).to_be_visible()
    page.run(2)
    assert page.text(2) == "1 False ['carried', 'identical']"
    listed.get_by_role("button", name=re.compile("^Keep ")).click()
    expect(form.locator('[data-role="review-count"]')).to_have_text("0 to review")
    create.click()
    expect(form.locator('[data-role="arn"]')).to_contain_text("/2")
    page.run(3)
    assert page.text(3).startswith("2 ")
    assert page.errors == []
