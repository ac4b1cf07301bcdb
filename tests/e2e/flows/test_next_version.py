"""The next version over a real kernel, from loading it to sending it."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.e2e.kernel_page import Cells
from tests.e2e.pages.loading_page import changes, panel
from tests.e2e.pages.outcome_page import button

Open = Callable[..., Cells]


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


def test_the_next_version_with_another_artifact(cells: Open) -> None:
    """The weekly errand over a real kernel: load a version, change one value, review, send."""
    page = cells(START, "form.load(group=aws.group)", SECOND, "print(aws.model_data)")
    page.run_cell(0)
    form = page.form()
    page.run_cell(1)
    page.run_cell(3)
    was = page.text(3)
    form.get_by_role("button", name=re.compile("From version 1 of .*, 1 to review")).click()
    expect(panel(form)).to_contain_text("ModelApprovalStatus Each version is approved separately.")
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
    page.run_cell(2)
    assert page.text(2) == f"2 PendingManualApproval {was}x"
    assert page.errors == []


SENT = """
sent = [call for call in aws.calls if call["operation"] == "CreateModelPackage"]
print(len(sent), form.valid, [issue.code for issue in form.issues])
"""


def test_nothing_is_sent_before_it_is_kept(cells: Open) -> None:
    start = START.replace("000000000401", "000000000403")
    page = cells(start, "form.load(group=aws.group)", SENT, SENT)
    page.run_cell(0)
    form = page.form()
    page.run_cell(1)
    create = form.locator('[data-role="submit"]')
    expect(form.locator('[data-role="review-count"]')).to_have_text("1 to review")
    expect(form.locator('[data-role="identical"]')).to_contain_text("Identical to version 1 of")
    listed = form.get_by_role("region", name="Values to review")
    for _ in range(3):
        create.click()
        expect(listed).to_be_visible()
    page.run_cell(2)
    assert page.text(2) == "1 False ['carried', 'identical']"
    listed.get_by_role("button", name=re.compile("^Keep ")).click()
    expect(form.locator('[data-role="review-count"]')).to_have_text("0 to review")
    create.click()
    expect(form.locator('[data-role="arn"]')).to_contain_text("/2")
    page.run_cell(3)
    assert page.text(3).startswith("2 ")
    assert page.errors == []
