"""The preflight, as the page shows it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.e2e.kernel_page import Cells
from tests.e2e.own_page import OwnPage
from tests.e2e.pages.outcome_page import HOSTILE, WHEN, button
from tests.e2e.pages.preflight_page import (
    FINDINGS,
    KNOWN,
    POLICY,
    REQUEST,
    finding,
    panel,
    shared_group,
    show_findings,
)

Own = Callable[[], OwnPage]
Open = Callable[..., Cells]


def test_it_looks_when_somebody_asks(own_page: Own) -> None:
    page = own_page()
    form = page.show(REQUEST)
    button(form, "Preflight").click()
    look = panel(form).get_by_role("button", name="Run preflight")
    expect(look).to_have_accessible_description(
        "Checks now what AWS would otherwise report hours later. Read-only."
    )
    form.get_by_label("ModelPackageName", exact=True).fill("flowers-2")
    look.click()
    assert len(page.messages_of("preflight")) == 1
    assert json.loads(page.written())["ModelPackageName"] == "flowers-2"  # what is seen is meant
    page.kernel_tells(preflight_report={**KNOWN, "state": "running", "findings": []})
    said = form.locator(".mp-hidden[role=status]")
    expect(said).to_have_text("Checking…")
    expect(panel(form)).to_contain_text(re.compile(r"\d s elapsed. Usually under 30 seconds."))
    form.get_by_label("ModelPackageName", exact=True).fill("flowers-3")  # nothing is blocked
    page.kernel_tells(preflight_report=KNOWN)
    expect(said).to_have_text("1 failed, 1 couldn't be checked, 1 warning, 1 recommended, 2 passed")
    expect(panel(form)).to_contain_text("Checked on January 2, 2026")
    expect(button(form, "Preflight: 1 failed, 1 couldn't be checked, 1 warning")).to_be_visible()


def test_the_worst_comes_first_with_sign_and_word(own_page: Own) -> None:
    form = show_findings(own_page())
    rows = panel(form).locator("section > ul > li, :scope > ul > li")
    reported = [row.split("\n")[:3] for row in rows.all_inner_texts()]
    assert reported == [
        ["✕", "Scan", "failed"],
        ["?", "Role", "couldn't be checked"],
        ["!", "Region", "warning"],
        ["→", "Rehearsal", "recommended"],
    ]
    scan = rows.first
    expect(scan).to_contain_text("The scan found 2 critical vulnerabilities. Fix it so.")
    expect(scan).to_contain_text("Checked: ecr:Describe of scan")
    passed = panel(form).get_by_text("2 passed", exact=True)
    expect(panel(form).get_by_text("Complete.")).to_be_hidden()
    passed.click()
    expect(panel(form).get_by_text("Complete.")).to_be_visible()


def test_a_finding_leads_to_its_members(own_page: Own) -> None:
    page = own_page()
    form = show_findings(page)
    row = panel(form).locator('[data-check="scan"]')
    row.get_by_role("link", name="InferenceSpecification.Containers[0].Image").click()
    expect(form.get_by_label("Image", exact=True)).to_be_focused()


def test_what_is_ready_can_be_copied(own_page: Own) -> None:
    page = own_page()
    page.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    form = show_findings(page)
    panel(form).get_by_role("button", name="Copy policy for you").click()
    expect(panel(form).get_by_role("button", name="Copied policy for you")).to_be_visible()
    assert page.page.evaluate("() => navigator.clipboard.readText()") == POLICY
    script = panel(form).locator('[data-role="ready-rehearsal"]')
    expect(script).to_be_hidden()
    panel(form).get_by_text("Show fix").click()
    expect(script).to_contain_text("#!/usr/bin/env bash")


def test_each_policy_of_two_accounts_is_copied_by_itself(own_page: Own) -> None:
    page = own_page()
    page.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    row, _ = shared_group()
    form = show_findings(page, findings=[row])
    for copy in row["copies"]:
        panel(form).get_by_role("button", name=f"Copy {copy['title']}").click()
        expect(panel(form).get_by_role("button", name=f"Copied {copy['title']}")).to_be_visible()
        text = page.page.evaluate("() => navigator.clipboard.readText()")
        assert json.loads(text)["Statement"]


def test_findings_age_when_the_request_changes(own_page: Own) -> None:
    page = own_page()
    form = show_findings(page)
    expect(panel(form)).not_to_contain_text("earlier request")
    old = [{**row, "old": row["id"] == "scan"} for row in FINDINGS]
    page.kernel_tells(preflight_report={**KNOWN, "findings": old})
    expect(panel(form)).to_contain_text("1 result is out of date. Run again.")
    aged = panel(form).locator('li[data-old="true"]')
    expect(aged).to_have_count(1)
    expect(aged).to_contain_text("failed, out of date")


def test_hostile_findings_are_texts(own_page: Own) -> None:
    page = own_page()
    rows = [{**FINDINGS[2], "detail": HOSTILE, "title": HOSTILE, "paths": [[HOSTILE]]}]
    form = show_findings(page, findings=rows, when=HOSTILE)
    expect(panel(form).locator('[data-check="scan"]')).to_contain_text(HOSTILE)
    expect(panel(form).locator("ul > li")).to_have_count(1)
    expect(form.locator("img")).to_have_count(0)
    assert page.errors == []


def test_over_a_kernel_against_the_sandbox(cells: Open) -> None:
    """A real kernel asks all services of the sandbox for an image that SageMaker can't run."""
    opened = cells(
        "from modelpkg_widget import ModelPackageForm, sandbox\n"
        "aws = sandbox()\n"
        "form = ModelPackageForm(aws.scenarios()['oci-image'].setup(), session=aws.session)\n"
        "form"
    )
    opened.page.set_default_timeout(90_000)  # the sandbox's first answers load moto
    opened.run_cell(0)
    form = opened.form()
    button(form, "Preflight").click()
    panel(form).get_by_role("button", name="Run preflight").click()
    failed = panel(form).locator('li[data-state="failed"]')
    expect(failed).to_contain_text("application/vnd.oci.image.manifest.v1+json")
    image = form.get_by_label("Image", exact=True)
    failed.get_by_role("link", name="InferenceSpecification.Containers[0].Image").click()
    expect(image).to_be_focused()
    fixed = image.input_value().replace(":oci", ":1.0")
    image.fill(fixed)
    expect(failed).to_contain_text("out of date")
    panel(form).get_by_role("button", name="Run again").click()
    expect(panel(form).locator('li[data-state="failed"]')).to_have_count(0)
    expect(panel(form).get_by_text("13 passed", exact=True)).to_be_visible()


def test_beside_a_busy_kernel_what_failed_waits_above_the_button(own_page: Own) -> None:
    page = own_page()
    form = page.show(REQUEST)
    page.page.evaluate("() => { model.busy = true; }")
    failed = finding("image", "failed", "It is not there.")
    page.kernel_tells(preflight_report={"state": "known", "when": WHEN, "findings": [failed]})
    expect(form.locator('[data-role="awaited"]')).to_contain_text("Waiting for the kernel")
    expect(button(form, "Create model package")).to_be_visible()
    page.page.evaluate("() => { model.busy = false; return model.sayLater(); }")
    expect(form.locator('[data-role="preflight-note"]')).to_contain_text(
        "Preflight failed: 1 check."
    )
    assert page.errors == []
