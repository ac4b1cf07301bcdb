"""A rehearsal from its start to its end, step by step; whatever happens, nothing is left of it."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import Any, NoReturn

from modelpkg_widget.preflight_checks.check_result import Copy
from modelpkg_widget.preflight_checks.checks.rehearsal_script import script
from modelpkg_widget.preflight_checks.references import References
from modelpkg_widget.request.issues import Path as MemberPath
from modelpkg_widget.request.plain_json import Json

from .causes import cause_of, ping_cause, port_cause
from .container import Container, PortTakenError
from .engine import CancelledError, Engine, EngineError
from .find_engine import NoEngineError, find_engine, forget_engines
from .leftovers import RunFolder, remove_leftovers
from .options import AwsClients, Options
from .ping import PingResult, described_parameters, wait_for_ping
from .plan import Plan, plan_of
from .preparation import Preparation, StoppedError, suffix_of
from .result import Measures, Rehearsal, Report, log_copies
from .sending import Sending
from .texts import text, without_secrets
from .unpack import make_readable
from .variables import first_unusable

_SAMPLE_SECONDS = 5.0
_PARAMETERS_SECONDS = 10.0


def run_rehearsal(request: Json, aws: AwsClients, options: Options) -> Rehearsal:
    """Run the containers of a request as its validation does; see `rehearse`.

    Raises:
        CancelledError: it was cancelled; nothing is left.
        KeyboardInterrupt: the same by Ctrl+C.
    """
    return _Conductor(request, aws, options).run()


class _Conductor:
    def __init__(self, request: Json, aws: AwsClients, options: Options) -> None:
        self._request, self._aws, self._options = request, aws, options
        self._plan: Plan
        self._report = Report()
        self._containers: list[Container] = []
        self._log: list[str] = []
        self._output: Path | None = None
        self._startup: list[float] = []
        self._measures = Measures()

    def run(self) -> Rehearsal:
        try:
            self._plan = plan_of(self._request)
            self._need_usable()
            engine = self._engine()
            if engine:
                self._run_in(engine)
        except StoppedError:
            pass
        except CancelledError:
            raise
        except EngineError as error:
            forget_engines()
            self._report.add("engine.failed", why=str(error))
        except OSError as error:
            self._report.add("engine.disk", why=error.strerror or str(error))
        except Exception as error:  # noqa: BLE001 - a run of hours must not end without its findings
            why = without_secrets(f"{type(error).__name__}: {error}")
            self._report.add("engine.internal", why=why)
        return Rehearsal(self._report.findings, self._log[-20:], self._output, self._measures)

    def _need_usable(self) -> None:
        """End where what is asked for can't be run, before anything starts."""
        plan, output = self._plan, self._options.output
        for path in plan.without_image:
            self._stop("engine.no_image", path, number=int(str(path[-1])) + 1)
        if not plan.containers:
            self._stop("engine.no_container")
        for at, one in enumerate(plan.containers):
            name = first_unusable(plan.variables(at))
            if name is not None:
                self._stop("start.variable", (*one.path, "Environment"), name=name, image=one.image)
        if output and (output.is_dir() or not os.access(output.parent, os.W_OK | os.X_OK)):
            self._stop("output.folder", path=str(output))

    def _stop(self, row: str, *paths: MemberPath, **values: Any) -> NoReturn:
        self._report.add(row, paths, **values)
        raise StoppedError

    def _engine(self) -> Engine | None:
        try:
            engine = find_engine(self._options.engine)
        except NoEngineError as error:
            parts = References(self._request)
            copies = [Copy("", script(parts, image)) for image in parts.images[:1]]
            self._report.add("engine.missing", copies=copies, why=str(error))
            return None
        how = text("words.rootless" if engine.rootless else "words.rootful")
        self._report.add("engine.found", name=engine.name, version=engine.version, how=how)
        return engine

    def _run_in(self, engine: Engine) -> None:
        self._options.report(text("stages.clean"))
        remove_leftovers(engine)
        folder = RunFolder()
        try:
            self._prepare_and_start(engine, folder)
            with _Memory(self._containers) as memory:
                self._ask(memory)
        finally:
            try:
                if self._containers and not self._log:
                    self._log = self._containers[-1].log()
            finally:
                for container in self._containers:
                    container.remove()
                folder.remove(engine)

    def _prepare_and_start(self, engine: Engine, folder: RunFolder) -> None:
        preparation = Preparation(
            self._plan, self._options, engine, self._aws, self._report, folder.path
        )
        platforms = [preparation.image(at) for at in range(len(self._plan.containers))]
        models = []
        for at in range(len(self._plan.containers)):
            models.append(folder.path / f"model-{at}")
            make_readable(folder.path, models[at])
            preparation.model(at, models[at])
        preparation.accelerator()
        before = len(self._report.findings)
        bounds = preparation.bounds()
        for at, one in enumerate(self._plan.containers):
            self._options.report(text("stages.start", image=one.image))
            self._options.raise_if_cancelled()
            try:
                container = Container(
                    engine, folder, one.image, self._plan.variables(at), models[at], bounds,
                    platforms[at], self._options.cancelled,
                )  # fmt: skip
            except PortTakenError:
                self._stop("isolation.port")
            except EngineError as error:
                if engine.does_not_see(models[at], error):
                    self._stop("start.unseen", image=one.image, folder=str(models[at]))
                self._not_started(at, error)
            self._containers.append(container)
            self._options.raise_if_cancelled()
            if not engine.is_isolated and len(self._plan.containers) > 1:
                self._stop("isolation.pipeline")
        if bounds and not engine.bounds:
            del self._report.findings[before:]
            kind = self._plan.instance_type
            self._report.add("instance.unbounded", type=kind)
        isolation = "isolation.none" if engine.is_isolated else "isolation.studio"
        self._report.add(isolation, count=len(self._plan.containers))

    def _not_started(self, at: int, error: EngineError) -> None:
        cause = cause_of([error.output])
        row = "start.refused" if cause else "start.engine"
        one = self._plan.containers[at]
        self._report.add(
            row, [(*one.path, "Image")], suffix=suffix_of(self._plan, at), image=one.image,
            cause=cause.message if cause else "", hint=cause.hint if cause else "", why=str(error),
        )  # fmt: skip
        raise StoppedError from error

    def _ask(self, memory: _Memory) -> None:
        parameters: dict[str, Any] = {}
        for at, container in enumerate(self._containers):
            self._wait(at, container)
        for at, container in enumerate(self._containers):
            status, found = described_parameters(container.channels[0], _PARAMETERS_SECONDS)
            parameters = found if not at else parameters
            self._add_parameters(at, status, found)
        sending = Sending(self._plan, self._options, self._aws, self._report, self._containers)
        try:
            self._output = sending.run(parameters, memory.largest)
        finally:
            self._log = sending.log
            totals = sending.totals
            self._measures = Measures(
                totals.sent, totals.answered, totals.requests, totals.percentile(0.5),
                totals.percentile(0.95), tuple(self._startup), memory.seen,
            )  # fmt: skip

    def _wait(self, at: int, container: Container) -> None:
        result = wait_for_ping(
            container,
            container.connect(),
            self._options.startup_seconds,
            lambda spent: self._options.report(text("stages.ping", seconds=int(spent))),
            self._options.cancelled,
        )
        one, suffix = self._plan.containers[at], suffix_of(self._plan, at)
        path = [(*one.path, "Image")]
        spent = f"{result.seconds:.1f}"
        if result.outcome == "passed":
            self._startup.append(result.seconds)
            self._report.add("start.passed", path, suffix=suffix, image=one.image, seconds=spent)
            row = "ping.loopback" if result.loopback else "ping.passed"
            self._report.add(row, path, suffix=suffix)
            return
        self._log = container.log()
        self._add_failure(at, container, result, suffix)
        raise StoppedError

    def _add_failure(self, at: int, container: Container, result: PingResult, suffix: str) -> None:
        one = self._plan.containers[at]
        state = container.state() if result.outcome == "stopped" else None
        cause = cause_of(self._log, state)
        row = f"ping.{result.outcome}"
        if result.outcome == "stopped":
            row = "start.stopped" if cause else "start.unexplained"
        elif result.outcome == "elsewhere":
            cause = port_cause(result.ports[0])
        elif result.outcome == "silent" and cause:
            row = "start.silent"
        else:
            cause = ping_cause()
        self._report.add(
            row,
            [(*one.path, "Image")],
            log_copies(self._log),
            suffix,
            image=one.image,
            cause=cause.message if cause else "",
            hint=cause.hint if cause else "",
            code=(state or {}).get("ExitCode", "?"),
            seconds=f"{self._options.startup_seconds:g}",
            status=result.status,
            ping=ping_cause().message,
            ports=", ".join(map(str, result.ports)),
        )

    def _add_parameters(self, at: int, status: int, found: dict[str, object]) -> None:
        suffix = suffix_of(self._plan, at)
        if found:
            values = ", ".join(f"{name} {value}" for name, value in list(found.items())[:5])
            self._report.add("parameters.passed", suffix=suffix, values=values[:300])
        elif status == 200:
            self._report.add("parameters.broken", suffix=suffix)
        else:
            self._report.add("parameters.none", suffix=suffix, status=status or "?")


class _Memory:
    """Asks now and then how much memory the containers use; the largest sum is kept."""

    def __init__(self, containers: list[Container]) -> None:
        self._containers = containers
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._sample, daemon=True)
        self.seen = 0

    def __enter__(self) -> _Memory:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join(2 * _SAMPLE_SECONDS)

    def largest(self) -> int:
        """Look once more, and return the bytes; 0 is not known."""
        self.seen = max(self.seen, sum(one.memory() for one in self._containers))
        return self.seen

    def _sample(self) -> None:
        while not self._ended.wait(_SAMPLE_SECONDS):
            self.largest()
