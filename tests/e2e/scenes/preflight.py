"""Scenes of looking before sending."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Locator

from modelpkg_widget.preflight_checks.check_context import denied
from modelpkg_widget.preflight_checks.checks import ecr, rehearsal_script
from modelpkg_widget.preflight_checks.references import References
from modelpkg_widget.preflight_checks.registry import CHECKS
from tests.e2e.own_page import OwnPage
from tests.e2e.pages import preflight_page, rehearsal_page
from tests.e2e.pages.outcome_page import button

from .stage import saved, scene


@scene
def preflight_open(page: OwnPage) -> Locator:
    form = page.show(preflight_page.REQUEST)
    button(form, "Preflight").click()
    return form


@scene
def rehearsal_running(page: OwnPage) -> Locator:
    form = page.show(preflight_page.REQUEST)
    button(form, "Rehearsal").click()
    page.kernel_tells(rehearsal_report={**rehearsal_page.RUNNING, "findings": []})
    return form


@scene
def rehearsal_failed(page: OwnPage) -> Locator:
    form = page.show(preflight_page.REQUEST)
    button(form, "Rehearsal").click()
    page.kernel_tells(rehearsal_report=rehearsal_page.FAILED)
    return form


@scene
def preflight_found(page: OwnPage) -> Locator:
    """In the words of the checks themselves."""
    request = saved("02-marketplace-iris-validation")
    form = page.show(request)
    button(form, "Preflight").click()
    page.kernel_tells(preflight_report={**preflight_page.KNOWN, "findings": _findings(request)})
    return form


def _findings(request: Any) -> list[dict[str, Any]]:
    """What the kernel reports of a request whose image has vulnerabilities."""
    parts = References(request)
    image = parts.images[0]
    scan = ecr.TEXTS.diagnostic(
        "scan",
        [image.path],
        critical=2,
        high=5,
        image=image.uri,
        names="CVE-2026-21441, CVE-2026-24049, CVE-2026-25210",
        region="us-east-1",
        repository=image.repository,
        tag=f"imageTag={image.id['imageTag']}",
    )
    found = {"scan": [scan], "quota": [denied(["servicequotas:ListServiceQuotas"], ["*"])]}
    rows = [
        check.finding(parts, found.get(check.id, []))
        for check in CHECKS
        if check.applies(parts) and check not in rehearsal_script.CHECKS
    ]
    return [{**row.as_dict(), "old": False} for row in rows]


@scene
def preflight_aged(page: OwnPage) -> Locator:
    old = [{**row, "old": row["state"] != "passed"} for row in preflight_page.FINDINGS]
    form = preflight_page.show_findings(page, findings=old)
    preflight_page.panel(form).locator("summary").last.click()
    return form


@scene
def preflight_group_of_another_account(page: OwnPage) -> Locator:
    row, target = preflight_page.shared_group()
    form = preflight_page.show_findings(page, findings=[row])
    page.kernel_tells(target=target)
    form.get_by_label("ModelPackageGroupName", exact=True).fill(preflight_page.SHARED)
    return form
