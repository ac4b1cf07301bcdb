"""What goes to the pages, and what may come from them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from modelpkg_widget.request import json_codec
from modelpkg_widget.widget.shared_program import shared_program

from .recorded_comm import BAD, GOOD, Make, Wire, changes

pytestmark = pytest.mark.usefixtures("quiet")


def test_a_form_opens_one_comm_with_all_that_a_page_needs(make: Make) -> None:
    form = make({"ModelPackageName": "a"})
    (opened,) = form.comm.frames
    state = opened["data"]["state"]
    assert opened["type"] == "comm_open"
    assert state["value"] == {
        "text": '{"ModelPackageName":"a"}',
        "revision": 1,
        "writer": "kernel",
        "seq": 0,
        "exact": True,
    }
    assert opened["data"]["buffer_paths"] == []
    assert state["page_program"] == f"IPY_MODEL_{shared_program().model_id}"
    assert "valid" not in state
    assert len(json.dumps(state)) < 7_000, "program, tables and style are with the shared widget"


def test_a_write_is_answered_by_a_revision(make: Make) -> None:
    form = make()
    wire = Wire(form)
    wire.write({"ModelPackageName": "a"})
    assert wire.updates() == [
        {
            "value": {
                "text": '{"ModelPackageName":"a"}',
                "revision": 1,
                "writer": "page",
                "seq": 1,
                "exact": True,
            },
            "pending": [],
        }
    ]
    wire.write({"ModelPackageName": "a"})
    (update,) = wire.updates()
    assert update["value"]["revision"] == 2
    assert update["value"]["seq"] == 2


def test_a_write_that_others_did_not_see(make: Make) -> None:
    form = make()
    wire = Wire(form)
    form.value = {"ModelPackageName": "kernel"}
    wire.write({"Domain": "page"}, base=0)
    assert form.value == {"ModelPackageName": "kernel", "Domain": "page"}
    assert wire.updates()[-1]["value"]["exact"] is False


def test_a_write_by_message_counts_once(make: Make) -> None:
    form = make()
    wire = Wire(form)
    row = {"path": ["CustomerMetadataProperties"], "key": "", "text": "x", "code": "key.required"}
    text = '{"Domain":"page"}'
    write = {"base": 0, "writer": "page", "seq": 2}
    message = {**write, "kind": "flush", "request": text}
    wire.message({**message, "kind": "flush", "id": "w", "pending": [row]})
    assert form.value == {"Domain": "page"} and form.pending == [row]
    assert wire.updates()[-1]["last_ack"] == "w"
    form.value = {**form.value, "Task": "kernel"}
    wire.receive({"method": "update", "state": {"value": {"text": text, **write}, "pending": []}})
    assert form.value == {"Domain": "page", "Task": "kernel"} and form.pending == []
    wrong_members = {"request": 7, "base": -1, "writer": "kernel", "seq": 1.5, "pending": "x"}
    for name, wrong in wrong_members.items():
        wire.message({**message, "pending": [row], name: wrong})
    wire.message(message)
    wire.message({**message, "request": "{", "pending": []})
    assert form.value == {"Domain": "page", "Task": "kernel"} and form.pending == []


def test_pending_goes_to_the_other_pages_with_its_request(make: Make) -> None:
    form = make(GOOD)
    wire = Wire(form)
    row = {"path": ["CustomerMetadataProperties"], "key": "", "text": "x", "code": "key.required"}
    seen = changes(form, "value", "pending", "valid")
    wire.write(GOOD, pending=[row])
    (update,) = wire.updates()
    assert update["pending"] == [row]
    assert update["value"]["revision"] == 2
    assert [name for name, _, _ in seen] == ["pending", "valid"]
    assert not form.valid
    wire.write(GOOD, pending=[])
    (update,) = wire.updates()
    assert update["pending"] == []
    assert form.valid


def test_the_page_keeps_its_own_verdicts(make: Make) -> None:
    form = make()
    wire = Wire(form)
    wire.write(BAD)
    assert not form.valid
    (update,) = wire.updates()
    assert set(update) == {"value", "pending"}
    assert form.get_state("issues")["issues"] == []


def test_a_page_sets_request_and_pending_and_nothing_else(make: Make) -> None:
    form = make({"ModelPackageName": "a"})
    wire = Wire(form)
    before = form.get_state()
    forged = {
        "arn": "arn:forged",
        "status": "created",
        "form_data": {},
        "issues": [],
        "package": {"a": 1},
        "target": {"state": "known", "sandbox": True},
        "valid": False,
        "last_ack": "x",
        "_esm": "alert(1)",
        "_css": "*{}",
        "_view_name": None,
        "_model_module": "other",
        "_dom_classes": ["a"],
        "layout": None,
        "comm": None,
        "keys": [],
        "_ledger": None,
    }
    wire.receive({"method": "update", "state": forged})
    form.set_state(forged)
    assert form.get_state() == before
    assert form.valid
    assert wire.updates() == []


WRONG: list[Any] = [None, True, 0, -1, 1.5, "text", "", [], [1], {}, {"a": 1}, [[]], "x" * 100_000]
GARBAGE: list[Any] = [
    *WRONG,
    *({"method": wrong} for wrong in WRONG),
    *({"method": "update", "state": wrong} for wrong in WRONG),
    *({"method": "update", "state": {"value": wrong}} for wrong in WRONG),
    *({"method": "update", "state": {"pending": wrong}} for wrong in WRONG if wrong != []),
    *({"method": "update", "state": {}, "buffer_paths": wrong} for wrong in WRONG),
    {"method": "update", "state": {"value": 1}, "buffer_paths": [["value", "x"], ["no"]]},
    {"method": "echo_update", "state": {"status": "created"}},
    *({"method": "custom", "content": wrong} for wrong in WRONG),
    *({"method": "custom", "content": {"kind": wrong}} for wrong in WRONG),
    *({"method": "custom", "content": {"kind": "submit", "request": wrong}} for wrong in WRONG),
    {"method": "custom", "content": {"kind": "submit"}},
    {"method": "custom", "content": {"kind": "submit", "request": "{}", "pending": 5}},
    {"method": "custom", "content": {"kind": "submit", "request": "{} {}", "base": 0}},
    {"method": "custom", "content": {"kind": "refresh", "arn": "arn:forged"}},
    {"method": "custom", "content": {"kind": "reset", "what": []}},
    {"method": "custom", "content": {"kind": "anywidget-command", "name": "x"}},
    {"method": "custom", "content": {"kind": "hello", "id": "x" * 201}} | {"content": {"id": []}},
]


@pytest.mark.parametrize("data", GARBAGE, ids=lambda data: repr(data)[:70])
def test_what_a_page_sends_changes_nothing_unless_it_is_well_formed(make: Make, data: Any) -> None:
    form = make({"ModelPackageName": "a"})
    wire = Wire(form)
    before = form.get_state()
    wire.receive(data, [b"x"])
    assert form.get_state() == before
    assert wire.updates() == []


@pytest.mark.parametrize(
    "message",
    [None, {}, [], {"content": None}, {"content": {}}, {"content": {"data": {}}}, {"buffers": 5}],
)
def test_messages_without_content(make: Make, message: Any) -> None:
    form = make()
    form._handle_msg(message)
    assert form.value == {}


def test_a_page_may_ask_for_everything_once_more(make: Make) -> None:
    form = make({"ModelPackageName": "a"})
    wire = Wire(form)
    wire.receive({"method": "request_state"})
    (state,) = wire.updates()
    assert state["value"]["text"] == '{"ModelPackageName":"a"}'
    assert "_esm" in state


@pytest.mark.slow
def test_failing_observer_is_logged_and_harms_nothing(
    make: Make, caplog: pytest.LogCaptureFixture
) -> None:
    form = make()
    wire = Wire(form)

    def fail(_: object) -> None:
        raise RuntimeError("the observer's own")

    form.observe(fail, "value")
    with pytest.raises(RuntimeError, match="the observer's own"):
        form.value = {"a": 1}
    wire.write({"a": 2})
    assert "the observer's own" in caplog.text
    caplog.clear()
    form.unobserve(fail, "value")
    form.value = BAD
    assert not form.valid
    assert wire.updates()[-1]["value"]["text"] == json_codec.dumps(BAD)
