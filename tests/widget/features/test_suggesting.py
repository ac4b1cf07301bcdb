"""What pages ask the form about the account, and what comes back without being saved."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from modelpkg_widget.fake_aws import Sandbox
from tests.helpers.sandboxes import fresh
from tests.widget.recorded_comm import Make, Wire
from tests.widget.scripted_client import until

pytestmark = pytest.mark.usefixtures("quiet")
LOOK = {
    "kind": "list_resources",
    "id": "7",
    "view_id": "a",
    "request_id": 1,
    "source": "groups",
    "text": "",
}


@pytest.fixture(scope="module")
def aws() -> Iterator[Sandbox]:
    with fresh() as made:
        yield made


def said(wire: Wire) -> list[dict[str, Any]]:
    data = [frame["data"] for frame in wire.frames]
    return [one["content"] for one in data if one["method"] == "custom"]


def test_an_answer_is_said_and_is_no_state(make: Make, aws: Sandbox) -> None:
    form = make(session=aws.session)
    wire = Wire(form)
    state = form.get_state()
    wire.message(LOOK)
    assert form.last_ack == "7"  # before AWS has answered
    until(lambda: said(wire))
    (content,) = said(wire)
    assert {
        name: content[name] for name in ("kind", "view_id", "request_id", "more", "problem")
    } == {
        "kind": "resources",
        "view_id": "a",
        "request_id": 1,
        "more": False,
        "problem": None,
    }
    assert [offer["value"] for offer in content["suggestions"]] == [aws.group]
    assert form.get_state() == {**state, "last_ack": "7"}
    assert form.value == {}


@pytest.mark.parametrize(
    "wrong",
    [
        {"view_id": ""},
        {"view_id": 5},
        {"request_id": "1"},
        {"request_id": -1},
        {"request_id": True},
        {"source": []},
        {"source": "nonsense"},
        {"source": "__class__"},
        {"text": None},
        {"text": "x" * 2049},
        {"skip": -1},
        {"skip": 1e9},
        {"skip": 100_001},
    ],
)
def test_what_is_no_question_is_not_answered(
    make: Make, aws: Sandbox, wrong: dict[str, Any]
) -> None:
    wire = Wire(make(session=aws.session))
    wire.message({**LOOK, **wrong})
    wire.message({**LOOK, "view_id": "b"})
    until(lambda: said(wire))
    assert [content["view_id"] for content in said(wire)] == ["b"]
