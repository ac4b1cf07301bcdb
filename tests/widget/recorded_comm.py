"""A form's comm that records what is sent, and the page's end of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from comm.base_comm import BaseComm

from modelpkg_widget import ModelPackageForm
from modelpkg_widget.request import json_codec
from tests.helpers.wire_types import wrong_in_frame

LARGE = 1_000_000  # characters of a frame whose types would take long to check

Make = Callable[..., ModelPackageForm]

GOOD = {"ModelPackageGroupName": "group"}
BAD = {"ModelPackageGroupName": "group", "ModelPackageDescription": "two\nlines"}
"""What the schema has something against, in one place."""
BAD_PATH = ("ModelPackageDescription",)


class Recorded(BaseComm):
    """A comm that keeps what is sent, as the JSON that would go over the wire."""

    def __init__(self, **given: Any) -> None:
        self.frames: list[dict[str, Any]] = []
        super().__init__(**given)

    def publish_msg(
        self, msg_type: str, data: Any = None, metadata: Any = None, buffers: Any = None, **_: Any
    ) -> None:
        text = json.dumps(data, allow_nan=False)
        plain = json.loads(text)
        if msg_type == "comm_msg" and len(text) < LARGE:
            assert wrong_in_frame(plain) == [], "declare it in the feature"
        self.frames.append({"type": msg_type, "data": plain})


class Wire:
    """A page's end of one form's comm."""

    def __init__(self, form: ModelPackageForm) -> None:
        self.form = form
        self.seq = 0
        self.frames[:] = []

    @property
    def frames(self) -> list[dict[str, Any]]:
        recorded: list[dict[str, Any]] = self.form.comm.frames
        return recorded

    def updates(self) -> list[dict[str, Any]]:
        """The states that the page was sent since it looked last."""
        found = [frame["data"]["state"] for frame in self.frames]
        self.frames[:] = []
        return found

    def receive(self, data: Any, buffers: Any = ()) -> None:
        self.form.comm.handle_msg({"content": {"data": data}, "buffers": list(buffers)})

    def write(self, text: Any, *, base: int | None = None, pending: Any = None) -> None:
        self.seq += 1
        self.receive({"method": "update", "state": self.state(text, base, pending)})

    def state(self, text: Any, base: int | None = None, pending: Any = None) -> dict[str, Any]:
        revision = self.form.get_state("value")["value"]["revision"]
        value = {
            "text": text if isinstance(text, str) else json_codec.dumps(text),
            "base": revision if base is None else base,
            "writer": "page",
            "seq": self.seq,
        }
        return {"value": value} | ({} if pending is None else {"pending": pending})

    def message(self, content: Any) -> None:
        self.receive({"method": "custom", "content": content})


def changes(form: ModelPackageForm, *names: str) -> list[tuple[str, Any, Any]]:
    seen: list[tuple[str, Any, Any]] = []
    form.observe(lambda change: seen.append((change.name, change.old, change.new)), list(names))
    return seen


def where(form: ModelPackageForm) -> list[tuple[Any, ...]]:
    return [issue.path for issue in form.issues]
