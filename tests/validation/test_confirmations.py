from __future__ import annotations

import time
from typing import Any

import pytest

from modelpkg_widget.resources.tables import load_table
from modelpkg_widget.validation.confirmations import missing_confirmations
from tests.conformance.shared_cases import CASES, model, read
from tests.resources.test_tables import paths


@pytest.mark.parametrize("case", read(CASES / "deliberate.json"), ids=lambda case: case["name"])
def test_what_needs_a_deliberate_act(case: Any) -> None:
    found = missing_confirmations(case["request"], ())
    assert [list(issue.path) for issue in found] == case["asked"]
    assert all(issue.code == "confirm" and issue.severity == "error" for issue in found)
    assert missing_confirmations(case["request"], {tuple(path) for path in case["asked"]}) == []


def test_each_row_speaks_of_a_member_that_exists() -> None:
    known = paths(model())
    for row in load_table("resources/layout")["deliberate"]:
        assert any(path.endswith(row["path"].removeprefix("**")) for path in known)
        assert row["says"].endswith(".")


def test_a_place_that_was_ticked_is_no_other_place() -> None:
    found = missing_confirmations({"ModelApprovalStatus": "Approved"}, {("ModelPackageName",)})
    assert found[0].message.startswith('Confirmation required: "Approve immediately.')


def test_a_large_or_deep_request_costs_little() -> None:
    deep: Any = True
    for _ in range(500):
        deep = {"a": [deep]}
    large = {"a": [{"AcceptEula": "x", "n": at} for at in range(20_000)], "deep": deep}
    before = time.process_time()
    assert missing_confirmations(large, ()) == []
    print(f"{time.process_time() - before:.3f} s")
