"""The controller of a form, without Jupyter: no widget, no comm."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from modelpkg_widget.aws.sagemaker import SageMaker
from modelpkg_widget.request.plain_json import Json
from modelpkg_widget.widget.controller import FormController
from modelpkg_widget.widget.display import Change, Display
from modelpkg_widget.widget.features.base import Feature
from modelpkg_widget.widget.features.message_base import Message

from .recorded_comm import GOOD
from .scripted_client import ARN, Client, until


@dataclass
class Recorder:
    """A display that keeps what it is told."""

    traits: dict[str, Any] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    sent: list[set[str]] = field(default_factory=list)
    events: list[dict[str, Any]] = field(default_factory=list)

    def connect(self, controller: FormController) -> Recorder:
        controller.display = Display(self._publish, self._notify, self.events.append)
        return self

    def _publish(self, traits: Mapping[str, Any]) -> list[Any]:
        self.traits |= traits
        return []

    def _notify(self, changes: Sequence[Change], _: list[Any], to_send: set[str]) -> None:
        self.changes += changes
        self.sent.append(to_send)


def test_a_message_is_sent_and_its_outcome_published() -> None:
    client = Client()
    form = FormController(SageMaker(client, None), GOOD)
    shown = Recorder().connect(form)
    form.receive({
        "kind": "submit", "id": "1", "request": form.request.text, "pending": [],
        "base": form.request.revision, "writer": "page", "seq": 1,
    })  # fmt: skip
    until(lambda: shown.traits.get("status") == "created")
    assert shown.traits["arn"] == ARN.format(1)
    assert shown.traits["last_ack"] == "1"
    assert [call["ModelPackageGroupName"] for call in client.calls] == ["group"]
    form.close()


def test_one_batch_publishes_once_and_sends_the_request_with_its_pending_entries() -> None:
    form = FormController(SageMaker(None, None))
    shown = Recorder().connect(form)
    with form.changing():
        form.assign({"Domain": "x"})
        form.assign({"Domain": "OTHER"})
    assert [change.new for change in shown.changes] == [{"Domain": "x"}, {"Domain": "OTHER"}]
    (sent,) = shown.sent
    assert sent >= {"value", "pending"}
    form.close()


def test_an_event_is_sent_and_not_published() -> None:
    form = FormController(SageMaker(None, None))
    shown = Recorder().connect(form)
    form.receive({"kind": "get_documentation", "id": "7", "path": ["ModelPackageName"]})
    assert [event["kind"] for event in shown.events] == ["documentation"]
    assert "The name of the model package" in shown.events[0]["text"]
    assert shown.traits["last_ack"] == "7"
    form.close()


class Ping(Message):
    kind = "ping"


class PingFeature(Feature):
    """What a new feature is: its state, its message, what it publishes, how it closes."""

    def __init__(self) -> None:
        self.count = 0
        self.is_closed = False
        self.handlers = {Ping: self._ping}

    def publish(self, request: Json) -> dict[str, Any]:
        return {"pings": self.count, "members": len(request)}

    def close(self) -> None:
        self.is_closed = True

    def _ping(self, _: Ping) -> None:
        self.count += 1


def test_a_feature_needs_one_line_in_the_controller() -> None:
    feature = PingFeature()
    form = FormController(SageMaker(None, None), GOOD, more=[feature])
    shown = Recorder().connect(form)
    form.receive({"kind": "ping", "id": "1"})
    assert shown.traits["pings"] == 1
    assert form.published["members"] == 1
    form.close()
    assert feature.is_closed


def test_two_features_cannot_take_one_kind_of_message() -> None:
    class Other(Message):
        kind = "ping"

    class OtherFeature(Feature):
        handlers = {Other: print}  # noqa: RUF012

    with pytest.raises(ValueError, match="ping"):
        FormController(SageMaker(None, None), more=[PingFeature(), OtherFeature()])


@pytest.mark.slow
def test_the_controller_loads_no_jupyter() -> None:
    code = "import sys, modelpkg_widget.widget.controller; print(*sorted(sys.modules))"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert not {"ipywidgets", "anywidget", "traitlets", "IPython"} & set(loaded.stdout.split())
