"""What a run took, at its end: by folder, and the slowest tests with what they hold."""

from __future__ import annotations

import inspect
from collections import defaultdict
from collections.abc import Generator
from typing import Any

import pytest

SHOWN = 20
_WHAT = "what it holds"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Give the report of a test the first paragraph of its docstring, for the summary.

    The test is at hand in the worker that runs it, the summary is written by another process.
    """
    report = yield
    if call.when == "call":
        text = inspect.getdoc(getattr(item, "function", None)) or ""
        report.user_properties.append((_WHAT, " ".join(text.partition("\n\n")[0].split())))
    return report


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Write the durations, in seconds of this machine, setup and teardown included."""
    took: defaultdict[str, float] = defaultdict(float)
    holds: dict[str, str] = {}
    for reports in terminalreporter.stats.values():
        for report in reports:
            if not isinstance(report, pytest.TestReport):
                continue
            took[report.nodeid] += report.duration
            for name, value in report.user_properties:
                if name == _WHAT:
                    holds[report.nodeid] = str(value)
    if len(took) <= SHOWN:
        return
    folders: dict[str, list[float]] = defaultdict(list)
    for test, seconds in took.items():
        folders[test.partition("::")[0].rpartition("/")[0]].append(seconds)
    write = terminalreporter.write_line
    terminalreporter.section("durations")
    for folder, times in sorted(folders.items(), key=lambda each: -sum(each[1])):
        write(f"{sum(times):7.1f} s  {len(times):5} tests  {folder}")
    write(f"The slowest {SHOWN}:")
    for test, seconds in sorted(took.items(), key=lambda each: -each[1])[:SHOWN]:
        write(f"{seconds:7.1f} s  {test}")
        write(f"           {holds.get(test) or 'without a docstring'}")
