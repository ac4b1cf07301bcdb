"""What a page wants to see before it is taken: a text, or what AWS has."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from modelpkg_widget.fake_aws import Sandbox
from modelpkg_widget.importers.previews import PreviewQuery, Previews
from modelpkg_widget.importers.sagemaker import RegisteredLoader
from tests.helpers.sandboxes import fresh
from tests.widget.recorded_comm import Make, Wire
from tests.widget.scripted_client import until

ASK = {"kind": "preview", "id": "1", "asker": "page", "number": 1}


@pytest.fixture(scope="module")
def aws() -> Iterator[Sandbox]:
    with fresh() as made:
        yield made


def previews(wire: Wire) -> list[dict[str, Any]]:
    said = [frame["data"].get("content") for frame in wire.frames]
    return [content for content in said if content and content.get("kind") == "preview"]


def answered(wire: Wire, message: dict[str, Any], count: int = 1) -> dict[str, Any]:
    wire.message(message)
    until(lambda: len(previews(wire)) >= count)
    return previews(wire)[-1]


def test_a_text_is_shown_then_taken(make: Make) -> None:
    form = make({"Domain": "typed", "Task": "x"})
    wire = Wire(form)
    text = "c.create_model_package(domain='read', SourceUri=uri)"
    told = answered(wire, {**ASK, "text": text, "name": "train.py"})
    assert (told["source"], told["problem"]) == ("train.py", "")
    assert json.loads(told["base"]) == {"Domain": "read"}
    assert json.loads(told["over"]) == {"Domain": "read", "Task": "x"}
    assert [row["path"] for row in told["unresolved"]] == [["SourceUri"]]
    assert [row["path"] for row in told["coerced"]] == [["Domain"]]
    assert form.value == {"Domain": "typed", "Task": "x"}, "nothing was taken yet"
    assert "train.py" not in json.dumps(form.loaded)

    form.value = {"Domain": "typed", "Task": "later"}
    wire.message({"kind": "take", "id": "2", "asker": "page", "number": 1, "merge": True})
    assert form.value == {"Domain": "read", "Task": "later"}
    assert form.loaded["source"] == "train.py"
    wire.message({"kind": "take", "id": "3", "asker": "page", "number": 1})
    assert form.value == {"Domain": "read"}


def test_what_is_not_known_any_more_is_said(make: Make) -> None:
    form = make({"Domain": "typed"})
    wire = Wire(form)
    answered(wire, {**ASK, "text": '{"Domain": "read"}'})
    for more in ({"number": 2}, {"asker": "other"}):
        told = answered(wire, {"kind": "take", "id": "2", "asker": "page", "number": 1, **more}, 2)
        assert "Load it again" in told["problem"]
    assert form.value == {"Domain": "typed"}


def test_what_cannot_be_read_is_said(make: Make, quiet: None) -> None:
    wire = Wire(make({"Domain": "typed"}))
    told = answered(wire, {**ASK, "text": "{", "name": "a.json"})
    assert told["problem"].startswith("a.json: This is no request")
    assert "base" not in told
    told = answered(wire, {**ASK, "number": 2, "text": "a: !!python/object:x y"}, 2)
    assert "is not read" in told["problem"]


def test_what_aws_has_is_shown(make: Make, aws: Sandbox) -> None:
    form = make({"ModelPackageGroupName": aws.group}, client=aws.client("sagemaker"))
    wire = Wire(form)
    told = answered(wire, {**ASK, "training_job": aws.training_job})
    assert told["part"] is True
    assert set(json.loads(told["base"])) == {"InferenceSpecification"}
    assert set(json.loads(told["over"])) == {"ModelPackageGroupName", "InferenceSpecification"}
    told = answered(wire, {**ASK, "number": 2, "package": "no-such-package"}, 2)
    assert "does not exist" in told["problem"]
    wire.message({"kind": "load", "id": "5", "training_job": aws.training_job, "merge": True})
    until(lambda: form.loaded["source"] == f"the training job {aws.training_job}")
    assert form.value["ModelPackageGroupName"] == aws.group


@pytest.mark.parametrize(
    "message",
    [
        {"text": 5}, {"text": "x" * 1_000_001}, {"group": ""}, {"group": "a", "package": "b"},
        {"group": "a", "text": "b"}, {"group": ["a"]}, {}, {"text": "a", "asker": ""},
        {"text": "a", "number": -1}, {"text": "a", "number": True},
        {"text": "a", "asker": "x" * 9999},
    ],
)  # fmt: skip
def test_what_is_not_well_formed_is_passed_over(
    make: Make, quiet: None, message: dict[str, Any]
) -> None:
    form = make({"Domain": "typed"})
    wire = Wire(form)
    wire.message({**ASK, **message})
    wire.message({**ASK, "kind": "take", **message, "number": message.get("number", "1")})
    assert previews(wire) == []
    assert form.value == {"Domain": "typed"}
    assert form.last_ack == "1"


def test_a_page_that_asks_much_is_answered_the_last(make: Make) -> None:
    told: list[PreviewQuery] = []
    form = make()
    registered: RegisteredLoader = form._controller.loading.registered
    asked = Previews(registered, lambda wanted, _: told.append(wanted))
    for number in range(50):
        asked.look(PreviewQuery("page", number, f"Domain: a{number}\n"))
    until(lambda: asked.found("page", 49))
    assert told[-1].number == 49
    for page in range(20):
        asked.look(PreviewQuery(f"page {page}", 1, "Domain: b\n"))
    until(lambda: asked.found("page 19", 1))
    assert asked.found("page", 49) is None, "few are kept"
