"""What the commands say and how they end: the result on standard output, all else beside it."""

from __future__ import annotations

import errno
import os
import sys
from typing import TextIO

#: As hoped; problems; what was given cannot be used; AWS said no, or nothing; Ctrl+C.
EXIT_CLEAN, EXIT_PROBLEMS, EXIT_UNUSABLE, EXIT_REFUSED, EXIT_INTERRUPTED = 0, 1, 2, 3, 130


class UsageError(Exception):
    """What was given cannot be used; the text says why."""


def print_line(line: str) -> None:
    """Print a line of the result; it is there before the next thing is done."""
    _print(line, sys.stdout)


def write_output(text: str) -> None:
    """Print a result of several lines as it is, for a file or another program: in UTF-8."""
    sys.stdout.flush()
    raw = getattr(sys.stdout, "buffer", None)
    if raw is None or sys.stdout.isatty():
        for line in text.splitlines():
            print_line(line)
        return
    raw.write(text.encode("utf-8", "surrogatepass"))
    raw.flush()


def print_error(line: str) -> None:
    """Print a line that is no part of the result."""
    _print(line, sys.stderr)


def progress(line: str) -> None:
    """Print what happens just now, for a person who looks at a terminal."""
    if sys.stderr.isatty():
        _print(line, sys.stderr)


def fail(message: str, code: int) -> int:
    """Say why it failed; returns the exit code."""
    _print(f"modelpkg-widget: {message}", sys.stderr)
    return code


def _print(line: str, stream: TextIO | None) -> None:
    """One line that any terminal shows and none obeys: control characters are spelled out."""
    if stream is None:  # closed by who started this
        return
    shown = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in line)
    encoding = getattr(stream, "encoding", None) or "utf-8"
    print(shown.encode(encoding, "backslashreplace").decode(encoding), file=stream, flush=True)


def is_broken_pipe(error: OSError) -> bool:
    """Whether somebody closed the pipe that we write to, as `| head` does."""
    if not (
        isinstance(error, BrokenPipeError) or (os.name == "nt" and error.errno == errno.EINVAL)
    ):
        return False
    drop_output()
    return True


def drop_output() -> None:
    """Let nothing more be written: Python flushes at the end, and would complain there."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
