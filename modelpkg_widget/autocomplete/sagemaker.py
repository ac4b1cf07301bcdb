"""What SageMaker has: model package groups, model packages, algorithms, training jobs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from .cached_lists import Reader
from .suggestion import Suggestion, day

#: What a name may be asked for by (AWS, NameContains).
_PART = re.compile(r"[a-zA-Z0-9-]{0,63}")


def groups(read: Reader, text: str) -> Iterator[Suggestion]:
    """Yield model package groups, the newest first: names, or ARNs when one is begun."""
    for row in _rows(read, text, "list_model_package_groups", "ModelPackageGroupSummaryList"):
        value = row["ModelPackageGroupArn" if _is_arn(text) else "ModelPackageGroupName"]
        yield _offer(value, row.get("ModelPackageGroupDescription", ""))


def packages(read: Reader, text: str) -> Iterator[Suggestion]:
    """Yield the ARNs of model packages, versions of groups among them, the newest first."""
    rows = "ModelPackageSummaryList"
    for row in _rows(read, text, "list_model_packages", rows, ModelPackageType="Both"):
        yield _offer(
            row["ModelPackageArn"], row.get("ModelApprovalStatus") or row["ModelPackageStatus"]
        )


def algorithms(read: Reader, text: str) -> Iterator[Suggestion]:
    """Yield algorithms, the newest first: names, or ARNs when one is begun."""
    for row in _rows(read, text, "list_algorithms", "AlgorithmSummaryList"):
        value = row["AlgorithmArn" if _is_arn(text) else "AlgorithmName"]
        yield _offer(value, row.get("AlgorithmDescription", ""))


def jobs(read: Reader, text: str) -> Iterator[Suggestion]:
    """Yield training jobs, the newest first: names, or ARNs when one is begun."""
    for row in _rows(read, text, "list_training_jobs", "TrainingJobSummaries"):
        value = row["TrainingJobArn" if _is_arn(text) else "TrainingJobName"]
        details = (row.get("TrainingJobStatus", ""), day(row.get("CreationTime")))
        yield Suggestion(value, tuple(("text", text) for text in details if text))


def _rows(
    read: Reader, text: str, operation: str, rows: str, **more: str
) -> Iterator[dict[str, Any]]:
    part = _named(text) if _is_arn(text) else text
    if not _PART.fullmatch(part):
        return  # no name has it
    query = {"NameContains": part} if part else {}
    query = {"SortBy": "CreationTime", "SortOrder": "Descending", **more, **query}
    for page in read.pages("sagemaker", operation, query):
        yield from page.get(rows, [])


def _is_arn(text: str) -> bool:
    return text.startswith("arn:")


def _named(arn: str) -> str:
    """Return the name in an ARN, of a version that of its group; empty as long as it has none."""
    resource = arn.split(":", 5)[-1]
    return resource.partition("/")[2].partition("/")[0]


def _offer(value: str, detail: str) -> Suggestion:
    return Suggestion(value, (("text", detail),) if detail else ())
