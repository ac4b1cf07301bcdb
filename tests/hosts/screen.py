"""A screen that nobody sees, and a person's screen reader on it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

SECONDS = 60
#: What Orca needs; each is a Debian package of nearly the same name.
PROGRAMS = ("Xvfb", "dbus-daemon", "openbox", "orca", "xdotool")
#: Of Orca's home: its log at once, line by line, and a voice that needs no sound card.
FILES = {
    "data/orca/__init__.py": "",
    "data/orca/orca-customizations.py": (
        "from orca import debug\ndebug.debugFile.reconfigure(line_buffering=True)\n"
    ),
    ".libao": "default_driver=null\n",
    "config/speech-dispatcher/speechd.conf": (
        'AudioOutputMethod "libao"\nAddModule "dummy" "sd_dummy" "dummy.conf"\n'
        "DefaultModule dummy\n"
    ),
}
_SPOKEN = re.compile(r"SPEECH OUTPUT: '(.*)'(?:\{.*\})?$")
_KEYS = re.compile(r"^(\S|tab|return|space|shift|.* (?:shift|control)) $")


@contextmanager
def screen() -> Iterator[str]:
    """Start a screen that nobody sees; yields what DISPLAY shall be."""
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", "1600x1200x24", "-nolisten", "tcp"]
    with started(command, stdout=subprocess.PIPE) as server:
        assert server.stdout
        yield f":{server.stdout.readline().strip()}"


@contextmanager
def started(
    command: list[str], env: dict[str, str] | None = None, stdout: int = subprocess.DEVNULL
) -> Iterator[subprocess.Popen[str]]:
    """Start a program; end it."""
    program = subprocess.Popen(
        command, env=env, stdout=stdout, stderr=subprocess.DEVNULL, text=True
    )
    try:
        yield program
    finally:
        program.terminate()
        try:
            program.wait(5)
        except subprocess.TimeoutExpired:
            program.kill()
            program.wait()


class ScreenReader:
    """Orca, which reads what is on a screen; its words go into a log instead of a loudspeaker.

    Args:
        log: the file into which Orca writes.
        env: of programs on its screen.
    """

    def __init__(self, log: Path, env: dict[str, str]) -> None:
        self.env = env
        self._log = log
        self._from = 0

    def press(self, *keys: str) -> None:
        """Press keys, as a keyboard does."""
        subprocess.run(["xdotool", "key", *keys], env=self.env, check=True)

    def type(self, text: str) -> None:
        """Type a text, as a keyboard does."""
        subprocess.run(["xdotool", "type", "--delay", "60", "--", text], env=self.env, check=True)

    def forget(self) -> None:
        """Begin a new walk: what was said until now no longer counts."""
        self._from = len(self._all())

    def said(self) -> list[str]:
        """Return what was said since, without the names of the keys that were pressed."""
        return [text for text in self._all()[self._from :] if not _KEYS.match(text)]

    def hear(self, text: str) -> None:
        """Wait until a text was said."""
        latest = time.monotonic() + SECONDS
        while text not in " ".join(said := self.said()):
            assert time.monotonic() < latest, f"{text!r} was not said: {said}"
            time.sleep(0.05)

    def _all(self) -> list[str]:
        if not self._log.exists():
            return []
        lines = self._log.read_text(encoding="utf-8", errors="replace").splitlines()
        return [found[1] for line in lines if (found := _SPOKEN.search(line))]


def missing() -> list[str]:
    """Return the programs that are not installed."""
    return [name for name in PROGRAMS if shutil.which(name) is None]


def version() -> str:
    """Return Orca's version."""
    done = subprocess.run(["orca", "--version"], capture_output=True, text=True, check=True)
    return done.stdout.split()[-1]


@contextmanager
def orca(folder: Path) -> Iterator[ScreenReader]:
    """Start a screen, a session bus, a window manager and Orca.

    Args:
        folder: an empty one, the home of all of them.
    """
    with ExitStack() as ending:
        (run := folder / "run").mkdir(mode=0o700)
        for name, text in FILES.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text)
        names = {"HOME": folder, "XDG_RUNTIME_DIR": run, "XDG_CONFIG_HOME": folder / "config"}
        names |= {"XDG_DATA_HOME": folder / "data", "XDG_CACHE_HOME": folder / "cache"}
        env = {**os.environ, **{name: str(path) for name, path in names.items()}}
        env |= {"DISPLAY": ending.enter_context(screen()), "GNOME_ACCESSIBILITY": "1"}
        bus = ["dbus-daemon", "--session", "--nofork", "--print-address=1"]
        server = ending.enter_context(started(bus, env, subprocess.PIPE))
        assert server.stdout
        env["DBUS_SESSION_BUS_ADDRESS"] = server.stdout.readline().strip()
        ending.enter_context(started(["openbox"], env))
        log = folder / "orca.log"
        ending.enter_context(started(["orca", "--replace", f"--debug-file={log}"], env))
        reader = ScreenReader(log, env)
        reader.hear("Screen reader on.")
        yield reader
