"""What somebody chooses to create, in the guide and in the full form."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.e2e.own_page import OwnPage
from tests.e2e.pages.guide_page import MARKETPLACE, REGISTRY, entry, guided, heading, said
from tests.e2e.pages.outcome_page import button

Own = Callable[[], OwnPage]


def test_choosing_what_to_create_sets_what_that_fixes_and_is_one_step_of_undo(
    own_page: Own,
) -> None:
    page = own_page()
    form = page.show({})
    button(form, "Guided mode").click()
    expect(heading(form)).to_have_text("What do you want to create?")
    expect(heading(form)).to_be_focused()
    expect(form.get_by_role("navigation", name="Steps")).to_have_count(0)
    form.get_by_role("radio", name=MARKETPLACE).check()
    expect(heading(form)).to_have_text("Step 1 of 11: What you're creating")
    page.expect_message("navigate", mode="guided", guide="marketplace")
    page.expect_message("set_package_kind", package_kind="marketplace")
    expect(form.get_by_label("CertifyForMarketplace")).to_have_value("true")
    assert page.written() == '{"CertifyForMarketplace":true}'
    expect(said(form)).to_have_text("CertifyForMarketplace was set to true.")
    expect(entry(form, "What you're creating")).to_have_accessible_name(
        re.compile("^What you're creating ?, ready to continue$")
    )
    button(form, "Undo").click()
    expect(heading(form)).to_have_text("What do you want to create?")
    assert page.written() == "{}"
    page.expect_message("set_package_kind", package_kind=None)
    button(form, "Redo").click()
    assert page.written() == '{"CertifyForMarketplace":true}'
    form.get_by_role("radio", name=REGISTRY).check()
    expect(heading(form)).to_have_text("Step 1 of 11: What you're creating")
    assert page.written() == "{}"
    expect(said(form)).to_have_text("CertifyForMarketplace was unset.")
    assert page.errors == []


def test_the_kind_in_the_full_form_and_the_guide_are_one(own_page: Own) -> None:
    page = own_page()
    form = page.show({})
    kind = form.get_by_label("Package type", exact=True)
    kind.select_option("For AWS Marketplace")
    assert page.written() == '{"CertifyForMarketplace":true}'
    expect(form.locator(".mp-kinds")).to_contain_text(
        "Set by this choice: CertifyForMarketplace = true."
    )
    button(form, "Guided mode").click()
    expect(form.get_by_role("radio", name=MARKETPLACE)).to_be_checked()
    form.get_by_role("radio", name=REGISTRY).check()
    button(form, "Full form").click()
    expect(kind).to_have_value("versioned")
    kind.select_option("From an algorithm")
    button(form, "Guided mode").click()
    expect(form.locator(".mp-step")).to_contain_text("no guide for this package type")
    expect(form.get_by_role("radio", checked=True)).to_have_count(0)
    assert page.errors == []


def test_what_the_kind_requires_counts_before_anything_was_sent(own_page: Own) -> None:
    page = own_page()
    form = guided(page)
    counts = {
        "Name and description": "1 thing to fill in",
        "Container and artifact": "1 thing to fill in",
        "Formats and instance types": "4 things to fill in",
        "Validation profile": "2 things to fill in",
        "Review": "8 things to fill in",
        "Create": "8 things to fill in",
    }
    for title, count in counts.items():
        expect(entry(form, title)).to_contain_text(count)
    entry(form, "Create").click()
    button(form, "Create model package").click()
    expect(heading(form)).to_have_text("Step 2 of 11: Name and description")
    name = form.get_by_label("ModelPackageName")
    expect(name).to_be_focused()
    expect(name).to_have_accessible_description(re.compile("Required for AWS Marketplace"))
    assert page.submitted() == []
    expect(entry(form, "Validation profile")).to_contain_text("2 to fix")
    name.fill("flowers-1")
    entry(form, "Create").click()
    button(form, "Create model package").click()
    expect(heading(form)).to_have_text("Step 3 of 11: Container and artifact")


def test_in_the_full_form_create_opens_the_section_of_the_first_need(own_page: Own) -> None:
    page = own_page()
    form = page.show({"ModelPackageName": "flowers-1"})
    form.get_by_label("Package type", exact=True).select_option("For AWS Marketplace")
    button(form, "Create model package").click()
    expect(form.locator('[data-path="InferenceSpecification.Containers"]')).to_be_focused()
    assert page.submitted() == []


def test_what_is_set_and_forbidden_stays_in_sight_with_an_error(own_page: Own) -> None:
    page = own_page()
    form = page.show({"ModelPackageName": "flowers-1", "ModelApprovalStatus": "Approved"})
    page.open_all()
    form.get_by_label("Package type", exact=True).select_option("For AWS Marketplace")
    expect(form.locator('[data-path="ModelApprovalStatus"] [data-role="error"]')).to_have_text(
        "ModelApprovalStatus doesn't apply to a package for AWS Marketplace. "
        "Unset it, or choose another package type."
    )
    expect(form.locator('[data-path="SourceUri"]')).to_have_count(0)


def test_no_step_offers_what_the_kind_forbids(own_page: Own) -> None:
    page = own_page()
    form = guided(page)
    entry(form, "Container and artifact").click()
    button(form, "Add Containers item").click()
    expect(form.get_by_label("ModelDataUrl", exact=True)).to_be_visible()
    member = form.locator('[data-path="InferenceSpecification.Containers[0].ModelDataSource"]')
    expect(member).to_have_count(0)


def test_a_submission_says_the_kind_that_the_page_shows(own_page: Own) -> None:
    page = own_page()
    form = page.show({"ModelPackageGroupName": "churn"})
    button(form, "Create model package").click()
    form.get_by_label("Package type", exact=True).select_option("Version of a group")
    button(form, "Create model package").click()
    assert [sent["package_kind"] for sent in page.submitted()] == [None, "versioned"]


def test_the_first_step_counts_what_the_kind_forbids(own_page: Own) -> None:
    page = own_page()
    form = guided(page, {"ModelPackageGroupName": "g", "SourceUri": "s3://b/x"}, "marketplace")
    first = entry(form, "What you're creating")
    expect(first).to_contain_text("2 to fix")
    entry(form, "Create").click()
    button(form, "Create model package").click()
    problems = form.get_by_role("region", name="Problems")
    problems.get_by_role("link", name="SourceUri").click()
    expect(heading(form)).to_have_text("Step 1 of 11: What you're creating")
    remove = button(form, "Remove SourceUri")
    expect(remove).to_be_focused()
    remove.press("Enter")
    expect(first).to_contain_text("1 to fix")


def test_what_the_choice_forbids_is_in_sight_and_removed_where_it_was_made(own_page: Own) -> None:
    page = own_page()
    form = guided(page, {"ModelPackageGroupName": "churn"})
    says = form.get_by_text("ModelPackageGroupName doesn't apply to this package type.")
    expect(says).to_be_visible()
    button(form, "Remove ModelPackageGroupName").click()
    expect(says).to_have_count(0)
    expect(form.get_by_role("group", name="What do you want to create?")).to_be_focused()
    assert json.loads(page.written()) == {"CertifyForMarketplace": True}
