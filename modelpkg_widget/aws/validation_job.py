"""The transform job by which AWS validates a package, and the end of its log."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from .redaction import redacted
from .sagemaker import SageMaker

LOG_GROUP = "/aws/sagemaker/TransformJobs"
LINES = 20
_LONGEST = 2000  # characters of a line
_MOST_JOBS = 20  # that are looked at to find one


def job_of(service: SageMaker, package: dict[str, Any]) -> dict[str, Any] | None:
    """Return the job that validated a package; None when none is found.

    AWS does not tell its name: it is the one that reads and writes where a profile says; of
    several, one with the name of the package in its own, or else the first since then.

    Args:
        service: where the package is.
        package: what DescribeModelPackage says of it.

    Raises:
        botocore.exceptions.ClientError: no permission.
        botocore.exceptions.BotoCoreError: no answer.
    """
    profiles = (package.get("ValidationSpecification") or {}).get("ValidationProfiles") or []
    expected = [_places(profile.get("TransformJobDefinition") or {}) for profile in profiles]
    sagemaker = service.client()
    created = datetime.fromisoformat(str(package["CreationTime"]).replace("Z", "+00:00"))
    rows = sagemaker.list_transform_jobs(
        CreationTimeAfter=created - timedelta(seconds=1),
        SortBy="CreationTime",
        SortOrder="Ascending",
        MaxResults=_MOST_JOBS,
    )["TransformJobSummaries"]
    named = str(package.get("ModelPackageName") or package.get("ModelPackageGroupName") or "")
    names = [str(row["TransformJobName"]) for row in rows]
    for name in sorted(names, key=lambda name: not (named and named in name)):
        description: dict[str, Any] = sagemaker.describe_transform_job(TransformJobName=name)
        if _places(description) in expected:
            return description
    return None


def _places(job: dict[str, Any]) -> tuple[Any, Any]:
    source = ((job.get("TransformInput") or {}).get("DataSource") or {}).get("S3DataSource") or {}
    return source.get("S3Uri"), (job.get("TransformOutput") or {}).get("S3OutputPath")


def tail_log(service: SageMaker, job: str) -> list[str]:
    """Return the last lines of a job's log; none when there is no log.

    Raises:
        NoSessionError: only a SageMaker client was given.
        botocore.exceptions.ClientError: no permission.
        botocore.exceptions.BotoCoreError: no answer.
    """
    logs = service.client_for("logs")
    try:
        streams = logs.describe_log_streams(
            logGroupName=LOG_GROUP, logStreamNamePrefix=f"{job}/", limit=50
        )["logStreams"]
    except logs.exceptions.ResourceNotFoundException:
        return []
    # Of its streams, those of the container; data-log is about the data.
    own = [row for row in streams if not row["logStreamName"].endswith("data-log")] or streams
    if not own:
        return []
    newest = max(own, key=lambda row: row.get("lastEventTimestamp") or row.get("creationTime", 0))
    events = logs.get_log_events(
        logGroupName=LOG_GROUP,
        logStreamName=newest["logStreamName"],
        limit=LINES,
        startFromHead=False,
    )["events"]
    lines = (redacted(str(event.get("message", ""))) for event in events[-LINES:])
    return [line[:_LONGEST].rstrip() for line in lines]
