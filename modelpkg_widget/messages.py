"""What pages ask of a form. They may say anything: what is not well formed is no message."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from . import json_text, page
from .json_value import Json, normal
from .sending.sender import How

_LONGEST_ID = 200


@dataclass(frozen=True)
class Message:
    """A page asks for something that needs no more words.

    Attributes:
        kind: ``hello``: the page is there; ``refresh``: it wants to know how the package is.
        id: of the message; empty without one.
    """

    kind: Literal["hello", "refresh", "other"]
    id: str


@dataclass(frozen=True)
class SubmitMessage:
    """A person pressed the button.

    Attributes:
        id: of the message.
        seen: the request that the person saw, which came with the message.
        pending: the entries that JSON cannot hold.
        write: the same as a write of the page, for `Ledger.write`.
        how: which button it was.
    """

    id: str
    seen: Json
    pending: list[dict[str, Any]]
    write: dict[str, Any]
    how: How


@dataclass(frozen=True)
class GroupMessage:
    """A person wants a group to be created.

    Attributes:
        id: of the message.
        request: of CreateModelPackageGroup.
    """

    id: str
    request: Json


def read(content: object) -> Message | SubmitMessage | GroupMessage | None:
    """Return what a page says; None when it is nothing that can be answered."""
    if not isinstance(content, dict):
        return None
    kind, given = content.get("kind"), content.get("id")
    name = given if isinstance(given, str) and len(given) <= _LONGEST_ID else ""
    if kind in ("hello", "refresh"):
        return Message(kind, name)
    text = content.get("value")
    if kind in ("submit", "create_group") and isinstance(text, str):
        try:
            value = normal(json_text.loads(text))
        except ValueError:
            return Message("other", name)
        if kind == "create_group":
            return GroupMessage(name, value)
        return _submit({**content, "text": text}, name, value)
    return Message("other", name)


def _submit(content: dict[str, Any], name: str, seen: Json) -> SubmitMessage | Message:
    pending = page.pending_from_wire(content.get("pending", []))
    if pending is None:
        return Message("other", name)
    how = How(again=content.get("again") is True, anyway=content.get("anyway") is True)
    return SubmitMessage(name, seen, pending, content, how)
