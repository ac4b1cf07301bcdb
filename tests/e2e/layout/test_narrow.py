"""What a column of 320 pixels shows: whole words, boxes with room, nothing run together."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator

from tests.e2e.own_page import OwnPage
from tests.e2e.scenes import SCENES

Show = Callable[[str], Locator]
LINE = 24  # pixels: no text of one line is higher


@pytest.fixture
def show(own_page: Callable[[], OwnPage]) -> Show:
    """Return what shows a scene at 320 pixels."""

    def shown(name: str) -> Locator:
        own = own_page()
        own.page.set_viewport_size({"width": 320, "height": 900})
        SCENES[name](own)
        return own.page.locator(".modelpkg-form")

    return shown


def box(one: Locator) -> dict[str, Any]:
    found = one.bounding_box()
    assert found, one
    return {**found, "bottom": found["y"] + found["height"]}


def test_what_was_recognised_stands_below_what_is_wrong(show: Show) -> None:
    note = show("loaded").locator('.mp-note[data-says="issue"]:has(.mp-recognised:not(:empty))')
    error, seen = note.first.locator('[data-role="error"]'), note.first.locator(".mp-recognised")
    lines = """(one) => [...one.getClientRects()].filter(({ width }) => width > 0)
      .map(({ top }) => Math.round(top))"""
    assert min(seen.evaluate(lines)) > max(error.evaluate(lines))


def test_an_entry_has_its_value_below_its_name(show: Show) -> None:
    entry = show("many_metadata").locator(".mp-entry").last
    name, value = entry.evaluate(  # both at once: what comes into sight is laid out anew
        """(one) => [...one.querySelectorAll("input, textarea")].map((box) =>
          box.getBoundingClientRect().toJSON())"""
    )
    assert value["top"] >= name["bottom"]
    assert name["width"] == value["width"] > 150


def test_the_menu_of_a_group_stands_beside_its_name(show: Show) -> None:
    path = "InferenceSpecification.Containers[0].BaseModel"
    group = show("many_metadata").locator(f'fieldset[data-path="{path}"]')
    name, menu = box(group.locator(".mp-legend").first), box(group.locator(".mp-menu").first)
    assert name["y"] <= menu["y"] + menu["height"] / 2 <= name["bottom"]


@pytest.mark.parametrize("scene", ["load_preview", "review"])
def test_a_table_breaks_no_heading(show: Show, scene: str) -> None:
    table = show(scene).locator(".mp-changes").first
    for head in table.locator("thead th").all():
        assert box(head)["height"] <= LINE + 8
    member, value = (table.locator("tbody tr").first.locator("th, td").nth(at) for at in (0, -1))
    assert box(value)["y"] >= box(member)["bottom"] - 1
    assert box(table.locator("tbody th").first)["width"] > (200 if scene == "review" else 100)


def test_what_is_to_be_meant_has_the_whole_width(show: Show) -> None:
    row = show("approval_to_be_meant").locator(".mp-confirm > p:has(input)")
    label, link = box(row.locator("label")), box(row.get_by_role("link"))
    assert link["y"] >= label["bottom"] - 1
    assert link["height"] <= LINE
