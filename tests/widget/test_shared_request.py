from __future__ import annotations

import random
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from modelpkg_widget.request import json_codec
from modelpkg_widget.request.plain_json import NotSerializableError
from modelpkg_widget.widget import shared_request
from modelpkg_widget.widget.shared_request import SharedRequest
from tests.helpers.cpu_time import growth


def wire(value: Any, base: int, writer: str = "page", seq: int = 1) -> dict[str, Any]:
    text = value if isinstance(value, str) else json_codec.dumps(value)
    return {"text": text, "base": base, "writer": writer, "seq": seq}


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


def test_what_a_page_did_not_see_is_merged() -> None:
    held = SharedRequest()
    held.assign({"a": 1, "b": 1})
    held.assign({"a": 1, "b": 2})
    held.write(wire({"a": 5, "b": 1}, 1))
    assert held.text == '{"a":5,"b":2}'
    assert not held.state()["exact"]


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


def test_a_page_that_slept_undoes_nothing() -> None:
    held = SharedRequest()
    held.write(wire({"a": 1}, 0))
    for at in range(200):
        held.assign({"a": 1, "b": at})
    before = held.text
    assert held.write(wire({"a": 2, "c": 1}, 1, seq=9)) is None
    # Not taken: the page is sent the request, merges, and writes on what it now knows.
    assert held.text == before
    assert held.state() == {
        "text": before,
        "revision": 202,
        "writer": "",
        "seq": 0,
        "exact": True,
    }
    held.write(wire({"a": 2, "b": 199, "c": 1}, 202, seq=10))
    assert held.text == '{"a":2,"b":199,"c":1}'


def test_its_memory_is_bounded_by_revisions_and_by_characters() -> None:
    held = SharedRequest()
    for at in range(300):
        held.assign({"a": "x" * 1000, "b": at})
    assert len(held._history) <= 64
    for at in range(20):
        held.assign({"a": "x" * 1_000_000, "b": at})
        assert sum(map(len, held._history.values())) == held._remembered <= 9_000_000
    held.assign({"a": "y" * 9_000_000})
    assert list(held._history) == [held.revision]
    held.assign({})
    held.write(wire({"b": 1}, held.revision))
    assert held.state()["exact"]


def test_thousands_of_levels_are_kept() -> None:
    held = SharedRequest()
    deep = "[" * 2000 + "]" * 2000
    held.write(wire(f'{{"a":{deep}}}', 0))
    assert held.text == f'{{"a":{deep}}}'
    other = "[" * 2000 + "1" + "]" * 2000
    held.write(wire(f'{{"a":{other},"b":1}}', 0))
    assert held.text == f'{{"a":{other},"b":1}}'


def test_many_threads_end_in_one_history() -> None:
    """Each writer has a member of its own: none is lost, whoever wrote in between."""
    held = SharedRequest()
    rounds = 60

    def page(name: str) -> None:
        chance = random.Random(name)
        seen = held.state()
        for at in range(1, rounds + 1):
            if chance.random() < 0.6 or held.revision - seen["revision"] > 40:
                seen = held.state()
            mine = json_codec.loads(seen["text"])
            mine[name] = at
            held.write(wire(mine, seen["revision"], name, at))
            seen = {"text": json_codec.dumps(mine), "revision": seen["revision"]}
            after = held.state()
            assert after["revision"] > seen["revision"]

    def reader() -> None:
        last = 0
        for _ in range(500):
            state = held.state()
            assert state["revision"] >= last
            last = state["revision"]
            json_codec.loads(state["text"])
            held.copy()

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        with ThreadPoolExecutor(7) as pool:
            work = [pool.submit(page, f"p{at}") for at in range(6)] + [pool.submit(reader)]
            for done in work:
                done.result(30)
    finally:
        sys.setswitchinterval(interval)
    assert held.revision == 6 * rounds
    assert held.copy() == {f"p{at}": rounds for at in range(6)}


def test_a_stale_write_costs_no_more_than_its_length() -> None:
    def work(size: int) -> None:
        held = SharedRequest()
        request = {
            f"member{at}": [{"Key": "k" * 40, "Value": "v" * 40}] * 100 for at in range(size)
        }
        held.assign(request)
        base = held.revision
        held.assign({**request, "member0": []})
        held.write(wire(json_codec.dumps({**request, "member1": "mine"}), base))
        assert held.copy()["member0"] == []
        assert held.copy()["member1"] == "mine"

    assert growth(work, 20, times=5) < 3
    assert shared_request._LONGEST >= 1_000_000


def written(text: str, *, base: int, seq: int, writer: str = "page") -> dict[str, object]:
    return {"text": text, "base": base, "writer": writer, "seq": seq}


def test_a_page_that_goes_on_before_it_was_answered_is_not_merged_with_itself() -> None:
    ledger = SharedRequest()
    ledger.assign({"l": ["x"]})
    ledger.write(written('{"l":["x","y"],"gone":1}', base=1, seq=1))
    ledger.write(written('{"l":["x","yy","z"]}', base=1, seq=2))
    assert ledger.copy() == {"l": ["x", "yy", "z"]}
    assert ledger.state()["exact"] is True


def test_unanswered_writes_of_two_pages_and_the_kernel() -> None:
    ledger = SharedRequest()
    ledger.assign({"l": ["x"]})
    ledger.write(written('{"l":["x"],"one":"a"}', base=1, seq=1, writer="one"))
    ledger.write(written('{"l":["x","two"]}', base=1, seq=1, writer="two"))
    ledger.assign({**ledger.copy(), "kernel": 1})
    ledger.write(written('{"l":["x"],"one":"ab"}', base=1, seq=2, writer="one"))
    ledger.write(written('{"l":["x","two!"]}', base=1, seq=2, writer="two"))
    assert ledger.copy() == {"l": ["x", "two!"], "one": "ab", "kernel": 1}


def test_what_was_not_taken_is_nothing_to_go_on_from() -> None:
    ledger = SharedRequest()
    for at in range(200):
        ledger.assign({"kernel": at})
    ledger.write(written('{"page":1}', base=3, seq=1))  # revision 3 is forgotten
    assert ledger.copy() == {"kernel": 199}
    ledger.write(written('{"kernel":199,"page":1}', base=ledger.revision, seq=2))
    assert ledger.copy() == {"kernel": 199, "page": 1}
