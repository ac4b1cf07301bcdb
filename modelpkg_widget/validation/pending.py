"""Entries that JSON cannot hold as yet, such as two with one name: what a page says of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypedDict

from modelpkg_widget.request.issues import Issue, MapKey
from modelpkg_widget.request.plain_json import SAFE_INTEGER
from modelpkg_widget.resources import texts as text_catalog

if TYPE_CHECKING:
    from typing import TypeGuard

_MOST_PENDING = 1000
_LONGEST = 100_000
_DEEPEST = 100
_TEXTS = ("key", "text", "code")
_CODES = ("key.required", "key.uniqueItems", "value.required")


class Pending(TypedDict):
    """Entries that JSON cannot contain: map entries without a name, or with a repeated name."""

    path: list[str | int]
    key: str
    text: str
    code: str


def pending_from_wire(wire: object) -> list[dict[str, Any]] | None:
    """Return the entries that a page says are pending; None when it is no such list."""
    if not isinstance(wire, list) or len(wire) > _MOST_PENDING:
        return None
    rows = [row for row in wire if isinstance(row, dict) and _is_pending(row)]
    if len(rows) != len(wire):
        return None
    return [{"path": list(row["path"]), **{name: row[name] for name in _TEXTS}} for row in rows]


def _is_pending(row: dict[Any, Any]) -> bool:
    texts = [row.get(name) for name in _TEXTS]
    return (
        is_path(row.get("path")) and all(_is_text(text) for text in texts) and row["code"] in _CODES
    )


def is_path(path: object) -> bool:
    """Whether it is a path as pages send it: a list of names and positions."""
    return (
        isinstance(path, list)
        and len(path) <= _DEEPEST
        and all(_is_text(step) or is_position(step) for step in path)
    )


def _is_text(value: object) -> bool:
    return isinstance(value, str) and len(value) <= _LONGEST


def is_position(value: object) -> TypeGuard[int]:
    """Whether it is a whole number, 0 or more, that a page can hold exactly."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= SAFE_INTEGER


def pending_issues(pending: list[dict[str, Any]]) -> list[Issue]:
    """Return an error for each entry that is not sent: it has no name of its own, or no value."""
    found = []
    for row in pending:
        message, hint = text_catalog.issue_text(row["code"], "", {})
        path = (*row["path"], MapKey(row["key"]))
        found.append(Issue(path, row["code"], message, hint=hint, source="form"))
    return found
