"""How much of a request is seen at once, and that nothing moves when it is checked."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from modelpkg_widget.resources.tables import load_table
from tests.conftest import ROOT
from tests.e2e.own_page import OwnPage

Own = Callable[[], OwnPage]
REQUESTS = ROOT / "tests" / "conformance" / "cases" / "requests"
SCREEN = {"width": 1400, "height": 900}


@pytest.fixture
def wide(page: Page) -> Page:
    page.set_viewport_size({"width": SCREEN["width"], "height": SCREEN["height"]})
    return page


def open_sections(form: Locator, names: set[str]) -> None:
    """Open the sections in which one of the members stands."""
    for section in load_table("resources/layout")["sections"]:
        heading = form.get_by_role("button", name=section["title"], exact=True)
        if names & set(section["members"]) and heading.get_attribute("aria-expanded") == "false":
            heading.click()


def test_a_request_with_a_validation_fits_on_six_screens(own_page: Own, wide: Page) -> None:
    """One column, each text whole: higher than a table, and read from top to bottom."""
    request = json.loads((REQUESTS / "02-marketplace-iris-validation.json").read_text())
    form = own_page().show(request)
    open_sections(form, set(request))
    height = form.evaluate("(form) => form.scrollHeight")
    print(f"\n{height} px of {6 * SCREEN['height']}")
    assert height <= 6 * SCREEN["height"]


@pytest.mark.parametrize("width", [1400, 4000])
def test_a_form_is_no_wider_than_a_person_can_read(own_page: Own, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    form = own_page().show({})
    assert form.evaluate("(form) => form.getBoundingClientRect().width") == 960


_HEIGHTS = """() => Object.fromEntries(
  [...document.querySelectorAll(".mp-field:not(.mp-row-field)")].map(
    (field) => [field.dataset.path, field.querySelector("input, select, textarea").offsetHeight],
  ),
)"""


def top_of(place: Locator) -> float:
    y: float = place.evaluate("(place) => place.getBoundingClientRect().top")
    return y


def height_of(place: Locator) -> float:
    height: float = place.evaluate("(place) => place.getBoundingClientRect().height")
    return height


def test_a_verdict_pushes_what_is_below_and_is_whole(own_page: Own, wide: Page) -> None:
    form = own_page().show({})
    before = wide.evaluate(_HEIGHTS)
    field = form.locator('[data-path="ModelPackageDescription"]')
    below = form.locator('[data-path="ModelPackageRegistrationType"]')
    heading = form.get_by_role("button", name="Name and description")
    above, note, top = top_of(heading), height_of(field.locator(".mp-note")), top_of(below)
    field.get_by_role("textbox").fill("two\tcolumns")
    field.get_by_role("textbox").blur()
    error = field.locator('[data-role="error"]')
    expect(error).to_contain_text("Remove line breaks")
    grown = height_of(field.locator(".mp-note")) - note
    assert grown >= 18, "the text is too short to need another line: give a longer one"
    assert top_of(below) == top + grown
    assert top_of(heading) == above
    whole = "(note) => note.scrollHeight <= note.clientHeight + 1"
    assert field.locator(".mp-note").evaluate(whole)  # the error is inline: it has no such heights
    assert wide.evaluate(_HEIGHTS) == before


@pytest.mark.parametrize("width", [1400, 1000, 700, 320])
def test_targets_are_large_enough(own_page: Own, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    request = json.loads((REQUESTS / "20-lmi-lora-22-metadata.json").read_text())
    own = own_page()
    own.show(request)
    own.open_all()
    small = page.evaluate(
        """() => [...document.querySelectorAll(":is(button, input, select, textarea, summary)")]
          .filter((target) => getComputedStyle(target).visibility === "visible")
          .map((target) => [target.outerHTML.slice(0, 80), target.getBoundingClientRect()])
          .filter(([, { width, height }]) => Math.min(width, height) < 24)
          .map(([text, { width, height }]) => `${width} x ${height}: ${text}`)"""
    )
    assert small == []
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [1400, 700])
def test_nothing_lies_over_what_is_around_the_form(own_page: Own, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    request = json.loads((REQUESTS / "02-marketplace-iris-validation.json").read_text())
    form = own_page().show(request)
    open_sections(form, set(request))
    outside = form.evaluate(
        """(form) => {
          const room = form.getBoundingClientRect();
          return [...form.querySelectorAll("*")].filter((element) => {
            const { width, height, top, left, right } = element.getBoundingClientRect();
            const out = top < room.top || left < room.left || right > room.right + 1;
            const placed = getComputedStyle(element).position !== "static"; // the others may be cut
            return placed && width * height > 0 && out;
          }).map((element) => element.outerHTML.slice(0, 80));
        }"""
    )
    assert outside == []
