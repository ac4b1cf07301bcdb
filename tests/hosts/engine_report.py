"""A plugin of pytest for `make engines`: keeps how many browser tests passed in an engine."""

from __future__ import annotations

import os
import subprocess

import pytest

from tests.hosts.results import record


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, exitstatus: int, config: pytest.Config
) -> None:
    """Record an engine of Playwright in which all tests that were chosen have passed."""
    if exitstatus != 0 or config.getoption("browser", default=None) != ["firefox"]:
        return
    reports = terminalreporter.stats
    passed, skipped = (len(reports.get(kind, [])) for kind in ("passed", "skipped"))
    files = sorted({report.location[0].rpartition("/")[2] for report in reports["passed"]})
    text = f"{passed} passed, {skipped} skipped, of {', '.join(f'`{name}`' for name in files)}"
    record("engines", "Firefox", version=_version(), tests=text)


def _version() -> str:
    done = subprocess.run([os.environ["FIREFOX"], "--version"], capture_output=True, text=True)
    return done.stdout.strip().removeprefix("Mozilla Firefox ")
