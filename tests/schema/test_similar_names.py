"""Which name was meant; the page decides alike: tests/conformance/cases/near_names.json."""

from __future__ import annotations

from typing import Any

import pytest

from modelpkg_widget import check
from modelpkg_widget.schema.similar_names import nearest_name
from tests.conformance.shared_cases import CASES, read

ROWS: list[dict[str, Any]] = read(CASES / "near_names.json")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row["name"]))
def test_shared_case(row: dict[str, Any]) -> None:
    assert nearest_name(row["name"], row["known"]) == row["nearest"]


def test_a_very_long_name_is_not_compared() -> None:
    assert nearest_name("ModelPackageName" * 1_000, ["ModelPackageName"]) is None


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("ApprovalStatus", "ModelApprovalStatus"),
        ("model_approval_status", "ModelApprovalStatus"),
        ("ModelPackageGroupdName", "ModelPackageGroupName"),
    ],
)
def test_an_unknown_member_has_a_hint(name: str, meant: str) -> None:
    request = {"ModelPackageName": "a", "SourceUri": "s3://b/k", name: "x"}
    (issue,) = [one for one in check(request) if one.path == (name,)]
    assert (issue.code, issue.hint) == ("additionalProperties", f"Did you mean {meant}?")
