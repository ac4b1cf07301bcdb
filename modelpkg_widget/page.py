"""What the page is given once, and what it may say of entries that JSON cannot hold."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from . import words
from .data import table
from .html_text import first_sentence
from .issue import Issue, MapKey
from .schema import OPERATION, operation_schema

_MOST_PENDING = 1000
_LONGEST = 100_000


@lru_cache(maxsize=8)
def tables(operation: str = OPERATION) -> dict[str, Any]:
    """Return schema, layout and words as the page gets them; do not change them.

    The schema carries the first sentence of each of AWS's texts: the whole of them would double
    the bytes that each display sends.
    """
    return {
        "schema": _shortened(operation_schema(operation)),
        "layout": table("layout"),
        "words": table("words"),
    }


def _shortened(node: Any) -> Any:
    if isinstance(node, list):
        return [_shortened(item) for item in node]
    if not isinstance(node, dict):
        return node
    return {
        key: first_sentence(item)
        if key == "description" and isinstance(item, str)
        else _shortened(item)
        for key, item in node.items()
    }


def pending_from_wire(wire: object) -> list[dict[str, Any]] | None:
    """Return the entries that a page says are pending; None when it is no such list."""
    if not isinstance(wire, list) or len(wire) > _MOST_PENDING:
        return None
    found = []
    for row in wire:
        if not isinstance(row, dict) or not isinstance(row.get("path"), list):
            return None
        texts = {name: row.get(name) for name in ("key", "text", "code")}
        if not all(isinstance(text, str) and len(text) <= _LONGEST for text in texts.values()):
            return None
        if not all(isinstance(step, (str, int)) for step in row["path"]):
            return None
        found.append({"path": list(row["path"]), **texts})
    return found


def pending_issues(pending: list[dict[str, Any]]) -> list[Issue]:
    """Return an error for each entry that is not sent as long as it has no name of its own."""
    known = table("words")["issues"]
    rows = [row for row in pending if row["code"] in known]
    found = []
    for row in rows:
        message, hint = words.sentence(row["code"], "", {})
        path = (*row["path"], MapKey(row["key"]))
        found.append(Issue(path, row["code"], message, hint=hint, source="form"))
    return found
