"""The last steps of the guide: review, preflight, confirmations and cost before sending."""

from __future__ import annotations

import json
from collections.abc import Callable

from playwright.sync_api import expect

from tests.e2e.own_page import OwnPage
from tests.e2e.pages.guide_page import APPROVED, MARKETPLACE, REGISTRY, entry, guided, heading
from tests.e2e.pages.outcome_page import button

Own = Callable[[], OwnPage]


def test_a_preflight_that_was_not_run_or_failed_shows_before_sending(own_page: Own) -> None:
    page = own_page()
    form = guided(page, {"ModelPackageGroupName": "churn"}, guide="registry")
    note = form.locator('[data-role="preflight-note"]')
    entry(form, "Create").click()
    expect(note).to_contain_text("The preflight hasn't run.")
    expect(entry(form, "Create")).to_contain_text("preflight failed or not run")
    finding = {"id": "a", "title": "A", "paths": [], "inspected": "", "detail": "", "remedy": ""}
    failed = {**finding, "copies": [], "state": "failed", "old": False}
    page.kernel_tells(preflight_report={"state": "known", "when": "", "findings": [failed]})
    expect(note).to_contain_text("Preflight failed: 1 check.")
    button(form, "Full form").click()
    expect(note).to_contain_text("Preflight failed: 1 check.")
    button(form, "Go to preflight").click()
    expect(form.get_by_role("region", name="Preflight", exact=True)).to_be_focused()
    button(form, "Guided mode").click()
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
            f"{what}. Sandbox (account 123456789012, us-east-1): nothing is sent to AWS."
        )
    context = {"state": "known", "account": "111122223333", "region": "eu-west-1"}
    page.kernel_tells(target={**context, "sandbox": True, "faulty": True})
    expect(sentence).to_have_text(
        "Package without a name. Sandbox with a fault (account 111122223333, eu-west-1): "
        "nothing is sent to AWS."
    )
    page.kernel_tells(target=context)
    expect(sentence).to_have_text("Package without a name, account 111122223333, region eu-west-1.")
    page.kernel_tells(target={"state": "asking"})
    expect(sentence).to_contain_text("aren't known yet")
    button(form, "Guided mode").click()
    form.get_by_role("radio", name=MARKETPLACE).check()
    entry(form, "Review").click()
    expect(sentence).to_contain_text("certification ON")


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


def test_an_approval_needs_a_second_act(own_page: Own) -> None:
    page = own_page()
    form = page.show(APPROVED)
    tick = form.get_by_role("checkbox", name="Approve immediately")
    expect(tick).not_to_be_checked()
    button(form, "Create model package").click()
    expect(tick).to_be_focused()
    said = form.locator(".mp-hidden[role=status]")
    expect(said).to_contain_text("Select this checkbox to confirm, then press the button again")
    seen = form.locator(".mp-confirm").get_by_text(
        "Select this checkbox to confirm, then press the button again"
    )
    expect(seen).to_be_visible()
    expect(tick).to_have_css("outline-style", "solid")
    assert page.submitted() == []
    page.page.keyboard.press("Space")
    button(form, "Create model package").click()
    assert [sent["confirmed"] for sent in page.submitted()] == [[["ModelApprovalStatus"]]]


def test_another_version_is_another_act_and_finding_out_is_none(own_page: Own) -> None:
    page = own_page()
    form = page.show(APPROVED)
    tick = form.get_by_role("checkbox", name="Approve immediately")
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
    expect(review).to_contain_text("To: Sandbox: nothing is sent to AWS")
    expect(button(review, "Export")).to_have_count(0)  # it is in the toolbar here
    review.locator("summary").click()
    shown = review.locator('[data-role="json"]').inner_text()
    assert json.loads(shown) == request
    assert shown.index('"10"') < shown.index('"2"')
    form.get_by_label("ModelPackageGroupName").fill("other")
    expect(review.locator("tbody tr").first).to_have_text("ModelPackageGroupNameother")
    button(form, "Guided mode").click()
    expect(form.get_by_role("region", name="Review")).to_have_count(0)
    form.get_by_role("radio", name=REGISTRY).check()
    entry(form, "Review").click()
    expect(review.locator("tbody tr")).to_have_count(6)
    expect(button(review, "Export")).to_be_visible()


def test_the_cost_is_said_before_sending(own_page: Own) -> None:
    page = own_page()
    resources = {"TransformResources": {"InstanceType": "ml.m5.xlarge", "InstanceCount": 2}}
    profile = {"ProfileName": "a", "TransformJobDefinition": resources}
    form = guided(page, {"ValidationSpecification": {"ValidationProfiles": [profile]}})
    entry(form, "Create").click()
    said = (
        "AWS will run one batch transform job on 2 × ml.m5.xlarge in your account. You pay for it."
    )
    expect(form.locator(".mp-step")).to_contain_text(said)
    expect(form.locator(".mp-step")).to_contain_text("You can't turn on certification later.")


def test_the_review_offers_the_text_of_other_tools(own_page: Own) -> None:
    page = own_page()
    form = guided(page, {"ModelPackageName": "flowers-1"})
    entry(form, "Review").click()
    review = form.get_by_role("region", name="Review", exact=True)
    button(review, "Export").click()
    panel = review.get_by_role("region", name="Export", exact=True)
    expect(panel.get_by_label("Format", exact=True)).to_be_visible()
    sent = '{"ModelPackageName":"flowers-1","CertifyForMarketplace":true}'
    page.expect_message("export", request=sent)
