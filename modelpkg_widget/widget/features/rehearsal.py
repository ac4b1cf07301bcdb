"""The rehearsal: the containers of the request, run here as the validation in AWS runs them."""

from __future__ import annotations

import atexit
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, ClassVar, Literal, TypedDict

from modelpkg_widget.request.plain_json import Json
from modelpkg_widget.runtime import background
from modelpkg_widget.submission.attempts import now
from modelpkg_widget.widget.features.message_base import Message

from .base import Feature, FormState
from .finding_report import FindingReport, ReportedFinding, State

if TYPE_CHECKING:  # imported when the first one runs
    from modelpkg_widget.aws.sagemaker import SageMaker
    from modelpkg_widget.rehearsal.options import AwsClients, Options
    from modelpkg_widget.rehearsal.result import Rehearsal

#: A stage that counts is published no more often.
_STAGE_SECONDS = 0.5
#: How long the end of the process waits for containers to be removed.
_EXIT_SECONDS = 20.0
#: What a rehearsal reads of a request. A change of any of it makes all findings old, and the
#: verdict: whether /ping was answered depends on the model, and not on the image alone.
_READ = (("InferenceSpecification",), ("ValidationSpecification",))


@dataclass(frozen=True, kw_only=True)
class RunRehearsal(Message):
    """A person wants to see the containers run."""

    kind: ClassVar[str] = "rehearse"


@dataclass(frozen=True, kw_only=True)
class CancelRehearsal(Message):
    """A person does not wait for the end."""

    kind: ClassVar[str] = "cancel_rehearsal"


class RehearsalState(TypedDict):
    """The last rehearsal."""

    state: State
    when: str
    """Start time, ISO 8601 in UTC; empty before."""
    stage: str
    """What is being done, as a sentence; empty when nothing runs."""
    outcome: Literal["", "failed", "passed", "unknown"]
    verdict: str
    """The outcome as a sentence."""
    old: bool
    """What the rehearsal has read has changed since."""
    findings: list[ReportedFinding]


@dataclass(frozen=True)
class RehearsalReport(FindingReport):
    """The last rehearsal of a form.

    Attributes:
        stage: what is being done.
        outcome: see `Rehearsal`; empty before the first one.
        verdict: the outcome as a sentence.
    """

    stage: str = ""
    outcome: str = ""
    verdict: str = ""

    def as_dict(self, request: Json, kind: str) -> dict[str, Any]:
        """Return it as plain JSON; see `FindingReport`."""
        plain = super().as_dict(request, kind)
        old = any(finding["old"] for finding in plain["findings"])
        rest = {"stage": self.stage, "outcome": self.outcome, "verdict": self.verdict, "old": old}
        return plain | rest


@dataclass
class _Run:
    """One rehearsal that runs.

    Attributes:
        when: start time, ISO 8601 in UTC.
        request: whose containers run.
        before: what was known before it.
        cancelled: set when it shall end.
        ended: set when nothing of it is left.
    """

    when: str
    request: Json
    before: RehearsalReport
    cancelled: threading.Event = field(default_factory=threading.Event)
    ended: threading.Event = field(default_factory=threading.Event)

    def end_with_process(self) -> None:
        """Let it remove its containers before the process ends, which takes its thread along."""
        self.cancelled.set()
        self.ended.wait(_EXIT_SECONDS)


class RehearsalFeature(Feature):
    """Runs rehearsals, in the caller or on a thread; see the trait `rehearsal_report`.

    Args:
        form: that it belongs to.
        service: whose session reads images, models and test data.
    """

    traits: ClassVar = {"rehearsal_report": RehearsalState}

    def __init__(self, form: FormState, service: SageMaker) -> None:
        self._form = form
        self._service = service
        self._report = RehearsalReport()
        self._run: _Run | None = None
        self.handlers = {RunRehearsal: self._run_beside, CancelRehearsal: self._cancel}

    def run(self, options: Options, show: Callable[[str], None]) -> Rehearsal:
        """Run one: see `ModelPackageForm.rehearse`.

        Args:
            options: of the rehearsal.
            show: is called with what is being done.

        Raises:
            CancelledError: somebody has cancelled it in the page.
            RuntimeError: one is running, that the page has started.
        """
        run = self._begin()
        if not run:
            raise RuntimeError(
                "A rehearsal of this form is running. Wait until it ends, or cancel it in the form."
            )
        return self._rehearse(run, options, show)

    def publish(self, request: Json) -> dict[str, Any]:
        """Return the trait ``rehearsal_report``."""
        return {"rehearsal_report": self._report.as_dict(request, "")}

    def close(self) -> None:
        """Let what runs end, and remove its containers."""
        if self._run:
            self._run.cancelled.set()

    def _begin(self) -> _Run | None:
        """Show that it runs, beside what was found before; None when one runs already."""
        with self._form.changing():
            if self._run:
                return None
            run = self._run = _Run(now(), self._form.request.copy(), self._report)
            self._report = replace(self._report, state="running", when=run.when, stage="")
        atexit.register(run.end_with_process)
        return run

    def _rehearse(self, run: _Run, options: Options, show: Callable[[str], None]) -> Rehearsal:
        from modelpkg_widget.rehearsal.conductor import run_rehearsal

        stages = _Stages(lambda stage: self._show_stage(run, stage), show)
        made = replace(options, report=stages.show, cancelled=run.cancelled)
        found = None
        try:
            found = run_rehearsal(run.request, self._aws(), made)
            return found
        finally:  # cancelled, or Ctrl+C: nothing runs any more
            self._end(run, found)

    def _aws(self) -> AwsClients:
        from modelpkg_widget.aws.clients import NoSessionError
        from modelpkg_widget.rehearsal.options import AwsClients, why_of

        try:
            return AwsClients(self._service.session())
        except NoSessionError:
            return AwsClients(None)
        except Exception as error:  # noqa: BLE001 - a missing profile, reported by what needs it
            return AwsClients(None, why_of(error))

    def _show_stage(self, run: _Run, stage: str) -> None:
        with self._form.changing():
            if self._run is run:
                self._report = replace(self._report, stage=stage)

    def _end(self, run: _Run, found: Rehearsal | None) -> None:
        run.ended.set()
        atexit.unregister(run.end_with_process)
        with self._form.changing():
            self._run = None
            self._report = run.before
            if found is not None:
                findings = tuple(replace(finding, about=_READ) for finding in found)
                self._report = RehearsalReport(
                    "known", run.when, run.request, "", findings,
                    outcome=found.outcome, verdict=found.verdict,
                )  # fmt: skip

    def _run_beside(self, _: RunRehearsal) -> None:
        run = self._begin()
        if run:
            background.run(self._rehearse_beside, run, name="rehearsal")

    def _rehearse_beside(self, run: _Run) -> None:
        from modelpkg_widget.rehearsal.engine import CancelledError
        from modelpkg_widget.rehearsal.options import Options

        try:
            self._rehearse(run, Options(), lambda _: None)
        except CancelledError:
            pass  # the page has it from the trait

    def _cancel(self, _: CancelRehearsal) -> None:
        if self._run:
            self._run.cancelled.set()


class _Stages:
    """Passes on what is being done; of a stage that counts only now and then.

    Args:
        publish: for pages, which is called seldom.
        show: for a person, which is called each time.
    """

    def __init__(self, publish: Callable[[str], None], show: Callable[[str], None]) -> None:
        self._publish, self._show = publish, show
        self._stage, self._when = "", 0.0

    def show(self, line: str) -> None:
        self._show(line)
        stage, spent = line.partition(":")[0], time.monotonic() - self._when
        if stage != self._stage or spent >= _STAGE_SECONDS:
            self._stage, self._when = stage, time.monotonic()
            self._publish(line)
