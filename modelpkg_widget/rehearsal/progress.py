"""What a rehearsal is doing, as a line that is drawn over, or as lines."""

from __future__ import annotations

import sys
from typing import TextIO

from modelpkg_widget.uploads.progress_bar import printable


class StageLine:
    """Shows the stage.

    Args:
        stream: where; standard error unless given.
    """

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        kernel = type(self._stream).__module__.startswith("ipykernel")
        self._redraws = kernel or self._stream.isatty()
        self._longest, self._stage = 0, ""

    def show(self, line: str) -> None:
        """Show what is being done; a number that changes is no line of its own in a log."""
        line = printable(line)
        stage = line.partition(":")[0]
        if self._redraws:
            self._longest = max(self._longest, len(line))
            self._stream.write(f"\r{line:<{self._longest}}")
        elif stage != self._stage:
            self._stream.write(f"{line}\n")
        self._stage = stage
        self._stream.flush()

    def end(self) -> None:
        """Remove the line."""
        if self._redraws and self._longest:
            self._stream.write(f"\r{'':<{self._longest}}\r")
            self._stream.flush()
