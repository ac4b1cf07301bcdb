"""The transform job of each validation, and what its container wrote into the log."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from modelpkg_widget.fake_aws.server import service_model
from modelpkg_widget.fake_aws.server.http_messages import JsonResponse
from modelpkg_widget.fake_aws.server.messages import refusal, table

from . import certification
from .arns import arn

if TYPE_CHECKING:
    from modelpkg_widget.fake_aws.server.http_messages import HttpResponse
    from modelpkg_widget.fake_aws.services.service_call import ServiceCall

    from .sagemaker_call import SageMakerCall
    from .store import Package, Store

GROUP = "/aws/sagemaker/TransformJobs"
LONGEST = 63  # of a job's name


@dataclass(frozen=True)
class Job:
    """One transform job.

    Attributes:
        description: the answer of DescribeTransformJob.
        lines: of its log.
    """

    description: dict[str, Any]
    lines: list[str]

    @property
    def name(self) -> str:
        return str(self.description["TransformJobName"])


def describe(call: SageMakerCall, store: Store) -> JsonResponse | None:
    found = [job for job in _all(call, store) if job.name == call.body["TransformJobName"]]
    if not found:
        return None
    return JsonResponse(service_model.output_members(call.operation, found[0].description))


def list_all(call: SageMakerCall, store: Store) -> JsonResponse:
    """The oldest first or last; of the filters, those by time, name and status."""
    body = call.body
    after, before = body.get("CreationTimeAfter", 0), body.get("CreationTimeBefore", float("inf"))
    rows = [
        job.description
        for job in _all(call, store)
        if after < job.description["CreationTime"] < before
        and body.get("NameContains", "") in job.name
        and body.get("StatusEquals") in (None, job.description["TransformJobStatus"])
    ]
    rows.sort(key=lambda row: row["CreationTime"], reverse=body.get("SortOrder") != "Ascending")
    summaries = [
        service_model.only_listed(call.operation, row)
        for row in rows[: body.get("MaxResults", 100)]
    ]
    return JsonResponse({"TransformJobSummaries": summaries})


def log_streams(call: ServiceCall, store: Store) -> HttpResponse:
    if call.params.get("logGroupName") != GROUP:
        return call.moto()
    prefix = call.params.get("logStreamNamePrefix", "")
    rows = [
        {"logStreamName": _stream(job), "creationTime": _milliseconds(job)}
        for job in _all(call, store)
        if _stream(job).startswith(prefix)
    ]
    return JsonResponse({"logStreams": rows[: call.params.get("limit", 50)]}).reply()


def log_events(call: ServiceCall, store: Store) -> HttpResponse:
    if call.params.get("logGroupName") != GROUP:
        return call.moto()
    stream_name = call.params.get("logStreamName")
    jobs = [job for job in _all(call, store) if _stream(job) == stream_name]
    if not jobs:
        raise refusal("no-stream")
    (job,) = jobs
    start = _milliseconds(job)
    events = [
        {"timestamp": start + 1000 * at, "ingestionTime": start + 1000 * at, "message": line}
        for at, line in enumerate(job.lines)
    ]
    most = call.params.get("limit", 10_000)
    shown = events[:most] if call.params.get("startFromHead") else events[-most:]
    return JsonResponse(
        {"events": shown, "nextForwardToken": "f/0", "nextBackwardToken": "b/0"}
    ).reply()


def _all(call: SageMakerCall | ServiceCall, store: Store) -> list[Job]:
    with store.lock:
        of_region = arn(call, "model-package", "")
        packages = [one for one in store.packages.values() if one.arn.startswith(of_region)]
        return [job for package in packages for job in _of(call, package, store)]


def _of(call: SageMakerCall | ServiceCall, package: Package, store: Store) -> list[Job]:
    """The jobs that have begun."""
    elapsed, speed = store.clock.now() - package.began, store.clock.speed
    details = certification.status(package.course, elapsed)["ModelPackageStatusDetails"]
    specification = package.request.get("ValidationSpecification") or {}
    profiles = specification.get("ValidationProfiles") or []
    jobs = []
    for profile, row in zip(profiles, details[certification.VALIDATIONS], strict=False):
        ending = package.course.ending if row["Status"] == "Failed" else None
        lines = table("logs").get(ending.kind if ending else "")
        if row["Status"] == "NotStarted" or lines is None:
            continue
        name = f"{package.name.replace('/', '-')}-{profile['ProfileName']}"[:LONGEST].strip("-")
        scans = certification.LASTS[certification.SCANS] if package.course.images else 0
        begins = certification.PENDING + scans
        # Where time was skipped, no job is of a time to come.
        created = round(min(package.created + begins / speed, time.time()), 3)
        description = {
            **profile["TransformJobDefinition"],
            "TransformJobName": name,
            "TransformJobArn": arn(call, "transform-job", name),
            "TransformJobStatus": row["Status"],
            "FailureReason": row.get("FailureReason"),
            "ModelName": name,
            "CreationTime": created,
        }
        jobs.append(Job(description, lines))
    return jobs


def _stream(job: Job) -> str:
    return f"{job.name}/i-0123456789abcdef0-1"


def _milliseconds(job: Job) -> int:
    return int(job.description["CreationTime"] * 1000)
