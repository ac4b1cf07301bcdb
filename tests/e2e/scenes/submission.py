"""Scenes of a submission and of the package that it made."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Locator

from modelpkg_widget.aws.target import Target
from modelpkg_widget.monitoring.next_steps import next_steps
from tests.e2e.own_page import OwnPage
from tests.e2e.pages import failure_page, outcome_page, preflight_page, timeline_page
from tests.e2e.pages.outcome_page import ARN, CREATED, LISTING, STEPS, WHEN, kernel_issue

from .stage import scene


def _outcome(page: OwnPage, **traits: Any) -> Locator:
    form = page.show(outcome_page.REQUEST)
    page.kernel_tells(**traits)
    return form


@scene
def submitting(page: OwnPage) -> Locator:
    return _outcome(page, status="submitting")


@scene
def created(page: OwnPage) -> Locator:
    form = _outcome(page, **CREATED, next_steps=STEPS, package=outcome_page.USABLE)
    form.get_by_text("Deploy it with boto3").click()
    return form


@scene
def created_before(page: OwnPage) -> Locator:
    package = {"ModelPackageStatus": "Completed", "CreationTime": WHEN}
    return _outcome(page, status="editing", arn=ARN, package=package)


@scene
def refused(page: OwnPage) -> Locator:
    issues = [
        kernel_issue(
            "This name is already in use.", "Give another.", "ModelPackageName", code="service"
        ),
        kernel_issue("AWS did not accept the credentials.", "Sign in again.", code="service"),
    ]
    return _outcome(page, status="refused", issues=issues)


@scene
def uncertain(page: OwnPage) -> Locator:
    lost = kernel_issue("The connection broke before the answer came.", "Check what happened.")
    submission = {"when": WHEN, "actions": ["again", "anyway"]}
    return _outcome(page, status="uncertain", issues=[lost], submission=submission)


@scene
def following(page: OwnPage) -> Locator:
    package = timeline_page.package("InProgress")
    return _outcome(page, **CREATED, package=package, watch_state=timeline_page.FOLLOWING)


@scene
def asking_stopped(page: OwnPage) -> Locator:
    package = timeline_page.package("InProgress")
    stopped = {**timeline_page.FOLLOWING, "state": "stopped", "problem": "AWS does not answer."}
    return _outcome(page, **CREATED, package=package, watch_state=stopped)


@scene
def completed(page: OwnPage) -> Locator:
    package = {
        "ModelPackageStatus": "Completed",
        "CreationTime": WHEN,
        "ModelApprovalStatus": "PendingManualApproval",
    }
    target = Target(sandbox=True, account="123456789012", endpoint="http://127.0.0.1:5000")
    steps = next_steps(ARN, package, target)
    return _outcome(
        page, **CREATED, package=package, watch_state=timeline_page.ENDED, next_steps=steps
    )


@scene
def certified(page: OwnPage) -> Locator:
    stages = [{"Name": "first", "Status": "Completed"}]
    package = timeline_page.package(
        "Completed", ModelPackageStatusDetails={"ValidationStatuses": stages}
    )
    made = {"status": "created", "arn": ARN.removesuffix("/3"), "watch_state": timeline_page.ENDED}
    steps = {**STEPS, "approve": "", "listing": LISTING}
    return _outcome(page, **made, package=package, next_steps=steps)


@scene
def failed(page: OwnPage) -> Locator:
    stages = [
        {"Name": "first", "Status": "Completed"},
        {"Name": "second", "Status": "Failed", "FailureReason": "The container left.\n" * 3},
    ]
    package = timeline_page.package(
        "Failed", ModelPackageStatusDetails={"ValidationStatuses": stages}
    )
    return _outcome(page, **CREATED, package=package, watch_state=timeline_page.ENDED)


_LOG = """Starting the inference server
Installing the packages of /opt/ml/code/requirements.txt
WARNING: Retrying (Retry(total=4)) after connection broken by 'NewConnectionError'
WARNING: Retrying (Retry(total=3)) after connection broken by 'NewConnectionError'
WARNING: Retrying (Retry(total=2)) after connection broken by 'NewConnectionError'
ERROR: Could not find a version that satisfies the requirement xgboost==2.1.1
ERROR: No matching distribution found for xgboost==2.1.1"""


@scene
def failed_with_log(page: OwnPage) -> Locator:
    form = failure_page.show_failure(page, lines=_LOG.splitlines())
    submission = {"when": WHEN, "actions": []}  # an unversioned package has no second version
    page.kernel_tells(arn=ARN.replace("churn/3", "flowers"), submission=submission)
    return form


@scene
def failed_without_permission(page: OwnPage) -> Locator:
    problem = "To read its log, you need logs:GetLogEvents."
    policy = preflight_page.POLICY
    return failure_page.show_failure(
        page, lines=[], log_explanation="", problem=problem, snippet=policy
    )
