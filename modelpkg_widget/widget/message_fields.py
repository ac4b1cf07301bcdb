"""Reading the members of messages. A page may send anything: what is not well formed is None."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from modelpkg_widget.request import json_codec
from modelpkg_widget.request.issues import Path
from modelpkg_widget.request.plain_json import Json, NotSerializableError, to_plain_json
from modelpkg_widget.request.request_value import Request
from modelpkg_widget.validation.pending import is_path, is_position

if TYPE_CHECKING:
    from typing import TypeGuard

_LONGEST_ID = 200
_LONGEST_NAME = 2048  # characters of an ARN that AWS takes


def message_id(content: dict[str, Any]) -> str:
    """Return the id of a message; empty without one."""
    given = content.get("id")
    return given if isinstance(given, str) and len(given) <= _LONGEST_ID else ""


def is_name(given: object) -> TypeGuard[str]:
    """Whether it is a name, an ARN, or another short text that is not empty."""
    return isinstance(given, str) and 0 < len(given) <= _LONGEST_NAME


def query(content: dict[str, Any]) -> tuple[str, int] | None:
    """Return the display that asks, and the number of its question."""
    asker, number = content.get("asker"), content.get("number")
    return (asker, number) if is_name(asker) and is_position(number) else None


def path(content: dict[str, Any]) -> Path | None:
    """Return the path that a message is about."""
    given: Any = content.get("path")
    return tuple(given) if is_path(given) else None


def path_and_value(given: object) -> tuple[Path, Json] | None:
    """Return a path and the value that a person saw there."""
    if not isinstance(given, dict) or "value" not in given:
        return None
    found = path(given)
    if found is None:
        return None
    try:
        return found, to_plain_json(given["value"])
    except NotSerializableError:
        return None


def request(content: dict[str, Any]) -> Request | None:
    """Return the request that came with a message as JSON text."""
    text = content.get("value")
    if not isinstance(text, str) or not json_codec.is_light(text):
        return None
    try:
        return Request.parse(text)
    except ValueError:
        return None
