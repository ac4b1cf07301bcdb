"""A preflight report as a kernel publishes it, and the page that shows it."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Locator

from modelpkg_widget.aws.iam_statement import document, root, statement
from modelpkg_widget.preflight_checks.checks.cross_account import TEXTS
from tests.e2e.own_page import OwnPage
from tests.e2e.pages.outcome_page import WHEN, button

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
        "remedy": "" if state == "passed" else "Fix it so.",
        "copies": [],
        "paths": list(paths),
        "old": False,
        **more,
    }


FINDINGS = [
    finding("request", "passed", "Complete."),
    finding("region", "warning", "It is elsewhere.", ["ModelPackageName"]),
    finding("scan", "failed", "The scan found 2 critical vulnerabilities.", IMAGE),
    finding(
        "role",
        "unknown",
        "Can't check: missing permission iam:GetRole.",
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


def shared_group() -> tuple[dict[str, Any], dict[str, Any]]:
    """What the preflight finds for a group of another account, and the target then."""
    rights, theirs = TEXTS.table["permissions"], root("aws", "222222222222")
    bucket = ["arn:aws:s3:::flowers", "arn:aws:s3:::flowers/*"]
    lets_in = statement(rights["group"], [SHARED], root("aws", "111111111111"))
    rows = {
        TEXTS.policy("group", SHARED): document([lets_in], one_line=True),
        TEXTS.policy("bucket", "flowers"): document([statement(rights["bucket"], bucket, theirs)]),
        TEXTS.policy("any_key"): document([statement(rights["key"], ["*"], theirs)]),
    }
    sharing = TEXTS.diagnostic("sharing", owner="222222222222", account="111111111111")
    copies = [{"title": policy.title, "text": text} for policy, text in rows.items()]
    more = {"title": "Group in another account", "remedy": sharing.remedy, "copies": copies}
    target = {"state": "known", "account": "111111111111", "region": "eu-west-1"}
    return finding("sharing", "info", sharing.detail, **more), target


def panel(form: Locator) -> Locator:
    return form.get_by_role("region", name="Preflight")


def show_findings(page: OwnPage, **more: Any) -> Locator:
    """A form with the panel open and what was found in it."""
    form = page.show(REQUEST)
    button(form, "Preflight").click()
    page.kernel_tells(preflight_report={**KNOWN, **more})
    return form
