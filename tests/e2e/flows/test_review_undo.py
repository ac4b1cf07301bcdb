"""To keep or change a value of an earlier version is a step of undo like any other."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.e2e.own_page import OwnPage
from tests.e2e.pages.outcome_page import CREATE, button
from tests.e2e.pages.review_page import (
    DESCRIPTION,
    REQUEST,
    WHERE,
    count,
    listed,
    load,
)

Own = Callable[[], OwnPage]


@pytest.mark.parametrize("is_busy", [False, True])
def test_to_keep_a_value_is_undone(own_page: Own, is_busy: bool) -> None:
    page = own_page()
    form = page.show({})
    load(page)
    page.page.evaluate("(busy) => { model.busy = busy; }", is_busy)
    count(form).click()
    for name in (WHERE, "MetadataProperties.CommitId", "ModelPackageDescription"):
        button(listed(form), f"Keep {name}").click()
    expect(listed(form)).to_contain_text("All values are reviewed.")
    button(form, "Undo").click()
    expect(form.get_by_label("ModelPackageDescription", exact=True)).to_be_focused()
    expect(count(form)).to_have_text("1 to review")
    expect(button(listed(form), "Keep ModelPackageDescription")).to_be_visible()
    button(listed(form), "Keep ModelPackageDescription").press("Escape")
    expect(listed(form)).to_have_count(0)
    for _ in range(2):
        button(form, CREATE).click()
        expect(listed(form).get_by_role("heading")).to_be_focused()
    assert page.submitted() == []
    button(form, "Redo").click()
    expect(count(form)).to_have_text("0 to review")
    description = {"path": DESCRIPTION, "value": REQUEST["ModelPackageDescription"]}
    (taken_back,) = page.messages_of("unconfirm")
    for message in (taken_back, page.last_message("confirm")):
        assert {name: message[name] for name in description} == description
    button(form, CREATE).click()
    assert len(page.submitted()) == 1


def test_to_change_a_value_in_the_list_is_undone(own_page: Own) -> None:
    page = own_page()
    form = page.show({})
    load(page)
    count(form).click()
    button(listed(form), "Change MetadataProperties.CommitId").click()
    listed(form).get_by_label("CommitId").fill("9be02f3")
    button(listed(form), "Done MetadataProperties.CommitId").click()
    expect(count(form)).to_have_text("2 to review")
    button(form, "Undo").click()
    expect(count(form)).to_have_text("3 to review")
    button(form, CREATE).click()
    assert page.submitted() == []
    button(form, "Redo").click()
    expect(count(form)).to_have_text("2 to review")
