"""What opens and closes: by keyboard, and where the focus is afterwards."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.e2e.own_page import OwnPage
from tests.e2e.pages.loading_page import show_loaded

Own = Callable[[], OwnPage]


@pytest.mark.parametrize(
    ("opener", "region"),
    [
        ("From version 7 of churn, 2 to review", "Load from…"),
        ("Changes", "Changes"),
        ("to fix", "Problems"),
    ],
)
def test_escape_closes_a_panel_and_goes_back(own_page: Own, opener: str, region: str) -> None:
    page = own_page()
    form = show_loaded(page)
    form.get_by_role("button", name="From version 7").press("Enter")
    form.get_by_label("ModelPackageDescription").fill("a\tb")
    button = form.get_by_role("button", name=opener).last  # section heads count, too
    panel = form.get_by_role("region", name=region, exact=True)
    link = panel.get_by_role("link").first
    button.press("Enter")
    if region == "Changes":
        expect(link).to_be_visible()
    expect(button).to_be_focused()
    expect(button).to_have_attribute("aria-expanded", "true")
    opened = panel.get_attribute("id")
    assert opened is not None
    expect(button).to_have_attribute("aria-controls", opened)
    for _ in range(8):
        page.page.keyboard.press("Tab")
        if panel.locator(":focus").count():
            break
    assert panel.locator(":focus").count() == 1
    page.page.keyboard.press("Escape")
    expect(button).to_be_focused()
    expect(button).to_have_attribute("aria-expanded", "false")
    expect(link).to_have_count(0)
    page.page.keyboard.press("Escape")  # nothing is open: nothing happens
    expect(button).to_be_focused()
    assert page.errors == []
