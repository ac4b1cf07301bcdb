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

ASK = {"kind": "preview", "id": "1", "view_id": "page", "request_id": 1, "source": "text"}
APPLY = {"kind": "apply_preview", "view_id": "page", "request_id": 1}


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
    answer = answered(wire, {**ASK, "text": text, "file": "train.py"})
    assert (answer["source"], answer["problem"]) == ("train.py", "")
    assert json.loads(answer["base"]) == {"Domain": "read"}
    assert json.loads(answer["merged"]) == {"Domain": "read", "Task": "x"}
    assert [row["path"] for row in answer["unresolved"]] == [["SourceUri"]]
    assert [row["path"] for row in answer["coerced"]] == [["Domain"]]
    assert form.value == {"Domain": "typed", "Task": "x"}, "nothing was taken yet"
    assert "train.py" not in json.dumps(form.loaded)

    form.value = {"Domain": "typed", "Task": "later"}
    wire.message({**APPLY, "id": "2", "merge": True})
    assert form.value == {"Domain": "read", "Task": "later"}
    assert form.loaded["source"] == "train.py"
    wire.message({**APPLY, "id": "3"})
    assert form.value == {"Domain": "read"}


def test_what_is_not_known_any_more_is_said(make: Make) -> None:
    form = make({"Domain": "typed"})
    wire = Wire(form)
    answered(wire, {**ASK, "text": '{"Domain": "read"}'})
    for more in ({"request_id": 2}, {"view_id": "other"}):
        answer = answered(wire, {**APPLY, "id": "2", **more}, 2)
        assert "Load it again" in answer["problem"]
    assert form.value == {"Domain": "typed"}


def test_what_cannot_be_read_is_said(make: Make, quiet: None) -> None:
    wire = Wire(make({"Domain": "typed"}))
    answer = answered(wire, {**ASK, "text": "{", "file": "a.json"})
    assert answer["problem"].startswith("a.json: No CreateModelPackage request found")
    assert answer["base"] == answer["merged"] == ""
    answer = answered(wire, {**ASK, "request_id": 2, "text": "a: !!python/object:x y"}, 2)
    assert "isn't supported" in answer["problem"]


@pytest.mark.slow
def test_what_aws_has_is_shown(make: Make, aws: Sandbox) -> None:
    form = make({"ModelPackageGroupName": aws.group}, client=aws.client("sagemaker"))
    wire = Wire(form)
    answer = answered(wire, {**ASK, "source": "training_job", "text": aws.training_job})
    assert answer["is_partial"] is True
    assert set(json.loads(answer["base"])) == {"InferenceSpecification"}
    assert set(json.loads(answer["merged"])) == {"ModelPackageGroupName", "InferenceSpecification"}
    answer = answered(wire, {**ASK, "request_id": 2, "source": "package", "text": "none"}, 2)
    assert "doesn't exist" in answer["problem"]
    job = {"source": "training_job", "name": aws.training_job}
    wire.message({"kind": "load", "id": "5", **job, "merge": True})
    until(lambda: form.loaded["source"] == f"training job {aws.training_job}")
    assert form.value["ModelPackageGroupName"] == aws.group


@pytest.mark.parametrize(
    "message",
    [
        {"text": 5}, {"text": "x" * 1_000_001}, {"source": "group", "text": ""}, {},
        {"source": "package", "text": "x" * 2049}, {"source": "group", "text": ["a"]},
        {"source": "file", "text": "a"}, {"source": ["text"], "text": "a"},
        {"source": None, "text": "a"}, {"text": "a", "file": "x" * 256},
        {"text": "a", "view_id": ""}, {"text": "a", "view_id": "x" * 9999},
        {"text": "a", "request_id": -1}, {"text": "a", "request_id": True},
    ],
)  # fmt: skip
def test_what_is_not_well_formed_is_passed_over(
    make: Make, quiet: None, message: dict[str, Any]
) -> None:
    form = make({"Domain": "typed"})
    wire = Wire(form)
    wire.message({**ASK, **message})
    wire.message({**APPLY, "id": "1", **message, "request_id": message.get("request_id", "1")})
    assert previews(wire) == []
    assert form.value == {"Domain": "typed"}
    assert form.last_ack == "1"


def test_a_page_that_asks_much_is_answered_the_last(make: Make) -> None:
    shown: list[PreviewQuery] = []
    form = make()
    registered: RegisteredLoader = form._controller.loading.registered
    previews = Previews(registered, lambda query, _: shown.append(query))
    for number in range(50):
        previews.look(PreviewQuery("page", number, f"Domain: a{number}\n"))
    until(lambda: previews.found("page", 49))
    assert shown[-1].request_id == 49
    for page in range(20):
        previews.look(PreviewQuery(f"page {page}", 1, "Domain: b\n"))
    until(lambda: previews.found("page 19", 1))
    assert previews.found("page", 49) is None, "few are kept"
