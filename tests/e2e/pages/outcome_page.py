"""What tests do, read and have the kernel say of a submission."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Locator

CREATE = "Create model package"
AGAIN = "Create another version"
ARN = "arn:aws:sagemaker:us-east-1:123456789012:model-package/churn/3"
REQUEST = {"ModelPackageGroupName": "churn"}
WHEN = "2026-01-02T12:04:05+00:00"  # the same day nearly everywhere
CREATED: dict[str, Any] = {
    "status": "created",
    "arn": ARN,
    "submission": {"when": WHEN, "actions": ["again"]},
}
STEPS = {
    "console": "https://us-east-1.console.aws.amazon.com/sagemaker/home?region=us-east-1",
    "approve": f"aws sagemaker update-model-package --model-package-arn {ARN}",
    "deploy": "import boto3\n\nsagemaker = boto3.client('sagemaker')",
}
LISTING = [
    {"name": "SupportedTransformInstanceTypes", "values": ["ml.m5.xlarge", "ml.c5.2xlarge"]},
    {"name": "SupportedRealtimeInferenceInstanceTypes", "values": []},
    {"name": "SupportedContentTypes", "values": ["text/csv", "application/json"]},
    {"name": "SupportedResponseMIMETypes", "values": ["text/csv"]},
]
USABLE = {"ModelPackageStatus": "Completed", "ModelApprovalStatus": "Approved"}
HOSTILE = '<img src=x onerror="document.title=1">'


def button(form: Locator, name: str) -> Locator:
    return form.get_by_role("button", name=name, exact=True)


def outcome(form: Locator) -> Locator:
    return form.get_by_role("region", name="Outcome")


def kernel_issue(
    message: str, hint: str = "", *path: Any, code: str = "submission"
) -> dict[str, Any]:
    """An issue as the kernel tells it."""
    return {
        "path": list(path),
        "code": code,
        "severity": "error",
        "message": message,
        "hint": hint,
    }
