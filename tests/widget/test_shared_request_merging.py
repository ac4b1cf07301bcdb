"""Writes of pages that did not see each other's: merged once, in one history."""

from __future__ import annotations

import itertools
import random
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from modelpkg_widget.request import json_codec
from modelpkg_widget.widget import shared_request
from modelpkg_widget.widget.shared_request import SharedRequest
from tests.helpers.cpu_time import assert_growth
from tests.widget.value_writes import wire


def test_what_a_page_did_not_see_is_merged() -> None:
    held = SharedRequest()
    held.assign({"a": 1, "b": 1})
    held.assign({"a": 1, "b": 2})
    held.write(wire({"a": 5, "b": 1}, 1))
    assert held.text == '{"a":5,"b":2}'
    assert not held.state()["exact"]


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


def test_many_threads_end_in_one_history() -> None:
    """Each writer has a member of its own: none is lost, whoever wrote in between."""
    held = SharedRequest()
    rounds = 60
    written = itertools.count()

    def page(name: str) -> None:
        chance = random.Random(name)
        seen = held.state()
        for at in range(1, rounds + 1):
            if chance.random() < 0.6:
                seen = held.state()
            while True:
                mine = {**json_codec.loads(seen["text"]), name: at}
                change = held.write(wire(mine, seen["revision"], name, next(written)))
                assert held.revision > seen["revision"]
                if change:
                    break
                seen = held.state()  # what it had seen was forgotten: it writes once more
            assert change.new[name] == at
            seen = {**seen, "text": json_codec.dumps(mine)}

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
                done.result(60)
    finally:
        sys.setswitchinterval(interval)
    assert held.revision == next(written)
    assert held.copy() == {f"p{at}": rounds for at in range(6)}


@pytest.mark.slow
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

    assert_growth(work, 20, times=5, below=3)
    assert shared_request._LONGEST >= 1_000_000


def written(text: str, *, base: int, seq: int, writer: str = "page") -> dict[str, object]:
    return {"text": text, "base": base, "writer": writer, "seq": seq}


def test_a_page_that_goes_on_before_it_was_answered_is_not_merged_with_itself() -> None:
    shared = SharedRequest()
    shared.assign({"l": ["x"]})
    shared.write(written('{"l":["x","y"],"gone":1}', base=1, seq=1))
    shared.write(written('{"l":["x","yy","z"]}', base=1, seq=2))
    assert shared.copy() == {"l": ["x", "yy", "z"]}
    assert shared.state()["exact"] is True


def test_unanswered_writes_of_two_pages_and_the_kernel() -> None:
    shared = SharedRequest()
    shared.assign({"l": ["x"]})
    shared.write(written('{"l":["x"],"one":"a"}', base=1, seq=1, writer="one"))
    shared.write(written('{"l":["x","two"]}', base=1, seq=1, writer="two"))
    shared.assign({**shared.copy(), "kernel": 1})
    shared.write(written('{"l":["x"],"one":"ab"}', base=1, seq=2, writer="one"))
    shared.write(written('{"l":["x","two!"]}', base=1, seq=2, writer="two"))
    assert shared.copy() == {"l": ["x", "two!"], "one": "ab", "kernel": 1}


def test_what_was_not_taken_is_nothing_to_go_on_from() -> None:
    shared = SharedRequest()
    for at in range(200):
        shared.assign({"kernel": at})
    shared.write(written('{"page":1}', base=3, seq=1))  # revision 3 is forgotten
    assert shared.copy() == {"kernel": 199}
    shared.write(written('{"kernel":199,"page":1}', base=shared.revision, seq=2))
    assert shared.copy() == {"kernel": 199, "page": 1}
