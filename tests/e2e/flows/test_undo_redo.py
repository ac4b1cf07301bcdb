"""Undo, redo and the items of lists, in a real browser."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.menus import choose
from tests.e2e.own_page import OwnPage, eventually

TAGS = {"Tags": [{"Key": key, "Value": key * 2} for key in ("a", "b", "c")]}


@pytest.fixture
def own(own_page: Callable[[], OwnPage]) -> OwnPage:
    return own_page()


def has_focus(own: OwnPage) -> None:
    """Wait until something of the form has the focus: it is given with the next frame."""
    own.page.wait_for_function("() => document.activeElement !== document.body")


def box(root: Locator, path: str) -> Locator:
    return root.locator(f"[data-path='{path}'] :is(input, textarea)").first


def test_what_was_typed_is_taken_back_by_the_key_and_made_again(own: OwnPage) -> None:
    root = own.show({"ModelPackageName": "before"})
    own.open_all()
    name = box(root, "ModelPackageName")
    name.focus()
    own.page.keyboard.press("End")
    own.page.keyboard.type("-after")
    expect(name).to_have_value("before-after")
    own.page.keyboard.press("Control+z")
    expect(name).to_have_value("before")
    expect(name).to_be_focused()
    own.page.keyboard.press("Control+Shift+z")
    expect(name).to_have_value("before-after")
    own.page.keyboard.press("Control+z")
    own.page.keyboard.press("Control+y")
    expect(name).to_have_value("before-after")
    own.expect_written({"ModelPackageName": "before-after"})


def test_unset_is_taken_back_with_all_that_was_in_it(own: OwnPage) -> None:
    root = own.show(TAGS)
    own.open_all()
    choose(root, "Tags", "Unset")
    expect(box(root, "Tags[0].Key")).to_have_count(0)
    root.get_by_role("button", name="Undo", exact=True).click()
    for at, key in enumerate("abc"):
        expect(box(root, f"Tags[{at}].Key")).to_have_value(key)


def test_nothing_to_undo_keeps_the_focus_and_says_so(own: OwnPage) -> None:
    root = own.show({})
    undo = root.get_by_role("button", name="Undo", exact=True)
    expect(undo).to_have_attribute("aria-disabled", "true")
    undo.focus()
    own.page.keyboard.press("Enter")
    expect(undo).to_be_focused()
    expect(root.get_by_text("Nothing to undo.")).to_be_attached()


def test_a_write_of_the_kernel_is_one_step(own: OwnPage) -> None:
    root = own.show({"ModelPackageName": "a"})
    own.kernel_writes({"ModelPackageName": "b", "Domain": "OTHER"})
    own.open_all()
    expect(box(root, "ModelPackageName")).to_have_value("b")
    root.get_by_role("button", name="Undo", exact=True).click()
    expect(box(root, "ModelPackageName")).to_have_value("a")
    own.expect_written({"ModelPackageName": "a"})


def test_redo_after_a_write_of_the_kernel_elsewhere_and_at_the_same_place(own: OwnPage) -> None:
    root = own.show({"ModelPackageName": "a"})
    own.open_all()
    name = box(root, "ModelPackageName")
    name.fill("b")
    name.blur()
    own.expect_written({"ModelPackageName": "b"})
    root.get_by_role("button", name="Undo", exact=True).click()
    own.kernel_writes({"ModelPackageName": "a", "Domain": "OTHER"})
    redo = root.get_by_role("button", name="Redo", exact=True)
    redo.click()
    expect(name).to_have_value("b")
    own.expect_written({"ModelPackageName": "b", "Domain": "OTHER"})
    root.get_by_role("button", name="Undo", exact=True).click()
    own.expect_written({"ModelPackageName": "a", "Domain": "OTHER"})
    own.kernel_writes({"ModelPackageName": "c", "Domain": "OTHER"})
    expect(redo).to_have_attribute("aria-disabled", "true")
    redo.press("Enter")
    said = "the kernel or another page has since changed this field"
    expect(root.get_by_role("status").filter(has_text=said)).to_have_count(1)


@pytest.mark.own_tab
def test_the_browsers_own_undo_is_ours(own: OwnPage) -> None:
    root = own.show({"ModelPackageName": "before"})
    name = box(root, "ModelPackageName")
    name.focus()
    own.page.keyboard.press("End")
    own.page.keyboard.type("-after")
    browser = own.page.context.new_cdp_session(own.page)

    def menu(command: str) -> None:  # what the entry of the browser's menu does
        key = {"type": "rawKeyDown", "key": "F13", "commands": [command]}
        browser.send("Input.dispatchKeyEvent", key)

    menu("undo")
    expect(name).to_have_value("before")
    expect(root.get_by_role("button", name="Redo", exact=True)).to_have_attribute(
        "aria-disabled", "false"
    )
    # Chromium offers no redo of its own after that; where one is offered it is ours as well.
    name.evaluate(
        """(box) => box.dispatchEvent(new InputEvent("beforeinput", {
          inputType: "historyRedo", bubbles: true, cancelable: true,
        }))"""
    )
    expect(name).to_have_value("before-after")


CONTAINERS = {
    "InferenceSpecification": {"Containers": [{"Image": "a:1"}, {"Image": "b:1"}, {"Image": "c:1"}]}
}
FOUR = {
    "InferenceSpecification": {
        "Containers": [*CONTAINERS["InferenceSpecification"]["Containers"], {"Image": "d:1"}]
    }
}


def images(own: OwnPage) -> list[str]:
    containers = json.loads(own.written())["InferenceSpecification"]["Containers"]
    return [container["Image"][0] for container in containers]


def test_items_are_moved_and_the_focus_stays_with_them(own: OwnPage) -> None:
    root = own.show(FOUR)
    own.open_all()

    def press(name: str) -> None:
        button = root.get_by_role("button", name=name, exact=True)
        button.focus()
        own.page.keyboard.press("Enter")

    press("Move Containers item 3 up")
    eventually(lambda: images(own), ["a", "c", "b", "d"])
    expect(root.get_by_role("button", name="Move Containers item 2 up", exact=True)).to_be_focused()
    own.page.keyboard.press("Enter")
    eventually(lambda: images(own), ["c", "a", "b", "d"])
    # There is no way further up: the button beside it has the focus.
    down = root.get_by_role("button", name="Move Containers item 1 down", exact=True)
    expect(down).to_be_focused()
    expect(root.get_by_role("button", name="Move Containers item 1 up")).to_have_count(0)


def test_an_item_is_doubled_and_its_copy_has_the_focus(own: OwnPage) -> None:
    root = own.show(CONTAINERS)
    own.open_all()
    choose(root, "Containers item 2", "Duplicate")
    eventually(lambda: images(own), ["a", "b", "b", "c"])
    inside = root.locator("[data-path='InferenceSpecification.Containers[2]']")
    expect(inside.locator(":focus")).to_have_count(1)
    root.get_by_role("button", name="Undo", exact=True).click()
    eventually(lambda: images(own), ["a", "b", "c"])
    has_focus(own)


def test_no_button_of_an_item_loses_the_focus_to_the_page(own: OwnPage) -> None:
    root = own.show(CONTAINERS)
    own.open_all()
    for name in (
        "Remove Containers item 1",
        "Remove Containers item 2",
        "Remove Containers item 1",
    ):
        root.get_by_role("button", name=name, exact=True).click()
        has_focus(own)
    for _ in range(3):
        own.page.keyboard.press("Control+z")
        has_focus(own)
    eventually(lambda: images(own), ["a", "b", "c"])
