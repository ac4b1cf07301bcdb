"""The menu of a node: what it offers, its keys, and what is sent empty by it alone."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.e2e.menus import choose, more, offered
from tests.e2e.own_page import OwnPage

Own = Callable[[], OwnPage]
ABOUT = "ModelPackageDescription"


@pytest.fixture
def own(own_page: Own) -> OwnPage:
    return own_page()


def test_a_menu_is_opened_moved_in_and_closed_by_keys(own: OwnPage) -> None:
    form = own.show({"Tags": [{"Key": "a", "Value": "1"}, {"Key": "b", "Value": "2"}]})
    button = more(form, "Tags item 1")
    press = own.page.keyboard.press

    def focused(name: str) -> None:
        expect(form.get_by_role("menuitem", name=name, exact=True)).to_be_focused()

    for key in ("Enter", "Space", "ArrowDown"):
        button.focus()
        expect(button).to_have_attribute("aria-expanded", "false")
        press(key)
        focused("Duplicate")
        expect(button).to_have_attribute("aria-expanded", "true")
        press("Escape")
        expect(button).to_be_focused()
        expect(form.get_by_role("menu")).to_have_count(0)
    press("ArrowUp")
    focused("Move down")
    press("ArrowDown")
    focused("Duplicate")
    press("End")
    focused("Move down")
    press("Home")
    focused("Duplicate")
    press("m")
    focused("Move down")
    press("Tab")
    expect(form.get_by_role("menu")).to_have_count(0)
    expect(form.locator("[data-path='Tags[1].Key'] input")).to_be_focused()
    button.focus()
    press("Enter")
    press("m")
    press("Enter")
    expect(form.locator("[data-path='Tags[1].Key'] input")).to_have_value("a")
    expect(more(form, "Tags item 2")).to_be_focused()
    assert own.errors == []


def test_a_press_elsewhere_closes_a_menu(own: OwnPage) -> None:
    form = own.show()
    more(form, "Tags").click()
    expect(form.get_by_role("menuitem").first).to_be_focused()
    form.get_by_label("ModelPackageName").click()
    expect(form.get_by_role("menu")).to_have_count(0)
    expect(form.get_by_label("ModelPackageName")).to_be_focused()


def test_a_menu_offers_what_applies(own: OwnPage) -> None:
    tags = [{"Key": "a", "Value": "1"}, {"Key": "b", "Value": ""}]
    form = own.show({"Tags": tags, "ModelPackageName": "a"})
    own.open_all()
    assert offered(form, "ModelPackageName") == ["Unset"]
    assert offered(form, "ModelPackageGroupName") == []  # AWS accepts no empty one
    assert offered(form, ABOUT) == ["Send empty text"]
    assert offered(form, "ModelApprovalStatus") == []
    assert offered(form, "ModelCard") == ["Set"]
    assert offered(form, "Tags") == ["Unset", "Paste a list"]
    assert offered(form, "Tags item 1") == ["Duplicate", "Move down"]
    assert offered(form, "Tags item 2") == ["Duplicate", "Move up"]
    assert offered(form, "CustomerMetadataProperties") == ["Set to empty", "Paste a list"]


def test_in_a_long_list_moving_is_in_sight(own: OwnPage) -> None:
    tags = [{"Key": f"k{at}", "Value": "v"} for at in range(4)]
    form = own.show({"Tags": tags[:3]})
    down = form.get_by_role("button", name="Move Tags item 1 down", exact=True)
    double = form.get_by_role("button", name="Duplicate Tags item 1", exact=True)
    expect(form.locator("[data-path='Tags[2].Key'] input")).to_be_visible()
    expect(down).to_have_count(0)
    own.kernel_writes({"Tags": tags})
    expect(down).to_be_visible()
    expect(double).to_be_visible()


def test_an_empty_text_is_sent_by_the_menu_alone(own: OwnPage) -> None:
    form = own.show({ABOUT: "a"})
    description = form.get_by_label(ABOUT)
    description.click()
    description.fill("")
    description.blur()
    assert json.loads(own.written()) == {}
    description.press("Control+z")
    choose(form, ABOUT, "Unset")
    expect(description).to_be_focused()
    assert json.loads(own.written()) == {}
    choose(form, ABOUT, "Send empty text")
    expect(description).to_be_focused()
    assert json.loads(own.written()) == {ABOUT: ""}
    expect(form.get_by_text("An empty string will be sent.")).to_be_visible()
    description.press("a")
    description.press("Backspace")
    description.blur()
    assert json.loads(own.written()) == {}


def test_a_choice_is_unset_by_choosing_nothing(own: OwnPage) -> None:
    form = own.show({"ModelApprovalStatus": "Approved"})
    own.open_all()
    status = form.get_by_label("ModelApprovalStatus")
    status.select_option("")
    status.blur()
    assert json.loads(own.written()) == {}


LISTS = [
    ("Tags", "a=1\nb=2", [{"Key": "k", "Value": "v"}, {"Key": "a", "Value": "1"}]),
    ("SupportedContentTypes", "text/csv\nimage/png", ["text/csv", "image/png"]),
    ("SupportedTransformInstanceTypes", "ml.m5.large, x", ["ml.m5.large", "x"]),
]


@pytest.mark.parametrize(("name", "text", "first"), LISTS)
def test_a_list_is_pasted_into_a_box(
    own: OwnPage, name: str, text: str, first: list[object]
) -> None:
    form = own.show({"Tags": [{"Key": "k", "Value": "v"}]})
    own.open_all()
    choose(form, name, "Paste a list")
    box = form.get_by_label(f"Paste a list into {name}")
    expect(box).to_be_focused()
    add = form.locator(".mp-paste").get_by_role("button", name="Add", exact=True)
    add.click()
    expect(form.get_by_text("No list found in this text.").first).to_be_visible()
    box.fill(text)
    add.click()
    expect(box).to_have_count(0)
    expect(more(form, name)).to_be_focused()
    written = json.loads(own.written())
    assert written.get(name, written.get("InferenceSpecification", {}).get(name))[:2] == first
    choose(form, name, "Paste a list")
    own.page.keyboard.press("Escape")
    expect(more(form, name)).to_be_focused()
    assert own.errors == []
