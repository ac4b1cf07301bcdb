"""The guide on a page of its own: steps, their state, and the full form beside it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, expect

from .own_page import OwnPage
from .test_outcome import button

Own = Callable[[], OwnPage]


def guided(page: OwnPage, request: Any = None, guide: str = "marketplace") -> Locator:
    form = page.show(request)
    button(form, "Guide me").click()
    title = {"marketplace": "A product for", "registry": "A version in"}.get(guide)
    if title:
        form.get_by_role("radio", name=title).check()
    return form


def heading(form: Locator) -> Locator:
    return form.locator(".mp-step > h3")


def entry(form: Locator, title: str) -> Locator:
    return form.get_by_role("navigation", name="Steps").get_by_role("button", name=title)


def test_a_person_chooses_what_to_make_and_nothing_is_set_behind_their_back(own_page: Own) -> None:
    page = own_page()
    form = page.show({})
    button(form, "Guide me").click()
    expect(heading(form)).to_have_text("What do you want to make?")
    expect(heading(form)).to_be_focused()
    expect(form.get_by_role("navigation", name="Steps")).to_have_count(0)
    form.get_by_role("radio", name="A product for AWS Marketplace").check()
    expect(heading(form)).to_have_text("Step 1 of 10: What you are making")
    assert page.asked("guide")[-1].items() >= {"mode": "guided", "guide": "marketplace"}.items()
    certify = form.get_by_label("CertifyForMarketplace")
    expect(certify).to_have_value("")
    expect(form.locator(".mp-step")).to_contain_text("Whether to certify cannot be changed later")
    certify.select_option("true")
    assert page.written() == '{"CertifyForMarketplace":true}'
    expect(entry(form, "What you are making")).to_contain_text("●What you are makingready")


def test_steps_are_walked_in_any_order_by_keyboard(own_page: Own) -> None:
    page = own_page()
    form = guided(page)
    keyboard = page.page.keyboard
    button(form, "Next: Name and description").press("Enter")
    expect(heading(form)).to_be_focused()
    expect(heading(form)).to_have_text("Step 2 of 10: Name and description")
    expect(entry(form, "Name and description")).to_have_attribute("aria-current", "step")
    expect(form.locator("[aria-current]")).to_have_count(1)
    entry(form, "Send").focus()
    keyboard.press("Enter")
    expect(heading(form)).to_have_text("Step 8 of 10: Send")
    expect(button(form, "Create model package")).to_be_visible()
    button(form, "Back").click()
    expect(heading(form)).to_have_text("Step 7 of 10: Review")
    expect(button(form, "Create model package")).to_have_count(0)
    expect(form.locator('[data-role="target"]')).to_contain_text("Sandbox")


def test_guide_and_full_form_are_the_same_request(own_page: Own) -> None:
    page = own_page()
    form = guided(page)
    button(form, "Next: Name and description").click()
    form.get_by_label("ModelPackageName").fill("flowers-1")
    entry(form, "Container and artifact").click()
    button(form, "Add Containers item").click()
    form.get_by_label("ModelDataUrl", exact=True).fill("s3://b/model.tar.gz")
    button(form, "Full form").click()
    expect(button(form, "Guide me")).to_be_focused()
    expect(form.get_by_label("ModelPackageName")).to_have_value("flowers-1")
    form.get_by_label("ModelPackageDescription").fill("typed here")
    button(form, "Undo").click()
    button(form, "Guide me").click()
    expect(heading(form)).to_have_text("Step 3 of 10: Container and artifact")
    expect(form.get_by_label("ModelDataUrl", exact=True)).to_have_value("s3://b/model.tar.gz")
    button(form, "Undo").click()
    expect(form.get_by_label("ModelDataUrl", exact=True)).to_have_value("")
    assert page.errors == []


def test_a_problem_leads_to_its_step_or_to_the_full_form(own_page: Own) -> None:
    page = own_page()
    form = guided(page, {"ModelPackageName": "a_", "Domain": "x", "CertifyForMarketplace": True})
    entry(form, "Send").click()
    button(form, "Create model package").click()
    problems = form.get_by_role("region", name="Problems")
    problems.get_by_role("link", name="ModelPackageName").click()
    expect(heading(form)).to_have_text("Step 2 of 10: Name and description")
    expect(form.get_by_label("ModelPackageName")).to_be_focused()
    expect(entry(form, "Name and description")).to_contain_text("✕Name and description1 problem")
    entry(form, "Review").click()
    form.get_by_role("region", name="Review").get_by_role("link", name="Domain").click()
    expect(button(form, "Guide me")).to_be_visible()
    expect(form.get_by_label("Domain", exact=True)).to_be_focused()


def test_the_page_begins_where_the_kernel_remembers(own_page: Own) -> None:
    page = own_page()
    page.page.add_init_script(
        "window.more = {guide: {mode: 'guided', guide: 'registry', step: 'metrics'}}"
    )
    page.page.reload()
    page.page.wait_for_function("window.ready")
    form = page.show({"ModelPackageGroupName": "churn"})
    expect(heading(form)).to_have_text("Step 6 of 11: Metrics and baselines")
    expect(form.get_by_role("button", name="ModelMetrics", exact=True)).to_be_visible()


APPROVED = {"ModelPackageGroupName": "churn", "ModelApprovalStatus": "Approved"}


def test_an_approval_needs_a_second_act(own_page: Own) -> None:
    page = own_page()
    form = page.show(APPROVED)
    tick = form.get_by_role("checkbox", name="Approve it at once")
    expect(tick).not_to_be_checked()
    button(form, "Create model package").click()
    expect(tick).to_be_focused()
    said = form.locator(".mp-hidden[role=status]")
    expect(said).to_contain_text("tick this box, then press the button again")
    seen = form.locator(".mp-confirm").get_by_text("tick this box, then press the button again")
    expect(seen).to_be_visible()
    expect(tick).to_have_css("outline-style", "solid")
    assert page.submitted() == []
    page.page.keyboard.press("Space")
    button(form, "Create model package").click()
    assert [sent["confirmed"] for sent in page.submitted()] == [[["ModelApprovalStatus"]]]


def test_another_version_is_another_act_and_finding_out_is_none(own_page: Own) -> None:
    page = own_page()
    form = page.show(APPROVED)
    tick = form.get_by_role("checkbox", name="Approve it at once")
    tick.check()
    page.kernel_tells(status="uncertain", submission={"when": "", "offers": []})
    expect(tick).to_be_checked()
    page.kernel_tells(status="created", arn="arn:a", submission={"when": "", "offers": ["again"]})
    expect(tick).not_to_be_checked()
    button(form, "Created").click()
    assert len(page.submitted()) == 1  # which shows the ARN and sends nothing
    button(form, "Create another version").click()
    expect(tick).to_be_focused()
    assert len(page.submitted()) == 1


def test_what_is_approved_no_more_needs_no_act(own_page: Own) -> None:
    page = own_page()
    form = page.show(APPROVED)
    expect(form.get_by_role("checkbox")).to_have_count(1)
    page.kernel_writes({"ModelPackageGroupName": "churn"})
    expect(form.get_by_role("checkbox")).to_have_count(0)
    button(form, "Create model package").click()
    assert [sent["confirmed"] for sent in page.submitted()] == [[]]


TASK = {"text": "Make it a version.\nKeep its group.", "met": 1, "all": 3, "sends": False}


def test_an_exercise_tells_how_much_is_done(own_page: Own) -> None:
    page = own_page()
    form = page.show({"ModelPackageName": "churn"})
    expect(form.get_by_role("region", name="Exercise")).to_have_count(0)
    page.kernel_tells(task=TASK)
    task = form.get_by_role("region", name="Exercise")
    expect(task).to_contain_text("Keep its group.")
    expect(task).to_contain_text("1 of 3 requirements met")
    expect(button(form, "Create model package")).to_have_count(0)
    expect(form.locator('[data-role="target"]')).to_have_count(0)
    page.kernel_tells(task={**TASK, "met": 3})
    expect(task).to_contain_text("Done: all requirements are met.")
    said = form.locator(".mp-hidden[role=status]")
    expect(said).to_have_text("Done: all requirements are met.")


def test_a_review_shows_what_is_sent_in_both_modes(own_page: Own) -> None:
    page = own_page()
    request = {
        "ModelPackageGroupName": "churn",
        "ModelPackageDescription": "",
        "CustomerMetadataProperties": {"10": "a", "2": "b"},
        "Tags": [],
        "InferenceSpecification": {"SupportedContentTypes": ["text/csv", "a/b"]},
    }
    form = page.show(request)
    button(form, "Review").click()
    review = form.get_by_role("region", name="Review")
    expect(review.locator("tbody tr")).to_have_text(
        [
            "ModelPackageGroupNamechurn",
            'ModelPackageDescription""',
            'InferenceSpecification.SupportedContentTypes["text/csv","a/b"]',
            "Tags[]",
            'CustomerMetadataProperties{"10"}a',
            'CustomerMetadataProperties{"2"}b',
        ]
    )
    expect(review).to_contain_text("To: Sandbox, nothing reaches AWS")
    review.locator("summary").click()
    shown = review.locator('[data-role="json"]').inner_text()
    assert json.loads(shown) == request
    assert shown.index('"10"') < shown.index('"2"')
    form.get_by_label("ModelPackageGroupName").fill("other")
    expect(review.locator("tbody tr").first).to_have_text("ModelPackageGroupNameother")
    button(form, "Guide me").click()
    expect(form.get_by_role("region", name="Review")).to_have_count(0)
    entry(form, "Review").click()
    expect(form.get_by_role("region", name="Review").locator("tbody tr")).to_have_count(6)


def test_the_cost_is_said_before_sending(own_page: Own) -> None:
    page = own_page()
    resources = {"TransformResources": {"InstanceType": "ml.m5.xlarge", "InstanceCount": 2}}
    profile = {"ProfileName": "a", "TransformJobDefinition": resources}
    form = guided(page, {"ValidationSpecification": {"ValidationProfiles": [profile]}})
    entry(form, "Send").click()
    said = "AWS runs one batch transform on ml.m5.xlarge × 2 in your account, at your cost."
    expect(form.locator(".mp-step")).to_contain_text(said)
    expect(form.locator(".mp-step")).to_contain_text("Whether to certify cannot be changed later.")


def test_the_review_offers_the_text_of_other_tools(own_page: Own) -> None:
    page = own_page()
    form = guided(page, {"ModelPackageName": "flowers-1"})
    entry(form, "Review").click()
    review = form.get_by_role("region", name="Review", exact=True)
    button(review, "Export").click()
    panel = review.get_by_role("region", name="Export", exact=True)
    expect(panel.get_by_label("As", exact=True)).to_be_visible()
    assert page.asked("export")[-1]["value"] == '{"ModelPackageName":"flowers-1"}'


def test_a_step_shows_the_problems_that_the_list_counts(own_page: Own) -> None:
    page = own_page()
    form = guided(page, {"ModelPackageName": "a_", "CertifyForMarketplace": True})
    expect(entry(form, "Name and description")).to_contain_text("1 problem")
    entry(form, "Name and description").click()
    error = form.locator('[data-path="ModelPackageName"] [data-role="error"]')
    expect(error).to_contain_text("letters, digits and hyphens")
