"""The container engine of this machine, driven by its command line."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from modelpkg_widget.resources.tables import load_table

from .relay.program import architecture_of
from .texts import text

VARIABLE = "MODELPKG_ENGINE"
_INFO_SECONDS = 30.0
_STUDIO_FILE = Path("/opt/ml/metadata/resource-metadata.json")
_STUDIO_SOCKET = "/docker/proxy.sock"
_LONGEST = 2000  # characters of an engine's message


#: Engines that have answered in this process, by the command that was asked for.
_KNOWN: dict[tuple[str, ...], Engine] = {}


class NoEngineError(Exception):
    """There is no engine that answers; the text says what to do."""


class EngineError(Exception):
    """An engine refused a command.

    Attributes:
        code: that it ended with.
        output: what it wrote to standard error.
    """

    def __init__(self, code: int, output: str) -> None:
        super().__init__(output.strip()[-_LONGEST:] or f"exit code {code}")
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
    ) -> str:
        """Run a command, such as ``ps``, and return what it writes.

        Args:
            words: of the command.
            input: its standard input.
            seconds: that it can take.
            environment: variables of the engine's command, besides those of this process.
            folder: that it runs in: engines may leave files there.

        Raises:
            EngineError: it failed, or it took longer.
        """
        try:
            done = subprocess.run(  # noqa: S603 - an engine, and words of ours
                [*self.command, *words],
                cwd=folder,
                input=input if input is not None else b"",
                capture_output=True,
                timeout=seconds,
                env=clean_environment(environment),
                start_new_session=True,  # Ctrl+C is for us: we tell it
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise EngineError(-1, text("engine.late", seconds=f"{seconds:g}")) from error
        if done.returncode:
            raise EngineError(done.returncode, done.stderr.decode("utf-8", "replace"))
        return done.stdout.decode("utf-8", "replace")

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
        self.network = row.get("network", self.network)


def find_engine(name: str | None = None) -> Engine:
    """Return the engine of this machine.

    Args:
        name: of the engine, with options where it needs some, as a shell has them:
            ``podman --storage-driver vfs``. Without it that of ``MODELPKG_ENGINE``, else the first
            of docker, podman, nerdctl and finch whose ``info`` answers.

    Raises:
        NoEngineError: none answers.
    """
    given = name or os.environ.get(VARIABLE, "")
    if os.name == "nt":
        raise NoEngineError(text("engine.windows"))
    try:
        words = shlex.split(given)
    except ValueError as error:
        raise NoEngineError(text("engine.unreadable", name=given)) from error
    if tuple(words) in _KNOWN:
        return _KNOWN[tuple(words)]
    commands = [words] if words else [[one] for one in load_table(
        "rehearsal/engine_commands")["names"]]  # fmt: skip
    reasons: list[str] = []
    for command in commands:
        if not shutil.which(command[0]):
            reasons += [text("engine.missing", name=command[0])] if words else []
            continue
        found = _ask_info(command)
        if isinstance(found, Engine):
            _KNOWN[tuple(words)] = found
            return found
        reasons.append(found)
    if any(_STUDIO_SOCKET in reason for reason in reasons) or _STUDIO_FILE.exists():
        raise NoEngineError(text("engine.studio"))
    known = [reason for reason in reasons if reason]
    if words:
        raise NoEngineError(text("engine.silent", reason=known[0]))
    raise NoEngineError(text("engine.none", reasons=" ".join(known)).strip())


def forget_engines() -> None:
    """Look for an engine again when one is needed next: one that answered does so no longer."""
    _KNOWN.clear()


def clean_environment(more: dict[str, str] | None = None) -> dict[str, str]:
    """Return this process's variables without AWS's: no credentials reach an engine."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    return {**kept, **(more or {})}


def _ask_info(command: list[str]) -> Engine | str:
    """Return the engine, or why it is none."""
    name = Path(command[0]).name
    try:
        done = subprocess.run(  # noqa: S603 - a command that was asked for
            [*command, "info", "--format", "{{json .}}"],
            capture_output=True, timeout=_INFO_SECONDS, stdin=subprocess.DEVNULL,
            env=clean_environment(), start_new_session=True, check=False,
        )  # fmt: skip
        found = json.loads(done.stdout) if done.returncode == 0 else {}
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return text("engine.reason", name=name, why=text("engine.no_answer"))
    engine = _engine_of(tuple(command), found) if isinstance(found, dict) else None
    if engine:
        return engine
    said = " ".join([*done.stderr.decode("utf-8", "replace").split("\n"),
                     *map(str, found.get("ServerErrors") or [])])  # fmt: skip
    return text("engine.reason", name=name, why=" ".join(said.split())[:300])


def _engine_of(command: tuple[str, ...], found: dict[str, Any]) -> Engine | None:
    host = found.get("host")
    if isinstance(host, dict):
        security = host.get("security") or {}
        return Engine(
            command, "podman", str((found.get("version") or {}).get("Version", "")),
            bool(security.get("rootless")), architecture_of(str(host.get("arch", ""))),
            int(host.get("cpus") or 0), int(host.get("memTotal") or 0),
        )  # fmt: skip
    version = found.get("ServerVersion")
    if not version or found.get("ServerErrors"):
        return None
    name = Path(command[0]).name
    options = " ".join(map(str, found.get("SecurityOptions") or []))
    return Engine(
        command, "nerdctl" if name in ("nerdctl", "finch") else "docker", str(version),
        "rootless" in options, architecture_of(str(found.get("Architecture", ""))),
        int(found.get("NCPU") or 0), int(found.get("MemTotal") or 0),
    )  # fmt: skip


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
