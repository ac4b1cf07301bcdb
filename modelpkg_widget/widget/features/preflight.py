"""The preflight: what AWS would find, looked at before anything is sent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Literal, TypedDict

from modelpkg_widget.aws.clients import NoSessionError
from modelpkg_widget.aws.sagemaker import SageMaker
from modelpkg_widget.preflight_checks.check_context import unavailable
from modelpkg_widget.preflight_checks.check_result import Finding, FindingList
from modelpkg_widget.preflight_checks.runner import SECONDS, run_checks
from modelpkg_widget.request.merge import get_path, json_equal
from modelpkg_widget.request.plain_json import Json
from modelpkg_widget.runtime import background
from modelpkg_widget.submission.journal import now
from modelpkg_widget.widget.messages import Message

from .base import Feature, FormState


@dataclass(frozen=True, kw_only=True)
class RunPreflight(Message):
    """A person wants to look before sending."""

    kind: ClassVar[str] = "preflight"


@dataclass(frozen=True)
class ReportedFinding(Finding):
    """A finding as the page shows it.

    Attributes:
        old: a member that it is about has changed since.
    """

    old: bool = False


class PreflightState(TypedDict):
    """The last preflight."""

    state: Literal["off", "running", "known"]
    when: str
    """Start time, ISO 8601 in UTC; empty before."""
    findings: list[ReportedFinding]


@dataclass(frozen=True)
class PreflightReport:
    """The last preflight of a form.

    Attributes:
        state: ``off``, ``running`` or ``known``.
        when: start time, ISO 8601 in UTC.
        request: that was looked at.
        kind: of package that was chosen then; empty is any kind.
        findings: what was found.
    """

    state: Literal["off", "running", "known"] = "off"
    when: str = ""
    request: Json = None
    kind: str = ""
    findings: tuple[Finding, ...] = ()

    def as_dict(self, request: Json, kind: str) -> dict[str, Any]:
        """Return it as plain JSON, each finding with whether it is of an earlier request.

        Args:
            request: as it is now.
            kind: of package that is chosen now.
        """
        as_it_was = self.state == "off" or (json_equal(self.request, request) and self.kind == kind)

        def is_old(finding: Finding) -> bool:
            if as_it_was or not finding.about:
                return not as_it_was
            return any(
                not json_equal(get_path(self.request, path), get_path(request, path))
                for path in finding.about
            )

        rows = [
            ReportedFinding(**vars(finding), old=is_old(finding)).as_dict()
            for finding in self.findings
        ]
        return {"state": self.state, "when": self.when, "findings": rows}


class PreflightFeature(Feature):
    """Runs the checks, in the caller or on a thread; see the trait `preflight_report`.

    Args:
        form: that it belongs to.
        service: what is asked.
        kind: returns the kind of package that is chosen; empty is any kind.
        ended: called when a preflight has ended.
    """

    traits: ClassVar = {"preflight_report": PreflightState}

    def __init__(
        self,
        form: FormState,
        service: SageMaker,
        kind: Callable[[], str],
        ended: Callable[[], None],
    ) -> None:
        self._form = form
        self._service = service
        self._kind = kind
        self._ended = ended
        self._report = PreflightReport()
        self.handlers = {RunPreflight: self._run_beside}

    def run(self, seconds: float) -> list[Finding]:
        """Run the checks: see `ModelPackageForm.preflight`."""
        return FindingList(self._run(self._begin(), seconds))

    def publish(self, request: Json) -> dict[str, Any]:
        """Return the trait ``preflight_report``."""
        return {"preflight_report": self._report.as_dict(request, self._kind())}

    def _begin(self) -> PreflightReport:
        """Show that it runs; what was found before stays in sight until it has."""
        with self._form.changing():
            request = self._form.request.copy()
            running = PreflightReport("running", now(), request, self._kind())
            self._report = replace(self._report, state="running", when=running.when)
        return running

    def _run(self, running: PreflightReport, seconds: float) -> list[Finding]:
        try:
            return self._checked(running, seconds)
        except BaseException:  # Ctrl+C, say: nothing runs any more
            with self._form.changing():
                if self._report.when == running.when:
                    known = bool(self._report.findings)
                    self._report = replace(self._report, state="known" if known else "off")
            raise

    def _checked(self, running: PreflightReport, seconds: float) -> list[Finding]:
        problem = session = None
        try:
            session = self._service.session()
        except NoSessionError:
            pass
        except Exception as error:  # noqa: BLE001 - a profile that is gone, told by each check
            problem = unavailable(error)
        found = run_checks(running.request, session, problem, seconds, running.kind)
        with self._form.changing():
            if self._report.when <= running.when:  # a later one may be done already
                self._report = replace(running, state="known", findings=tuple(found))
        self._ended()
        return found

    def _run_beside(self, _: RunPreflight) -> None:
        if self._report.state != "running":
            background.run(self._run, self._begin(), SECONDS, name="preflight")
