"""A line that shows how far an upload is: in a notebook, a terminal, or a log."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from typing import TextIO

_WIDTH = 24
_PAUSE = 0.1  # seconds between two pictures
_STEPS = ("B", "kB", "MB", "GB", "TB")


class Bar:
    """Redraws its line where that is possible; elsewhere it prints only the start and the end.

    Args:
        what: is uploaded where to.
        size: in bytes.
        stream: where it is drawn; without one, standard output.
        clock: in seconds.
    """

    def __init__(
        self,
        what: str,
        size: int,
        stream: TextIO | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._what, self._size = printable(what), size
        self._stream = stream or sys.stdout
        # ipykernel's stream is no terminal, but each front end knows the carriage return.
        kernel = type(self._stream).__module__.startswith("ipykernel")
        self._redraws = kernel or self._stream.isatty()
        self._lock = threading.Lock()
        self._sent, self._drawn, self._longest = 0, float("-inf"), 0
        self._clock, self._start = clock, clock()
        if not self._redraws:
            self._say(f"{self._what}: {amount(size)}")

    def add(self, count: int) -> None:
        """Add sent bytes; a negative number if they are sent again."""
        with self._lock:
            self._sent += count
            now = self._clock()
            if self._redraws and (now - self._drawn >= _PAUSE or self._sent >= self._size):
                self._drawn = now
                self._draw()

    def end(self, how: str) -> None:
        """Say how it ended."""
        with self._lock:
            line = f"{self._what}: {how}"
            self._say(f"\r{line:<{self._longest}}" if self._redraws else line)

    def _draw(self) -> None:
        part = min(1.0, self._sent / self._size) if self._size else 1.0
        full = round(part * _WIDTH)
        speed = self._sent / max(0.001, self._clock() - self._start)
        line = (
            f"{self._what}: {part:4.0%} {'█' * full}{'░' * (_WIDTH - full)} "
            f"{amount(self._sent)} of {amount(self._size)}, {amount(speed)}/s"
        )
        self._longest = max(self._longest, len(line))
        self._write(f"\r{line:<{self._longest}}")

    def _say(self, line: str) -> None:
        self._write(f"{line}\n")

    def _write(self, text: str) -> None:
        encoding = getattr(self._stream, "encoding", None) or "utf-8"
        self._stream.write(text.encode(encoding, "replace").decode(encoding))
        self._stream.flush()


def printable(text: str) -> str:
    """Return a text that a terminal shows and does not obey: control characters are spelled out."""
    return "".join(one if one.isprintable() else ascii(one)[1:-1] for one in text)


def amount(count: float) -> str:
    """Spell a number of bytes: ``1.4 MB``."""
    for step in _STEPS[:-1]:
        if count < 1000:
            return f"{count:.0f} {step}" if step == "B" else f"{count:.1f} {step}"
        count /= 1000
    return f"{count:.1f} {_STEPS[-1]}"
