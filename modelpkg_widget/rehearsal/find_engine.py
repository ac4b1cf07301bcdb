"""Which container engine this machine has: named, or the first that answers."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Any

from modelpkg_widget.resources.tables import load_table

from .engine import Engine, clean_environment
from .relay.program import architecture_of
from .texts import text, without_secrets

VARIABLE = "MODELPKG_ENGINE"
_INFO_SECONDS = 30.0
_STUDIO_FILE = Path("/opt/ml/metadata/resource-metadata.json")
_STUDIO_SOCKET = "/docker/proxy.sock"
#: Variables that decide which engine a command is.
_DECIDING = ("PATH", "DOCKER_HOST", "CONTAINER_HOST")
#: Engines that have answered in this process, by these and the command that was given.
_KNOWN: dict[tuple[str, ...], Engine] = {}


class NoEngineError(Exception):
    """There is no engine that answers; the text says what to do."""


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
    key = (*(os.environ.get(name, "") for name in _DECIDING), *words)
    if key in _KNOWN:
        return _KNOWN[key]
    commands = [words] if words else [[one] for one in load_table(
        "rehearsal/engine_commands")["names"]]  # fmt: skip
    reasons: list[str] = []
    for command in commands:
        if not shutil.which(command[0]):
            reasons += [text("engine.missing", name=command[0])] if words else []
            continue
        found = _ask_info(command)
        if isinstance(found, Engine):
            _KNOWN[key] = found
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
    return text("engine.reason", name=name, why=" ".join(without_secrets(said).split())[:300])


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
