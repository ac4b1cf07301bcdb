"""The state of the draft, as the page shows it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.e2e.own_page import OwnPage
from tests.e2e.pages.loading_page import REQUEST
from tests.e2e.pages.outcome_page import button

Own = Callable[[], OwnPage]


@pytest.mark.parametrize(
    ("state", "says"),
    [
        ("", "Changes are saved to churn.json."),
        ("saved", "Saved to churn.json."),
        ("failed", "Not saved to churn.json."),
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


@pytest.mark.parametrize(
    ("name", "take"), [("Use the file's version", "theirs"), ("Keep my version", "mine")]
)
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
    (message,) = page.messages_of("resolve_draft")
    assert message["take"] == take
    page.kernel_tells(draft_state={**state, "state": "saved", "problem": ""})
    expect(draft).to_be_focused()
    expect(draft.get_by_role("button")).to_have_count(0)


def test_beside_a_busy_kernel_what_to_decide_waits_and_what_happened_is_there(
    own_page: Own,
) -> None:
    page = own_page()
    form = page.show(REQUEST)
    page.page.evaluate("() => { model.busy = true; }")
    draft = form.get_by_role("region", name="Draft")
    state = {"path": "/home/ann/churn.json", "state": "conflict", "problem": "It was changed."}
    page.kernel_tells(draft_state=state)
    expect(draft).to_contain_text("It was changed.")
    expect(draft).to_contain_text("Waiting for the kernel")
    page.page.evaluate("() => { model.busy = false; return model.sayLater(); }")
    expect(button(draft, "Keep my version")).to_be_visible()
    assert page.errors == []
