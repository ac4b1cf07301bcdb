"""What a rehearsal makes goes with it, also when it was killed: the next one removes the rest.

Each rehearsal has a folder with a lock, which the system lets go of when the process ends, however
it ends. Its containers bear the folder's path and the name of the machine as labels. So another
process knows whether the owner is alive, also by way of another state folder, and never touches
what is alive or another machine's.
"""

from __future__ import annotations

import contextlib
import json
import os
import platform
import re
import shutil
import stat
import subprocess
import time
import uuid
from collections.abc import Iterator, Sequence
from pathlib import Path

import filelock

from modelpkg_widget.storage.state_dir import make_private, state_folder

from .engine import Engine, EngineError

LABEL = "modelpkg-widget.rehearsal"
MACHINE = "modelpkg-widget.machine"
RELAY = "modelpkg-widget.relay"
_LOCK, _STARTING = "lock", "starting"
_START_SECONDS = 20.0  # that a command of a killed process may still take
_LATE_SECONDS = 3.0  # until the server has what a command asked for that was ended meanwhile
_SECONDS = 60.0


class RunFolder:
    """The folder of one rehearsal, and the labels of what it starts.

    Raises:
        OSError: it cannot be made.
    """

    def __init__(self) -> None:
        self.path = runs_folder() / uuid.uuid4().hex[:12]
        make_private(self.path)
        self._lock = filelock.FileLock(str(self.path / _LOCK))
        self._lock.acquire(timeout=0)
        self._count = 0

    @property
    def labels(self) -> list[str]:
        """Options of ``run`` that mark a container as ours."""
        return ["--label", f"{LABEL}={self.path}", "--label", f"{MACHINE}={platform.node()}"]

    @contextlib.contextmanager
    def starting(self) -> Iterator[str]:
        """Yield a name for a container, and note that a command is starting it.

        The command goes on if this process is killed, and may have made half of a container if it
        is ended itself.
        """
        self._count += 1
        note, name = self.path / _STARTING, f"modelpkg-{self.path.name}-{self._count}"
        note.write_text(name, encoding="utf-8")
        try:
            yield name
        except EngineError as error:
            if error.code >= 0:  # it has ended by itself
                note.unlink(missing_ok=True)
            raise
        note.unlink(missing_ok=True)

    def remove(self, engine: Engine | None) -> None:
        """Remove containers, volumes and the folder; what fails is left to the next start."""
        if engine:
            with contextlib.suppress(EngineError):
                is_removed = _remove_of(engine, self.path)
                ends = time.monotonic() + _LATE_SECONDS
                # The server of Docker may go on with what its ended command has asked for.
                while self._is_interrupted(engine) and not is_removed and time.monotonic() < ends:
                    time.sleep(0.2)
                    is_removed = _remove_of(engine, self.path)
        self._lock.release()
        remove_folder(self.path)

    def _is_interrupted(self, engine: Engine) -> bool:
        return engine.kind != "podman" and (self.path / _STARTING).exists()


def runs_folder() -> Path:
    """Return the folder with a folder for each rehearsal that runs."""
    return state_folder() / "rehearsal" / "runs"


def remove_leftovers(engine: Engine) -> None:
    """Remove what killed rehearsals have left on this machine.

    Raises:
        EngineError: the engine does not answer.
    """
    folders = list(runs_folder().iterdir()) if runs_folder().is_dir() else []
    folders += [Path(labels[LABEL]) for labels in _labelled(engine).values() if LABEL in labels]
    for folder in dict.fromkeys(folders):
        with contextlib.suppress(PermissionError):  # another user's, as its containers
            with _if_abandoned(folder) as is_abandoned:
                if is_abandoned:
                    _wait_for_start(folder)
                    _remove_of(engine, folder)
            if is_abandoned and folder.parent == runs_folder() and _is_run(folder):
                remove_folder(folder)


def _is_run(folder: Path) -> bool:
    """Whether a path can be that of a rehearsal: labels are not trusted, any image may have one."""
    is_name = re.fullmatch("[0-9a-f]{12}", folder.name) and folder.parent.name == runs_folder().name
    return bool(is_name) and folder.is_absolute() and not folder.is_symlink()


def remove_folder(folder: Path) -> None:
    """Remove a folder, also where a container or an archive has taken permissions away."""

    def allow(function: object, path: str, _: object) -> None:
        with contextlib.suppress(OSError):
            Path(path).parent.chmod(stat.S_IRWXU)
            if not Path(path).is_symlink():
                Path(path).chmod(stat.S_IRWXU)
            function(path)  # type: ignore[operator]  # as shutil calls it

    shutil.rmtree(folder, onerror=allow)


@contextlib.contextmanager
def _if_abandoned(folder: Path) -> Iterator[bool]:
    """Hold the lock of a rehearsal whose process has ended; a folder that is gone needs none.

    Raises:
        PermissionError: the folder is another user's.
    """
    if not _exists(folder):
        yield True
        return
    if not _is_run(folder):
        yield False
        return
    lock = filelock.FileLock(str(folder / _LOCK))
    try:
        lock.acquire(timeout=0)
    except (filelock.Timeout, OSError):
        yield False
        return
    try:
        yield True
    finally:
        lock.release()


def _exists(folder: Path) -> bool:
    """Whether a path is there; unlike that of `Path`, it does not take what is forbidden for no."""
    try:
        folder.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


def _wait_for_start(folder: Path) -> None:
    """Wait for the command by which a killed process was starting a container: it goes on alone."""
    ends = time.monotonic() + _START_SECONDS
    while (folder / _STARTING).exists() and _is_starting(folder) and time.monotonic() < ends:
        time.sleep(0.1)


def _is_starting(folder: Path) -> bool:
    """Whether a process has the label of the folder among its arguments."""
    label = f"{LABEL}={folder}"
    if Path("/proc/self/cmdline").exists():
        for one in Path("/proc").glob("[0-9]*/cmdline"):
            with contextlib.suppress(OSError):
                if os.fsencode(label) in one.read_bytes().split(b"\0"):
                    return True
        return False
    listed = subprocess.run(["ps", "-axww", "-o", "args="], capture_output=True, check=False)  # noqa: S607
    return os.fsencode(label) in listed.stdout


def _labelled(engine: Engine) -> dict[str, dict[str, str]]:
    """Return the containers of this machine that bear our labels, each with all of its labels.

    Raises:
        EngineError: the engine does not answer.
    """
    filters = f"label={MACHINE}={platform.node()}"
    names = engine.run("ps", "--all", "--quiet", "--filter", filters, seconds=_SECONDS).split()
    if not names:
        return {}
    with contextlib.suppress(EngineError, ValueError):  # one may be removed just now
        rows = json.loads(engine.run("container", "inspect", *names, seconds=_SECONDS))
        return {row["Id"]: row["Config"].get("Labels") or {} for row in rows}
    return {}


def _remove_of(engine: Engine, folder: Path) -> bool:
    """Remove the containers of a rehearsal; whether there were some."""
    found = {
        name: labels
        for name, labels in _labelled(engine).items()
        if labels.get(LABEL) == str(folder)
    }
    relays = [name for name, labels in found.items() if RELAY in labels]
    models = [name for name in found if name not in relays]
    # What podman has made half of is in no list, but has its name already.
    remove_containers(engine, relays, models or _half_made(folder))
    return bool(found)


def _half_made(folder: Path) -> list[str]:
    with contextlib.suppress(OSError):
        name = (folder / _STARTING).read_text(encoding="utf-8")
        start, _, number = name.rpartition("-")
        if start == f"modelpkg-{folder.name}" and re.fullmatch("[0-9]{1,9}", number):
            return [name]
    return []


def remove_containers(engine: Engine, relays: Sequence[str], models: Sequence[str]) -> None:
    """Remove containers, those first that are in the network of others."""
    for names in (relays, models):
        if names:
            with contextlib.suppress(EngineError):
                engine.run("rm", "--force", "--volumes", *names, seconds=_SECONDS)
