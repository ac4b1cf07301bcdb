"""How much of a request is seen at once, and that nothing moves when it is checked."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page

from modelpkg_widget.data import table
from tests.conftest import ROOT

from .own_page import OwnPage

Own = Callable[[], OwnPage]
REQUESTS = ROOT / "tests" / "cases" / "requests"
SCREEN = {"width": 1400, "height": 900}


@pytest.fixture
def wide(page: Page) -> Page:
    page.set_viewport_size({"width": SCREEN["width"], "height": SCREEN["height"]})
    return page


def open_sections(form: Locator, names: set[str]) -> None:
    """Open the sections in which one of the members stands."""
    for section in table("layout")["sections"]:
        heading = form.get_by_role("button", name=section["title"], exact=True)
        if names & set(section["members"]) and heading.get_attribute("aria-expanded") == "false":
            heading.click()


def test_a_request_with_a_validation_fits_on_two_screens(own_page: Own, wide: Page) -> None:
    request = json.loads((REQUESTS / "02-marketplace-iris-validation.json").read_text())
    form = own_page().show(request)
    open_sections(form, set(request))
    height = form.evaluate("(form) => form.scrollHeight")
    print(f"\n{height} px of {2 * SCREEN['height']}")
    assert height <= 2 * SCREEN["height"]


_HEIGHTS = """() => Object.fromEntries(
  [...document.querySelectorAll(".mp-field:not(.mp-row-field)")].map(
    (field) => [field.dataset.path, field.getBoundingClientRect().height],
  ),
)"""


def test_a_verdict_moves_no_field(own_page: Own, wide: Page) -> None:
    request = {
        "ModelPackageName": "a_",
        "ModelPackageGroupName": "_" * 80,
        "InferenceSpecification": {"Containers": [{"Image": "a b", "ImageDigest": "x"}]},
    }
    own = own_page()
    form = own.show(request)
    open_sections(form, set(request))
    before = wide.evaluate(_HEIGHTS)
    form.get_by_role("button", name="Create model package").click()
    form.locator('[data-path="ModelPackageName"] [data-severity="error"]').wait_for()
    assert wide.evaluate(_HEIGHTS) == before


def test_all_that_is_wrong_shows_where_somebody_is(own_page: Own, wide: Page) -> None:
    form = own_page().show({"ModelPackageName": "a_"})
    field = form.locator('[data-path="ModelPackageName"]')
    field.get_by_role("textbox").focus()
    form.get_by_role("button", name="Create model package").click()
    error = field.locator('[data-role="error"]')
    lines = "(error) => Math.round(error.scrollHeight / 14)"
    assert error.evaluate(lines) > 2, "the text is too short to be cut: give a longer one"
    cut = "(error) => error.scrollHeight > error.clientHeight + 1"
    form.get_by_label("ModelPackageDescription").focus()
    assert error.evaluate(cut)
    field.get_by_role("textbox").focus()
    assert not error.evaluate(cut)


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
