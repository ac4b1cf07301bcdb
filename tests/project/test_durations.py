"""A run says at its end how long it took, and what the slowest tests hold."""

from __future__ import annotations

import pytest

from tests.conftest import ROOT
from tests.helpers.durations import SHOWN

pytest_plugins = "pytester"

FILE = '''
import time
import pytest

@pytest.mark.parametrize("number", range(30))
def test_quick(number):
    pass

def test_slow():
    """What it holds.

    What does not matter here.
    """
    time.sleep(0.2)
'''


def end_of_run(pytester: pytest.Pytester, *words: str) -> list[str]:
    """Run the tests of a folder; returns the lines from the durations on."""
    pytester.makepyfile(test_it=FILE)
    plain = ("-p", "no:nbval", "-p", "no:playwright")
    run = pytester.runpytest_inprocess("-p", "tests.helpers.durations", *plain, *words)
    lines = [line for line in run.outlines if line]
    headings = [at for at, line in enumerate(lines) if " durations " in line]
    return lines[headings[0] :] if headings else []


def test_the_slowest_come_first_with_what_they_hold(pytester: pytest.Pytester) -> None:
    lines = end_of_run(pytester)
    assert "31 tests" in lines[1]
    assert lines[2] == f"The slowest {SHOWN}:"
    assert lines[3].endswith("test_it.py::test_slow")
    assert lines[4].strip() == "What it holds."
    assert lines[6].strip() == "without a docstring"
    assert len(lines[3:-1]) == 2 * SHOWN


@pytest.mark.slow
def test_workers_report_what_their_tests_hold(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))  # of the worker, which is another process
    assert "What it holds." in {line.strip() for line in end_of_run(pytester, "-n", "1")}


def test_a_run_of_a_few_tests_says_nothing(pytester: pytest.Pytester) -> None:
    assert end_of_run(pytester, "-k", "slow") == []
