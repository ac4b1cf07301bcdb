"""A request with values of an earlier version, and the list that a person reviews them in."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import Locator

from tests.e2e.own_page import OwnPage

ARTIFACT = ["InferenceSpecification", "Containers", 0, "ModelDataUrl"]
COMMIT = ["MetadataProperties", "CommitId"]
DESCRIPTION = ["ModelPackageDescription"]
WHERE = "InferenceSpecification.Containers[0].ModelDataUrl"
LABEL = "version 6 of churn"
REQUEST: dict[str, Any] = {
    "ModelPackageGroupName": "churn",
    "ModelPackageDescription": "Gradient boosted trees, trained in week 1.",
    "InferenceSpecification": {
        "Containers": [
            {
                "Image": "123456789012.dkr.ecr.us-east-1.amazonaws.com/churn:1.4",
                "ModelDataUrl": "s3://models/churn/2026-11-21/model.tar.gz",
            }
        ],
        "SupportedContentTypes": ["text/csv"],
        "SupportedResponseMIMETypes": ["text/csv"],
    },
    "MetadataProperties": {"CommitId": "4c1d9a7"},
}
MARKS: list[tuple[list[Any], str, bool]] = [
    (ARTIFACT, "s3://models/churn/2026-11-21/model.tar.gz", True),
    (COMMIT, "4c1d9a7", True),
    (DESCRIPTION, "Gradient boosted trees, trained in week 1.", False),
]


def loaded(left: list[Any] | None = None, **more: Any) -> dict[str, Any]:
    """What the kernel tells of a request that was loaded; `left` are the paths to review."""
    rows = [
        {"base_path": path, "value": value, "individually": one, "kept": False}
        for path, value, one in MARKS
    ]
    review = [{**row, "path": row["base_path"], "label": LABEL} for row in rows]
    return {
        "source": LABEL,
        "arn": "arn:aws:sagemaker:us-east-1:123456789012:model-package/churn/6",
        "base": json.dumps(REQUEST),
        "marks": rows,
        "review": [row for row in review if left is None or row["path"] in left],
        "reviewed": [],
        **more,
    }


def load(page: OwnPage, request: Any = REQUEST) -> None:
    """Load a version, as the kernel does."""
    page.kernel_writes(request)
    page.kernel_tells(loaded=loaded())


def listed(form: Locator) -> Locator:
    return form.get_by_role("region", name="Values to review")


def count(form: Locator) -> Locator:
    return form.locator('[data-role="review-count"]')


def at_field(form: Locator, path: str) -> Locator:
    return form.locator(f'[data-path="{path}"] [data-role="review"]')
