"""Waiting for the end of a package, and what its state says."""

from __future__ import annotations

import queue
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from modelpkg_widget.monitoring.poller import SANDBOX_INTERVAL, TERMINAL, PackagePoller, PollState

from .console import EXIT_CLEAN, EXIT_PROBLEMS, EXIT_REFUSED, progress

if TYPE_CHECKING:
    from modelpkg_widget.aws.sagemaker import SageMaker

#: A wait without an end cannot be interrupted on every system.
_GLANCE = 0.5


@dataclass(frozen=True)
class PackageResult:
    """How a package ended.

    Attributes:
        arn: its own.
        status: as AWS says it; empty when it could not be seen.
        reasons: why it failed, or why it could not be seen.
        package: what DescribeModelPackage said last.
    """

    arn: str
    status: str = ""
    reasons: list[str] = field(default_factory=list)
    package: dict[str, Any] = field(default_factory=dict)

    @property
    def code(self) -> int:
        """The exit code."""
        if self.status not in TERMINAL:
            return EXIT_REFUSED
        return EXIT_CLEAN if self.status == "Completed" else EXIT_PROBLEMS


def wait(service: SageMaker, arn: str) -> PackageResult:
    """Wait until a package is completed or failed, or can be seen no more."""
    updates: queue.SimpleQueue[tuple[dict[str, Any] | None, PollState]] = queue.SimpleQueue()
    pace = SANDBOX_INTERVAL if service.known_target().sandbox else None
    following = PackagePoller(service.describe, lambda _, *more: updates.put(more), pace)
    following.follow(arn)
    ending, said = PackageResult(arn), ""
    try:
        while True:
            try:
                package, how = updates.get(timeout=_GLANCE)
            except queue.Empty:
                continue
            if package is not None:
                ending = _ending(arn, package)
            now = how.problem or " · ".join(_steps(ending.package))
            if now != said:
                progress(f"{how.checked_at[11:19]} {now}".strip())
            said = now
            if how.state != "following":
                return (
                    PackageResult(arn, "", [how.problem], ending.package) if how.problem else ending
                )
    finally:
        following.close()


def _ending(arn: str, package: dict[str, Any]) -> PackageResult:
    failed = [f"{row['Name']}: {row['FailureReason']}" for row in _rows(package) if _why(row)]
    return PackageResult(arn, str(package.get("ModelPackageStatus", "")), failed, package)


def _steps(package: dict[str, Any]) -> list[str]:
    parts = [f"{row.get('Name')} {row.get('Status')}" for row in _rows(package)]
    return [str(package.get("ModelPackageStatus", "")), *parts]


def _rows(package: dict[str, Any]) -> list[dict[str, Any]]:
    details = package.get("ModelPackageStatusDetails") or {}
    return [row for rows in details.values() for row in rows]


def _why(row: dict[str, Any]) -> bool:
    return bool(row.get("Name") and row.get("FailureReason"))
