"""What came of a submission and what may be done next, on a page of its own."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.own_page import OwnPage

Own = Callable[[], OwnPage]
CREATE = "Create model package"
AGAIN = "Create another version"
ARN = "arn:aws:sagemaker:us-east-1:123456789012:model-package/churn/3"
REQUEST = {"ModelPackageGroupName": "churn"}
WHEN = "2026-01-02T12:04:05+00:00"  # the same day nearly everywhere
CREATED: dict[str, Any] = {
    "status": "created",
    "arn": ARN,
    "submission": {"when": WHEN, "actions": ["again"]},
}
STEPS = {
    "console": "https://us-east-1.console.aws.amazon.com/sagemaker/home?region=us-east-1",
    "approve": f"aws sagemaker update-model-package --model-package-arn {ARN}",
    "deploy": "import boto3\n\nsagemaker = boto3.client('sagemaker')",
}
LISTING = [
    {"name": "SupportedTransformInstanceTypes", "values": ["ml.m5.xlarge", "ml.c5.2xlarge"]},
    {"name": "SupportedRealtimeInferenceInstanceTypes", "values": []},
    {"name": "SupportedContentTypes", "values": ["text/csv", "application/json"]},
    {"name": "SupportedResponseMIMETypes", "values": ["text/csv"]},
]
USABLE = {"ModelPackageStatus": "Completed", "ModelApprovalStatus": "Approved"}
HOSTILE = '<img src=x onerror="document.title=1">'


def button(form: Locator, name: str) -> Locator:
    return form.get_by_role("button", name=name, exact=True)


def outcome(form: Locator) -> Locator:
    return form.get_by_role("region", name="Outcome")


def told(message: str, hint: str = "", *path: Any, code: str = "submission") -> dict[str, Any]:
    """An issue as the kernel tells it."""
    return {
        "path": list(path),
        "code": code,
        "severity": "error",
        "message": message,
        "hint": hint,
    }


def test_a_created_package_has_its_arn_its_date_and_another_version(own_page: Own) -> None:
    page = own_page()
    form = page.show(REQUEST)
    page.kernel_tells(**CREATED)
    expect(form.locator('[data-role="arn"]')).to_have_text(ARN)
    expect(outcome(form)).to_contain_text("Created: version 3 of churn")
    expect(outcome(form)).to_contain_text("Created on January 2, 2026")
    expect(outcome(form).locator("time").first).to_have_attribute("datetime", WHEN)
    expect(form.locator(".mp-hidden[role=status]")).to_have_text("Created: version 3 of churn")

    again = button(form, AGAIN)
    expect(again).to_have_accessible_description(re.compile("makes a second package"))
    again.focus()
    page.page.keyboard.press("Enter")
    (message,) = page.submitted()
    assert message["allow_duplicate"] is True
    page.kernel_tells(status="submitting", submission={"when": "", "actions": []})
    expect(again).to_have_count(0)
    expect(outcome(form)).to_be_focused()
    expect(button(form, "Creating…")).to_have_attribute("data-role", "submit")

    page.kernel_tells(**{**CREATED, "arn": ARN[:-1] + "4"})
    expect(form.locator('[data-role="arn"]')).to_have_text(ARN[:-1] + "4")
    page.kernel_tells(status="editing", submission={"when": "", "actions": []})
    expect(outcome(form)).to_contain_text("Created before the last change: version 4 of churn")
    expect(again).to_have_count(0)
    page.kernel_tells(package={"ModelPackageStatus": "Completed", "CreationTime": WHEN})
    expect(outcome(form)).to_contain_text("Created on January 2, 2026")
    page.kernel_tells(status="refused")
    expect(form.locator('[data-role="arn"]')).to_have_count(0)


def test_another_version_of_a_request_with_errors_is_not_sent(own_page: Own) -> None:
    page = own_page()
    form = page.show({"ModelPackageGroupName": "-"})
    page.kernel_tells(**CREATED)
    button(form, AGAIN).click()
    assert page.submitted() == []
    expect(form.get_by_role("region", name="Problems").get_by_role("link").first).to_be_focused()


def test_an_unknown_outcome_is_found_out_whatever_the_request_is_now(own_page: Own) -> None:
    page = own_page()
    form = page.show({"ModelPackageGroupName": "-"})
    issue = told("It is not known what came of the request.")
    page.kernel_tells(status="uncertain", submission={"when": WHEN, "actions": []}, issues=[issue])
    expect(outcome(form)).to_contain_text("the package may have been created, or not")
    expect(form.get_by_role("region", name="Problems")).to_contain_text(issue["message"])
    find = button(form, "Check what happened")
    expect(find).to_have_attribute("data-role", "submit")
    expect(find).to_have_accessible_description(re.compile("Changes made since are not sent"))
    expect(button(form, AGAIN)).to_have_count(0)
    find.click()
    find.click()
    options = [set(message) & {"allow_duplicate", "force"} for message in page.submitted()]
    assert options == [set(), set()]


def test_the_way_out_of_an_unknown_outcome_is_described_by_what_is_known(own_page: Own) -> None:
    page = own_page()
    form = page.show(REQUEST)
    issue = told("The group got 2 versions.", "Look at them.")
    page.kernel_tells(
        status="uncertain",
        submission={"when": WHEN, "actions": ["again"]},
        issues=[told("Odd.", "", "Domain", code="service"), issue],
    )
    again = button(form, AGAIN)
    expect(again).to_have_accessible_description(
        re.compile("The group got 2 versions. Look at them. Leaves the lost request alone")
    )
    again.click()
    assert page.submitted()[-1]["allow_duplicate"] is True


@pytest.mark.parametrize(
    ("request_", "sendable"),
    [
        ({"ModelPackageName": "-"}, True),
        ({"ModelPackageName": "a", "ModelPackageGroupName": "b"}, True),
        ({"ModelPackageName": ""}, False),
        ({"ModelPackageName": "-", "Tags": [{"Key": "a"}]}, False),
        ({"ModelPackageName": "-", "Unknown": 1}, False),
    ],
)
def test_send_anyway_where_boto3_would_send(
    own_page: Own, request_: dict[str, Any], sendable: bool
) -> None:
    page = own_page()
    form = page.show(request_)
    anyway = button(form, "Send anyway")
    form.locator(".mp-bar").get_by_role("button", name=re.compile("to fix")).click()
    expect(anyway).to_have_count(0)
    button(form, CREATE).click()
    expect(anyway).to_have_count(int(sendable))
    assert page.submitted() == []
    if sendable:
        expect(anyway).to_have_accessible_description(re.compile("AWS then decides"))
        anyway.click()
        (message,) = page.submitted()
        assert message["force"] is True
        form.get_by_label("ModelPackageDescription").press_sequentially("x")
        expect(anyway).to_have_count(0)


def test_entries_that_json_cannot_hold_are_never_sent_anyway(own_page: Own) -> None:
    page = own_page()
    form = page.show({"ModelPackageName": "-", "CustomerMetadataProperties": {"a": "1"}})
    form.get_by_role("button", name="Model card and metadata").click()
    form.get_by_role("button", name="Add CustomerMetadataProperties entry").click()
    form.get_by_label("CustomerMetadataProperties entry 2, name").fill("a")
    form.get_by_label("CustomerMetadataProperties entry 2, value").fill("2")
    button(form, CREATE).click()
    anyway = button(form, "Send anyway")
    expect(anyway).to_have_count(0)
    form.get_by_label("CustomerMetadataProperties entry 2, name").fill("b")
    button(form, CREATE).click()
    expect(anyway).to_have_count(1)


def test_send_anyway_without_a_journal_goes_with_the_offer(own_page: Own) -> None:
    page = own_page()
    form = page.show(REQUEST)
    refused = {"status": "refused", "issues": [told("The journal cannot be written.")]}
    page.kernel_tells(**refused, submission={"when": "", "actions": ["anyway"]})
    anyway = button(form, "Send anyway")
    expect(anyway).to_have_accessible_description(re.compile("without the journal"))
    anyway.focus()
    page.page.keyboard.press("Enter")
    assert page.submitted()[-1]["force"] is True
    page.kernel_tells(status="submitting", submission={"when": "", "actions": []}, issues=[])
    expect(anyway).to_have_count(0)
    expect(form.get_by_role("region", name="Problems")).to_be_focused()


def test_a_remark_on_a_package_that_was_created_shows(own_page: Own) -> None:
    page = own_page()
    form = page.show(REQUEST)
    remark = {**told("The journal could not say so.", "Keep the ARN."), "severity": "warning"}
    page.kernel_tells(**CREATED, issues=[remark])
    expect(form.get_by_role("region", name="Problems")).to_contain_text("Keep the ARN.")


def test_what_may_be_done_next_is_there_to_copy(own_page: Own) -> None:
    page = own_page()
    page.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    form = page.show(REQUEST)
    page.kernel_tells(**CREATED, next_steps=STEPS, package=USABLE)
    link = outcome(form).get_by_role("link")
    expect(link).to_have_attribute("href", STEPS["console"])
    expect(link).to_have_attribute("rel", "noopener noreferrer")
    expect(link).to_have_attribute("target", "_blank")
    expect(outcome(form)).to_contain_text("the form itself never approves")
    outcome(form).get_by_text("Deploy it with boto3").click()
    said = form.locator(".mp-hidden[role=status]")
    copies = {
        "ARN": ARN,
        "address": STEPS["console"],
        "command": STEPS["approve"],
        "lines": STEPS["deploy"],
    }
    for name, text in copies.items():
        form.get_by_role("button", name=f"Copy {name}", exact=True).click()
        expect(said).to_have_text("Copied")
        expect(form.get_by_role("button", name=f"Copied {name}", exact=True)).to_be_focused()
        assert page.page.evaluate("() => navigator.clipboard.readText()") == text


@pytest.mark.parametrize(
    ("package", "tone", "says", "deploys"),
    [
        ({}, "good", "Created: version 3 of churn", False),
        (USABLE, "good", "Created: version 3 of churn", True),
        ({**USABLE, "ModelApprovalStatus": "PendingManualApproval"}, "good", "Created: ", False),
        ({"ModelPackageStatus": "InProgress"}, "neutral", "Validation is running", False),
        ({"ModelPackageStatus": "Failed"}, "bad", "Created, but validation failed", False),
    ],
)
def test_the_headline_follows_the_final_state(
    own_page: Own, package: dict[str, str], tone: str, says: str, deploys: bool
) -> None:
    page = own_page()
    form = page.show(REQUEST)
    page.kernel_tells(**CREATED, next_steps=STEPS, package=package)
    expect(outcome(form)).to_have_attribute("data-tone", tone)
    expect(outcome(form).locator(".mp-status")).to_contain_text(says)
    expect(outcome(form).get_by_text("Deploy it with boto3")).to_have_count(int(deploys))


def test_an_empty_list_of_problems_closes_by_itself(own_page: Own) -> None:
    page = own_page()
    image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/churn:1"
    types = {"SupportedContentTypes": ["text/csv"], "SupportedResponseMIMETypes": ["text/csv"]}
    specification = {"Containers": [{"Image": image}], **types}
    form = page.show({"ModelPackageGroupName": "-", "InferenceSpecification": specification})
    button(form, CREATE).click()
    listed = form.get_by_role("region", name="Problems")
    expect(listed.get_by_role("link")).to_be_focused()
    said = form.locator(".mp-hidden[role=status]")
    expect(said).to_have_text("Nothing was sent. 1 problem.")
    form.get_by_label("ModelPackageGroupName", exact=True).fill("churn")
    expect(listed).to_be_empty()
    none = form.get_by_role("button", name="No problems")
    none.click()
    expect(none).to_have_attribute("aria-expanded", "false")
    expect(said).to_have_text("No problems")


def test_sending_says_how_long_it_takes(own_page: Own) -> None:
    page = own_page()
    form = page.show(REQUEST)
    page.kernel_tells(status="submitting")
    expect(outcome(form)).to_contain_text(re.compile(r"[1-9] s so far. Usually a few seconds."))


def test_a_certified_package_has_what_buyers_find_and_what_the_portal_asks_for(
    own_page: Own,
) -> None:
    page = own_page()
    form = page.show(REQUEST)
    page.kernel_tells(**CREATED, next_steps=STEPS)
    expect(outcome(form).get_by_role("table")).to_have_count(0)
    page.kernel_tells(next_steps={**STEPS, "listing": LISTING})
    expect(outcome(form)).to_contain_text("give the AWS Marketplace portal this ARN")
    expect(outcome(form).get_by_role("row")).to_have_text(
        [
            "SupportedTransformInstanceTypesml.m5.xlarge, ml.c5.2xlarge",
            "SupportedRealtimeInferenceInstanceTypesNot set",
            "SupportedContentTypestext/csv, application/json",
            "SupportedResponseMIMETypestext/csv",
        ]
    )
    expect(outcome(form).get_by_role("link", name="Open Products")).to_have_count(1)
    button(form, "Guide me").click()
    form.get_by_role("radio", name="A model package for AWS Marketplace").check()
    form.get_by_role("button", name="Next steps in the portal").click()
    expect(form.locator(".mp-step")).to_contain_text("Step 10 of 10")
    expect(form.get_by_role("link", name="Open Products")).to_have_count(1)
    page.kernel_tells(next_steps=STEPS)
    expect(outcome(form).get_by_role("table")).to_have_count(0)
    expect(form.get_by_role("link", name="Open Products")).to_have_count(1)


def test_a_browser_that_forbids_copying_selects_the_text(own_page: Own) -> None:
    page = own_page()
    form = page.show(REQUEST)
    page.kernel_tells(**CREATED, next_steps=STEPS)
    page.page.evaluate("() => Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    form.get_by_role("button", name="Copy command", exact=True).click()
    expect(form.locator(".mp-hidden[role=status]")).to_contain_text("Selected")
    assert page.page.evaluate("() => String(getSelection())") == STEPS["approve"]
    assert page.errors == []


def test_texts_of_the_kernel_are_texts_and_links_lead_to_the_web(own_page: Own) -> None:
    page = own_page()
    form = page.show(REQUEST)
    page.kernel_tells(
        **{**CREATED, "arn": HOSTILE, "submission": {"when": HOSTILE, "actions": ["again"]}},
        next_steps={
            "console": "javascript:document.title=1",
            "approve": HOSTILE,
            "deploy": HOSTILE,
        },
        issues=[{**told(HOSTILE, HOSTILE), "why": HOSTILE}],
    )
    expect(form.locator('[data-role="arn"]')).to_have_text(HOSTILE)
    expect(form.locator('[data-role="approve"]')).to_have_text(HOSTILE)
    expect(outcome(form).get_by_role("link")).to_have_count(0)
    expect(form.locator("img")).to_have_count(0)
    assert page.page.title() == "One form with a model of its own"
    assert page.errors == []


WRONG: list[Any] = [None, 5, "text", True, [], [None], {}, {"state": "following", "actions": 5}]
