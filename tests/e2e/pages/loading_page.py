"""A request that was loaded, as a kernel publishes it, and the page that shows it."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import Locator

from tests.e2e.own_page import OwnPage
from tests.e2e.pages.outcome_page import kernel_issue

ARTIFACT = ["InferenceSpecification", "Containers", 0, "ModelDataUrl"]
COMMIT = ["MetadataProperties", "CommitId"]
REQUEST: dict[str, Any] = {
    "ModelPackageGroupName": "churn",
    "InferenceSpecification": {"Containers": [{"Image": "i", "ModelDataUrl": "s3://b/7"}]},
    "MetadataProperties": {"CommitId": "abc"},
}
LOADED: dict[str, Any] = {
    "source": "version 7 of churn",
    "arn": "arn:aws:sagemaker:us-east-1:123456789012:model-package/churn/7",
    "base": json.dumps(REQUEST),
    "omitted": [
        {"path": ["ModelApprovalStatus"], "why": "Each version is approved separately."},
        {"path": ["Gone", 3, "ETag"], "why": "Belongs to the previous data."},
    ],
    "carried": [ARTIFACT, COMMIT],
    "marks": [
        {"base_path": ARTIFACT, "value": "s3://b/7", "individually": True},
        {"base_path": COMMIT, "value": "abc", "individually": True},
    ],
    "review": [
        {"path": path, "base_path": path, "value": value, "label": "version 7 of churn"}
        for path, value in ((ARTIFACT, "s3://b/7"), (COMMIT, "abc"))
    ],
    "reviewed": [],
    "state": "",
    "problem": "",
}


def carried(*path: Any) -> dict[str, Any]:
    message = "This was taken over from version 7 of churn."
    return kernel_issue(message, "Change it.", *path, code="carried")


def panel(form: Locator) -> Locator:
    return form.get_by_role("region", name="Load from…")


def show_loaded(page: OwnPage) -> Locator:
    """A form that was loaded, with the panel open."""
    form = page.show({})
    page.kernel_writes(REQUEST)
    page.kernel_tells(issues=[carried(*ARTIFACT), carried(*COMMIT)], loaded=LOADED)
    form.get_by_role("button", name="From version 7 of churn, 2 to review").click()
    return form


def changes(form: Locator) -> Locator:
    return form.get_by_role("region", name="Changes")


def opened(page: OwnPage, request: Any = None, source: str = "") -> Locator:
    """Show a form, open its load panel, and choose what to load."""
    form = page.show(request)
    form.get_by_role("button", name="Load from…").press("Enter")
    if source:
        panel(form).get_by_label("Load", exact=True).select_option(source)
    return form


def preview(page: OwnPage, request: Any, **more: Any) -> dict[str, Any]:
    """Return the kernel's answer to the last question of the panel."""
    sent = page.last_message("preview")
    reply = {"view_id": sent["view_id"], "request_id": sent["request_id"], "problem": ""}
    rows: dict[str, Any] = {"omitted": [], "coerced": [], "unresolved": []}
    texts = {"source": "Python code", "base": json.dumps(request), "merged": json.dumps(request)}
    return {**reply, **rows, **texts, **more}
