"""What the page is given once, and what it may say of entries that JSON cannot hold."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from . import words
from .data import table
from .html_text import first_sentence
from .issue import Issue, MapKey
from .json_value import SAFE_INTEGER
from .schema import OPERATION, operation_schema

_LEAST = ("minLength", "minItems", "minProperties")
_MOST_PENDING = 1000
_LONGEST = 100_000
_DEEPEST = 100
_TEXTS = ("key", "text", "code")
_CODES = ("key.required", "key.uniqueItems")


@lru_cache(maxsize=8)
def tables(operation: str = OPERATION) -> dict[str, Any]:
    """Return schema, layout, words and rules as the page gets them; do not change them.

    The schema carries the first sentence of each of AWS's texts: the whole of them would double
    the bytes that each display sends.
    """
    return {
        "schema": _shortened(operation_schema(operation)),
        "layout": table("layout"),
        "words": table("words"),
        "rules": table("rules"),
    }


def _shortened(node: Any) -> Any:
    if isinstance(node, list):
        return [_shortened(item) for item in node]
    if not isinstance(node, dict):
        return node
    title = node.get("title")
    spoken = isinstance(title, str) and "pattern" in table("words")["shapes"].get(title, {})
    return {
        key: first_sentence(item)
        if key == "description" and isinstance(item, str)
        else _shortened(item)
        for key, item in node.items()
        # AWS's own spelling of a pattern is shown only where no sentence says it better.
        if not (spoken and key == "x-aws-pattern") and not (key in _LEAST and item == 0)
    }


def pending_from_wire(wire: object) -> list[dict[str, Any]] | None:
    """Return the entries that a page says are pending; None when it is no such list."""
    if not isinstance(wire, list) or len(wire) > _MOST_PENDING:
        return None
    rows = [row for row in wire if isinstance(row, dict) and _is_pending(row)]
    if len(rows) != len(wire):
        return None
    return [{"path": list(row["path"]), **{name: row[name] for name in _TEXTS}} for row in rows]


def _is_pending(row: dict[Any, Any]) -> bool:
    path, texts = row.get("path"), [row.get(name) for name in _TEXTS]
    return (
        isinstance(path, list)
        and len(path) <= _DEEPEST
        and all(_is_text(step) or _is_position(step) for step in path)
        and all(_is_text(text) for text in texts)
        and row["code"] in _CODES
    )


def _is_text(value: object) -> bool:
    return isinstance(value, str) and len(value) <= _LONGEST


def _is_position(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= SAFE_INTEGER


def pending_issues(pending: list[dict[str, Any]]) -> list[Issue]:
    """Return an error for each entry that is not sent as long as it has no name of its own."""
    found = []
    for row in pending:
        message, hint = words.sentence(row["code"], "", {})
        path = (*row["path"], MapKey(row["key"]))
        found.append(Issue(path, row["code"], message, hint=hint, source="form"))
    return found
