"""What tests do and read in the guide of a page."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Locator, expect

from tests.e2e.own_page import OwnPage
from tests.e2e.pages.outcome_page import button

MARKETPLACE = "A model package for AWS Marketplace"
REGISTRY = "A new version in the model registry"
APPROVED = {"ModelPackageGroupName": "churn", "ModelApprovalStatus": "Approved"}
TASK = {"text": "Make it a version.\nKeep its group.", "met": 1, "all": 3, "sends": False}


def guided(page: OwnPage, request: Any = None, guide: str = "marketplace") -> Locator:
    form = page.show(request)
    button(form, "Guided mode").click()
    title = {"marketplace": "A model package for", "registry": "A new version in"}.get(guide)
    if title:
        form.get_by_role("radio", name=title).check()
    return form


def said(form: Locator) -> Locator:
    return form.locator(".mp-hidden[role=status]")


def heading(form: Locator) -> Locator:
    return form.locator(".mp-step > h3")


def entry(form: Locator, title: str) -> Locator:
    """A step in the list, which is opened first where there is no room for it."""
    steps = form.get_by_role("navigation", name="Steps")
    expect(steps).to_be_visible()
    line = steps.get_by_role("button", name="(all steps)", expanded=False)
    if line.is_visible():
        line.click()
    return steps.get_by_role("button", name=title)
