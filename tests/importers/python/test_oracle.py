"""Generated programs, run by Python and read by `load`: what is shown is what is sent."""

from __future__ import annotations

import os

import pytest

from tests.importers.python.oracle.judging import Verdict, judge

STRAIGHT, UNTOUCHED = 0.99, 0.95
"""Which part of the members must be taken: of straight-line code, and beside what may change."""


def check(seeds: range) -> Verdict:
    print("seeds", seeds)
    verdict = judge(seeds)
    print(dict(verdict.counts))
    assert verdict.wrong == []
    assert verdict.share("straight") >= STRAIGHT
    assert verdict.share("untouched") >= UNTOUCHED
    return verdict


@pytest.mark.slow
def test_shown_values_are_what_programs_send() -> None:
    """Each of 200 programs is run by Python: a value that `load` shows is what it sent."""
    verdict = check(range(200))
    assert verdict.counts["straight"] > 400
    assert verdict.counts["untouched"] > 160


@pytest.mark.soak
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("first", range(0, 50_000, 2_500))
def test_shown_values_are_what_programs_send_at_length(first: int) -> None:
    first += int(os.environ.get("MODELPKG_FIRST_SEED", "0"))
    check(range(first, first + 2_500))
