"""Scenes of the review, the guides and the exercises."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from tests.e2e.own_page import OwnPage
from tests.e2e.pages import guide_page
from tests.e2e.pages.outcome_page import button

from .stage import CREATE, saved, scene


@scene
def review(page: OwnPage) -> Locator:
    form = page.show(saved("02-marketplace-iris-validation"))
    button(form, "Review").click()
    expect(form.get_by_role("region", name="Review").get_by_role("row").nth(5)).to_be_visible()
    form.get_by_role("region", name="Review").locator("summary").click()
    return form


@scene
def guide_to_choose(page: OwnPage) -> Locator:
    return guide_page.guided(page, guide="")


@scene
def guide_begun(page: OwnPage) -> Locator:
    form = guide_page.guided(page, {"ModelPackageName": "a_"})
    guide_page.entry(form, "Create").click()
    button(form, CREATE).click()
    guide_page.entry(form, "Name and description").click()
    return form


@scene
def guide_chosen(page: OwnPage) -> Locator:
    return guide_page.guided(page)


@scene
def guide_with_what_its_kind_forbids(page: OwnPage) -> Locator:
    request = {"ModelPackageName": "flowers-1", "SourceUri": "s3://bucket/model"}
    form = guide_page.guided(page, request)
    expect(button(form, "Remove SourceUri")).to_be_visible()
    return form


@scene
def guide_left_for_the_full_form(page: OwnPage) -> Locator:
    source = {"S3DataSource": {"S3Uri": "s3://b/model/", "S3DataType": "S3Prefix"}}
    more = {"Name": "more", "Containers": [{"Image": "a:1", "ModelDataSource": source}]}
    form = guide_page.guided(page, {"AdditionalInferenceSpecifications": [more]})
    guide_page.entry(form, "Create").click()
    button(form, CREATE).click()
    problems = form.get_by_role("region", name="Problems")
    problems.get_by_role("link", name="ModelDataSource").first.click()
    expect(form.locator("p", has_text="Switched to the full form")).to_be_visible()
    return form


@scene
def guide_before_creating(page: OwnPage) -> Locator:
    form = guide_page.guided(page, saved("02-marketplace-iris-validation"))
    guide_page.entry(form, "Create").click()
    return form


@scene
def guide_of_no_kind(page: OwnPage) -> Locator:
    form = page.show({"ModelPackageName": "flowers-1"})
    form.get_by_label("Package type", exact=True).select_option("Unversioned package")
    button(form, "Guided mode").click()
    return form


@scene
def kind_chosen(page: OwnPage) -> Locator:
    form = page.show({"ModelPackageName": "flowers-1", "ModelApprovalStatus": "Approved"})
    form.get_by_label("Package type", exact=True).select_option("For AWS Marketplace")
    form.get_by_role("button", name="Approval and life cycle").click()
    return form


@scene
def guide_at_a_load(page: OwnPage) -> Locator:
    form = guide_page.guided(page, guide="registry")
    guide_page.entry(form, "Start from the latest version").click()
    expect(form.get_by_label("Model package group (name or ARN)")).to_be_visible()
    return form


@scene
def guide_to_review(page: OwnPage) -> Locator:
    form = guide_page.guided(page, saved("02-marketplace-iris-validation"))
    guide_page.entry(form, "Review").click()
    expect(form.get_by_role("region", name="Review").get_by_role("row").nth(5)).to_be_visible()
    return form


@scene
def guide_at_the_portal(page: OwnPage) -> Locator:
    form = guide_page.guided(page, saved("02-marketplace-iris-validation"))
    guide_page.entry(form, "Next steps in the portal").click()
    return form


@scene
def approval_to_be_meant(page: OwnPage) -> Locator:
    form = page.show(guide_page.APPROVED)
    button(form, CREATE).click()
    expect(form.get_by_role("checkbox")).to_be_focused()
    return form


@scene
def exercise_half_done(page: OwnPage) -> Locator:
    form = page.show({"ModelPackageName": "churn-1", "ModelPackageGroupName": "churn"})
    goal = "AWS refuses this request. Make it a version of the group churn."
    page.kernel_tells(task={**guide_page.TASK, "text": goal, "met": 1, "all": 2})
    return form


@scene
def exercise_done(page: OwnPage) -> Locator:
    form = page.show({"ModelPackageGroupName": "churn"})
    page.kernel_tells(task={**guide_page.TASK, "met": guide_page.TASK["all"]})
    return form
