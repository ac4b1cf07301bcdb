"""Scenes of looking before sending."""

from __future__ import annotations

from playwright.sync_api import Locator

from tests.e2e.flows import test_preflight
from tests.e2e.flows.test_outcome import button
from tests.e2e.own_page import OwnPage

from .stage import scene


@scene
def preflight_asked(page: OwnPage) -> Locator:
    form = page.show(test_preflight.REQUEST)
    button(form, "Preflight").click()
    return form


@scene
def preflight_found(page: OwnPage) -> Locator:
    form = test_preflight.show_findings(page)
    test_preflight.panel(form).locator("summary").last.click()
    return form


@scene
def preflight_aged(page: OwnPage) -> Locator:
    old = [{**row, "old": row["state"] != "passed"} for row in test_preflight.FINDINGS]
    return test_preflight.show_findings(page, findings=old)


@scene
def preflight_group_of_another_account(page: OwnPage) -> Locator:
    row, target = test_preflight.shared_group()
    form = test_preflight.show_findings(page, findings=[row])
    page.kernel_tells(target=target)
    form.get_by_label("ModelPackageGroupName", exact=True).fill(test_preflight.SHARED)
    return form
