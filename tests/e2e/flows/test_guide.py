"""The guide on a page of its own: steps, their state, and the full form beside it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, expect

from tests.e2e.flows.test_outcome import button
from tests.e2e.own_page import OwnPage

Own = Callable[[], OwnPage]
MARKETPLACE = "A model package for AWS Marketplace"
REGISTRY = "A new version in the model registry"


def guided(page: OwnPage, request: Any = None, guide: str = "marketplace") -> Locator:
    form = page.show(request)
    button(form, "Guide me").click()
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


def test_choosing_what_to_create_sets_what_that_fixes_and_is_one_step_of_undo(
    own_page: Own,
) -> None:
    page = own_page()
    form = page.show({})
    button(form, "Guide me").click()
    expect(heading(form)).to_have_text("What do you want to create?")
    expect(heading(form)).to_be_focused()
    expect(form.get_by_role("navigation", name="Steps")).to_have_count(0)
    form.get_by_role("radio", name=MARKETPLACE).check()
    expect(heading(form)).to_have_text("Step 1 of 10: What you're creating")
    assert page.asked("guide")[-1].items() >= {"mode": "guided", "guide": "marketplace"}.items()
    assert page.asked("kind")[-1]["chosen"] == "marketplace"
    expect(form.get_by_label("CertifyForMarketplace")).to_have_value("true")
    assert page.written() == '{"CertifyForMarketplace":true}'
    expect(said(form)).to_have_text("CertifyForMarketplace was set to true.")
    expect(entry(form, "What you're creating")).to_have_accessible_name(
        re.compile("^What you're creating ?, ready to continue$")
    )
    button(form, "Undo").click()
    expect(heading(form)).to_have_text("What do you want to create?")
    assert page.written() == "{}"
    assert page.asked("kind")[-1]["chosen"] is None
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
    kind = form.get_by_label("Kind of package", exact=True)
    kind.select_option("For AWS Marketplace")
    assert page.written() == '{"CertifyForMarketplace":true}'
    expect(form.locator(".mp-kinds")).to_contain_text(
        "Set by this choice: CertifyForMarketplace = true."
    )
    button(form, "Guide me").click()
    expect(form.get_by_role("radio", name=MARKETPLACE)).to_be_checked()
    form.get_by_role("radio", name=REGISTRY).check()
    button(form, "Full form").click()
    expect(kind).to_have_value("versioned")
    kind.select_option("From an algorithm")
    button(form, "Guide me").click()
    expect(form.locator(".mp-step")).to_contain_text("no guide for this kind of package")
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
    expect(heading(form)).to_have_text("Step 2 of 10: Name and description")
    name = form.get_by_label("ModelPackageName")
    expect(name).to_be_focused()
    expect(name).to_have_accessible_description(re.compile("Required for AWS Marketplace"))
    assert page.submitted() == []
    expect(entry(form, "Validation profile")).to_contain_text("2 to fix")
    name.fill("flowers-1")
    entry(form, "Create").click()
    button(form, "Create model package").click()
    expect(heading(form)).to_have_text("Step 3 of 10: Container and artifact")


def test_in_the_full_form_create_opens_the_section_of_the_first_need(own_page: Own) -> None:
    page = own_page()
    form = page.show({"ModelPackageName": "flowers-1"})
    form.get_by_label("Kind of package", exact=True).select_option("For AWS Marketplace")
    button(form, "Create model package").click()
    expect(form.locator('[data-path="InferenceSpecification.Containers"]')).to_be_focused()
    assert page.submitted() == []


def test_what_is_set_and_forbidden_stays_in_sight_with_an_error(own_page: Own) -> None:
    page = own_page()
    form = page.show({"ModelPackageName": "flowers-1", "ModelApprovalStatus": "Approved"})
    page.open_all()
    form.get_by_label("Kind of package", exact=True).select_option("For AWS Marketplace")
    expect(form.locator('[data-path="ModelApprovalStatus"] [data-role="error"]')).to_have_text(
        "ModelApprovalStatus does not apply to a package for AWS Marketplace. "
        "Unset it, or choose another kind of package."
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
    form.get_by_label("Kind of package", exact=True).select_option("Version of a group")
    button(form, "Create model package").click()
    assert [sent["package_kind"] for sent in page.submitted()] == [None, "versioned"]


def test_a_preflight_that_was_not_run_or_failed_shows_before_sending(own_page: Own) -> None:
    page = own_page()
    form = guided(page, {"ModelPackageGroupName": "churn"}, guide="registry")
    note = form.locator('[data-role="preflight-note"]')
    entry(form, "Create").click()
    expect(note).to_contain_text("Preflight was not run.")
    expect(entry(form, "Create")).to_contain_text("preflight not passed")
    finding = {"id": "a", "title": "A", "paths": [], "inspected": "", "detail": "", "remedy": ""}
    failed = {**finding, "copies": [], "state": "failed", "old": False}
    page.kernel_tells(preflight_report={"state": "known", "when": "", "findings": [failed]})
    expect(note).to_contain_text("Preflight failed: 1 check.")
    button(form, "Full form").click()
    expect(note).to_contain_text("Preflight failed: 1 check.")
    button(form, "Go to preflight").click()
    expect(form.get_by_role("region", name="Preflight", exact=True)).to_be_focused()
    button(form, "Guide me").click()
    page.kernel_tells(
        preflight_report={"state": "known", "when": "", "findings": [{**failed, "old": True}]}
    )
    expect(note).to_contain_text("The preflight is out of date")
    button(form, "Go to preflight").click()
    expect(heading(form)).to_have_text("Step 8 of 11: Preflight")
    page.kernel_tells(
        preflight_report={"state": "known", "when": "", "findings": [{**failed, "state": "passed"}]}
    )
    entry(form, "Create").click()
    expect(note).to_have_count(0)
    expect(entry(form, "Create")).to_contain_text("ready to continue")


BECOMES = [
    ({"ModelPackageGroupName": "churn"}, "Version of group churn"),
    ({"ModelPackageName": "a"}, "Unversioned package a, certification OFF"),
    (
        {"ModelPackageName": "a", "CertifyForMarketplace": True},
        "Unversioned package a, certification ON",
    ),
    (
        {"ModelPackageName": "a", "SourceAlgorithmSpecification": {}},
        "Unversioned package a, from an algorithm, certification OFF",
    ),
    ({}, "Package without a name"),
]


def test_a_review_begins_with_what_it_will_be(own_page: Own) -> None:
    page = own_page()
    form = page.show({})
    button(form, "Review").click()
    sentence = form.locator('[data-role="becomes"]')
    for request, what in BECOMES:
        page.kernel_writes(request)
        expect(sentence).to_have_text(
            f"{what}. Sandbox (account 123456789012, us-east-1): nothing reaches AWS."
        )
    context = {"state": "known", "account": "111122223333", "region": "eu-west-1"}
    page.kernel_tells(target={**context, "sandbox": True, "faulty": True})
    expect(sentence).to_have_text(
        "Package without a name. Sandbox with a fault (account 111122223333, eu-west-1): "
        "nothing reaches AWS."
    )
    page.kernel_tells(target=context)
    expect(sentence).to_have_text("Package without a name, account 111122223333, region eu-west-1.")
    page.kernel_tells(target={"state": "asking"})
    expect(sentence).to_contain_text("aren't known yet")
    button(form, "Guide me").click()
    form.get_by_role("radio", name=MARKETPLACE).check()
    entry(form, "Review").click()
    expect(sentence).to_contain_text("certification ON")


def test_where_there_is_no_room_the_steps_are_one_line(own_page: Own) -> None:
    page = own_page()
    page.page.set_viewport_size({"width": 320, "height": 800})
    form = guided(page)
    steps = form.get_by_role("navigation", name="Steps")
    line = steps.get_by_role("button", name="Step 1 of 10 (all steps)")
    expect(line).to_have_attribute("aria-expanded", "false")
    expect(steps.get_by_role("listitem")).to_have_count(0)
    line.click()
    expect(steps.get_by_role("listitem")).to_have_count(10)
    steps.get_by_role("button", name="Validation profile").click()
    expect(heading(form)).to_be_focused()
    expect(form.get_by_text("Step 5 of 10")).to_have_count(2)
    expect(form.get_by_text("Step 5 of 10").filter(visible=True)).to_have_count(1)
    expect(steps.get_by_role("button", name="Step 5 of 10 (all steps)")).to_be_visible()
    expect(steps.get_by_role("listitem")).to_have_count(0)
    page.page.set_viewport_size({"width": 900, "height": 800})
    expect(steps.get_by_role("listitem")).to_have_count(10)
    expect(steps.get_by_role("button", name="all steps")).to_have_count(0)


def test_the_first_screen_of_the_guide_has_the_width_of_the_form(own_page: Own) -> None:
    page = own_page()
    page.page.set_viewport_size({"width": 1400, "height": 800})
    form = guided(page, guide="")
    choice = form.locator(".mp-guides").bounding_box()
    whole = form.bounding_box()
    assert choice
    assert whole
    assert choice["width"] > 0.9 * whole["width"]


def test_steps_are_walked_in_any_order_by_keyboard(own_page: Own) -> None:
    page = own_page()
    form = guided(page)
    keyboard = page.page.keyboard
    button(form, "Next: Name and description").press("Enter")
    expect(heading(form)).to_be_focused()
    expect(heading(form)).to_have_text("Step 2 of 10: Name and description")
    expect(entry(form, "Name and description")).to_have_attribute("aria-current", "step")
    expect(form.locator("[aria-current]")).to_have_count(1)
    entry(form, "Create").focus()
    keyboard.press("Enter")
    expect(heading(form)).to_have_text("Step 8 of 10: Create")
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
    entry(form, "Create").click()
    button(form, "Create model package").click()
    problems = form.get_by_role("region", name="Problems")
    problems.get_by_role("link", name="ModelPackageName").click()
    expect(heading(form)).to_have_text("Step 2 of 10: Name and description")
    expect(form.get_by_label("ModelPackageName")).to_be_focused()
    expect(entry(form, "Name and description")).to_have_text("✕Name and description, 1 to fix")
    entry(form, "Review").click()
    form.get_by_role("region", name="Review").get_by_role("link", name="Domain").click()
    expect(button(form, "Guide me")).to_be_visible()
    expect(form.get_by_label("Domain", exact=True)).to_be_focused()


def test_create_says_when_it_leads_out_of_the_guide(own_page: Own) -> None:
    page = own_page()
    source = {"S3DataSource": {"S3Uri": "s3://b/model/", "S3DataType": "S3Prefix"}}
    more = {"Name": "more", "Containers": [{"Image": "a:1", "ModelDataSource": source}]}
    form = guided(page, {"AdditionalInferenceSpecifications": [more]})
    entry(form, "Create").click()
    button(form, "Create model package").click()
    first = form.get_by_role("region", name="Problems").get_by_role("link", name="ModelDataSource")
    first.first.click()
    says = "This is the full form: no step of the guide shows ModelDataSource."
    expect(form.locator(".mp-caution")).to_have_text(says)
    expect(said(form)).to_have_text(says)
    button(form, "Guide me").click()
    expect(form.locator("p", has_text=says)).to_have_count(0)


def test_the_first_step_counts_what_the_kind_forbids(own_page: Own) -> None:
    page = own_page()
    form = guided(page, {"ModelPackageGroupName": "g", "SourceUri": "s3://b/x"}, "marketplace")
    first = entry(form, "What you're creating")
    expect(first).to_contain_text("2 to fix")
    entry(form, "Create").click()
    button(form, "Create model package").click()
    problems = form.get_by_role("region", name="Problems")
    problems.get_by_role("link", name="SourceUri").click()
    expect(heading(form)).to_have_text("Step 1 of 10: What you're creating")
    remove = button(form, "Remove SourceUri")
    expect(remove).to_be_focused()
    remove.press("Enter")
    expect(first).to_contain_text("1 to fix")


def test_what_is_to_review_in_no_step_is_reached_from_the_review(own_page: Own) -> None:
    page = own_page()
    page.page.set_viewport_size({"width": 1400, "height": 800})
    form = guided(page, {}, "registry")
    value = "s3://b/payload.tar.gz"
    page.kernel_writes({"SamplePayloadUrl": value})
    row = {"base_path": ["SamplePayloadUrl"], "value": value, "individually": True, "kept": False}
    review = {**row, "path": row["base_path"], "label": "version 6 of churn"}
    loaded = {"marks": [row], "review": [review], "base": "{}", "source": "version 6 of churn"}
    page.kernel_tells(loaded=loaded)
    expect(form.locator(".mp-steps .mp-due")).to_have_count(2)  # Review and Create
    form.locator(".mp-steps button", has_text="Review").first.click()
    shown = form.get_by_role("region", name="Review", exact=True)
    shown.get_by_role("button", name="1 to review").click()
    listed = form.get_by_role("region", name="Values to review")
    expect(listed.get_by_role("heading")).to_be_focused()
    expect(listed.get_by_role("button", name="Keep SamplePayloadUrl")).to_be_visible()
    shown.get_by_role("button", name="1 thing to fill in").click()
    expect(form.get_by_label("ModelPackageGroupName", exact=True)).to_be_focused()


def test_the_page_begins_where_the_kernel_remembers(own_page: Own) -> None:
    page = own_page()
    page.page.add_init_script(
        "window.more = {kind: 'versioned', "
        "guide: {mode: 'guided', guide: 'registry', step: 'metrics'}}"
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
    page.kernel_tells(status="uncertain", submission={"when": "", "actions": []})
    expect(tick).to_be_checked()
    page.kernel_tells(status="created", arn="arn:a", submission={"when": "", "actions": ["again"]})
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
    form.get_by_role("radio", name=REGISTRY).check()
    entry(form, "Review").click()
    expect(form.get_by_role("region", name="Review").locator("tbody tr")).to_have_count(6)


def test_the_cost_is_said_before_sending(own_page: Own) -> None:
    page = own_page()
    resources = {"TransformResources": {"InstanceType": "ml.m5.xlarge", "InstanceCount": 2}}
    profile = {"ProfileName": "a", "TransformJobDefinition": resources}
    form = guided(page, {"ValidationSpecification": {"ValidationProfiles": [profile]}})
    entry(form, "Create").click()
    said = "AWS runs one batch transform on ml.m5.xlarge × 2 in your account, at your cost."
    expect(form.locator(".mp-step")).to_contain_text(said)
    expect(form.locator(".mp-step")).to_contain_text("You can't turn on certification later.")


def test_the_review_offers_the_text_of_other_tools(own_page: Own) -> None:
    page = own_page()
    form = guided(page, {"ModelPackageName": "flowers-1"})
    entry(form, "Review").click()
    review = form.get_by_role("region", name="Review", exact=True)
    button(review, "Export").click()
    panel = review.get_by_role("region", name="Export", exact=True)
    expect(panel.get_by_label("As", exact=True)).to_be_visible()
    sent = '{"ModelPackageName":"flowers-1","CertifyForMarketplace":true}'
    assert page.asked("export")[-1]["value"] == sent


def test_a_step_shows_the_problems_that_the_list_counts(own_page: Own) -> None:
    page = own_page()
    form = guided(page, {"ModelPackageName": "a_", "CertifyForMarketplace": True})
    expect(entry(form, "Name and description")).to_contain_text("1 to fix")
    entry(form, "Name and description").click()
    error = form.locator('[data-path="ModelPackageName"] [data-role="error"]')
    expect(error).to_contain_text("letters, digits and hyphens")


def test_what_the_choice_forbids_is_in_sight_and_removed_where_it_was_made(own_page: Own) -> None:
    page = own_page()
    form = guided(page, {"ModelPackageGroupName": "churn"})
    says = form.get_by_text("ModelPackageGroupName does not apply to this kind of package.")
    expect(says).to_be_visible()
    button(form, "Remove ModelPackageGroupName").click()
    expect(says).to_have_count(0)
    expect(form.get_by_role("group", name="What do you want to create?")).to_be_focused()
    assert json.loads(page.written()) == {"CertifyForMarketplace": True}
