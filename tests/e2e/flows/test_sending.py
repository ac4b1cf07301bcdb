"""Sending over a real kernel: each package is counted where it is made, in the sandbox."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.kernel_page import Cells
from tests.e2e.lab import Notebook

Open = Callable[..., Notebook]
OpenCells = Callable[..., Cells]
START = """
import os
os.environ.pop("MODELPKG_SANDBOX", None)
from modelpkg_widget import ModelPackageForm, sandbox
aws = sandbox(account="{account}", speed={speed})
"""
VERSION = 'form = ModelPackageForm({"ModelPackageGroupName": aws.group}, session=aws.session); form'
COUNT = """
listed = aws.client("sagemaker").list_model_packages(ModelPackageGroupName=aws.group)
print([row["ModelPackageArn"] for row in listed["ModelPackageSummaryList"]])
"""
CERTIFIED = """
form = ModelPackageForm(session=aws.session, value={
    "ModelPackageName": "flowers",
    "CertifyForMarketplace": True,
    "InferenceSpecification": {
        "Containers": [{"Image": aws.image}],
        "SupportedTransformInstanceTypes": ["ml.m5.large"],
        "SupportedRealtimeInferenceInstanceTypes": ["ml.m5.large"],
        "SupportedContentTypes": ["text/csv"],
        "SupportedResponseMIMETypes": ["text/csv"],
    },
    "ValidationSpecification": {
        "ValidationRole": aws.role,
        "ValidationProfiles": [{
            "ProfileName": "first",
            "TransformJobDefinition": {
                "TransformInput": {
                    "DataSource": {"S3DataSource": {
                        "S3DataType": "S3Prefix", "S3Uri": aws.validation_input}},
                    "ContentType": "text/csv",
                },
                "TransformOutput": {"S3OutputPath": aws.validation_output},
                "TransformResources": {"InstanceType": "ml.m5.large", "InstanceCount": 1},
            },
        }],
    },
})
form
"""


def start(account: int, speed: float = 300) -> str:
    """The first cell; each test has an account, and so a sandbox, of its own."""
    return START.format(account=f"{account:012d}", speed=speed)


def press(form: Locator, name: str) -> None:
    form.get_by_role("button", name=name, exact=True).click()


def test_a_refusal_with_two_clauses_marks_both_members(cells: OpenCells) -> None:
    unknown = """
form = ModelPackageForm(session=aws.session, value={
    "ModelPackageGroupName": aws.group,
    "InferenceSpecification": {
        "Containers": [{"Image": aws.image}],
        "SupportedTransformInstanceTypes": ["ml.none.large"],
        "SupportedRealtimeInferenceInstanceTypes": ["ml.none.xlarge"],
    },
})
form
"""
    page = cells(start(1), unknown, COUNT)
    page.run_cell(0)
    page.run_cell(1)
    form = page.form()
    press(form, "Create model package")
    problems = form.get_by_role("region", name="Problems")
    expect(form.get_by_role("region", name="Outcome")).to_contain_text("Nothing was created")
    for name in ("SupportedTransformInstanceTypes", "SupportedRealtimeInferenceInstanceTypes"):
        path = f"InferenceSpecification.{name}[0]"
        row = problems.locator('[data-severity="error"]').filter(has_text=path)
        row.get_by_role("link").click()
        field = form.locator(f'[data-path="{path}"]')
        expect(field.get_by_role("button")).to_be_focused()
        expect(field.locator('[data-role="error"]')).not_to_be_empty()
    page.run_cell(2)
    assert page.text(2) == "[]"


def test_an_answer_that_is_lost_ends_with_one_package(cells: OpenCells) -> None:
    fault = 'aws.inject_fault("timeout_after_accept", times=None, seconds=0.1)'
    sent = """
calls = [call for call in aws.calls if call["operation"] == "CreateModelPackage"]
print(len(calls), len({str(call["request"]) for call in calls}))
"""
    page = cells(start(2), VERSION, fault, "aws.clear_faults()", COUNT, sent)
    for cell in range(3):
        page.run_cell(cell)
    form = page.form()
    press(form, "Create model package")
    find = form.get_by_role("button", name="Check what happened", exact=True)
    expect(find).to_be_visible(timeout=60_000)
    page.run_cell(3)
    find.click()
    shown = form.locator('[data-role="arn"]')
    expect(shown).to_have_text(re.compile(r":model-package/.+/1$"))
    expect(form.get_by_role("region", name="Outcome")).to_contain_text("Created on")
    expect(find).to_have_count(0)
    page.run_cell(4)
    assert page.text(4) == f"['{shown.inner_text()}']"
    page.run_cell(5)
    count, different = page.text(5).split()
    print(f"{count} requests went out")
    assert different == "1"
    assert page.errors == []


@pytest.mark.soak
def test_a_reload_during_certification_shows_the_timeline_again(notebook: Open) -> None:
    """Whoever loads the page again sees the certification go on; it waits for stages."""
    page = notebook(start(3, speed=60), CERTIFIED, "aws.set_speed(100_000)")
    page.run(0)
    page.run(1)
    press(page.form(), "Create model package")
    rows = page.form().locator('[data-role="timeline"]').get_by_role("listitem")
    expect(rows.nth(0)).to_have_text(re.compile(r"in progress .*\d s elapsed"), timeout=40_000)
    expect(rows).to_have_count(3)
    arn = page.form().locator('[data-role="arn"]').inner_text()
    page.page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")
    page.page.reload()
    expect(page.form().locator('[data-role="arn"]')).to_have_text(arn)
    expect(rows.nth(0)).to_contain_text("in progress")
    expect(rows).to_have_count(3)
    page.run(2)
    expect(rows).to_have_text(
        [
            "✓Model packagecompleted",
            re.compile("^✓Image scan .*completed$"),
            "✓Validation firstcompleted",
        ]
    )
    assert page.errors == []


def test_the_cell_run_again_shows_the_arn_and_sends_nothing(cells: OpenCells) -> None:
    page = cells(start(4), VERSION, COUNT)
    page.run_cell(0)
    page.run_cell(1)
    press(page.form(), "Create model package")
    shown = page.form().locator('[data-role="arn"]')
    expect(shown).to_contain_text("model-package")
    arn = shown.inner_text()
    page.run_cell(1)
    expect(page.form()).to_have_count(1)
    outcome = page.form().get_by_role("region", name="Outcome")
    expect(shown).to_have_text(arn)
    expect(outcome).to_contain_text("Created on")
    press(page.form(), "Created")
    page.wait_quiet()
    expect(shown).to_have_text(arn)
    page.run_cell(2)
    assert page.text(2) == f"['{arn}']"

    press(page.form(), "Create another version")
    expect(shown).to_have_text(re.compile("/2$"))
    page.run_cell(2)
    assert page.text(2).count("arn:") == 2
    assert page.errors == []


def test_a_group_is_created_with_the_tags_of_the_version(cells: OpenCells) -> None:
    version = """
form = ModelPackageForm(session=aws.session, value={"ModelPackageGroupName": "fresh-group"})
form
"""
    tags = """
arn = aws.client("sagemaker").describe_model_package_group(
    ModelPackageGroupName="fresh-group")["ModelPackageGroupArn"]
print(aws.client("sagemaker").list_tags(ResourceArn=arn)["Tags"])
"""
    page = cells(start(5), version, tags)
    page.run_cell(0)
    page.run_cell(1)
    form = page.form()
    press(form, "Create model package")
    panel = form.get_by_role("region", name="Model package group")
    expect(panel.get_by_label("ModelPackageGroupName")).to_have_value("fresh-group")
    form.get_by_label("Package type").select_option("")  # a version's own form has no tags
    form.locator(".mp-section").get_by_role("button", name="Add Tags item").click()
    form.locator('.mp-section [data-path="Tags[0].Key"] input').fill("team")
    form.locator('.mp-section [data-path="Tags[0].Value"] input').fill("fraud")
    press(form, "Move Tags to the group")
    press(form, "Create the group")
    expect(panel).to_contain_text("Group created")
    expect(form.locator('[data-role="arn"]')).to_have_count(0)
    press(form, "Create model package")
    expect(form.locator('[data-role="arn"]')).to_have_text(re.compile("/fresh-group/1$"))
    page.run_cell(2)
    assert page.text(2) == "[{'Key': 'team', 'Value': 'fraud'}]"
    assert page.errors == []
