"""Scenes of lists of many choices."""

from __future__ import annotations

from playwright.sync_api import Locator

from tests.e2e.own_page import OwnPage

from .stage import REALTIME, scene, section


def _types(page: OwnPage, *values: str) -> Locator:
    form = page.show({"InferenceSpecification": {REALTIME: list(values)}})
    section(form, "Containers and inference")
    return form


def _box(form: Locator) -> Locator:
    return form.get_by_role("combobox", name=f"Search {REALTIME}")


@scene
def families(page: OwnPage) -> Locator:
    form = _types(page, "ml.m5.large", "ml.g5.2xlarge", "ml.new9.large")
    _box(form).press_sequentially("g5")
    _box(form).press("ArrowDown")
    return form


@scene
def all_choices(page: OwnPage) -> Locator:
    form = _types(page)
    _box(form).press("ArrowDown")
    return form


@scene
def typed_choice(page: OwnPage) -> Locator:
    form = _types(page, *(f"ml.g5.{size}xlarge" for size in (2, 4, 8, 12, 16, 24, 48)))
    _box(form).fill("ml.new9.large")
    _box(form).blur()
    return form
