"""Values that were copied from an earlier version: none leaves that nobody kept or changed."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.e2e.own_page import OwnPage
from tests.e2e.pages.outcome_page import CREATE, button, kernel_issue, outcome
from tests.e2e.pages.review_page import (
    ARTIFACT,
    COMMIT,
    DESCRIPTION,
    REQUEST,
    WHERE,
    at_field,
    count,
    listed,
    load,
)

Own = Callable[[], OwnPage]


def test_create_only_ever_opens_the_list(own_page: Own) -> None:
    page = own_page()
    form = page.show({})
    load(page)
    expect(count(form)).to_have_text("3 to review")
    expect(form.get_by_text("No problems")).to_be_visible()
    create = form.locator('[data-role="submit"]')
    expect(create).to_have_accessible_description(re.compile("3 to review No problems"))
    for _ in range(3):
        create.click()
        expect(listed(form)).to_be_visible()
        expect(listed(form).get_by_role("heading")).to_be_focused()
    create.focus()
    for _ in range(3):
        page.page.keyboard.press("Enter")
        create.focus()
    assert page.submitted() == []
    expect(form.locator(".mp-hidden[role=status]")).to_have_text(
        "Nothing was sent. 3 values to review."
    )
    for one in listed(form).get_by_role("button").all():
        expect(one).not_to_have_class(re.compile("mp-primary"))


def test_a_double_click_on_create_sends_nothing(own_page: Own) -> None:
    page = own_page()
    form = page.show({})
    load(page)
    button(form, CREATE).dblclick()
    expect(listed(form)).to_be_visible()
    assert page.submitted() == []


def test_each_value_is_kept_beside_a_busy_kernel(own_page: Own) -> None:
    page = own_page()
    form = page.show({})
    load(page)
    page.page.evaluate("() => { model.busy = true; }")
    button(form, CREATE).click()
    expect(listed(form)).to_contain_text("Version 6 of churn: 4c1d9a7")
    first = button(listed(form), f"Keep {WHERE}")
    first.focus()
    page.page.keyboard.press("Enter")
    expect(count(form)).to_have_text("2 to review")
    expect(first).to_have_count(0)
    expect(button(listed(form), "Keep MetadataProperties.CommitId")).to_be_focused()
    page.page.keyboard.press("Enter")
    expect(button(listed(form), "Keep ModelPackageDescription")).to_be_focused()
    page.page.keyboard.press("Enter")
    expect(listed(form).get_by_text("All values are reviewed.")).to_be_focused()
    request = [(one["path"], one["value"]) for one in page.messages_of("confirm")]
    assert request == [
        (ARTIFACT, "s3://models/churn/2026-11-21/model.tar.gz"),
        (COMMIT, "4c1d9a7"),
        (DESCRIPTION, REQUEST["ModelPackageDescription"]),
    ]
    button(form, CREATE).click()
    (message,) = page.submitted()
    assert [(one["path"], one["value"]) for one in message["kept"]] == request
    assert "unreviewed" not in message


def test_keep_all_leaves_those_that_are_kept_one_by_one(own_page: Own) -> None:
    page = own_page()
    form = page.show({})
    load(page)
    count(form).click()
    keep_all = button(listed(form), "Keep all (1)")
    expect(keep_all).to_have_accessible_description(re.compile("Review 2 values individually"))
    keep_all.click()
    expect(count(form)).to_have_text("2 to review")
    expect(keep_all).to_have_count(0)
    (message,) = page.messages_of("confirm")
    assert message["value"] == REQUEST["ModelPackageDescription"]
    button(form, "Undo").click()
    expect(count(form)).to_have_text("3 to review")
    button(form, CREATE).click()
    assert page.submitted() == []


def test_unreviewed_values_leave_by_an_act_of_its_own(own_page: Own) -> None:
    page = own_page()
    form = page.show({})
    load(page)
    button(form, CREATE).click()
    button(listed(form), "Create with 3 unreviewed values").click()
    (message,) = page.submitted()
    assert message["unreviewed"] is True


def test_with_problems_too_both_lists_open(own_page: Own) -> None:
    page = own_page()
    form = page.show({})
    load(page, {**REQUEST, "ModelPackageGroupName": "-"})
    button(form, CREATE).click()
    expect(listed(form)).to_be_visible()
    problem = form.get_by_role("region", name="Problems").get_by_role("link")
    expect(problem).to_be_focused()
    expect(form.locator(".mp-hidden[role=status]")).to_have_text(
        "Nothing was sent. 1 problem, 3 values to review."
    )
    button(form, "Send anyway").click()
    button(listed(form), "Create with 3 unreviewed values").click()
    assert page.submitted() == []


def test_a_value_is_changed_in_the_list(own_page: Own) -> None:
    page = own_page()
    form = page.show({})
    load(page)
    count(form).click()
    change = button(listed(form), "Change MetadataProperties.CommitId")
    change.click()
    box = listed(form).get_by_label("CommitId")
    expect(box).to_be_focused()
    box.fill("9be02f3")
    expect(listed(form).locator("li").nth(1)).to_contain_text("4c1d9a7 → 9be02f3")
    expect(listed(form).locator("li").nth(1).locator("mark")).to_have_text(["4c1d9a7", "9be02f3"])
    button(listed(form), "Done MetadataProperties.CommitId").click()
    expect(box).to_have_count(0)
    expect(button(listed(form), "Keep ModelPackageDescription")).to_be_focused()
    expect(count(form)).to_have_text("2 to review")
    assert json.loads(page.written())["MetadataProperties"] == {"CommitId": "9be02f3"}


def test_the_same_stands_at_the_field(own_page: Own) -> None:
    page = own_page()
    form = page.show({})
    load(page)
    page.open_all()
    note = at_field(form, WHERE)
    expect(note).to_contain_text("Copied from version 6 of churn. Still correct?")
    box = form.locator(f'[data-path="{WHERE}"]').get_by_label("ModelDataUrl")
    box.fill("s3://models/churn/2026-11-28/model.tar.gz")
    expect(note).to_have_text(
        "Version 6 of churn: s3://models/churn/2026-11-21/model.tar.gz, changed"
    )
    expect(note.locator("mark")).to_have_text("1")
    expect(count(form)).to_have_text("2 to review")
    box.fill("s3://models/churn/2026-11-21/model.tar.gz")
    button(note, f"Keep {WHERE}").click()
    expect(note).to_have_text("Kept from version 6 of churn")
    expect(box).to_be_focused()
    expect(form.locator('[data-role="error"]', has_text="version 6")).to_have_count(0)


def test_sections_count_what_is_to_be_reviewed(own_page: Own) -> None:
    page = own_page()
    form = page.show({})
    load(page)
    head = form.locator(".mp-heading").filter(has_text="Containers and inference")
    expect(head).to_contain_text("1 to review")
    button(form, "Undo").click()
    expect(count(form)).to_have_count(0)


def test_steps_of_a_guide_count_what_is_to_be_reviewed(own_page: Own) -> None:
    page = own_page()
    form = page.show({})
    load(page)
    button(form, "Guided mode").click()
    steps = form.get_by_role("navigation", name="Steps")
    expect(steps.get_by_role("listitem")).not_to_have_count(0)
    names = steps.locator("li button").all_inner_texts()
    counted = [name for name in names if "to review" in name]
    counts = [int(name.split(", ")[-1].split()[0]) for name in counted]
    assert counts[-2:] == [3, 3]  # the review, and the step that sends
    assert sum(counts[:-2]) == 3, names
    expect(count(form)).to_have_text("3 to review")
    count(form).click()
    create = listed(form).get_by_role("button", name="Create with")
    expect(create).to_have_count(0)  # it is sent from the step for that alone


def test_what_only_the_kernel_calls_unreviewed_opens_the_list(own_page: Own) -> None:
    page = own_page()
    form = page.show(REQUEST)
    button(form, CREATE).click()
    assert len(page.submitted()) == 1
    page.kernel_tells(issues=[kernel_issue("m", "", *COMMIT, code="carried")])
    expect(listed(form)).to_be_visible()
    expect(count(form)).to_have_text("1 to review")
    button(listed(form), "Keep MetadataProperties.CommitId").click()
    page.expect_message("confirm", path=COMMIT)


def test_a_request_that_is_equal_to_its_origin_says_so(own_page: Own) -> None:
    page = own_page()
    form = page.show({})
    load(page)
    says = kernel_issue("Identical to version 6 of churn.", code="identical")
    page.kernel_tells(issues=[{**says, "severity": "warning"}])
    identical = form.locator('[data-role="identical"]')
    expect(identical).to_contain_text("Identical to version 6 of churn.")
    page.page.evaluate("() => { model.busy = true; }")
    form.get_by_label("ModelPackageDescription").fill("another")
    expect(identical).to_have_count(0)


@pytest.mark.parametrize("width", [320, 700, 1280])
def test_nothing_of_the_list_is_cut(own_page: Own, width: int) -> None:
    page = own_page()
    page.page.set_viewport_size({"width": width, "height": 800})
    form = page.show({})
    load(page, {**REQUEST, "ModelPackageDescription": "w" * 300})
    button(form, CREATE).click()
    assert form.evaluate("(root) => root.scrollWidth <= root.clientWidth")
    assert listed(form).evaluate("(root) => root.scrollWidth <= root.clientWidth")


def test_the_outcome_stands_directly_under_the_buttons(own_page: Own) -> None:
    page = own_page()
    form = page.show(REQUEST)
    for name in ("Preflight", "Review", "Changes"):
        button(form, name).click()
    page.kernel_tells(status="submitting")
    expect(outcome(form)).to_contain_text("Creating the model package…")
    bar, box = form.locator(".mp-bar").bounding_box(), outcome(form).bounding_box()
    assert bar
    assert box
    assert 0 <= box["y"] - bar["y"] - bar["height"] < 16
