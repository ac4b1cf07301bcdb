"""What is pressed is clicked: once, also where it moves away under the pointer."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.own_page import OwnPage

Own = Callable[[], OwnPage]
#: Moves what is pressed, as a line that comes above it does; no scrolling makes up for it.
SHIFT = "(form) => { form.style.transform = 'translateY(100px)'; }"


def press(page: OwnPage, what: Locator) -> None:
    what.scroll_into_view_if_needed()
    box = what.bounding_box()
    assert box
    page.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.page.mouse.down()


@pytest.fixture
def page(own_page: Own) -> OwnPage:
    return own_page()


@pytest.mark.parametrize("shifts", [False, True])
def test_a_press_opens_a_section_whether_it_moves_or_not(page: OwnPage, shifts: bool) -> None:
    form = page.show()
    head = form.get_by_role("button", name="Containers and inference")
    press(page, head)
    if shifts:
        form.evaluate(SHIFT)
    page.page.mouse.up()
    expect(head).to_have_attribute("aria-expanded", "true")


@pytest.mark.parametrize("shifts", [False, True])
def test_a_press_of_create_is_sent_once(page: OwnPage, shifts: bool) -> None:
    form = page.show({"ModelPackageName": "churn"})
    press(page, form.get_by_role("button", name="Create model package"))
    if shifts:
        form.evaluate(SHIFT)
    page.page.mouse.up()
    page.page.evaluate("() => new Promise(requestAnimationFrame)")
    assert len(page.submitted()) == 1


def test_a_press_that_is_taken_away_does_nothing(page: OwnPage) -> None:
    form = page.show({"ModelPackageName": "churn"})
    press(page, form.get_by_role("button", name="Create model package"))
    form.evaluate(SHIFT)
    page.page.mouse.move(5, 5)
    page.page.mouse.up()
    page.page.evaluate("() => new Promise(requestAnimationFrame)")
    assert page.submitted() == []


def test_what_went_away_under_the_pointer_is_not_pressed(page: OwnPage) -> None:
    form = page.show({"ModelPackageName": "churn"})
    create = form.get_by_role("button", name="Create model package")
    press(page, create)
    create.evaluate("(button) => button.remove()")
    page.page.mouse.up()
    page.page.evaluate("() => new Promise(requestAnimationFrame)")
    assert page.submitted() == []
