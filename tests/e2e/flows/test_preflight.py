"""Looking before sending, and why a package failed, as the page shows them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from modelpkg_widget.aws.iam_statement import document, root, statement
from modelpkg_widget.preflight_checks.check_result import diagnostic, policy_of
from modelpkg_widget.resources.tables import load_table
from tests.e2e.flows.test_outcome import CREATED, HOSTILE, WHEN, button
from tests.e2e.flows.test_timeline import ENDED, package, timeline
from tests.e2e.lab import Notebook
from tests.e2e.own_page import OwnPage

Own = Callable[[], OwnPage]
Open = Callable[..., Notebook]
IMAGE = ["InferenceSpecification", "Containers", 0, "Image"]
REQUEST: dict[str, Any] = {
    "ModelPackageName": "flowers",
    "InferenceSpecification": {"Containers": [{"Image": "flowers:1.0"}]},
}
POLICY = document([statement(["iam:GetRole"], ["*"])])
COPY = {"title": "policy for you", "text": POLICY}
SHARED = "arn:aws:sagemaker:eu-west-1:222222222222:model-package-group/churn"
SCRIPT = "#!/usr/bin/env bash\n" + "echo one line of many\n" * 40


def finding(name: str, state: str, found: str, *paths: Any, **more: Any) -> dict[str, Any]:
    return {
        "id": name,
        "title": name.capitalize(),
        "state": state,
        "inspected": f"ecr:Describe of {name}",
        "detail": found,
        "remedy": "" if state == "passed" else "Mend it so.",
        "copies": [],
        "paths": list(paths),
        "old": False,
        **more,
    }


FINDINGS = [
    finding("request", "passed", "Nothing is missing."),
    finding("region", "warning", "It is elsewhere.", ["ModelPackageName"]),
    finding("scan", "failed", "The scan found 2 critical vulnerabilities.", IMAGE),
    finding(
        "role",
        "unknown",
        "You may not ask: it needs iam:GetRole.",
        copies=[COPY],
    ),
    finding("name", "passed", "It is free."),
    finding(
        "rehearsal",
        "info",
        "Only a run tells.",
        IMAGE,
        copies=[{**COPY, "title": "", "text": SCRIPT}],
    ),
]
KNOWN = {"state": "known", "when": WHEN, "findings": FINDINGS}
FAILURE: dict[str, Any] = {
    "state": "known",
    "explanations": {"See job logs": "The container failed. Its log tells why."},
    "job": "flowers-iris",
    "console": "https://us-east-1.console.aws.amazon.com/sagemaker/home#/transform-jobs/flowers-iris",
    "lines": [f"line {number}" for number in range(19)] + ["ERROR: No matching distribution found"],
    "log_explanation": "The container tried to install packages when it started, and it has no "
    "network. Install all that it needs when the image is built.",
    "problem": "",
    "snippet": "",
}


def shared_group() -> tuple[dict[str, Any], dict[str, Any]]:
    """What the preflight finds for a group of another account, and the target then."""
    rights, theirs = load_table("preflight_checks/checks")["sharing"], root("aws", "222222222222")
    bucket = ["arn:aws:s3:::flowers", "arn:aws:s3:::flowers/*"]
    lets_in = statement(rights["group"], [SHARED], root("aws", "111111111111"))
    rows = {
        policy_of("group", SHARED): document([lets_in], one_line=True),
        policy_of("bucket", "flowers"): document([statement(rights["bucket"], bucket, theirs)]),
        policy_of("any-key"): document([statement(rights["key"], ["*"], theirs)]),
    }
    told = diagnostic("sharing", owner="222222222222", account="111111111111")
    copies = [{"title": policy.title, "text": text} for policy, text in rows.items()]
    more = {"title": "Group of another account", "remedy": told.remedy, "copies": copies}
    target = {"state": "known", "account": "111111111111", "region": "eu-west-1"}
    return finding("sharing", "info", told.detail, **more), target


def panel(form: Locator) -> Locator:
    return form.get_by_role("region", name="Preflight")


def show_findings(page: OwnPage, **more: Any) -> Locator:
    """A form with the panel open and what was found in it."""
    form = page.show(REQUEST)
    button(form, "Preflight").click()
    page.kernel_tells(preflight_report={**KNOWN, **more})
    return form


def failed_package() -> dict[str, Any]:
    told = package("Failed")
    told["ModelPackageStatusDetails"]["ValidationStatuses"] = [
        {"Name": "iris", "Status": "Failed", "FailureReason": "See job logs"}
    ]
    return told


def show_failure(page: OwnPage, **more: Any) -> Locator:
    form = page.show(REQUEST)
    failure = {**FAILURE, **more}
    page.kernel_tells(**CREATED, package=failed_package(), watch_state=ENDED, failure=failure)
    return form


def test_it_looks_when_somebody_asks(own_page: Own) -> None:
    page = own_page()
    form = page.show(REQUEST)
    button(form, "Preflight").click()
    look = panel(form).get_by_role("button", name="Look before sending")
    expect(look).to_have_accessible_description(
        "Asks AWS what it would find with this request hours later. Nothing is changed."
    )
    form.get_by_label("ModelPackageName", exact=True).fill("flowers-2")
    look.click()
    assert len(page.asked("preflight")) == 1
    assert json.loads(page.written())["ModelPackageName"] == "flowers-2"  # what is seen is meant
    page.kernel_tells(preflight_report={**KNOWN, "state": "running", "findings": []})
    said = form.locator(".mp-hidden[role=status]")
    expect(said).to_have_text("Looking…")
    expect(panel(form)).to_contain_text(re.compile(r"\d s so far. Usually under 30 seconds."))
    form.get_by_label("ModelPackageName", exact=True).fill("flowers-3")  # nothing is blocked
    page.kernel_tells(preflight_report=KNOWN)
    expect(said).to_have_text(
        "1 failed, 1 could not be checked, 1 to be looked at, 1 advised, 2 passed"
    )
    expect(panel(form)).to_contain_text("Looked at on January 2, 2026")
    expect(
        button(form, "Preflight: 1 failed, 1 could not be checked, 1 to be looked at")
    ).to_be_visible()


def test_the_worst_comes_first_with_sign_and_word(own_page: Own) -> None:
    form = show_findings(own_page())
    rows = panel(form).locator("section > ul > li, :scope > ul > li")
    told = [row.split("\n")[:3] for row in rows.all_inner_texts()]
    assert told == [
        ["✕", "Scan", "failed"],
        ["?", "Role", "could not be checked"],
        ["!", "Region", "to be looked at"],
        ["→", "Rehearsal", "advised"],
    ]
    scan = rows.first
    expect(scan).to_contain_text("The scan found 2 critical vulnerabilities. Mend it so.")
    expect(scan).to_contain_text("Looked at: ecr:Describe of scan")
    passed = panel(form).get_by_text("2 passed", exact=True)
    expect(panel(form).get_by_text("Nothing is missing.")).to_be_hidden()
    passed.click()
    expect(panel(form).get_by_text("Nothing is missing.")).to_be_visible()


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
    panel(form).get_by_text("Show what to copy").click()
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
    expect(panel(form)).to_contain_text("1 was made for an earlier request: look again.")
    aged = panel(form).locator('li[data-old="true"]')
    expect(aged).to_have_count(1)
    expect(aged).to_contain_text("failed, made for an earlier request")


def test_hostile_findings_are_texts(own_page: Own) -> None:
    page = own_page()
    rows = [{**FINDINGS[2], "detail": HOSTILE, "title": HOSTILE, "paths": [[HOSTILE]]}]
    form = show_findings(page, findings=rows, when=HOSTILE)
    expect(panel(form).locator('[data-check="scan"]')).to_contain_text(HOSTILE)
    expect(panel(form).locator("ul > li")).to_have_count(1)
    expect(form.locator("img")).to_have_count(0)
    assert page.errors == []


def test_a_failure_tells_what_it_means_and_what_the_log_holds(own_page: Own) -> None:
    form = show_failure(own_page())
    row = timeline(form).get_by_role("listitem").nth(2)
    expect(row).to_contain_text("The container failed. Its log tells why.See job logs")
    told = timeline(form).locator('[data-role="failure"]')
    expect(told).to_contain_text("The container tried to install packages when it started")
    log = told.get_by_role("region", name="The last lines of the log of flowers-iris")
    expect(log).to_contain_text("line 18\nERROR: No matching distribution found")
    link = told.get_by_role("link", name="Look at the job flowers-iris in the SageMaker console")
    expect(link).to_have_attribute("href", FAILURE["console"])


@pytest.mark.parametrize("state", ["looking", "known"])
def test_without_a_log_it_says_why(own_page: Own, state: str) -> None:
    page = own_page()
    nothing = {"lines": [], "log_explanation": "", "console": "javascript:alert(1)", "state": state}
    problem = "Its log would tell more; reading it needs logs:GetLogEvents."
    more = {"problem": problem, "snippet": POLICY} if state == "known" else {}
    form = show_failure(page, **nothing, **more)
    told = timeline(form).locator('[data-role="failure"]')
    expect(told).to_contain_text(problem if more else "Looking for the job")
    expect(told.locator('[data-role="ready-log"]')).to_have_count(len(more) // 2)
    expect(told.get_by_role("link")).to_have_count(0)


def test_the_next_attempt_is_asked_for_once(own_page: Own) -> None:
    page = own_page()
    form = show_failure(page)
    again = timeline(form).get_by_role("button", name="Prepare a retry")
    expect(again).to_have_accessible_description(
        "Keeps the request and gives it a new name where it needs one. Nothing is sent."
    )
    again.click()
    assert len(page.asked("attempt")) == 1
    page.kernel_tells(package=package("Completed"))
    expect(again).to_have_count(0)


def test_a_retry_says_what_it_changed_and_what_is_still_the_cause(own_page: Own) -> None:
    page = own_page()
    image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/flowers:installs"
    request = {**REQUEST, "InferenceSpecification": {"Containers": [{"Image": image}]}}
    form = page.show(request)
    told = failed_package()
    told["ModelPackageStatusDetails"]["ImageScanStatuses"] = [{"Name": image, "Status": "Failed"}]
    page.kernel_tells(**CREATED, package=told, watch_state=ENDED, failure=FAILURE)
    expect(form.locator('[data-role="submit"]')).to_have_text("Created ✓")
    expect(form.locator('[data-role="outcome"]')).to_have_attribute("data-tone", "bad")
    button(form, "Prepare a retry").click()
    retry = form.locator('[data-role="retry"]')
    page.kernel_writes({**request, "ModelPackageName": "flowers-2"})
    page.kernel_tells(status="editing")
    expect(retry).to_contain_text("New name: flowers-2")
    expect(retry).to_contain_text(f"Still the cause: {image} failed. Change it:")
    retry.get_by_role("link", name="InferenceSpecification.Containers[0].Image").click()
    expect(form.get_by_label("Image", exact=True)).to_be_focused()


def test_a_retry_of_a_failed_profile_leads_to_its_cause_not_to_its_name(own_page: Own) -> None:
    page = own_page()
    request = {
        **REQUEST,
        "InferenceSpecification": {"Containers": [{"Image": "flowers:1"}]},
        "ValidationSpecification": {"ValidationProfiles": [{"ProfileName": "first"}]},
    }
    form = page.show(request)
    told = failed_package()
    stage = {"Name": "first", "Status": "Failed"}
    told["ModelPackageStatusDetails"] = {"ValidationStatuses": [stage], "ImageScanStatuses": []}
    page.kernel_tells(
        **CREATED, package=told, watch_state=ENDED, failure={**FAILURE, "log_explanation": ""}
    )
    button(form, "Prepare a retry").click()
    link = form.locator('[data-role="retry"]').get_by_role("link")
    expect(link).to_have_text("ValidationSpecification.ValidationProfiles[0]")
    page.kernel_tells(failure={**FAILURE, "log_explanation": "The container ran out of memory."})
    expect(link).to_have_text("InferenceSpecification.Containers[0].Image")
    link.click()
    expect(form.get_by_label("Image", exact=True)).to_be_focused()


def test_in_jupyterlab_against_the_sandbox(notebook: Open) -> None:
    opened = notebook(
        "from modelpkg_widget import ModelPackageForm, sandbox\n"
        "aws = sandbox()\n"
        "form = ModelPackageForm(aws.scenarios()['oci-image'].setup(), session=aws.session)\n"
        "form"
    )
    opened.page.set_default_timeout(90_000)  # the sandbox's first answers load moto
    opened.run(0)
    form = opened.form()
    button(form, "Preflight").click()
    panel(form).get_by_role("button", name="Look before sending").click()
    failed = panel(form).locator('li[data-state="failed"]')
    expect(failed).to_contain_text("application/vnd.oci.image.manifest.v1+json")
    image = form.get_by_label("Image", exact=True)
    failed.get_by_role("link", name="InferenceSpecification.Containers[0].Image").click()
    expect(image).to_be_focused()
    mended = image.input_value().replace(":oci", ":1.0")
    image.fill(mended)
    expect(failed).to_contain_text("made for an earlier request")
    panel(form).get_by_role("button", name="Look again").click()
    expect(panel(form).locator('li[data-state="failed"]')).to_have_count(0)
    expect(panel(form).get_by_text("13 passed", exact=True)).to_be_visible()
