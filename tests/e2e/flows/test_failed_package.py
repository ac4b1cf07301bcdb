"""Why a package failed, and what a retry changes, as the page shows it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.e2e.own_page import OwnPage
from tests.e2e.pages.failure_page import FAILURE, failed_package, show_failure
from tests.e2e.pages.outcome_page import CREATED, button
from tests.e2e.pages.preflight_page import POLICY, REQUEST
from tests.e2e.pages.timeline_page import ENDED, package, timeline

Own = Callable[[], OwnPage]


def test_a_failure_tells_what_it_means_and_what_the_log_holds(own_page: Own) -> None:
    form = show_failure(own_page())
    row = timeline(form).get_by_role("listitem").nth(2)
    expect(row).to_contain_text(
        "The container failed. See the log below for the reason.See job logs"
    )
    shown = timeline(form).locator('[data-role="failure"]')
    expect(shown).to_contain_text("The container tried to install packages at startup")
    log = shown.get_by_role("region", name="Last log lines of flowers-iris")
    expect(log).to_contain_text("line 18\nERROR: No matching distribution found")
    link = shown.get_by_role("link", name="Open job flowers-iris in the SageMaker console")
    expect(link).to_have_attribute("href", FAILURE["console"])


@pytest.mark.parametrize("state", ["looking", "known"])
def test_without_a_log_it_says_why(own_page: Own, state: str) -> None:
    page = own_page()
    nothing = {"lines": [], "log_explanation": "", "console": "javascript:alert(1)", "state": state}
    problem = "To read its log, you need logs:GetLogEvents."
    more = {"problem": problem, "snippet": POLICY} if state == "known" else {}
    form = show_failure(page, **nothing, **more)
    shown = timeline(form).locator('[data-role="failure"]')
    expect(shown).to_contain_text(problem if more else "Looking up the validation job")
    expect(shown.locator('[data-role="ready-log"]')).to_have_count(len(more) // 2)
    expect(shown.get_by_role("link")).to_have_count(0)


def test_the_next_attempt_is_asked_for_once(own_page: Own) -> None:
    page = own_page()
    form = show_failure(page)
    again = timeline(form).get_by_role("button", name="Prepare a retry")
    expect(again).to_have_accessible_description(
        "Keeps the request and changes its name if it needs a new one. Nothing is sent yet."
    )
    again.click()
    assert len(page.messages_of("prepare_retry")) == 1
    page.kernel_tells(package=package("Completed"))
    expect(again).to_have_count(0)


def test_a_retry_says_what_it_changed_and_what_is_still_the_cause(own_page: Own) -> None:
    page = own_page()
    image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/flowers:installs"
    request = {**REQUEST, "InferenceSpecification": {"Containers": [{"Image": image}]}}
    form = page.show(request)
    failed = failed_package()
    failed["ModelPackageStatusDetails"]["ImageScanStatuses"] = [{"Name": image, "Status": "Failed"}]
    page.kernel_tells(**CREATED, package=failed, watch_state=ENDED, failure=FAILURE)
    expect(form.locator('[data-role="submit"]')).to_have_text("Created ✓")
    expect(form.locator('[data-role="outcome"]')).to_have_attribute("data-tone", "bad")
    button(form, "Prepare a retry").click()
    retry = form.locator('[data-role="retry"]')
    page.kernel_writes({**request, "ModelPackageName": "flowers-2"})
    page.kernel_tells(status="editing")
    expect(retry).to_contain_text("New name: flowers-2")
    expect(retry).to_contain_text(f"Cause not fixed yet: {image} failed. Change this field:")
    retry.get_by_role("link", name="InferenceSpecification.Containers[0].Image").click()
    expect(form.get_by_label("Image", exact=True)).to_be_focused()


def test_a_retry_of_a_failed_profile_leads_to_its_cause_not_to_its_name(own_page: Own) -> None:
    page = own_page()
    request = {
        **REQUEST,
        "InferenceSpecification": {"Containers": [{"Image": "flowers:1"}]},
        "ValidationSpecification": {"ValidationProfiles": [{"ProfileName": "first"}]},
    }
    form = page.show(request)
    failed = failed_package()
    stage = {"Name": "first", "Status": "Failed"}
    failed["ModelPackageStatusDetails"] = {"ValidationStatuses": [stage], "ImageScanStatuses": []}
    page.kernel_tells(
        **CREATED, package=failed, watch_state=ENDED, failure={**FAILURE, "log_explanation": ""}
    )
    button(form, "Prepare a retry").click()
    link = form.locator('[data-role="retry"]').get_by_role("link")
    expect(link).to_have_text("ValidationSpecification.ValidationProfiles[0]")
    page.kernel_tells(failure={**FAILURE, "log_explanation": "The container ran out of memory."})
    expect(link).to_have_text("InferenceSpecification.Containers[0].Image")
    link.click()
    expect(form.get_by_label("Image", exact=True)).to_be_focused()
