"""All that AWS says of a member, by button and key."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from modelpkg_widget.widget.page_data import explanation
from tests.e2e.own_page import OwnPage

NAME = "ModelPackageGroupName"
GROUP = "InferenceSpecification"


def test_the_key_asks_once_and_shows_and_hides_the_text(own_page: Callable[[], OwnPage]) -> None:
    own = own_page()
    root = own.show({})
    field = root.locator(f"[data-path='{NAME}']")
    box = field.get_by_role("combobox")
    box.focus()
    own.page.keyboard.press("F1")
    text = field.locator(".mp-documentation")
    expect(text).to_have_text("Loading AWS documentation…")
    (request,) = own.messages_of("get_documentation")
    assert request["path"] == [NAME]
    own.kernel_says("documentation", path=[NAME], text=explanation((NAME,)))
    expect(text).to_contain_text("does not apply to unversioned models")
    expect(root.get_by_role("status")).to_contain_text("does not apply to unversioned models")
    expect(box).to_be_focused()
    own.page.keyboard.press("F1")
    expect(text).to_have_count(0)
    own.page.keyboard.press("F1")
    expect(text).to_contain_text("does not apply to unversioned models")
    assert len(own.messages_of("get_documentation")) == 1
    own.kernel_says("documentation", path="no path", text={"no": "text"})
    expect(text).to_contain_text("does not apply to unversioned models")
    assert own.errors == []


def test_a_group_by_its_button_and_what_has_no_more_has_none(
    own_page: Callable[[], OwnPage],
) -> None:
    own = own_page()
    root = own.show({GROUP: {"Containers": [{"Image": "i"}]}})
    own.open_all()
    group = root.locator(f"[data-path='{GROUP}']")
    group.locator("> .mp-legend").hover()
    more = group.get_by_role("button", name=f"Help for {GROUP} (F1)", exact=True)
    more.click()
    expect(more).to_have_attribute("aria-expanded", "true")
    own.expect_message("get_documentation", path=[GROUP])
    own.kernel_says("documentation", path=[GROUP], text="")
    expect(group.locator("> .mp-documentation")).to_have_text(
        "AWS provides no further description."
    )
    expect(
        root.locator("[data-path='ModelPackageDescription'] .mp-documentation-toggle")
    ).to_have_count(0)
