"""One verdict everywhere: what the page says, what `check` says, and what botocore takes.

Real requests, thousands of times changed by chance. The same ones in each run; other ones are
looked for by ``pytest -m soak``, which prints the seed; SEED=... makes them again.
"""

from __future__ import annotations

import json
import os
import random
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from modelpkg_widget import Issue, check
from modelpkg_widget.request import json_codec
from modelpkg_widget.resources.tables import load_table
from tests.conformance import page
from tests.conformance.requests import requests
from tests.helpers import client_side_checks

pytestmark = pytest.mark.slow  # thousands of requests are judged once, for all of them
STEADY_SEED = 1
ROUND = 1_500


@dataclass(frozen=True)
class Answer:
    """A request as JSON text, what `check` says of it and what the page says."""

    request: str
    issues: list[Issue]
    page: dict[str, Any]

    @property
    def rows(self) -> list[list[Any]]:
        return [
            [issue["path"], issue["code"], *(issue[name] for name in SAID)]
            for issue in (issue.as_dict() for issue in self.issues)
        ]


#: What few mutations come to by themselves.
ALONE = ('{"ModelPackageGroupName": "a", "CustomerMetadataProperties": {"": "x"}}',)
SAID = ("severity", "message", "hint", "related")


def answers(seed: int, folder: Path) -> list[Answer]:
    print(f"{ROUND} requests of seed {seed}")
    made = [*ALONE, *requests(seed, ROUND)]
    process = page.start(made, folder)
    try:
        issues = [check(json_codec.loads(request)) for request in made]
        answer = list(page.answers(process, folder))
    finally:
        process.kill()
    assert len(answer) == len(made)
    return [Answer(*row) for row in zip(made, issues, answer, strict=True)]


@pytest.fixture(scope="module")
def steady(tmp_path_factory: pytest.TempPathFactory) -> list[Answer]:
    return answers(STEADY_SEED, tmp_path_factory.mktemp("page"))


def test_page_and_kernel_say_the_same(steady: list[Answer]) -> None:
    """Page and kernel judge 1,500 requests alike, message by message."""
    say_the_same(steady)


def test_botocore_takes_what_has_no_error(steady: list[Answer]) -> None:
    botocore_takes(steady)


def test_botocore_refuses_for_each_code_of_the_table(steady: list[Answer]) -> None:
    alone = {
        code
        for row in steady
        for code in client_side_checks.errors(row.issues)
        if client_side_checks.errors(row.issues) == {code}
        and client_side_checks.refused(json_codec.loads(row.request))
    }
    assert alone == client_side_checks.REFUSES


def test_the_requests_meet_each_keyword_and_each_rule(steady: list[Answer]) -> None:
    met = {issue.code for row in steady for issue in row.issues}
    rules = {row["id"] for row in load_table("validation/rules")}
    limits = {"minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"}
    others = {"type", "enum", "minimum", "pattern", "required", "additionalProperties"}
    keys = {f"key.{name}" for name in ("type", "minLength", "maxLength", "pattern")}
    assert (rules | limits | others | keys) - met == set()
    assert sum(not client_side_checks.errors(row.issues) for row in steady) > ROUND / 20, (
        "hardly one is right"
    )


@pytest.mark.soak
@pytest.mark.timeout(300)
@pytest.mark.parametrize("number", range(40))
def test_others_for_long(number: int, tmp_path: Path) -> None:
    found = answers(soak_seed() + number, tmp_path)
    say_the_same(found)
    botocore_takes(found)


@lru_cache(maxsize=1)
def soak_seed() -> int:
    return int(os.environ.get("SEED") or random.SystemRandom().getrandbits(32))


def say_the_same(found: list[Answer]) -> None:
    for row in found:
        assert row.page["whole"] == row.rows, row.request
        # The form shows them section by section.
        assert in_order(row.page["form"]) == in_order(row.rows), row.request
        count = sum(issue.severity == "error" for issue in row.issues)
        assert row.page["errors"] == count, row.request
        assert row.page["same"], f"the form gives back another request: {row.request}"


def in_order(rows: list[list[Any]]) -> list[str]:
    return sorted(json.dumps(row) for row in rows)


def botocore_takes(found: list[Answer]) -> None:
    for row in found:
        client_side_checks.takes_what_we_let_pass(json_codec.loads(row.request), row.issues)
