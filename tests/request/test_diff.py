"""What changed between two requests; the page's own reads the same cases."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from modelpkg_widget.request import json_codec
from modelpkg_widget.request.diff import difference, match_moved_items, remap_paths
from modelpkg_widget.request.merge import MISSING, get_path, json_equal
from modelpkg_widget.request.plain_json import to_plain_json
from tests.conformance.shared_cases import CASES, read
from tests.request.test_merge import VALUES, nested

ROWS: list[dict[str, str]] = read(CASES / "difference.json")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row["name"]))
def test_shared_case(row: dict[str, str]) -> None:
    before, after = (to_plain_json(json_codec.loads(row[name])) for name in ("before", "after"))
    found = json_codec.dumps([change.as_dict() for change in difference(before, after)])
    assert found == row["changes"]


@given(VALUES, VALUES)
@pytest.mark.slow
def test_each_change_holds(before: Any, after: Any) -> None:
    before, after = to_plain_json(before), to_plain_json(after)
    for change in difference(before, after):
        assert (change.before is MISSING) == (change.kind == "added")
        assert (change.after is MISSING) == (change.kind == "removed")
        if change.kind != "added":
            assert json_equal(get_path(before, change.was), change.before)
        if change.kind != "removed":
            assert json_equal(get_path(after, change.path), change.after)
        assert json_equal(change.before, change.after) == (change.kind == "moved")


@given(VALUES, VALUES)
@pytest.mark.slow
def test_no_change_means_equal_but_for_the_order_of_keys(before: Any, after: Any) -> None:
    def ordered(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: ordered(value[name]) for name in sorted(value)}
        return [ordered(item) for item in value] if isinstance(value, list) else value

    before, after = ordered(to_plain_json(before)), ordered(to_plain_json(after))
    assert (difference(before, after) == []) == json_equal(before, after)


@pytest.mark.slow
def test_thousands_of_levels_count_as_one() -> None:
    one, two = nested(5_000, 1), nested(5_000, 2)
    (change,) = difference(one, two)
    assert (change.kind, len(change.path)) == ("changed", 64)


def test_pairs_prefer_order_then_content_then_position() -> None:
    assert match_moved_items([1, 2, 3], [1, 2, 3]) == ([0, 1, 2], set())
    assert match_moved_items([1, 2, 3], [3, 1, 9]) == ([1, -1, 0], {0})
    assert match_moved_items([1, 2, 3], [1, 9, 3]) == ([0, 1, 2], set())


def test_a_value_is_followed_to_where_it_went() -> None:
    before = {"l": [{"u": "a", "n": 1}, {"u": "b", "n": 2}], "m": {"x": 1}}
    paths = [("l", 0, "u"), ("l", 1, "u"), ("m", "x"), ("gone",)]
    there = {path: path for path in paths[:3]}
    assert remap_paths(before, before, paths) == there
    first_new = {"l": [{"u": "new"}, *before["l"]], "m": {"x": 1}}
    assert remap_paths(before, first_new, paths) == {
        ("l", 0, "u"): ("l", 1, "u"),
        ("l", 1, "u"): ("l", 2, "u"),
        ("m", "x"): ("m", "x"),
    }
    edited = {"l": [{"u": "a", "n": 9}, {"u": "c", "n": 2}]}
    assert remap_paths(before, edited, paths) == {("l", 0, "u"): ("l", 0, "u")}
    assert remap_paths(before, None, paths) == {}
    assert remap_paths(None, before, paths) == {}
