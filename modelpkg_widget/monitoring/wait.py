"""Waiting for a package in a script, with a bar of text."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import Any, TextIO

from .diagnosis import Failure, failed_rows
from .poller import TERMINAL

_GLANCE = 0.2  # seconds
_WIDTH = 20  # of the bar, in characters
_LOG_SECONDS = 15  # that a failed package's log is waited for
_ITEMS = ("ImageScanStatuses", "ValidationStatuses")


class PackageFailedError(Exception):
    """The package that you waited for has failed. The message explains why, as far as known.

    Attributes:
        package: The last response of DescribeModelPackage.
        failure: The reasons and the log of the validation, as data.
    """

    def __init__(self, package: dict[str, Any], failure: Failure) -> None:
        self.package = package
        self.failure = failure
        super().__init__("\n".join(_why(package, failure)))


def wait(
    look: Callable[[], tuple[dict[str, Any], dict[str, Any]]],
    diagnosed: Callable[[float], Failure],
    timeout: float | None,
    stream: TextIO | None = None,
) -> dict[str, Any]:
    """Wait for a package's end.

    Args:
        look: returns the package and the progress of following it, as they are known.
        diagnosed: returns why it failed, waiting so many seconds for that.
        timeout: in seconds; None waits for ever.
        stream: where the bar is drawn; standard error unless given.

    Returns:
        What DescribeModelPackage said last, of a package that is completed.

    Raises:
        PackageFailedError: it has failed.
        TimeoutError: it took longer.
        RuntimeError: it can be followed no more; the message says why.
    """
    bar, begun = StatusLine(stream or sys.stderr), time.monotonic()
    try:
        while True:
            package, progress = look()
            bar.show(package, time.monotonic() - begun)
            status = package.get("ModelPackageStatus")
            if status == "Completed":
                return package
            if status in TERMINAL:
                raise PackageFailedError(package, diagnosed(_LOG_SECONDS))
            if progress.get("state") in ("ended", "stopped"):
                raise RuntimeError(
                    progress.get("problem") or "The form no longer follows this package."
                )
            if timeout is not None and time.monotonic() - begun >= timeout:
                raise TimeoutError(
                    f"The package is still {status or 'unknown'} after {timeout:g} s."
                )
            time.sleep(_GLANCE)
    finally:
        bar.end()


class StatusLine:
    """One line that is drawn over in a terminal; elsewhere, a line for each change."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._terminal = bool(getattr(stream, "isatty", lambda: False)())
        self._drawn = ""
        self._said = ""

    def show(self, package: dict[str, Any], seconds: float) -> None:
        """Draw how a package stands."""
        said = format_status(package)
        spent = f"{int(seconds) // 60}:{int(seconds) % 60:02d}"
        if self._terminal:
            line = f"{said} {spent}"
            if line != self._drawn:
                blank = " " * max(0, len(self._drawn) - len(line))
                self._stream.write(f"\r{line}{blank}")
                self._drawn = line
        elif said != self._said:
            self._stream.write(f"{said} {spent}\n")
        else:
            return
        self._said = said
        self._stream.flush()

    def end(self) -> None:
        """Leave the line as it is."""
        if self._drawn:
            self._stream.write("\n")
            self._stream.flush()


def format_status(package: dict[str, Any]) -> str:
    """Return a bar that fills with scans and validations that are completed, and what goes on."""
    details = package.get("ModelPackageStatusDetails") or {}
    rows = [row for item in _ITEMS for row in details.get(item) or ()]
    status = str(package.get("ModelPackageStatus", "")) or "…"
    done = sum(row.get("Status") == "Completed" for row in rows)
    full = status == "Completed"
    filled = _WIDTH if full else _WIDTH * done // max(1, len(rows))
    bar = f"[{'#' * filled}{'.' * (_WIDTH - filled)}]"
    now = next((row for row in rows if row.get("Status") in ("InProgress", "Failed")), None)
    what = f": {now.get('Name')}" if now else ""
    return _printable(f"{bar} {status}{what}")


def _why(package: dict[str, Any], failure: Failure) -> list[str]:
    said = [f"{package.get('ModelPackageArn', 'The package')} has failed."]
    for _, name, reason in failed_rows(package):
        said.append(f"{name}: {reason}")
        said += [failure.explanations[reason]] if reason in failure.explanations else []
    said += [failure.log_explanation] if failure.log_explanation else []
    said += [failure.problem] if failure.problem else []
    return [_printable(line) for line in said]


def _printable(text: str) -> str:
    return "".join(one if one.isprintable() else " " for one in text)
