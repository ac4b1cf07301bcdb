"""Lists and what is set, unset or empty: seen, said, and reached by keyboard alone."""

from __future__ import annotations

import json
from collections.abc import Callable

from playwright.sync_api import expect

from tests.e2e.menus import choose, more
from tests.e2e.own_page import OwnPage

Own = Callable[[], OwnPage]
PROFILE = {"ProfileName": "first"}
IMAGE = "123456789012.dkr.ecr.us-east-1.amazonaws.com/team/sklearn:1.2"


def test_a_full_list_takes_no_more_and_says_why(own_page: Own) -> None:
    page = own_page()
    form = page.show({"ValidationSpecification": {"ValidationProfiles": []}})
    form.get_by_role("button", name="Validation and Marketplace").click()
    add = form.get_by_role("button", name="Add ValidationProfiles item")
    add.click()
    expect(form.get_by_label("ProfileName")).to_be_focused()
    why = "Limit of 1 reached. Remove one to add another."
    expect(add).to_have_attribute("aria-disabled", "true")
    expect(add).to_have_accessible_description(f"ValidationProfiles {why}")
    expect(form.locator(".mp-count")).to_have_text(why)
    add.press("Enter")
    expect(form.get_by_role("status").filter(has_text=why)).to_have_count(1)
    expect(form.get_by_role("button", name="ValidationProfiles item 2")).to_have_count(0)
    form.get_by_role("button", name="Remove ValidationProfiles item 1").press("Enter")
    expect(add).to_be_focused()
    expect(add).to_have_attribute("aria-disabled", "false")


def test_a_closed_item_says_what_it_is(own_page: Own) -> None:
    page = own_page()
    containers = [{"Image": "a:1"}, {"ModelDataUrl": "s3://b/k", "Image": IMAGE}]
    form = page.show({"InferenceSpecification": {"Containers": containers}})
    form.get_by_role("button", name="Containers and inference").click()
    second = form.locator('[data-path="InferenceSpecification.Containers[1]"]')
    summary = second.locator(":scope > .mp-summary")
    expect(summary).to_have_text("123456789012…st-1.amazonaws.com/team/sklearn:1.2 · s3://b/k")
    second.get_by_role("button", name="Containers item 2", exact=True).click()
    expect(summary).to_have_count(0)


def test_the_focus_goes_on_to_the_next_item_and_at_last_to_the_button(own_page: Own) -> None:
    page = own_page()
    form = page.show({"Tags": [{"Key": "a", "Value": "1"}, {"Key": "b", "Value": "2"}]})
    form.get_by_role("button", name="Remove Tags item 1").press("Enter")
    expect(form.get_by_role("button", name="Remove Tags item 1")).to_be_focused()
    expect(form.get_by_label("Key")).to_have_value("b")
    page.page.keyboard.press("Enter")
    expect(form.get_by_role("button", name="Add Tags item")).to_be_focused()
    assert json.loads(page.written()) == {"Tags": []}
    page.page.keyboard.press("Enter")
    expect(form.get_by_label("Key")).to_be_focused()


def test_a_long_list_comes_whole_and_a_new_row_at_once(own_page: Own) -> None:
    page = own_page()
    form = page.show({"Tags": [{"Key": f"k{at}", "Value": "v"} for at in range(45)]})
    rows = form.locator(".mp-key-value")
    expect(rows).to_have_count(45)
    expect(rows.last.get_by_label("Key")).to_have_value("k44")
    form.get_by_role("button", name="Add Tags item").click()
    page.page.keyboard.type("new")
    expect(rows.last.get_by_label("Key")).to_have_value("new")
    form.get_by_label("ModelPackageName").focus()
    assert json.loads(page.written())["Tags"][-1] == {"Key": "new"}
    page.kernel_writes({"Tags": [{"Key": f"k{at}", "Value": "v"} for at in range(50)]})
    expect(rows).to_have_count(50)
    assert page.errors == []


def test_unsetting_a_list_says_that_it_can_be_undone(own_page: Own) -> None:
    page = own_page()
    form = page.show({"Tags": [{"Key": "a", "Value": "1"}]})
    choose(form, "Tags", "Unset")
    expect(form.get_by_role("status").filter(has_text="Undo to restore it")).to_have_count(1)
    expect(more(form, "Tags")).to_be_focused()
    page.page.keyboard.press("Control+z")
    expect(form.get_by_label("Key")).to_have_value("a")
