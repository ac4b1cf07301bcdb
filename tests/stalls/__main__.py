"""Runs a command, and stops one random process of it at a time, as a busy machine does.

    python -m tests.stalls [--seed 1] [--longest 3] COMMAND ...

A test that passes only if nothing is held up at the wrong moment fails in one of a few runs. What
was stopped, when, and for how long is printed to standard error. For Linux: reads /proc.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

#: The longest time, in seconds, between two stops.
PAUSE = 0.3
#: How long processes are stopped, as shares of the longest time.
SHARES = (0.1, 0.25, 0.5, 1.0)


def main(words: list[str]) -> int:
    """Run the command; returns its exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.stalls")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--longest", type=float, default=3, help="seconds, 3 by default")
    parser.add_argument("command", nargs=argparse.REMAINDER)
    given = parser.parse_args(words)
    if not given.command:
        parser.error("Add the command to run, such as: make test-python")
    dice = random.Random(given.seed)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # and continue what is stopped
    began = time.monotonic()
    with subprocess.Popen(given.command) as running:
        try:
            while running.poll() is None:
                time.sleep(dice.uniform(0, PAUSE))
                seconds = dice.choice(SHARES) * given.longest
                stall(dice.choice(family(running.pid)), seconds, time.monotonic() - began)
        finally:
            if running.poll() is None:
                running.terminate()
    return running.returncode


def stall(process: int, seconds: float, at: float) -> None:
    """Stop a process for a while, and print what it is; one that has ended is left out."""
    try:
        command = Path(f"/proc/{process}/cmdline").read_text(errors="replace").replace("\0", " ")
        os.kill(process, signal.SIGSTOP)
    except OSError:
        return
    print(f"{at:.1f} s, {seconds:.2g} s long: {process} {command[:100]}", file=sys.stderr)
    try:
        time.sleep(seconds)
    finally:
        with suppress(OSError):
            os.kill(process, signal.SIGCONT)


def family(root: int) -> list[int]:
    """Return a process and all that descend from it."""
    children: dict[int, list[int]] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with suppress(OSError):
                # The name before may hold anything; the state and the parent follow it.
                parent = (folder / "stat").read_text().rpartition(")")[2].split()[1]
                children.setdefault(int(parent), []).append(int(folder.name))
    found = [root]
    for process in found:
        found += children.get(process, [])
    return found


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
