"""How a section and a field stand: said from the start, and to those who listen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.own_page import OwnPage

Own = Callable[[], OwnPage]
NAME = "ModelPackageName"
WRONG = f"{NAME}: Use 1 to 63 letters"


@pytest.fixture
def own(own_page: Own) -> OwnPage:
    return own_page()


def error(form: Locator, path: str) -> Locator:
    return form.locator(f'[data-path="{path}"] [data-role="error"]')


def test_what_is_missing_is_to_be_filled_in_before_anybody_was_there(own: OwnPage) -> None:
    form = own.show({})
    fill = form.locator("h3").get_by_role("button", name="1 thing to fill in", exact=True)
    expect(fill).to_be_visible()
    expect(form.get_by_role("group", name="Enter exactly one of these")).to_be_visible()
    expect(error(form, "ModelPackageGroupName")).to_be_empty()
    fill.click()
    expect(form.get_by_label("ModelPackageGroupName")).to_be_focused()
    form.get_by_role("button", name="Create model package", exact=True).click()
    expect(fill).to_have_count(0)
    expect(form.locator(".mp-bar").get_by_role("button", name="1 to fix")).to_be_visible()


def test_what_came_from_outside_is_wrong_at_once(own: OwnPage) -> None:
    form = own.show({NAME: "a_", "InferenceSpecification": {}})
    fix = form.get_by_role("button", name="1 to fix", exact=True)
    expect(fix).to_be_visible()
    expect(error(form, NAME)).to_contain_text("Use 1 to 63")
    form.get_by_role("button", name="Containers and inference").click()
    containers = form.locator("fieldset[data-path='InferenceSpecification.Containers']")
    expect(containers.locator("> legend")).to_have_text("Containersrequired")
    fix.click()
    expect(form.get_by_label(NAME)).to_be_focused()


def test_a_condition_is_named(own: OwnPage) -> None:
    form = own.show({})
    own.open_all()
    spec = form.locator("[data-path='InferenceSpecification.Containers'] > legend .mp-required")
    expect(spec).to_have_text("required with InferenceSpecification")


def test_a_section_says_at_its_end_how_it_stands_and_leads_to_create(own: OwnPage) -> None:
    form = own.show({NAME: "a_"})
    end = form.locator(".mp-where")
    expect(end).to_contain_text("Section 1 of 8 · 1 to fix")
    end.get_by_role("button", name="Go to Create").click()
    expect(form.get_by_role("button", name="Create model package", exact=True)).to_be_focused()


@pytest.mark.parametrize("how", ["after a pause", "on leaving"])
def test_an_error_is_said_once(own: OwnPage, how: str) -> None:
    form = own.show({})
    name = form.get_by_label(NAME)
    said = form.get_by_role("status")
    name.press_sequentially("a_")
    if how == "on leaving":
        name.press("Tab")
    expect(said).to_contain_text(WRONG)
    expect(said.get_by_text("Error:")).to_have_count(0)
    assert (said.text_content() or "").count(WRONG) == 1
    described = (name.get_attribute("aria-describedby") or "").split()
    shown = " ".join(form.locator(f"[id='{one}']").inner_text() for one in described)
    assert shown.startswith("Error: Use 1 to 63"), shown
