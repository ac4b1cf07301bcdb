"""The request that a kernel and its pages share: assignments, writes, revisions."""

from __future__ import annotations

from typing import Any

import pytest

from modelpkg_widget.request import json_codec
from modelpkg_widget.request.plain_json import NotSerializableError
from modelpkg_widget.widget.shared_request import SharedRequest
from tests.widget.value_writes import wire


def test_it_begins_empty() -> None:
    state = SharedRequest().state()
    assert state == {"text": "{}", "revision": 0, "writer": "kernel", "seq": 0, "exact": True}


def test_an_assignment_makes_a_revision() -> None:
    held = SharedRequest()
    step = held.assign({"a": 1})
    assert step and (step.old, step.new) == ({}, {"a": 1})
    assert held.state() == {
        "text": '{"a":1}',
        "revision": 1,
        "writer": "kernel",
        "seq": 0,
        "exact": True,
    }
    assert held.assign({"a": 1.0}) is None
    assert held.revision == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"a": 1}, {"a": True}),
        ({"a": 0}, {"a": False}),
        ({"a": [1]}, {"a": [True]}),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
        ({}, []),
        ({"a": ""}, {}),
        ({"a": None}, {}),
    ],
)
def test_another_text_is_another_request(one: Any, other: Any) -> None:
    held = SharedRequest()
    held.assign(one)
    assert held.assign(other)
    assert held.text == json_codec.dumps(other)


def test_key_order_is_kept() -> None:
    held = SharedRequest()
    text = '{"10":1,"2":{"z":1,"a":2},"__proto__":3,"":4}'
    held.write(wire(text, 0))
    assert held.text == text
    assert json_codec.dumps(held.copy()) == text


def test_what_it_gives_is_the_callers_own() -> None:
    held = SharedRequest()
    given = {"a": [1]}
    step = held.assign(given)
    assert step
    given["a"].append(2)
    held.copy()["a"].append(3)
    step.new["a"].append(4)
    later = held.assign({"b": 1})
    assert later and later.old == {"a": [1]}
    later.new["b"] = 5
    assert held.copy() == {"b": 1}


def test_what_json_cannot_hold_changes_nothing() -> None:
    held = SharedRequest()
    with pytest.raises(NotSerializableError, match="A is a Python set"):
        held.assign({"A": {1}})
    assert held.revision == 0


def test_a_page_writes_on_what_it_saw() -> None:
    held = SharedRequest()
    held.assign({"a": 1})
    step = held.write(wire({"a": 2}, 1, seq=7))
    assert step and (step.old, step.new) == ({"a": 1}, {"a": 2})
    assert held.state() == {
        "text": '{"a":2}',
        "revision": 2,
        "writer": "page",
        "seq": 7,
        "exact": True,
    }


def test_each_write_is_answered_even_when_it_says_the_same() -> None:
    held = SharedRequest()
    held.assign({"a": 1})
    assert held.write(wire({"a": 1}, 1, seq=3)) is None
    assert held.state()["revision"] == 2
    assert held.state()["seq"] == 3
    assert held.write(wire({"a": 1}, 0, seq=4)) is None
    assert held.state()["revision"] == 3


GARBAGE: list[Any] = [
    None,
    5,
    "text",
    [],
    {},
    {"text": "{}"},
    wire("{}", 0) | {"text": None},
    wire("{}", 0) | {"text": {"a": 1}},
    wire("{}", 0) | {"text": b"{}"},
    wire("", 0),
    wire("{", 0),
    wire('{"a":1,"a":2}', 0),
    wire("{} {}", 0),
    wire("{'a':1}", 0),
    wire('"\x00"', 0),
    wire({"b": 1}, -1),
    wire({"b": 1}, 2),
    wire({"b": 1}, 10**30),
    wire({"b": 1}, 1) | {"base": 1.0},
    wire({"b": 1}, 1) | {"base": True},
    wire({"b": 1}, 1) | {"base": "1"},
    wire({"b": 1}, 1) | {"base": None},
    wire({"b": 1}, 1) | {"base": [1]},
    wire({"b": 1}, 1) | {"seq": None},
    wire({"b": 1}, 1) | {"seq": -1},
    wire({"b": 1}, 1) | {"seq": 0.5},
    wire({"b": 1}, 1) | {"seq": False},
    wire({"b": 1}, 1) | {"seq": 2**53},
    wire({"b": 1}, 1) | {"writer": None},
    wire({"b": 1}, 1) | {"writer": 5},
    wire({"b": 1}, 1, writer="x" * 201),
    wire({"b": 1}, 1, writer="kernel"),
    wire('"' + "x" * 10_000_000 + '"', 1),
]


@pytest.mark.parametrize("given", GARBAGE, ids=lambda given: repr(given)[:60])
def test_what_is_no_write_changes_nothing(given: Any) -> None:
    held = SharedRequest()
    held.assign({"a": 1})
    before = held.state()
    assert held.write(given) is None
    assert held.state() == before
    assert held.copy() == {"a": 1}


def test_thousands_of_levels_are_kept() -> None:
    held = SharedRequest()
    deep = "[" * 2000 + "]" * 2000
    held.write(wire(f'{{"a":{deep}}}', 0))
    assert held.text == f'{{"a":{deep}}}'
    other = "[" * 2000 + "1" + "]" * 2000
    held.write(wire(f'{{"a":{other},"b":1}}', 0))
    assert held.text == f'{{"a":{other},"b":1}}'


def removed_by_the_first(*writers: str) -> bool:
    """Whether ``first`` can take back its own write, after all of these wrote on the same base."""
    held = SharedRequest()
    for at, writer in enumerate(("first", *writers)):
        held.write(wire({writer: at}, 0, seq=at, writer=writer))
    held.write(wire({}, 0, seq=99, writer="first"))
    return "first" not in held.view()


OTHERS = [f"page {number}" for number in range(8)]


def test_a_page_that_was_not_answered_yet_can_take_its_write_back() -> None:
    """What a page wrote last is remembered of eight pages: it removes what it has added itself."""
    assert removed_by_the_first()
    assert removed_by_the_first(*OTHERS[:7])


def test_of_a_ninth_page_the_one_that_wrote_least_recently_is_forgotten() -> None:
    assert not removed_by_the_first(*OTHERS)
    assert removed_by_the_first(*OTHERS[:7], "first", OTHERS[7])
