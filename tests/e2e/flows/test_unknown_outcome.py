"""An outcome that is not known and requests with errors: what may be sent, and what is not."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e.own_page import OwnPage
from tests.e2e.pages.outcome_page import (
    AGAIN,
    CREATE,
    CREATED,
    REQUEST,
    WHEN,
    button,
    kernel_issue,
    outcome,
)

Own = Callable[[], OwnPage]


def test_an_unknown_outcome_is_found_out_whatever_the_request_is_now(own_page: Own) -> None:
    page = own_page()
    form = page.show({"ModelPackageGroupName": "-"})
    issue = kernel_issue("The outcome of the request is unknown.")
    page.kernel_tells(status="uncertain", submission={"when": WHEN, "actions": []}, issues=[issue])
    expect(outcome(form)).to_contain_text("The package may or may not have been created")
    expect(form.get_by_role("region", name="Problems")).to_contain_text(issue["message"])
    find = button(form, "Check what happened")
    expect(find).to_have_attribute("data-role", "submit")
    expect(find).to_have_accessible_description(re.compile("Your later changes aren't sent"))
    expect(button(form, AGAIN)).to_have_count(0)
    find.click()
    find.click()
    options = [set(message) & {"allow_duplicate", "force"} for message in page.submitted()]
    assert options == [set(), set()]


def test_the_way_out_of_an_unknown_outcome_is_described_by_what_is_known(own_page: Own) -> None:
    page = own_page()
    form = page.show(REQUEST)
    issue = kernel_issue("The group got 2 versions.", "Look at them.")
    page.kernel_tells(
        status="uncertain",
        submission={"when": WHEN, "actions": ["again"]},
        issues=[kernel_issue("Odd.", "", "Domain", code="service"), issue],
    )
    again = button(form, AGAIN)
    expect(again).to_have_accessible_description(
        re.compile("The group got 2 versions. Look at them. Ignores the unanswered request")
    )
    again.click()
    page.expect_message("submit", allow_duplicate=True)


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
    force_button = button(form, "Send anyway")
    form.locator(".mp-bar").get_by_role("button", name=re.compile("to fix")).click()
    expect(force_button).to_have_count(0)
    button(form, CREATE).click()
    expect(force_button).to_have_count(int(sendable))
    assert page.submitted() == []
    if sendable:
        expect(force_button).to_have_accessible_description(re.compile("lets AWS decide"))
        force_button.click()
        (message,) = page.submitted()
        assert message["force"] is True
        form.get_by_label("ModelPackageDescription").press_sequentially("x")
        expect(force_button).to_have_count(0)


def test_entries_that_json_cannot_hold_are_never_sent_anyway(own_page: Own) -> None:
    page = own_page()
    form = page.show({"ModelPackageName": "-", "CustomerMetadataProperties": {"a": "1"}})
    form.get_by_role("button", name="Model card and metadata").click()
    form.get_by_role("button", name="Add CustomerMetadataProperties entry").click()
    form.get_by_label("CustomerMetadataProperties entry 2, name").fill("a")
    form.get_by_label("CustomerMetadataProperties entry 2, value").fill("2")
    button(form, CREATE).click()
    force_button = button(form, "Send anyway")
    expect(force_button).to_have_count(0)
    form.get_by_label("CustomerMetadataProperties entry 2, name").fill("b")
    button(form, CREATE).click()
    expect(force_button).to_have_count(1)


def test_send_anyway_without_a_journal_goes_with_the_offer(own_page: Own) -> None:
    page = own_page()
    form = page.show(REQUEST)
    refused = {"status": "refused", "issues": [kernel_issue("The journal can't be written.")]}
    page.kernel_tells(**refused, submission={"when": "", "actions": ["anyway"]})
    force_button = button(form, "Send anyway")
    expect(force_button).to_have_accessible_description(re.compile("without a journal entry"))
    force_button.focus()
    page.page.keyboard.press("Enter")
    page.expect_message("submit", force=True)
    page.kernel_tells(status="submitting", submission={"when": "", "actions": []}, issues=[])
    expect(force_button).to_have_count(0)
    expect(form.get_by_role("region", name="Problems")).to_be_focused()


def test_a_remark_on_a_package_that_was_created_shows(own_page: Own) -> None:
    page = own_page()
    form = page.show(REQUEST)
    remark = {
        **kernel_issue("This couldn't be recorded.", "Save the ARN."),
        "severity": "warning",
    }
    page.kernel_tells(**CREATED, issues=[remark])
    expect(form.get_by_role("region", name="Problems")).to_contain_text("Save the ARN.")
