"""Rows and items: made, moved and taken out by keys, and how many there may be."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.menus import choose, more
from tests.e2e.own_page import OwnPage, eventually

Own = Callable[[], OwnPage]
TYPES = {"InferenceSpecification": {"SupportedContentTypes": ["a/a", "b/b", "c/c"]}}


@pytest.fixture
def own(own_page: Own) -> OwnPage:
    return own_page()


def field(root: Locator, path: str) -> Locator:
    return root.locator(f"[data-path='{path}'] :is(input, textarea)").first


def types(own: OwnPage) -> list[str]:
    found: list[str] = json.loads(own.written())["InferenceSpecification"]["SupportedContentTypes"]
    return found


def test_enter_goes_on_to_a_new_row_and_backspace_takes_an_empty_one_out(own: OwnPage) -> None:
    root = own.show(TYPES)
    own.open_all()
    path = "InferenceSpecification.SupportedContentTypes"
    field(root, f"{path}[0]").focus()
    own.page.keyboard.press("Enter")
    own.page.keyboard.type("n/n")  # at once: the new row has the focus before the next key
    eventually(lambda: types(own), ["a/a", "n/n", "b/b", "c/c"])
    own.page.keyboard.press("Enter")
    own.page.keyboard.press("Enter")  # in a row in which nothing stands it makes no other
    expect(root.get_by_label("SupportedContentTypes item", exact=False)).to_have_count(5)
    own.page.keyboard.press("Backspace")
    expect(field(root, f"{path}[1]")).to_be_focused()
    expect(field(root, f"{path}[1]")).to_have_value("n/n")
    eventually(lambda: types(own), ["a/a", "n/n", "b/b", "c/c"])


def test_a_row_is_moved_by_keys_and_keeps_caret_and_focus(own: OwnPage) -> None:
    root = own.show(TYPES)
    own.open_all()
    path = "InferenceSpecification.SupportedContentTypes"
    third = field(root, f"{path}[2]")
    third.focus()
    third.press("Home")
    own.page.keyboard.press("Alt+ArrowUp")
    own.page.keyboard.type("x")
    expect(field(root, f"{path}[1]")).to_be_focused()
    expect(root.get_by_role("status").last).to_have_text("Moved. Now SupportedContentTypes item 2.")
    own.page.keyboard.press("Alt+ArrowUp")
    own.page.keyboard.press("Alt+ArrowUp")  # further up there is nothing
    own.page.keyboard.type("y")
    eventually(lambda: types(own), ["xyc/c", "a/a", "b/b"])
    choose(root, "SupportedContentTypes item 1", "Move down")
    eventually(lambda: types(own), ["a/a", "xyc/c", "b/b"])


def test_from_a_name_to_its_value_to_the_next_tag(own: OwnPage) -> None:
    root = own.show()
    root.get_by_role("button", name="Add Tags item").press("Enter")
    for text in ("k1", "v1", "k2", "v2"):
        own.page.keyboard.type(text)
        own.page.keyboard.press("Enter")
    own.page.keyboard.press("Backspace")  # of the third, in which nothing stands
    expect(field(root, "Tags[1].Value")).to_be_focused()
    own.page.keyboard.press("Alt+ArrowUp")
    expect(field(root, "Tags[0].Value")).to_be_focused()
    own.expect_written({"Tags": [{"Key": "k2", "Value": "v2"}, {"Key": "k1", "Value": "v1"}]})


def test_from_a_name_to_its_value_to_the_next_entry(own: OwnPage) -> None:
    root = own.show()
    own.open_all()
    root.get_by_role("button", name="Add CustomerMetadataProperties entry").press("Enter")
    for text in ("b", "1", "a", "2"):
        own.page.keyboard.type(text)
        own.page.keyboard.press("Enter")
    own.page.keyboard.press("Backspace")
    eventually(own.written, '{"CustomerMetadataProperties":{"b":"1","a":"2"}}')


def test_how_many_of_how_many_and_why_no_more(own: OwnPage) -> None:
    profiles = [{"ProfileName": "first"}]
    containers = [{"Image": "a:1"}, {"Image": "b:1"}]
    root = own.show(
        {
            "InferenceSpecification": {"Containers": containers},
            "ValidationSpecification": {"ValidationProfiles": profiles},
        }
    )
    own.open_all()
    count = root.locator("[data-path='InferenceSpecification.Containers'] > .mp-footer .mp-count")
    expect(count).to_have_text("2 of 15")
    why = "Limit of 1 reached. Remove one to add another."
    button = more(root, "ValidationProfiles item 1")
    button.click()
    double = root.get_by_role("menuitem", name="Duplicate")
    expect(double).to_have_attribute("aria-disabled", "true")
    expect(double).to_have_accessible_description(why)
    double.press("Enter")
    expect(root.get_by_role("status").filter(has_text=why)).to_have_count(1)
    expect(button).to_be_focused()
    expect(root.get_by_role("button", name="ValidationProfiles item 2")).to_have_count(0)


def test_a_value_that_is_typed_once_more_stays(own: OwnPage) -> None:
    root = own.show({"InferenceSpecification": {"Containers": []}})
    root.get_by_role("button", name="Containers and inference", exact=True).click()
    group = root.locator('[data-path="InferenceSpecification.SupportedTransformInstanceTypes"]')
    for _ in range(2):
        group.get_by_role("combobox").fill("ml.m5.large")
        own.page.keyboard.press("Enter")
        expect(group.get_by_role("combobox")).to_have_value("")
        expect(group.locator(".mp-chip")).to_have_count(1)
    group.get_by_role("combobox").fill("ml.m5.larg")
    own.page.keyboard.press("Enter")  # the row of the list, which chooses and leaves out
    expect(group.locator(".mp-chip")).to_have_count(0)


def test_a_chosen_value_is_moved_by_keys(own: OwnPage) -> None:
    chosen = ["ml.m4.xlarge", "ml.m5.large"]
    root = own.show({"InferenceSpecification": {"SupportedTransformInstanceTypes": chosen}})
    own.open_all()
    name = "Remove SupportedTransformInstanceTypes item"
    root.get_by_role("button", name=f"{name} 2").focus()
    own.page.keyboard.press("Alt+ArrowLeft")
    expect(root.get_by_role("button", name=f"{name} 1")).to_be_focused()
    own.expect_written(
        {"InferenceSpecification": {"SupportedTransformInstanceTypes": chosen[::-1]}}
    )


def test_a_key_leads_to_the_search_from_anywhere(own: OwnPage) -> None:
    root = own.show({"ModelPackageName": "ab"})
    root.get_by_label("ModelPackageName").focus()
    own.page.keyboard.press("Control+k")
    own.page.keyboard.type("domain")
    own.page.keyboard.press("Enter")
    expect(root.get_by_label("Domain")).to_be_focused()


def test_the_focus_stays_in_the_form_when_the_kernel_takes_its_place_away(own: OwnPage) -> None:
    root = own.show(TYPES)
    own.open_all()
    field(root, "InferenceSpecification.SupportedContentTypes[1]").focus()
    own.kernel_writes({"InferenceSpecification": {"SupportedContentTypes": ["a/a", "c/c"]}})
    around = "[data-path='InferenceSpecification.SupportedContentTypes']"
    expect(root.locator(f"fieldset{around}")).to_be_focused()
    field(root, "InferenceSpecification.SupportedContentTypes[1]").focus()
    own.kernel_writes({"InferenceSpecification": {"SupportedContentTypes": ["c/c", "a/a"]}})
    expect(root.locator(f"{around} input:focus")).to_have_count(1)
    assert own.errors == []
