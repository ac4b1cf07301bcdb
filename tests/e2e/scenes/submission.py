"""Scenes of a submission and of the package that it made."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Locator

from tests.e2e.flows import test_outcome, test_preflight, test_timeline
from tests.e2e.flows.test_outcome import ARN, CREATED, LISTING, STEPS, WHEN, told
from tests.e2e.own_page import OwnPage

from .stage import scene


def _outcome(page: OwnPage, **traits: Any) -> Locator:
    form = page.show(test_outcome.REQUEST)
    page.kernel_tells(**traits)
    return form


@scene
def submitting(page: OwnPage) -> Locator:
    return _outcome(page, status="submitting")


@scene
def created(page: OwnPage) -> Locator:
    form = _outcome(page, **CREATED, next_steps=STEPS, package=test_outcome.USABLE)
    form.get_by_text("Deploy it with boto3").click()
    return form


@scene
def created_before(page: OwnPage) -> Locator:
    package = {"ModelPackageStatus": "Completed", "CreationTime": WHEN}
    return _outcome(page, status="editing", arn=ARN, package=package)


@scene
def refused(page: OwnPage) -> Locator:
    issues = [
        told("The name is taken.", "Give another.", "ModelPackageName", code="service"),
        told("AWS did not accept the credentials.", "Log in again.", code="service"),
    ]
    return _outcome(page, status="refused", issues=issues)


@scene
def uncertain(page: OwnPage) -> Locator:
    lost = told("The connection broke before the answer came.", "Find out what came of it.")
    submission = {"when": WHEN, "actions": ["again", "anyway"]}
    return _outcome(page, status="uncertain", issues=[lost], submission=submission)


@scene
def following(page: OwnPage) -> Locator:
    package = test_timeline.package("InProgress")
    return _outcome(page, **CREATED, package=package, watch_state=test_timeline.FOLLOWING)


@scene
def asking_stopped(page: OwnPage) -> Locator:
    package = test_timeline.package("InProgress")
    stopped = {**test_timeline.FOLLOWING, "state": "stopped", "problem": "AWS does not answer."}
    return _outcome(page, **CREATED, package=package, watch_state=stopped)


@scene
def completed(page: OwnPage) -> Locator:
    package = {
        "ModelPackageStatus": "Completed",
        "CreationTime": WHEN,
        "ModelApprovalStatus": "PendingManualApproval",
    }
    return _outcome(
        page, **CREATED, package=package, watch_state=test_timeline.ENDED, next_steps=STEPS
    )


@scene
def certified(page: OwnPage) -> Locator:
    stages = [{"Name": "first", "Status": "Completed"}]
    package = test_timeline.package(
        "Completed", ModelPackageStatusDetails={"ValidationStatuses": stages}
    )
    made = {"status": "created", "arn": ARN.removesuffix("/3"), "watch_state": test_timeline.ENDED}
    steps = {**STEPS, "approve": "", "listing": LISTING}
    return _outcome(page, **made, package=package, next_steps=steps)


@scene
def failed(page: OwnPage) -> Locator:
    stages = [
        {"Name": "first", "Status": "Completed"},
        {"Name": "second", "Status": "Failed", "FailureReason": "The container left.\n" * 3},
    ]
    package = test_timeline.package(
        "Failed", ModelPackageStatusDetails={"ValidationStatuses": stages}
    )
    return _outcome(page, **CREATED, package=package, watch_state=test_timeline.ENDED)


@scene
def failed_with_log(page: OwnPage) -> Locator:
    return test_preflight.show_failure(page)


@scene
def failed_without_permission(page: OwnPage) -> Locator:
    problem = "Its log would tell more; reading it needs logs:GetLogEvents."
    policy = test_preflight.POLICY
    return test_preflight.show_failure(
        page, lines=[], log_explanation="", problem=problem, snippet=policy
    )
