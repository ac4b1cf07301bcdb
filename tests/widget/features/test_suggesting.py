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
LOOK = {"kind": "look", "id": "7", "asker": "a", "number": 1, "what": "groups", "text": ""}


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
    assert {name: content[name] for name in ("kind", "asker", "number", "more", "problem")} == {
        "kind": "found",
        "asker": "a",
        "number": 1,
        "more": False,
        "problem": None,
    }
    assert [offer["value"] for offer in content["things"]] == [aws.group]
    assert form.get_state() == {**state, "last_ack": "7"}
    assert form.value == {}


@pytest.mark.parametrize(
    "wrong",
    [
        {"asker": ""},
        {"asker": 5},
        {"number": "1"},
        {"number": -1},
        {"number": True},
        {"what": []},
        {"what": "nonsense"},
        {"what": "__class__"},
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
    wire.message({**LOOK, "asker": "b"})
    until(lambda: said(wire))
    assert [content["asker"] for content in said(wire)] == ["b"]
