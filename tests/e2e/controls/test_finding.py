"""Finding things: the search box, and the headings of sections."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.own_page import OwnPage

Own = Callable[[], OwnPage]
REQUEST: dict[str, Any] = {
    "ModelPackageGroupName": "churn",
    "InferenceSpecification": {
        "Containers": [{"Image": "first"}, {"Image": "deep/blue", "Environment": {"A": "sea"}}],
        "SupportedRealtimeInferenceInstanceTypes": ["ml.m5.large"],
    },
    "Tags": [{"Key": "team", "Value": "fraud"}],
}


def box(form: Locator) -> Locator:
    return form.get_by_role("combobox", name="Search fields and values")


def options(form: Locator) -> Locator:
    return form.locator('.mp-search [role="option"]')


def test_search_by_keyboard_jumps_and_opens(own_page: Own) -> None:
    page = own_page()
    form = page.show(REQUEST)
    expect(options(form)).to_have_count(0)
    box(form).focus()
    page.page.keyboard.type("drift bias")
    expect(box(form)).to_have_attribute("aria-expanded", "true")
    expect(options(form).first).to_contain_text("DriftCheckBaselines.Bias")
    expect(form.locator(".mp-hidden[role=status]")).to_contain_text("matches")
    page.page.keyboard.press("ArrowDown")
    current = options(form).nth(1)
    expect(current).to_have_attribute("aria-selected", "true")
    assert box(form).get_attribute("aria-activedescendant") == current.get_attribute("id")
    page.page.keyboard.press("ArrowUp")
    page.page.keyboard.press("ArrowUp")
    expect(options(form).last).to_have_attribute("aria-selected", "true")
    page.page.keyboard.press("ArrowDown")
    page.page.keyboard.press("Enter")
    group = form.locator('[data-path="DriftCheckBaselines.Bias"]')
    expect(group).to_be_focused()
    expect(group.locator('[aria-expanded="true"]').first).to_be_visible()
    expect(options(form)).to_have_count(0)
    expect(box(form)).to_have_value("")
    assert not page.written()
    assert page.errors == []


def test_escape_closes_and_then_empties(own_page: Own) -> None:
    page = own_page()
    form = page.show(REQUEST)
    box(form).fill("image")
    expect(options(form)).not_to_have_count(0)
    box(form).press("Escape")
    expect(options(form)).to_have_count(0)
    expect(box(form)).to_have_value("image")
    box(form).press("ArrowDown")
    expect(options(form)).not_to_have_count(0)
    box(form).press("Escape")
    box(form).press("Escape")
    expect(box(form)).to_have_value("")
    expect(box(form)).to_be_focused()
    box(form).fill("nowhere to be found")
    expect(form.locator(".mp-search")).to_contain_text("0 matches")
    box(form).press("Enter")
    expect(box(form)).to_be_focused()
    box(form).blur()
    expect(form.locator(".mp-search")).not_to_contain_text("found")


@pytest.mark.parametrize(
    ("typed", "path"),
    [
        ("deep/blue", "InferenceSpecification.Containers[1].Image"),
        ("sea", 'InferenceSpecification.Containers[1].Environment{"A"}'),
        ("fraud", "Tags[0].Value"),
        ("m5.large", "InferenceSpecification.SupportedRealtimeInferenceInstanceTypes[0]"),
        ("commitid", "MetadataProperties.CommitId"),
        ("AdditionalInferenceSpecifications[].Name", "AdditionalInferenceSpecifications"),
    ],
)
def test_the_focus_is_where_it_was_found(own_page: Own, typed: str, path: str) -> None:
    page = own_page()
    form = page.show(REQUEST)
    box(form).fill(typed)
    options(form).first.click()
    place = json.dumps(path)
    within = "(path) => document.activeElement?.closest('[data-path]')?.dataset.path === path"
    page.page.wait_for_function(within, arg=path)
    expect(form.locator(f"[data-path={place}]").first).to_be_visible()


def test_what_comes_later_is_found_too(own_page: Own) -> None:
    page = own_page()
    form = page.show({})
    box(form).fill("later")
    expect(options(form)).to_have_count(0)
    page.kernel_writes({"Domain": "LATER"})
    box(form).fill("")
    box(form).fill("later")
    expect(options(form)).to_have_text(["DomainLATER"])


# ---- kinds of package


def kind(form: Locator) -> Locator:
    return form.get_by_label("Package type")


def test_a_kind_hides_what_does_not_apply_and_drops_nothing(own_page: Own) -> None:
    page = own_page()
    form = page.show({"Tags": [{"Key": "a", "Value": "b"}], "SourceUri": "s"})
    kind(form).select_option("Version of a group")
    expect(kind(form)).to_have_accessible_description(
        "Hidden: ModelPackageName, SourceAlgorithmSpecification, CertifyForMarketplace."
    )
    expect(form.get_by_label("ModelPackageName", exact=True)).to_have_count(0)
    expect(form.get_by_label("ModelPackageGroupName", exact=True)).to_be_visible()
    expect(form.locator('[data-path="Tags"]')).to_be_visible()
    expect(form).to_contain_text("Tags doesn't apply to this package type.")
    assert not page.written()

    button = form.locator(".mp-kinds").get_by_role("button", name="Remove Tags")
    expect(button).to_have_accessible_description(re.compile("doesn't apply"))
    button.press("Enter")
    assert json.loads(page.written()) == {"SourceUri": "s"}
    expect(form.locator('[data-path="Tags"]')).to_have_count(0)
    expect(kind(form)).to_be_focused()
    expect(form.locator(".mp-hidden[role=status]")).to_have_text("Tags unset. Undo to restore it.")
    form.get_by_role("button", name="Undo", exact=True).click()
    expect(form.locator('[data-path="Tags"]')).to_be_visible()
    kind(form).select_option("All fields")
    expect(form.get_by_label("ModelPackageName", exact=True)).to_be_visible()


def test_what_a_kind_hides_is_found(own_page: Own) -> None:
    page = own_page()
    form = page.show({})
    kind(form).select_option("From an algorithm")
    heading = form.get_by_role("button", name="Containers and inference")
    expect(heading).to_be_visible()
    box(form).fill("InferenceSpecification.SupportedContentTypes")
    box(form).press("Enter")
    path = "InferenceSpecification.SupportedContentTypes"
    expect(form.locator(f'[data-path="{path}"]')).to_be_focused()


def test_nothing_moves_while_what_does_not_apply_is_cleared(own_page: Own) -> None:
    page = own_page()
    form = page.show({})
    kind(form).select_option("Version of a group")
    page.kernel_writes({"ModelPackageName": "n"})
    name = form.get_by_label("ModelPackageName", exact=True)
    name.focus()
    before = name.bounding_box()
    page.page.keyboard.press("Backspace")
    page.page.keyboard.press("Delete")
    expect(name).to_have_value("")
    expect(name).to_be_focused()
    assert name.bounding_box() == before


def test_headings_count_what_is_set_and_what_is_wrong(own_page: Own) -> None:
    page = own_page()
    form = page.show({"ModelPackageGroupName": "churn", "Domain": "x"})
    heading = form.locator(".mp-heading").filter(has_text="Name and description")
    expect(heading).to_contain_text("1 of 5 set")
    form.get_by_label("ModelPackageDescription").fill("x")
    expect(heading).to_contain_text("2 of 5 set")
    form.get_by_label("ModelPackageGroupName").fill("-")
    expect(heading).to_contain_text("1 to fix")
    card = form.locator(".mp-heading").filter(has_text="Model card and metadata")
    expect(card).to_contain_text("1 of 6 set")


def test_what_was_only_looked_for_is_hidden_again(own_page: Own) -> None:
    page = own_page()
    form = page.show({"ModelPackageGroupName": "churn"})
    kind(form).select_option("Version of a group")
    box(form).fill("CertifyForMarketplace")
    box(form).press("Enter")
    expect(form.get_by_label("CertifyForMarketplace")).to_be_focused()
    expect(form.get_by_role("button", name="Remove CertifyForMarketplace")).to_have_count(0)
    form.get_by_role("button", name="Hide CertifyForMarketplace").click()
    expect(form.get_by_label("CertifyForMarketplace")).to_have_count(0)
    undo = form.get_by_role("button", name="Undo", exact=True)
    undo.click()  # the choice is the only step
    expect(kind(form)).to_have_value("")
    expect(undo).to_have_attribute("aria-disabled", "true")
    assert page.errors == []
