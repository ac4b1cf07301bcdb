"""Whoever trusts the page gets the right package: visits that only do what is primary.

Each starts from a beginning, in a kind and a mode, with data and detours of a seed; it is judged by
what AWS got. `make soak` walks 300 of them, `make test` one of each kind and from each beginning.
"""

from __future__ import annotations

import itertools
import math
import os
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Locator, Page

from modelpkg_widget.fake_aws import Sandbox
from tests.e2e.kernel_page import KernelPage
from tests.e2e.lab import LabServer, Notebook
from tests.e2e.tabs import SharedTab
from tests.e2e.visitor.aims import AIMS, Aim
from tests.e2e.visitor.answers import answers
from tests.e2e.visitor.beginnings import BEGINNINGS, beginning
from tests.e2e.visitor.judge import judge
from tests.e2e.visitor.person import Visitor

#: The same visits in each run, so that a red one says something about the change at hand.
STEADY_SEED = 7
#: Of `make soak`, which looks for others; VISITOR_SEED=... makes them again.
SEED = int(os.environ.get("VISITOR_SEED") or random.randrange(2**32))
SHORT, LONG = 7, 300
Walk = Callable[[int, int], None]


class Case:
    """One visit: what it aims at, begins with and knows; `walk` makes it and judges it.

    Args:
        aws: the sandbox.
        seed: of what is drawn, with the number.
        number: of the visit.
        aim: what is to be made, and where that is said.
        begins: a key of `BEGINNINGS`.
    """

    def __init__(self, aws: Sandbox, seed: int, number: int, aim: Aim, begins: str) -> None:
        print(f"VISITOR_SEED={seed} visit {number}: {aim}, from {begins}")
        tag = f"{seed:x}-{number}"
        self.aws, self.aim = aws, aim
        self.dice = random.Random(f"{seed}-{number}")
        self.begun = beginning(begins, aws, self.dice, tag, aim.mode)
        self.answers = answers(aws, self.dice, tag)
        if self.begun.group:
            self.answers["ModelPackageGroupName"] = self.begun.group

    def walk(self, page: Page, form: Locator, errors: list[str]) -> None:
        self.aws.clear_calls()  # the log is bounded, and of hundreds of visits it loses rows
        visitor = Visitor(page, form, self.answers, self.dice, detours=0.15)
        visitor.choose(self.aim)
        visit = visitor.go()
        sent = requests(self.aws)
        print(*visit.acts, f"sent {sent}", sep="\n  ")
        judge(self.aim, self.begun, visit, sent, errors)


@pytest.fixture
def walk(kernel_aws: Sandbox, kernel_page: Callable[[], KernelPage]) -> Walk:
    """Return what makes the visit of a seed and number in a page over a kernel."""

    def walked(seed: int, number: int) -> None:
        case = Case(kernel_aws, seed, number, *plan(number))
        shown = kernel_page()
        case.walk(shown.page, shown.show(case.begun.code), shown.errors)

    return walked


def plan(number: int) -> tuple[Aim, str]:
    """Return what a visit aims at and begins with.

    The first few have each aim and each beginning; each pair comes round.
    """
    shift = number // math.lcm(len(AIMS), len(BEGINNINGS))
    return AIMS[number % len(AIMS)], [*BEGINNINGS][(number + shift) % len(BEGINNINGS)]


def test_few_visits_have_each_aim_and_beginning_and_all_have_each_pair() -> None:
    assert {aim for aim, _ in map(plan, range(SHORT))} == {*AIMS}
    assert {begins for _, begins in map(plan, range(SHORT))} == {*BEGINNINGS}
    pairs = {*itertools.product(AIMS, BEGINNINGS)}
    assert {*map(plan, range(len(pairs)))} == pairs
    assert len(pairs) <= LONG


def requests(aws: Sandbox) -> list[dict[str, Any]]:
    return [row["request"] for row in aws.calls if row["operation"] == "CreateModelPackage"]


@pytest.mark.parametrize("number", range(SHORT))
def test_trusting_visitor_gets_the_right_package(walk: Walk, number: int) -> None:
    """Only what was chosen, seen or kept leaves, from each beginning and in each kind."""
    walk(STEADY_SEED, number)


IN_JUPYTERLAB = (
    (AIMS[1], "group"),
    (AIMS[5], "training job"),
    (AIMS[0], "empty"),
    (AIMS[2], "draft"),
)


@dataclass
class LabVisits:
    """One notebook of JupyterLab: in each of its cells, the form of a visit."""

    cases: list[Case]
    notebook: Notebook


@pytest.fixture(scope="module")
def lab_visits(lab_tab: SharedTab, lab: LabServer, kernel_aws: Sandbox) -> Iterator[LabVisits]:
    """Open the notebook of all visits; each cell is run by the visit that it belongs to."""
    cases = [
        Case(kernel_aws, STEADY_SEED, LONG + number, *where)
        for number, where in enumerate(IN_JUPYTERLAB)
    ]
    lab.write("visits.ipynb", [case.begun.code for case in cases])
    yield LabVisits(cases, Notebook(lab_tab.page(), lab, "visits.ipynb"))
    lab_tab.reset()


@pytest.mark.parametrize(
    "number", [0, *(pytest.param(at, marks=pytest.mark.soak) for at in (1, 2, 3))]
)
def test_trusting_visitor_gets_the_right_package_in_jupyterlab(
    lab_visits: LabVisits, number: int
) -> None:
    """As in a page alone, where people have it: the output is what scrolls, the cells wait."""
    shown = lab_visits.notebook
    shown.run(number)
    lab_visits.cases[number].walk(shown.page, shown.form(number), shown.errors)


@pytest.mark.soak
@pytest.mark.parametrize("number", range(SHORT, LONG))
def test_trusting_visitor_gets_the_right_package_in_many_visits(walk: Walk, number: int) -> None:
    walk(SEED, number)
