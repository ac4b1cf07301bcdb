"""Scenes of looking before sending."""

from __future__ import annotations

from playwright.sync_api import Locator

from tests.e2e.own_page import OwnPage
from tests.e2e.pages import preflight_page
from tests.e2e.pages.outcome_page import button

from .stage import scene


@scene
def preflight_open(page: OwnPage) -> Locator:
    form = page.show(preflight_page.REQUEST)
    button(form, "Preflight").click()
    return form


@scene
def preflight_found(page: OwnPage) -> Locator:
    form = preflight_page.show_findings(page)
    preflight_page.panel(form).locator("summary").last.click()
    return form


@scene
def preflight_aged(page: OwnPage) -> Locator:
    old = [{**row, "old": row["state"] != "passed"} for row in preflight_page.FINDINGS]
    return preflight_page.show_findings(page, findings=old)


@scene
def preflight_group_of_another_account(page: OwnPage) -> Locator:
    row, target = preflight_page.shared_group()
    form = preflight_page.show_findings(page, findings=[row])
    page.kernel_tells(target=target)
    form.get_by_label("ModelPackageGroupName", exact=True).fill(preflight_page.SHARED)
    return form
