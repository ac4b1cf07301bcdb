"""Scenes of the group of a version."""

from __future__ import annotations

from playwright.sync_api import Locator

from tests.e2e.flows import test_group
from tests.e2e.own_page import OwnPage
from tests.e2e.pages.outcome_page import button, kernel_issue

from .stage import scene


@scene
def group_offered(page: OwnPage) -> Locator:
    form = page.show(test_group.REQUEST)
    test_group.offer(page)
    test_group.panel(form).get_by_role("button", name="Add Tags item").click()
    return form


@scene
def group_creating(page: OwnPage) -> Locator:
    form = page.show(test_group.REQUEST)
    test_group.offer(page)
    page.kernel_tells(group_creation=test_group.group("creating"))
    return form


@scene
def group_refused(page: OwnPage) -> Locator:
    form = page.show({"ModelPackageGroupName": "churn"})
    test_group.offer(page)
    issues = [
        kernel_issue("Tag it.", "", "Tags", code="service"),
        kernel_issue("Not now.", "", code="service"),
    ]
    button(form, test_group.CREATE).click()
    page.kernel_tells(group_creation=test_group.group("refused", issues=issues))
    return form


@scene
def group_created(page: OwnPage) -> Locator:
    form = page.show({"ModelPackageGroupName": "churn"})
    test_group.offer(page)
    created = test_group.group("created", arn=test_group.GROUP_ARN)
    page.kernel_tells(group_creation=created, status="editing")
    return form
