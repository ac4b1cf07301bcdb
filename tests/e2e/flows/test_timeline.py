"""How a package comes along, as the page shows it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.e2e.own_page import OwnPage
from tests.e2e.pages.outcome_page import CREATED, HOSTILE, REQUEST, button
from tests.e2e.pages.timeline_page import ENDED, FOLLOWING, ago, package, timeline

Own = Callable[[], OwnPage]


def test_each_scan_and_profile_has_its_status_in_words_and_a_sign(own_page: Own) -> None:
    page = own_page()
    form = page.show(REQUEST)
    page.kernel_tells(**CREATED, package={}, watch_state={**FOLLOWING, "checked_at": ""})
    expect(timeline(form)).to_contain_text("Checking package status")
    page.kernel_tells(package=package("InProgress"), watch_state=FOLLOWING)
    rows = timeline(form).get_by_role("listitem")
    expect(rows).to_have_text(
        [
            re.compile("◐Model packagein progress 1 min \\d\\d s elapsed. Usually"),
            "✓Image scan imagecompleted",
            "◐Validation firstin progress",
            "○Validation secondnot started",
        ]
    )
    checked = timeline(form).get_by_text("Last updated January 2, 2026")
    expect(checked.locator("time")).to_have_attribute("datetime", FOLLOWING["checked_at"])


def test_states_are_announced_in_their_order(own_page: Own) -> None:
    page = own_page()
    form = page.show(REQUEST)
    page.kernel_tells(**CREATED, package=package("InProgress"), watch_state=FOLLOWING)
    said = form.locator(".mp-hidden[role=status]")
    expect(said).to_have_text("Created. Validation is running: version 3 of churn")
    page.page.evaluate(_LISTEN)
    page.kernel_tells(watch_state={**FOLLOWING, "state": "stopped", "problem": "AWS is slow."})
    page.kernel_tells(package=package("Failed"), watch_state=ENDED, status="created")
    page.kernel_tells(status="editing")
    last = "Created before your latest changes: version 3 of churn"
    expect(said).to_have_text(last)
    failed = "Created, but validation failed: version 3 of churn"
    assert page.page.evaluate("() => window.heard") == ["AWS is slow.", failed, last]


@pytest.mark.own_tab
def test_time_passes_while_somebody_looks_and_moves_nothing(own_page: Own) -> None:
    page = own_page()
    clock = page.page.clock
    clock.install()
    form = page.show(REQUEST)
    page.kernel_tells(**CREATED, package=package("InProgress"), watch_state=FOLLOWING)
    elapsed = timeline(form).locator(".mp-elapsed")
    said = form.locator(".mp-hidden[role=status]")
    first, place = elapsed.inner_text(), button(form, "Refresh").bounding_box()
    announced = said.inner_text()
    clock.run_for(1000)
    expect(elapsed).not_to_have_text(first)
    assert button(form, "Refresh").bounding_box() == place
    assert said.inner_text() == announced

    page.page.evaluate(
        "() => Object.defineProperty(document, 'hidden', { value: true, configurable: true })"
    )
    hidden = elapsed.inner_text()
    clock.run_for(2500)
    assert elapsed.inner_text() == hidden
    seen: str = page.page.evaluate(
        """async () => {
          Object.defineProperty(document, "hidden", { value: false });
          document.dispatchEvent(new Event("visibilitychange"));
          await new Promise(requestAnimationFrame);
          return document.querySelector(".mp-elapsed").innerText;
        }"""
    )
    assert seen != hidden

    page.kernel_tells(watch_state={**FOLLOWING, "state": "stopped", "checked_at": ago(seconds=5)})
    stopped = elapsed.inner_text()
    clock.run_for(1500)
    assert elapsed.inner_text() == stopped


def test_a_failure_is_reported_whole(own_page: Own) -> None:
    page = own_page()
    form = page.show(REQUEST)
    reason = "ClientError:\n  see the log.  " + "word " * 400 + "the end"
    failed = package("Failed")
    failed["ModelPackageStatusDetails"]["ValidationStatuses"][0] = {
        "Name": "first",
        "Status": "Failed",
        "FailureReason": reason,
    }
    page.kernel_tells(**CREATED, package=package("InProgress"), watch_state=FOLLOWING)
    page.kernel_tells(package=failed, watch_state=ENDED)
    row = timeline(form).get_by_role("listitem").nth(2)
    expect(row).to_contain_text("✕Validation firstfailed")
    shown = row.locator(".mp-failure")
    assert shown.evaluate("(element) => element.textContent") == reason
    assert shown.evaluate("(element) => getComputedStyle(element).whiteSpace") == "pre-wrap"
    assert shown.evaluate("(element) => element.scrollHeight <= element.clientHeight + 1")
    expect(timeline(form).locator(".mp-elapsed")).to_have_count(0)
    expect(button(form, "Refresh")).to_have_count(0)
    expect(form.locator(".mp-hidden[role=status]")).to_contain_text(
        "Created, but validation failed: version 3 of churn"
    )


@pytest.mark.parametrize(
    ("approval", "says"),
    [
        ("PendingManualApproval", "Waiting for approval."),
        ("Approved", "Approved."),
        ("Rejected", "Rejected."),
        ("Other<b>", "Other<b>"),
    ],
)
def test_a_package_without_validation_is_ready_at_once(
    own_page: Own, approval: str, says: str
) -> None:
    page = own_page()
    form = page.show(REQUEST)
    described = {"ModelPackageStatus": "Completed", "ModelApprovalStatus": approval}
    page.kernel_tells(**CREATED, package=described, watch_state=ENDED)
    expect(timeline(form)).to_contain_text("Ready to use. No validation was requested." + says)


def test_one_that_was_validated_is_not_said_to_be_ready_at_once(own_page: Own) -> None:
    page = own_page()
    form = page.show(REQUEST)
    page.kernel_tells(**CREATED, package=package("Completed"), watch_state=ENDED)
    expect(timeline(form)).to_contain_text("Model packagecompleted")
    expect(timeline(form)).not_to_contain_text("Ready to use")


def test_status_is_requested_when_somebody_refreshes(own_page: Own) -> None:
    page = own_page()
    form = page.show(REQUEST)
    problem = "Your credentials have expired. Sign in again."
    page.kernel_tells(**CREATED, package=package("InProgress"), watch_state=FOLLOWING)
    button(form, "Refresh").click()
    stopped = {**FOLLOWING, "state": "stopped", "problem": problem}
    page.kernel_tells(watch_state=stopped)
    expect(timeline(form)).to_contain_text(problem)
    expect(form.locator(".mp-hidden[role=status]")).to_have_text(problem)
    expect(button(form, "Refresh")).to_be_focused()
    page.page.keyboard.press("Enter")
    assert len(page.messages_of("refresh")) == 2
    page.kernel_tells(watch_state=ENDED, package=package("Completed"))
    expect(timeline(form)).to_be_focused()


def test_the_timeline_is_that_of_the_package_that_is_shown(own_page: Own) -> None:
    page = own_page()
    form = page.show(REQUEST)
    page.kernel_tells(**CREATED, package=package("InProgress"), watch_state=FOLLOWING)
    expect(timeline(form)).to_be_visible()
    page.kernel_tells(status="refused", submission={"when": "", "actions": []})
    expect(timeline(form)).to_have_count(0)


def test_hostile_texts_and_unknown_statuses_are_shown_as_text(own_page: Own) -> None:
    page = own_page()
    form = page.show(REQUEST)
    stage = {"Name": HOSTILE, "Status": "constructor", "FailureReason": HOSTILE}
    described = package(
        HOSTILE,
        CreationTime=HOSTILE,
        ModelPackageStatusDetails={"ImageScanStatuses": [stage], "ValidationStatuses": [stage]},
    )
    page.kernel_tells(
        **CREATED,
        package=described,
        watch_state={**FOLLOWING, "checked_at": HOSTILE, "problem": HOSTILE},
    )
    rows = timeline(form).get_by_role("listitem")
    expect(rows).to_have_text(
        [
            f"•Model package{HOSTILE}",
            f"•Image scan {HOSTILE}constructor{HOSTILE}",
            f"•Validation {HOSTILE}constructor{HOSTILE}",
        ]
    )
    expect(form.locator("img")).to_have_count(0)
    assert page.errors == []


_LISTEN = """() => {
  window.heard = [];
  const region = document.querySelector(".mp-hidden[role=status]");
  const hear = () => region.textContent && window.heard.push(region.textContent);
  const changes = { childList: true, characterData: true, subtree: true };
  new MutationObserver(hear).observe(region, changes);
}"""
