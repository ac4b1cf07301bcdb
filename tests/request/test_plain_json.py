"""What enters becomes plain JSON. What is refused, and where, is in test_validation.py."""

from __future__ import annotations

import enum
import math
from collections import OrderedDict, UserDict
from fractions import Fraction
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modelpkg_widget.request.plain_json import SAFE_INTEGER, NotSerializableError, to_plain_json


class Text(str, enum.Enum):
    A = "a"


class Number(enum.IntEnum):
    ONE = 1


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        (None, None),
        (True, True),
        ("", ""),
        (1.0, 1),
        (-0.0, 0),
        (1.5, 1.5),
        (float(SAFE_INTEGER), SAFE_INTEGER),
        (2.0**53, 2.0**53),
        (1e300, 1e300),
        (10**400, 10**400),
        (Fraction(4, 2), 2),
        (Fraction(1, 2), 0.5),
        ((1, (2.0,)), [1, [2]]),
        (Text.A, "a"),
        ({Text.A: Number.ONE}, {"a": 1}),
        (MappingProxyType({"a": [UserDict({"b": 1})]}), {"a": [{"b": 1}]}),
    ],
)
def test_normal(given_: Any, expected: Any) -> None:
    found = to_plain_json(given_)
    assert found == expected
    assert same_types(found, expected)


def same_types(one: Any, other: Any) -> bool:
    """1, 1.0 and True are equal in Python, and three things in JSON."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return all(type(key) is str and same_types(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return all(same_types(*pair) for pair in zip(one, other, strict=True))
    return True


def test_infinities_and_nan_stay_for_the_check_to_name() -> None:
    assert to_plain_json(math.inf) == math.inf
    assert to_plain_json(-math.inf) == -math.inf
    assert math.isnan(to_plain_json([math.nan])[0])


def test_keys_keep_their_order_at_every_depth() -> None:
    keys = ["10", "2", "__proto__", "b", "a", "1"]
    given_ = OrderedDict((key, OrderedDict.fromkeys(reversed(keys), 1)) for key in keys)
    found = to_plain_json(given_)
    assert list(found) == keys
    assert [list(child) for child in found.values()] == [keys[::-1]] * len(keys)


def test_the_result_is_a_copy() -> None:
    given_ = {"a": [{"b": 1}]}
    found = to_plain_json(given_)
    found["a"][0]["b"] = 2
    found["a"].append(3)
    assert given_ == {"a": [{"b": 1}]}


def test_one_object_in_two_places_becomes_two() -> None:
    tag = {"Key": "a"}
    found = to_plain_json([tag, tag])
    assert found == [tag, tag]
    assert found[0] is not found[1]


def test_an_object_that_comes_back_on_another_branch_is_no_cycle() -> None:
    inner: list[Any] = []
    assert to_plain_json({"a": [inner], "b": {"c": inner}}) == {"a": [[]], "b": {"c": []}}


def test_a_refusal_names_place_and_kind() -> None:
    with pytest.raises(
        NotSerializableError, match=r"^Tags\[1\]\.Value is a Python set, which"
    ) as refused:
        to_plain_json({"Tags": [{"Value": "x"}, {"Key": "k", "Value": set()}]})
    assert refused.value.path == ("Tags", 1, "Value")
    assert (refused.value.code, refused.value.kind) == ("json", "set")


def test_the_first_refusal_names_the_request() -> None:
    with pytest.raises(NotSerializableError, match=r"^The request has a key that is a Python int"):
        to_plain_json({1: 1})


def test_depth_is_no_limit() -> None:
    value: Any = []
    for _ in range(30_000):
        value = [value]
    found = to_plain_json(value)
    depth = 0
    while found:
        found, depth = found[0], depth + 1
    assert depth == 30_000


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


@given(JSON)
@pytest.mark.slow
def test_plain_json_stays_what_it_is(value: Any) -> None:
    found = to_plain_json(value)
    assert found == value
    assert same_types(found, value)
    assert to_plain_json(found) == found
