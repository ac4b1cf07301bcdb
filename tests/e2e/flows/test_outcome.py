"""What came of a submission and what may be done next, on a page of its own."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e.own_page import OwnPage
from tests.e2e.pages.outcome_page import (
    AGAIN,
    ARN,
    CREATE,
    CREATED,
    HOSTILE,
    LISTING,
    REQUEST,
    STEPS,
    USABLE,
    WHEN,
    button,
    kernel_issue,
    outcome,
)

Own = Callable[[], OwnPage]


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
    expect(again).to_have_accessible_description(re.compile("creates a second package"))
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
    expect(outcome(form)).to_contain_text("Created before your latest changes: version 4 of churn")
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


def test_what_may_be_done_next_is_there_to_copy(own_page: Own) -> None:
    page = own_page()
    page.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    form = page.show(REQUEST)
    page.kernel_tells(**CREATED, next_steps=STEPS, package=USABLE)
    link = outcome(form).get_by_role("link")
    expect(link).to_have_attribute("href", STEPS["console"])
    expect(link).to_have_attribute("rel", "noopener noreferrer")
    expect(link).to_have_attribute("target", "_blank")
    expect(outcome(form)).to_contain_text("the form can't approve existing versions")
    outcome(form).get_by_text("Deploy it with boto3").click()
    said = form.locator(".mp-hidden[role=status]")
    copies = {
        "ARN": ARN,
        "link": STEPS["console"],
        "command": STEPS["approve"],
        "code": STEPS["deploy"],
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


def test_a_warning_is_counted_beside_the_button_and_opens_the_list(own_page: Own) -> None:
    """A value that a script left open is a warning: whoever sees "No problems" would send."""
    page = own_page()
    form = page.show({"ModelPackageGroupName": "churn"})
    page.kernel_tells(
        issues=[
            {"path": ["Domain"], "code": "unresolved", "message": "This value wasn't loaded.",
             "hint": "Enter a value.", "severity": "warning", "related": []},
        ]
    )  # fmt: skip
    warned = form.get_by_role("button", name="No problems, 1 note")
    expect(warned).to_have_class(re.compile("mp-due"))
    expect(button(form, CREATE)).to_have_accessible_description(re.compile("No problems, 1 note"))
    warned.click()
    listed = form.get_by_role("region", name="Problems")
    expect(listed).to_contain_text("This value wasn't loaded. Enter a value.")
    form.get_by_label("ModelPackageGroupName", exact=True).fill("-")
    form.get_by_label("ModelPackageDescription").focus()
    expect(form.get_by_role("button", name="1 to fix", exact=True).last).to_be_visible()


def test_sending_says_how_long_it_takes(own_page: Own) -> None:
    page = own_page()
    form = page.show(REQUEST)
    page.kernel_tells(status="submitting")
    expect(outcome(form)).to_contain_text(re.compile(r"[1-9] s elapsed. Usually a few seconds."))


def test_a_certified_package_has_what_buyers_find_and_what_the_portal_asks_for(
    own_page: Own,
) -> None:
    page = own_page()
    form = page.show(REQUEST)
    page.kernel_tells(**CREATED, next_steps=STEPS)
    expect(outcome(form).get_by_role("table")).to_have_count(0)
    page.kernel_tells(next_steps={**STEPS, "listing": LISTING})
    expect(outcome(form)).to_contain_text("Enter this ARN in the AWS Marketplace Management Portal")
    expect(outcome(form).get_by_role("row")).to_have_text(
        [
            "SupportedTransformInstanceTypesml.m5.xlarge, ml.c5.2xlarge",
            "SupportedRealtimeInferenceInstanceTypesNot set",
            "SupportedContentTypestext/csv, application/json",
            "SupportedResponseMIMETypestext/csv",
        ]
    )
    expect(outcome(form).get_by_role("link", name="Open Products")).to_have_count(1)
    button(form, "Guided mode").click()
    form.get_by_role("radio", name="A model package for AWS Marketplace").check()
    form.get_by_role("button", name="Next steps in the portal").click()
    expect(form.locator(".mp-step")).to_contain_text("Step 11 of 11")
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
        issues=[{**kernel_issue(HOSTILE, HOSTILE), "why": HOSTILE}],
    )
    expect(form.locator('[data-role="arn"]')).to_have_text(HOSTILE)
    expect(form.locator('[data-role="approve"]')).to_have_text(HOSTILE)
    expect(outcome(form).get_by_role("link")).to_have_count(0)
    expect(form.locator("img")).to_have_count(0)
    assert page.page.title() == "One form with a model of its own"
    assert page.errors == []


WRONG: list[Any] = [None, 5, "text", True, [], [None], {}, {"state": "following", "actions": 5}]
