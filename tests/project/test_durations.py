"""A run says at its end how long it took, and what the slowest tests hold."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.helpers.durations import SHOWN

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


def end_of_run(folder: Path, *words: str) -> list[str]:
    """Run the tests of a folder; returns the lines from the durations on."""
    (folder / "test_it.py").write_text(FILE)
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "tests.helpers.durations", "-p", "no:nbval",
         "-c", "/dev/null",
         "--rootdir", str(folder), "-p", "no:cacheprovider", str(folder), *words],
        cwd=ROOT, capture_output=True, text=True, timeout=100, check=True,
    )  # fmt: skip
    lines = [line for line in run.stdout.splitlines() if line]
    headings = [at for at, line in enumerate(lines) if " durations " in line]
    return lines[headings[0] :] if headings else []


@pytest.mark.slow
def test_the_slowest_come_first_with_what_they_hold(tmp_path: Path) -> None:
    lines = end_of_run(tmp_path)
    assert "31 tests" in lines[1]
    assert lines[2] == f"The slowest {SHOWN}:"
    assert lines[3].endswith("test_it.py::test_slow")
    assert lines[4].strip() == "What it holds."
    assert lines[6].strip() == "without a docstring"
    assert len(lines[3:-1]) == 2 * SHOWN


@pytest.mark.slow
def test_workers_report_what_their_tests_hold(tmp_path: Path) -> None:
    assert "What it holds." in {line.strip() for line in end_of_run(tmp_path, "-n", "1")}


@pytest.mark.slow
def test_a_run_of_a_few_tests_says_nothing(tmp_path: Path) -> None:
    assert end_of_run(tmp_path, "-k", "slow") == []
