"""The menu button of a node, as a person uses it."""

from __future__ import annotations

from playwright.sync_api import Locator, expect


def more(root: Locator, name: str) -> Locator:
    """Return the menu button of a member or an item, by its name for people."""
    return root.get_by_role("button", name=f"More actions for {name}", exact=True)


def choose(root: Locator, name: str, item: str) -> None:
    """Open the menu of a member or an item and choose what it offers."""
    more(root, name).first.click()
    root.get_by_role("menuitem", name=item, exact=True).click()
    expect(root.get_by_role("menu")).to_have_count(0)


def offered(root: Locator, name: str) -> list[str]:
    """Return what a menu offers, in order; it is closed again."""
    button = more(root, name).first
    if button.count() == 0:
        return []
    button.click()
    expect(root.get_by_role("menu")).to_be_visible()
    items = root.get_by_role("menuitem").all_inner_texts()
    root.page.keyboard.press("Escape")
    expect(button).to_be_focused()
    return items
