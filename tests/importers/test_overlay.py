"""Laying one request over another."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modelpkg_widget.importers.overlay import overlay
from tests.conformance.shared_cases import CASES as CASES_FOLDER
from tests.conformance.shared_cases import read

VALUES = st.recursive(
    st.integers(0, 3) | st.text("ab", max_size=2),
    lambda below: st.lists(below, max_size=3) | st.dictionaries(st.sampled_from("abc"), below),
    max_leaves=8,
)
REQUESTS = st.dictionaries(st.sampled_from("abcd"), VALUES)


CASES = [pytest.param(case, id=case["name"]) for case in read(CASES_FOLDER / "overlay.json")]


@pytest.mark.parametrize("case", CASES)
def test_members_are_merged_into_members(case: dict[str, Any]) -> None:
    """The page without a kernel merges by the same cases."""
    assert json.dumps(overlay(case["below"], case["above"])) == json.dumps(case["merged"])


def test_items_are_merged_into_items_of_a_partial_request() -> None:
    below = {"a": [{"x": 1, "y": 1}, {"x": 2}]}
    above = {"a": [{"x": 5, "y": 6}]}
    assert overlay(below, above, by_item=True, weak=[("a", 0, "x")]) == {
        "a": [{"x": 1, "y": 6}, {"x": 2}]
    }
    assert overlay({"a": []}, above, by_item=True, weak=[("a", 0, "x")]) == above


@given(REQUESTS, REQUESTS)
@pytest.mark.slow
def test_each_value_of_the_upper_one_is_there(below: dict[str, Any], above: dict[str, Any]) -> None:
    before = json.dumps([below, above])
    made = overlay(below, above)
    assert overlay(made, above) == made
    assert set(made) == {*below, *above}
    for name, value in above.items():
        if not isinstance(value, dict):
            assert made[name] == value
    assert overlay({}, above) == above
    assert overlay(below, {}) == below
    assert json.dumps([below, above]) == before, "neither is changed"
