"""Why a package failed: what AWS's reasons mean, and what the container of the validation wrote.

The known reasons, and the known signs in a log, with what to do, stand in
``failure_explanations.json``.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal, NamedTuple
from urllib.parse import quote

from modelpkg_widget.aws.clients import NoSessionError
from modelpkg_widget.aws.errors import error_category, error_text, issues_from_error
from modelpkg_widget.aws.iam_statement import document, statement
from modelpkg_widget.aws.sagemaker import SageMaker
from modelpkg_widget.aws.validation_job import job_of, tail_log
from modelpkg_widget.request.plain_json import Link
from modelpkg_widget.resources import texts
from modelpkg_widget.resources.tables import load_table
from modelpkg_widget.runtime import background

from .next_steps import console_of

_READ = 5000  # characters of a text that is looked into
_ITEMS = ("ImageScanStatuses", "ValidationStatuses")


class Explanation(NamedTuple):
    """What a text of AWS's or of a container's means.

    Attributes:
        message: one plain sentence.
        hint: what to do.
    """

    message: str
    hint: str

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


@dataclass(frozen=True)
class Failure:
    """Why a package failed.

    Attributes:
        state: ``off``; ``looking`` for the job and its log; ``known``.
        explanations: for each FailureReason of AWS's, what it means and what to do; those that are
            not known are left out.
        job: name of the transform job of the validation; may be empty.
        console: address of that job in the AWS console; may be empty.
        lines: the last lines of its log.
        log_explanation: what these mean and what to do; may be empty.
        problem: why there are no lines.
        snippet: a policy that would let them be read, as JSON; may be empty.
    """

    state: Literal["off", "looking", "known"] = "off"
    explanations: dict[str, str] = field(default_factory=dict)
    job: str = ""
    console: Link = ""
    lines: tuple[str, ...] = ()
    log_explanation: str = ""
    problem: str = ""
    snippet: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain JSON."""
        return {**asdict(self), "lines": list(self.lines)}


def explain_reason(reason: str) -> Explanation | None:
    """Return what a FailureReason means; None when that is not known."""
    return _first("reasons", reason, error_text(reason))


def sign_in(lines: list[str]) -> Explanation | None:
    """Return what the lines of a log mean; None when they hold no known sign."""
    return _first("logs", "\n".join(lines)[-_READ:], None)


def _first(name: str, text: str, known: tuple[str, str] | None) -> Explanation | None:
    """The row of our own table is the more special one, but for its last, which says little."""
    *special, last = load_table("monitoring/failure_explanations")[name]
    rows = [*special] if known else [*special, last]
    for row in rows:
        found = re.search(row["pattern"], text[:_READ], re.IGNORECASE)
        if found:
            return Explanation(texts.format_text(row["message"], found.groupdict()), row["hint"])
    return Explanation(*known) if known else None


def failed_rows(package: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Yield kind, name and FailureReason of each scan and validation that has a reason."""
    details = package.get("ModelPackageStatusDetails") or {}
    for item in _ITEMS:
        for row in details.get(item) or ():
            if row.get("FailureReason"):
                yield item, str(row.get("Name", "")), str(row["FailureReason"])


class FailureDiagnosis:
    """Looks into one failed package at a time, on a thread of its own.

    Args:
        service: where the package is.
        report: called when something more is known, on that thread or the caller's.
    """

    def __init__(self, service: SageMaker, report: Callable[[], None]) -> None:
        self._service = service
        self._report = report
        self._lock = threading.Lock()
        self._of = ""
        self.failure = Failure()
        self.done = threading.Event()
        """Nothing more will be found out."""

    def look(self, arn: str, package: dict[str, Any]) -> None:
        """Look into a package that failed; one that was looked into already is not again."""
        with self._lock:
            if self._of == arn:
                return
            self._of = arn
            self.done.clear()
            self.failure = _failure_of(package)
        self._report()
        background.run(self._run, arn, package)

    def forget(self) -> None:
        """Another package is followed now."""
        with self._lock:
            self._of, self.failure = "", Failure()
            self.done.clear()

    def _run(self, arn: str, package: dict[str, Any]) -> None:
        validated = any(item == _ITEMS[1] for item, _, _ in failed_rows(package))
        known = _failure_of(package)
        if validated:
            known = _of_job(self._service, package, known)
        with self._lock:
            if self._of != arn:
                return
            self.failure = replace(known, state="known")
        self.done.set()
        background.guarded(self._report)


def _failure_of(package: dict[str, Any]) -> Failure:
    found = {reason: explain_reason(reason) for _, _, reason in failed_rows(package)}
    known = {reason: str(meant) for reason, meant in found.items() if meant}
    return Failure("looking", known)


def _of_job(service: SageMaker, package: dict[str, Any], known: Failure) -> Failure:
    try:
        job = job_of(service, package)
        if not job:
            return replace(
                known, problem=load_table("monitoring/failure_explanations")["job"]["none"]
            )
        name, arn = str(job["TransformJobName"]), str(job.get("TransformJobArn", ""))
        there = "" if service.known.sandbox else console_of(arn, f"#/transform-jobs/{quote(name)}")
        known = replace(known, job=name, console=there)
        lines = tail_log(service, name)
    except Exception as error:  # noqa: BLE001 - each is reported
        return _unread(known, error)
    problem = "" if lines else load_table("monitoring/failure_explanations")["job"]["no_log"]
    meant = str(sign_in(lines) or "")
    return replace(known, lines=tuple(lines), log_explanation=meant, problem=problem)


def _unread(known: Failure, error: Exception) -> Failure:
    """Say why the log is not there, and what would let it be read."""
    says = load_table("monitoring/failure_explanations")["job"]
    if isinstance(error, NoSessionError):
        return replace(known, problem=says["no_session"])
    if error_category(error) != "denied":
        why = issues_from_error(error)[0].message
        return replace(known, problem=texts.format_text(says["unanswered"], {"why": why}))
    operation = str(getattr(error, "operation_name", ""))
    action = f"{'logs' if 'Log' in operation else 'sagemaker'}:{operation}"
    problem = texts.format_text(says["denied"], {"action": action})
    return replace(known, problem=problem, snippet=document([statement([action], ["*"])]))
