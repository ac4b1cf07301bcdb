"""The preflight: what AWS would find, looked at before anything is sent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar, TypedDict

from modelpkg_widget.preflight_checks.check_result import SECONDS, Finding, FindingList
from modelpkg_widget.request.plain_json import Json
from modelpkg_widget.runtime import background
from modelpkg_widget.submission.attempts import now
from modelpkg_widget.widget.features.message_base import Message

from .base import Feature, FormState
from .finding_report import FindingReport, ReportedFinding, State

if TYPE_CHECKING:
    from modelpkg_widget.aws.sagemaker import SageMaker


@dataclass(frozen=True, kw_only=True)
class RunPreflight(Message):
    """A person wants to look before sending."""

    kind: ClassVar[str] = "preflight"


class PreflightState(TypedDict):
    """The last preflight."""

    state: State
    when: str
    """Start time, ISO 8601 in UTC; empty before."""
    findings: list[ReportedFinding]


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
        self._report = FindingReport()
        self.handlers = {RunPreflight: self._run_beside}

    def run(self, seconds: float) -> list[Finding]:
        """Run the checks: see `ModelPackageForm.preflight`."""
        return FindingList(self._run(self._begin(), seconds))

    def publish(self, request: Json) -> dict[str, Any]:
        """Return the trait ``preflight_report``."""
        return {"preflight_report": self._report.as_dict(request, self._kind())}

    def _begin(self) -> FindingReport:
        """Show that it runs; what was found before stays in sight until it has."""
        with self._form.changing():
            request = self._form.request.copy()
            running = FindingReport("running", now(), request, self._kind())
            self._report = replace(self._report, state="running", when=running.when)
        return running

    def _run(self, running: FindingReport, seconds: float) -> list[Finding]:
        try:
            return self._checked(running, seconds)
        except BaseException:  # Ctrl+C, say: nothing runs any more
            with self._form.changing():
                if self._report.when == running.when:
                    known = bool(self._report.findings)
                    self._report = replace(self._report, state="known" if known else "off")
            raise

    def _checked(self, running: FindingReport, seconds: float) -> list[Finding]:
        from modelpkg_widget.aws.clients import NoSessionError
        from modelpkg_widget.preflight_checks.check_context import unavailable
        from modelpkg_widget.preflight_checks.runner import run_checks

        problem = session = None
        try:
            session = self._service.session()
        except NoSessionError:
            pass
        except Exception as error:  # noqa: BLE001 - a missing profile, reported by each check
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
