"""The container engine of this machine, driven by its command line."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from modelpkg_widget.resources.tables import load_table

from .texts import text, without_secrets

_INFO_SECONDS = 30.0
_LOOK_SECONDS = 0.2
_END_SECONDS = 3.0  # how long a command can take to stop
_LONGEST = 2000  # characters of an engine's message


class CancelledError(Exception):
    """Somebody has cancelled the rehearsal."""


class EngineError(Exception):
    """An engine refused a command; its text is without what looks like a secret.

    Attributes:
        code: that it ended with.
        output: what it wrote to standard error.
    """

    def __init__(self, code: int, output: str) -> None:
        said = without_secrets(output.strip()[-2 * _LONGEST :])[-_LONGEST:]
        super().__init__(said or f"exit code {code}")
        self.code, self.output = code, output


@dataclass
class Engine:
    """An engine that answers.

    Attributes:
        command: its name, and options that it needs.
        kind: ``docker``, ``podman`` or ``nerdctl``: whose options it has.
        version: of its server.
        rootless: whether it runs without root.
        architecture: of its machine, as images name it.
        cpus, memory: of its machine; memory in bytes; 0 is not known.
        network: that containers get: ``none``, or the only one that it allows.
        limits: options of ``run`` without which no container starts here.
        bounds: whether it can limit memory and processors.
        is_plain: whether it only allows the simplest options.
        loaded: images of ours that it is known to have.
    """

    command: tuple[str, ...]
    kind: str
    version: str
    rootless: bool
    architecture: str
    cpus: int
    memory: int
    network: str = "none"
    limits: tuple[str, ...] = ()
    bounds: bool = True
    is_plain: bool = False
    loaded: set[str] = field(default_factory=set)
    _tried: set[int] = field(default_factory=set)

    @property
    def name(self) -> str:
        """What people call it."""
        return Path(self.command[0]).name

    @property
    def is_isolated(self) -> bool:
        """Whether its containers have no network."""
        return self.network == "none"

    @property
    def is_native(self) -> bool:
        """Whether its machine runs programs of SageMaker's machines itself."""
        return self.architecture == "amd64"

    def run(
        self,
        *words: str,
        input: bytes | None = None,  # noqa: A002 - as subprocess has it
        seconds: float | None = None,
        environment: dict[str, str] | None = None,
        folder: Path | None = None,
        cancelled: threading.Event | None = None,
    ) -> str:
        """Run a command, such as ``ps``, and return what it writes.

        Args:
            words: of the command.
            input: its standard input.
            seconds: that it can take.
            environment: variables of the engine's command, besides those of this process.
            folder: that it runs in: engines may leave files there.
            cancelled: set when nobody waits for it any longer.

        Raises:
            EngineError: it failed, or it took longer.
            CancelledError: it was cancelled.
        """
        ends = time.monotonic() + (seconds or float("inf"))
        with subprocess.Popen(  # noqa: S603 - an engine, and words of ours
            [*self.command, *words],
            stdin=subprocess.PIPE if input else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=folder,
            env=clean_environment(environment),
            start_new_session=True,  # Ctrl+C is for us: we tell it
        ) as process:
            try:
                output, said = _communicate(process, input or b"", ends, cancelled)
            except BaseException:
                # An engine that is killed while it makes a container leaves half of it.
                process.terminate()
                stop(process, _END_SECONDS)
                raise
        if process.returncode:
            raise EngineError(process.returncode, said.decode("utf-8", "replace"))
        return output.decode("utf-8", "replace")

    def start(self, *words: str, stdin: Any = subprocess.DEVNULL, stdout: Any = subprocess.PIPE,
              stderr: Any = subprocess.DEVNULL,
              folder: Path | None = None) -> subprocess.Popen[bytes]:  # fmt: skip
        """Start a command that goes on beside this one."""
        return subprocess.Popen(  # noqa: S603 - an engine, and words of ours
            [*self.command, *words], stdin=stdin, stdout=stdout, stderr=stderr,
            env=clean_environment(), start_new_session=True, cwd=folder,
        )  # fmt: skip

    def inspect(self, what: str, name: str) -> dict[str, Any] | None:
        """Return what it knows of an ``image`` or a ``container``; None when there is none."""
        try:
            found = json.loads(self.run(what, "inspect", name, seconds=_INFO_SECONDS))
        except (EngineError, ValueError):
            return None
        row = found[0] if isinstance(found, list) and found else found
        return row if isinstance(row, dict) else None

    def does_not_see(self, folder: Path, error: EngineError) -> bool:
        """Whether it did not start a container because its machine does not have this folder."""
        said = re.search(load_table("rehearsal/engine_commands")["unseen"], error.output)
        return bool(said) and str(folder) in error.output

    def adapt(self, error: EngineError) -> bool:
        """Change how containers are started so that they start; whether that was possible.

        Each change is tried once. It lasts for this object.
        """
        for at, row in enumerate(load_table("rehearsal/engine_commands")["adaptations"]):
            kinds, program = row.get("kinds", [self.kind]), row.get("program")
            if at in self._tried or self.kind not in kinds:
                continue
            if not re.search(row["pattern"], error.output) or (
                program and not shutil.which(program)
            ):
                continue
            self._tried.add(at)
            self._apply(row)
            return True
        return False

    def _apply(self, row: dict[str, Any]) -> None:
        if "limits" in row:
            self.limits = _own_limits()
        if "global" in row:
            self.command = (*self.command, *row["global"])
        if "unbounded" in row:
            self.bounds = False
        if "plain" in row:
            self.is_plain, self.bounds = True, False
        self.network = row.get("network", self.network)


def _communicate(
    process: subprocess.Popen[bytes],
    data: bytes,
    ends: float,
    cancelled: threading.Event | None,
) -> tuple[bytes, bytes]:
    """Wait for a command; one that can be cancelled has no input: Python loses some."""
    step = _LOOK_SECONDS if cancelled else float("inf")
    while True:
        left = min(step, max(0.0, ends - time.monotonic()))
        try:
            return process.communicate(data or None, None if left == float("inf") else left)
        except subprocess.TimeoutExpired as error:
            if cancelled and cancelled.is_set():
                raise CancelledError from error
            if time.monotonic() >= ends:
                raise EngineError(-1, text("engine.late")) from error


def stop(process: subprocess.Popen[bytes], seconds: float) -> None:
    """Wait so long for a command that ends by itself, and then kill it."""
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def clean_environment(more: dict[str, str] | None = None) -> dict[str, str]:
    """Return this process's variables without AWS's: no credentials reach an engine."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    return {**kept, **(more or {})}


def _own_limits() -> tuple[str, ...]:
    """Limits that this process has itself: without the right to raise them, no more are given."""
    import resource

    words: list[str] = []
    for name, kind, most in (("nofile", resource.RLIMIT_NOFILE, 65536),
                             ("nproc", resource.RLIMIT_NPROC, 32768)):  # fmt: skip
        hard = resource.getrlimit(kind)[1]
        bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
        words += ["--ulimit", f"{name}={bound}:{bound}"]
    return tuple(words)
