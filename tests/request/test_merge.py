"""Merging what two writers made of one request; js/test/core/merge.test.ts reads the same cases."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modelpkg_widget.request import json_codec
from modelpkg_widget.request.merge import MISSING, get_path, json_equal, merge
from modelpkg_widget.request.plain_json import to_plain_json
from tests.conformance.shared_cases import CASES, read

ROWS: list[dict[str, str]] = read(CASES / "merge.json")
KEYS = st.sampled_from(["a", "b", "c", "10", "2", "__proto__", ""])
SCALARS = st.sampled_from([None, True, False, 0, 1, 1.5, float("nan"), 2**60, "", "x", "\ud800"])
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


def value(row: dict[str, str], name: str) -> Any:
    return to_plain_json(json_codec.loads(row[name])) if name in row else MISSING


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row["name"]))
def test_shared_case(row: dict[str, str]) -> None:
    before = [json_codec.dumps(value(row, name)) for name in ("mine", "theirs")]
    three = [value(row, name) for name in ("base", "mine", "theirs")]
    assert json_codec.dumps(merge(*three)) == json_codec.dumps(value(row, "result"))
    assert [json_codec.dumps(given) for given in three[1:]] == before, "it changes what it is given"


@given(VALUES, VALUES)
@pytest.mark.slow
def test_who_changed_nothing_takes_the_other(base: Any, changed: Any) -> None:
    base, changed = to_plain_json(base), to_plain_json(changed)
    assert json_equal(merge(base, base, changed), changed)
    assert json_equal(merge(base, changed, base), changed)
    assert json_equal(merge(base, changed, changed), changed)


@given(VALUES, VALUES)
@pytest.mark.slow
def test_same_is_the_same_text(one: Any, other: Any) -> None:
    one, other = to_plain_json(one), to_plain_json(other)
    assert json_equal(one, other) == (json_codec.dumps(one) == json_codec.dumps(other))
    assert json_equal(one, to_plain_json(one))


@given(st.dictionaries(KEYS, SCALARS, max_size=5), st.dictionaries(KEYS, SCALARS, max_size=5))
def test_what_each_added_is_there(mine: dict[str, Any], theirs: dict[str, Any]) -> None:
    merged = merge({}, to_plain_json(mine), to_plain_json(theirs))
    assert set(merged) == set(mine) | set(theirs)
    for name in mine:
        assert json_equal(merged[name], to_plain_json(mine)[name])


def nested(levels: int, innermost: Any) -> Any:
    for _ in range(levels):
        innermost = {"a": innermost}
    return innermost


@pytest.mark.slow
def test_thousands_of_levels_are_taken_whole() -> None:
    base, mine, theirs = ({"deep": nested(5_000, at), "b": 0} for at in (0, 1, 2))
    theirs["b"] = 1
    merged = merge(base, mine, theirs)
    assert merged["b"] == 1
    assert json_equal(merged["deep"], mine["deep"])


def test_below_the_levels_that_are_merged_mine_stays() -> None:
    one, two = nested(100, {"x": 1}), nested(100, {"y": 1})
    assert json_equal(merge(nested(100, {}), one, two), one)


def test_levels_that_a_request_has_are_merged() -> None:
    one, two = nested(40, {"x": 1}), nested(40, {"y": 1})
    assert json_equal(merge(nested(40, {}), one, two), nested(40, {"y": 1, "x": 1}))


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ((), {"a": [{"b": 0}]}),
        (("a",), [{"b": 0}]),
        (("a", 0, "b"), 0),
        (("a", 1), MISSING),
        (("a", "0"), MISSING),
        (("b",), MISSING),
        (("a", 0, "b", "c"), MISSING),
        ((0,), MISSING),
    ],
)
def test_the_value_at_a_path(path: tuple[str | int, ...], expected: Any) -> None:
    assert json_equal(get_path({"a": [{"b": 0}]}, path), expected)
