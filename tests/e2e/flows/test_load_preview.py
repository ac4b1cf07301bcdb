"""The preview of a load: what would be loaded is shown before the form changes."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.own_page import OwnPage
from tests.e2e.pages.loading_page import REQUEST, opened, panel, preview, show_loaded
from tests.e2e.pages.outcome_page import HOSTILE, button

Own = Callable[[], OwnPage]


def test_a_group_is_asked_for_by_keyboard(own_page: Own) -> None:
    page = own_page()
    form = page.show({"ModelPackageGroupName": "churn"})
    expect(panel(form)).to_have_count(0)
    form.get_by_role("button", name="Load from…").press("Enter")
    name = panel(form).get_by_label("Model package group (name or ARN)")
    expect(name).to_have_value("churn")
    expect(name).to_have_accessible_description(re.compile("You can undo this"))
    name.fill("")
    name.press("Enter")
    expect(form.locator(".mp-hidden[role=status]")).to_have_text("Enter what to load.")
    assert page.messages_of("preview") == []

    name.fill(" other ")
    name.press("Enter")
    (message,) = page.messages_of("preview")
    assert (message["source"], message["text"]) == ("group", "other")
    assert message["view_id"]
    says = panel(form).locator('[data-role="loaded"]')
    expect(says).to_have_text("Loading from AWS…")
    expect(name).to_be_focused()

    page.kernel_says("preview", **preview(page, {}, problem=f"No such group {HOSTILE}."))
    expect(says).to_have_text(f"No such group {HOSTILE}.")
    expect(form.locator(".mp-hidden[role=status]")).to_contain_text("No such group")
    button(panel(form), "Load").click()
    expect(says).to_have_text("Loading from AWS…")
    assert len(page.messages_of("preview")) == 2
    assert page.errors == []


SOURCES = [
    ("group", "Model package group (name or ARN)", "groups"),
    ("package", "Model package (name or ARN)", "packages"),
    ("training_job", "Training job (name or ARN)", "jobs"),
]


@pytest.mark.parametrize(("source", "label", "what"), SOURCES)
def test_what_the_account_has_is_offered(own_page: Own, source: str, label: str, what: str) -> None:
    page = own_page()
    form = opened(page, {}, source)
    box = panel(form).get_by_label(label)
    box.press("ArrowDown")
    question = page.last_message("list_resources")
    assert (question["source"], question["text"]) == (what, "")
    reply = {name: question[name] for name in ("view_id", "request_id")}
    things: list[Any] = [
        {"value": name, "details": [], "is_prefix": False} for name in ("first", "second")
    ]
    page.kernel_says("resources", **reply, suggestions=things, more=False, problem=None)
    rows = panel(form).get_by_role("listbox").get_by_role("option")
    expect(rows).to_have_text(["first ", "second "])
    box.press("ArrowDown")
    box.press("Enter")
    expect(box).to_have_value("second")
    assert page.messages_of("preview") == []  # Enter took the row
    box.press("Enter")
    (message,) = page.messages_of("preview")
    assert (message["source"], message["text"]) == (source, "second")
    assert page.page.evaluate("() => model.sent.filter(({ kind }) => kind === 'flush').length") == 0
    assert page.errors == []


def test_a_label_stands_at_its_field(own_page: Own) -> None:
    """At every width: above the box, where the box begins."""
    page = own_page()
    form = opened(page, {}, "training_job")
    for width in (320, 700, 1400):
        page.page.set_viewport_size({"width": width, "height": 900})
        for text in ("Load", "Training job (name or ARN)"):
            label = (
                panel(form)
                .locator("label", has_text=re.compile(f"^{re.escape(text)}$"))
                .bounding_box()
            )
            box = panel(form).get_by_label(text, exact=True).bounding_box()
            assert label
            assert box
            assert abs(label["x"] - box["x"]) < 2
            assert 0 <= box["y"] - label["y"] - label["height"] < 8


def test_an_empty_form_takes_it_at_once(own_page: Own) -> None:
    page = own_page()
    form = opened(page, {}, "training_job")
    name = panel(form).get_by_label("Training job (name or ARN)")
    name.fill("job")
    name.press("Enter")
    page.expect_message("preview", text="job")
    page.kernel_says("preview", **preview(page, REQUEST, is_partial=True))
    page.page.wait_for_function("() => model.sent.some(({ kind }) => kind === 'apply_preview')")
    (message,) = page.messages_of("apply_preview")
    assert (message["merge"], message["request_id"]) == (
        False,
        page.last_message("preview")["request_id"],
    )


def test_what_was_typed_is_not_replaced_unasked(own_page: Own) -> None:
    page = own_page()
    form = opened(page, {"Domain": "MINE"}, "text")
    text = panel(form).get_by_label("Request as text")
    text.fill("x.create_model_package(Task=task)")
    button(panel(form), "Load").press("Enter")
    page.expect_message("preview", text="x.create_model_package(Task=task)")
    over = {"Domain": "MINE", "Task": "REGRESSION"}
    gap = {"path": ["Task"], "why": f"The text has {HOSTILE} here."}
    answer = preview(page, {"Task": "REGRESSION"}, merged=json.dumps(over), unresolved=[gap])
    page.kernel_says("preview", **{**answer, "view_id": "another"})
    page.kernel_says("preview", **{**answer, "request_id": 1})
    expect(panel(form).get_by_role("group", name=re.compile("Python code"))).to_have_count(0)
    page.kernel_says("preview", **answer)
    ask = panel(form).get_by_role("group", name="Ready to load Python code.")
    expect(ask).to_be_focused()
    assert page.messages_of("apply_preview") == []
    expect(button(ask, "Replace it")).to_have_accessible_description(re.compile("2 fields change"))
    expect(button(ask, "Merge")).to_have_accessible_description(re.compile("1 field changes"))
    expect(ask.get_by_role("row", name="Domain removed MINE")).to_be_visible()
    expect(ask.get_by_role("link", name="Task").last).to_be_visible()
    expect(ask).to_contain_text(f"The text has {HOSTILE} here.")

    button(ask, "Cancel").press("Enter")
    expect(text).to_be_focused()
    expect(form.locator(".mp-hidden[role=status]")).to_have_text("Nothing was loaded.")
    assert (page.messages_of("apply_preview"), json.loads(page.written() or "{}")) == ([], {})
    button(panel(form), "Load").press("Enter")
    page.kernel_says("preview", **preview(page, {"Task": "x"}, merged=json.dumps(over)))
    button(ask, "Merge").press("Enter")
    assert [message["merge"] for message in page.messages_of("apply_preview")] == [True]
    expect(panel(form)).to_be_focused()
    assert page.errors == []


def test_what_is_as_it_was_loaded_is_replaced_at_once(own_page: Own) -> None:
    page = own_page()
    form = show_loaded(page)
    name = panel(form).get_by_label("Model package group (name or ARN)")
    name.press("Enter")
    page.kernel_says("preview", **preview(page, {"Domain": "x"}))
    page.page.wait_for_function("() => model.sent.some(({ kind }) => kind === 'apply_preview')")
    description = form.get_by_label("ModelPackageDescription")
    description.fill("new")
    description.blur()
    name.press("Enter")
    page.kernel_says("preview", **preview(page, {"Domain": "x"}))
    expect(panel(form).get_by_role("group", name="Ready to load Python code.")).to_be_visible()
    assert len(page.messages_of("apply_preview")) == 1


def previewed(page: OwnPage) -> Locator:
    """A form whose panel shows what is to be laid over it."""
    form = opened(page, {"Domain": "MINE"}, "text")
    panel(form).get_by_label("Request as text").fill("x.create_model_package(Task=task)")
    button(panel(form), "Load").press("Enter")
    over = json.dumps({"Domain": "MINE", "Task": "x"})
    page.kernel_says("preview", **preview(page, {"Task": "x"}, merged=over))
    expect(panel(form).get_by_role("group", name="Ready to load Python code.")).to_be_focused()
    return form


def test_who_types_beside_what_is_shown_keeps_the_focus(own_page: Own) -> None:
    page = own_page()
    form = previewed(page)
    field = form.get_by_label("ModelPackageDescription")
    field.press_sequentially("typed beside it")
    expect(field).to_have_value("typed beside it")
    expect(field).to_be_focused()
    over = button(panel(form), "Merge")
    page.wait_quiet()  # what would change is computed after a pause
    expect(over).to_have_accessible_description(re.compile("1 field changes"))  # it keeps the text
    replace = button(panel(form), "Replace it")
    expect(replace).to_have_accessible_description(re.compile("3 fields change"))
    assert page.errors == []


def test_an_answer_takes_no_focus_from_who_has_gone_on(own_page: Own) -> None:
    page = own_page()
    form = opened(page, REQUEST, "text")
    panel(form).get_by_label("Request as text").fill("client.create_model_package()")
    button(panel(form), "Load").click()
    field = form.get_by_label("ModelPackageDescription")
    field.focus()
    page.kernel_says("preview", **preview(page, {"Domain": "OTHER"}))
    expect(panel(form).get_by_role("group", name="Ready to load Python code.")).to_be_visible()
    expect(form.get_by_role("status")).to_contain_text("Ready to load Python code.")
    page.page.keyboard.type("typed on")
    expect(field).to_be_focused()
    assert page.errors == []


def test_what_the_kernel_does_not_know_any_more_is_reported(own_page: Own) -> None:
    page = own_page()
    form = previewed(page)
    button(panel(form), "Merge").press("Enter")
    page.kernel_says(
        "preview", **preview(page, {}, problem="The loaded data is no longer available.")
    )
    expect(panel(form).locator('[data-role="loaded"]')).to_have_text(
        "The loaded data is no longer available."
    )
