"""JSON as text, against the standard library's reader and writer."""

from __future__ import annotations

import json
import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from modelpkg_widget.request.json_codec import JsonTextError, dumps, loads

SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.just("\ud800")
JSON = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


@given(JSON, st.sampled_from([None, 0, 1, 2, 4]))
@settings(max_examples=150)
@pytest.mark.slow
def test_written_as_the_standard_library_does(value: Any, indent: int | None) -> None:
    separators = (",", ":") if indent is None else None
    assert dumps(value, indent=indent) == json.dumps(value, indent=indent, separators=separators)


@given(JSON, st.sampled_from([None, 2]), st.booleans())
@settings(max_examples=150)
@pytest.mark.slow
def test_read_as_the_standard_library_does(value: Any, indent: int | None, ascii_: bool) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_)
    found, expected = loads(text), json.loads(text)
    assert repr(found) == repr(expected)  # tells 1 from 1.0 and True, and compares NaN


@given(st.text(alphabet='{}[]",:0123456789.eE+-truefalsn \n\\u"aN', max_size=12))
@settings(max_examples=400)
@pytest.mark.slow
def test_text_that_is_nearly_json_has_the_verdict_of_the_standard_library(text: str) -> None:
    assert outcome(loads, text) == outcome(strict, text), text


@pytest.mark.soak
@given(st.text(alphabet='{}[]",:01.eE+-truefalsn \n\\u"aN', max_size=30))
def test_text_that_is_nearly_json_for_long(text: str) -> None:
    assert outcome(loads, text) == outcome(strict, text), text


def strict(text: str) -> Any:
    return json.loads(text, object_pairs_hook=once)


def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        raise ValueError
    return made


def outcome(read: Any, text: str) -> str:
    try:
        return repr(read(text))
    except ValueError:
        return "no JSON"


@pytest.mark.parametrize(
    ("text", "where", "why"),
    [
        ("", "line 1, column 1: ", "ends here"),
        ("   ", "line 1, column 4: ", "ends here"),
        ("x", "line 1, column 1: ", "found 'x'"),
        ("[1,]", "line 1, column 4 in [1]: ", "found ']'"),
        ("[1 2]", "line 1, column 4 in [0]: ", "expected ',' or ']'"),
        ('{"a": 1,\n "b": }', "line 2, column 7 in b: ", "found '}'"),
        ('{"a": 1,\n}', "line 2, column 1 in a: ", "expected a key in double quotes"),
        ('{"a" 1}', "line 1, column 6 in a: ", "expected ':'"),
        ('{"A": [0, {"B": tru}]}', "line 1, column 17 in A[1].B: ", "found 't'"),
        ('{"a": 1, "a": 2}', "line 1, column 10 in a: ", "the key 'a' appears twice"),
        (
            '{"A": {"x": 1, "y": 2, "x": 3}}',
            "line 1, column 24 in A.x: ",
            "the key 'x' appears twice",
        ),
        ("1 1", "line 1, column 3: ", "more text"),
        ("{} x", "line 1, column 4: ", "more text"),
        ('"a\nb"', "line 1, column 3: ", "ontrol character"),
        ('"abc', "line 1, column 1: ", "nterminated string"),
        ('["\\x"]', "line 1, column 3 in [0]: ", "escape"),
        ("01", "line 1, column 2: ", "more text"),
        ("-", "line 1, column 1: ", "found '-'"),
        ("'a'", "line 1, column 1: ", "found"),
        ("[1\n,\n\n2 3]", "line 4, column 3 in [1]: ", "expected"),
    ],
)
def test_a_mistake_is_named_with_its_place(text: str, where: str, why: str) -> None:
    with pytest.raises(JsonTextError) as refused:
        loads(text)
    message = str(refused.value)
    assert message.startswith(where)
    assert why in message
    assert f"line {refused.value.line}, column {refused.value.column}" in message


def test_a_byte_order_mark_is_passed_over_at_the_start_only() -> None:
    assert loads("\ufeff{}") == {}
    with pytest.raises(JsonTextError):
        loads("{}\ufeff")


def test_order_and_odd_keys() -> None:
    text = '{"10":1,"2":{"__proto__":[],"constructor":{}},"":null,"1":"\\ud800"}'
    assert dumps(loads(text)) == text
    assert list(loads(text)) == ["10", "2", "", "1"]


@pytest.mark.parametrize("pair", ["[]", "{}"])
@pytest.mark.slow
def test_depth_is_no_limit(pair: str) -> None:
    step = pair[0] if pair == "[]" else '{"a":'
    text = step * 30_000 + ("" if pair == "[]" else "1") + pair[1] * 30_000
    assert dumps(loads(text)) == text


def test_depth_with_a_mistake_at_its_end() -> None:
    with pytest.raises(JsonTextError, match="the text ends here"):
        loads("[" * 2_000)


@pytest.mark.parametrize("digits", [300, 3_999, 4_300, 5_000, 100_000])
def test_numbers_of_many_digits(digits: int) -> None:
    """Exact as long as Python itself reads them, then too large for anything."""
    found = loads("-" + "9" * digits)
    assert found == (-(10**digits) + 1 if digits < 3_999 else -math.inf)
    assert loads(dumps(found)) == found


def test_an_integer_that_python_does_not_write_is_written() -> None:
    assert dumps(10**5_000) == "Infinity"
    assert dumps(-(10**5_000)) == "-Infinity"
    assert dumps(10**3_000) == "1" + "0" * 3_000


def test_what_is_not_a_number_is_read_so_that_its_place_can_be_named() -> None:
    found = loads("[NaN, Infinity, -Infinity, 1e400]")
    assert math.isnan(found[0])
    assert found[1:] == [math.inf, -math.inf, math.inf]


def test_a_megabyte_is_read_and_written_back() -> None:
    value = {"text": "a\n😀" * 100_000, "list": list(range(50_000))}
    assert loads(dumps(value)) == value
