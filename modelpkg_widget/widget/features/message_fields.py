"""Types of the members of messages: what each may hold, how it is read, and its limits.

A page may send anything. What is not well formed raises ValueError, and the message is ignored.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

from modelpkg_widget.request import json_codec
from modelpkg_widget.request.issues import Path
from modelpkg_widget.request.plain_json import SAFE_INTEGER, Json, to_plain_json
from modelpkg_widget.request.request_value import Request
from modelpkg_widget.validation.package_kind import is_kind
from modelpkg_widget.validation.pending import is_path, pending_from_wire
from modelpkg_widget.widget.shared_request import KERNEL

_LONGEST_ID = 200
_MOST_NAMES = 100
_LONGEST_NAME = 2048  # characters of an ARN that AWS takes
_LONGEST_REQUEST = 10_000_000  # characters; the Jupyter server passes on no larger message


@dataclass(frozen=True)
class Field:
    """How a member is read, as metadata of an annotation.

    Attributes:
        read: returns the value; raises ValueError for what is not well formed.
        typescript: its type in the page.
        limit: in words, for the page's types; may be empty.
    """

    read: Callable[[Any], Any]
    typescript: str
    limit: str = ""


def field(
    is_well_formed: Callable[[Any], bool],
    typescript: str,
    limit: str = "",
    convert: Callable[[Any], Any] = lambda given: given,
) -> Field:
    """Return a field of values for which a condition holds."""

    def read(given: Any) -> Any:
        if not is_well_formed(given):
            raise ValueError("not well formed")
        return convert(given)

    return Field(read, typescript, limit)


def text(longest: int, shortest: int = 0) -> Field:
    """Return a field of texts that are no longer, and no shorter."""
    limit = f"At most {longest:,} characters" + ("; not empty." if shortest else ".")
    return field(
        lambda given: isinstance(given, str) and shortest <= len(given) <= longest, "string", limit
    )


def whole_number(most: int) -> Field:
    """Return a field of whole numbers from 0."""
    limit = "" if most == SAFE_INTEGER else f"At most {most:,}."
    return field(lambda given: type(given) is int and 0 <= given <= most, "number", limit)


def _writer(longest: int) -> Field:
    known = text(longest)

    def read(given: Any) -> Any:
        if given == KERNEL:
            raise ValueError("no page may speak for the kernel")
        return known.read(given)

    return Field(read, known.typescript, known.limit)


def _parse_request(given: Any) -> Request:
    """Read a request; one that would take longer than a moment is refused unread."""
    if not isinstance(given, str) or len(given) > _LONGEST_REQUEST:
        raise ValueError("not a text, or too long")
    if not json_codec.is_light(given):
        raise ValueError("too many parts")
    return Request.parse(given)


def _parse_pending(given: Any) -> list[dict[str, Any]]:
    rows = pending_from_wire(given)
    if rows is None:
        raise ValueError("no pending entries")
    return rows


Name = Annotated[str, text(_LONGEST_NAME, 1)]
"""A name, an ARN, or another short text that is not empty."""

Names = Annotated[
    list[str],
    field(
        lambda given: (
            isinstance(given, list)
            and len(given) <= _MOST_NAMES
            and all(isinstance(one, str) and len(one) <= _LONGEST_ID for one in given)
        ),
        "string[]",
        f"At most {_MOST_NAMES}, each of at most {_LONGEST_ID} characters.",
    ),
]
"""Ids of what a table of the package lists."""

Text = Annotated[str, text(_LONGEST_NAME)]
"""A short text, which may be empty."""

Count = Annotated[int, whole_number(SAFE_INTEGER)]
"""A number that a page can hold exactly."""

ViewId = Annotated[str, text(_LONGEST_NAME, 1)]
"""Which display asks; all pages receive the answer, and one takes it."""

Writer = Annotated[str, _writer(_LONGEST_ID)]
"""Which page wrote; none may speak for the kernel."""

MemberPath = Annotated[Path, field(is_path, "Path", convert=tuple)]
"""The place of a member in the request."""

JsonValue = Annotated[Json, Field(to_plain_json, "unknown")]
"""Any JSON."""

RequestText = Annotated[
    Request,
    Field(_parse_request, "string", f"JSON text of at most {_LONGEST_REQUEST:,} characters."),
]
"""A request as JSON text, because objects on the way would reorder keys; parsed once."""

PendingRows = Annotated[list[dict[str, Any]], Field(_parse_pending, "Pending[]")]
"""What JSON cannot hold."""

PackageKindId = Annotated[str, field(is_kind, "string", "An id of `package_kinds`, or empty.")]
"""The kind of package that a person chose; empty is any."""


def message_id(content: dict[str, Any]) -> str:
    """Return the id of a message, which is acknowledged; empty without one."""
    given = content.get("id")
    return given if isinstance(given, str) and len(given) <= _LONGEST_ID else ""
