"""What the page is given once, and what it may say of entries that JSON cannot hold."""

from __future__ import annotations

import gzip
import json
import re
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from . import words
from .data import table
from .html_text import first_sentence
from .issue import Issue, MapKey, Path
from .json_value import SAFE_INTEGER
from .schema import OPERATION, Schema, operation_schema

if TYPE_CHECKING:
    from typing import TypeGuard

_LONG = 20
_NAME = re.compile(r"[^ .]+(?:\.[^ .]+)+")
_FIRST = itemgetter(0)
_SHARED = ("scope", "when", "hint", "source")
_SHORT = 3  # no longer than the number itself
_LEAST = ("minLength", "minItems", "minProperties")
_MOST_PENDING = 1000
_LONGEST = 100_000
_DEEPEST = 100
_TEXTS = ("key", "text", "code")
_CODES = ("key.required", "key.uniqueItems", "value.required")


@lru_cache(maxsize=8)
def tables(operation: str = OPERATION) -> dict[str, Any]:
    """Return all the data that the page gets, as it gets them; do not change them.

    Each display sends them, so what the page can tell by itself is left out; its half is
    ``resolve`` in js/src/form/schema.ts and ``rows`` in js/src/form/validation/rules.ts:

    - a definition without ``title`` has its own name as title, and ``additionalProperties: false``
      is left out;
    - a long enum of names with full stops stands in ``x-enum``, as pairs of what several names
      begin with and their ends: ``["ml.m5", "large xlarge"]``;
    - of AWS's texts the first sentences are there, with a line end behind those that go on (all of
      it is told by `explanation`), and AWS's own spelling of a pattern only where no sentence says
      it better;
    - a number for a rule's scope, conditions, hint or source stands for that of the row with this
      position.
    """
    return {
        "schema": _sent_schema(operation_schema(operation)),
        "layout": table("layout"),
        "guides": table("guide"),
        "words": table("words"),
        "rules": _sent_rules(table("rules")),
        "boto": table("boto_refuses")["codes"],
    }


def _sent_schema(schema: Schema) -> Schema:
    sent: Schema = {name: _shortened(node) for name, node in schema.items() if name != "$defs"}
    return {**sent, "$defs": {name: _sent(name, node) for name, node in schema["$defs"].items()}}


def _sent(name: str, definition: Schema) -> Schema:
    sent: Schema = _shortened(definition)
    if sent.get("title") == name:
        del sent["title"]
    if len(sent.get("enum", ())) > _LONG and all(_NAME.fullmatch(value) for value in sent["enum"]):
        halves = (value.rpartition(".")[::2] for value in sent.pop("enum"))
        sent["x-enum"] = [
            [begin, " ".join(end for _, end in group)] for begin, group in groupby(halves, _FIRST)
        ]
    return sent


def _shortened(node: Any) -> Any:
    if isinstance(node, list):
        return [_shortened(item) for item in node]
    if not isinstance(node, dict):
        return node
    title = node.get("title")
    spoken = isinstance(title, str) and "pattern" in table("words")["shapes"].get(title, {})
    return {
        key: _beginning(item)
        if key == "description" and isinstance(item, str)
        else _shortened(item)
        for key, item in node.items()
        if not (spoken and key == "x-aws-pattern")
        and not (key in _LEAST and item == 0)
        and not (key == "additionalProperties" and item is False)
    }


def _beginning(text: str) -> str:
    first = first_sentence(text)
    return first if first == text else f"{first}\n"


def explanation(path: Path) -> str:
    """Return all that AWS says of a member of the request; empty when there is no such member."""
    whole = operation_schema(OPERATION)
    node: Any = whole
    for step in path:
        below = node.get("additionalProperties")
        node = node.get("items") if isinstance(step, int) else node.get("properties", {}).get(step)
        node = node or below
        if not isinstance(node, dict):
            return ""
        name = node.get("$ref", "").removeprefix("#/$defs/")
        node = {**whole["$defs"].get(name, {}), **node}
    return str(node.get("description", ""))


def _sent_rules(rules: list[dict[str, Any]]) -> list[dict[str, Any]]:
    first: dict[tuple[str, str], int] = {}
    sent = []
    for at, row in enumerate(rules):
        positions = {
            name: first.setdefault((name, json.dumps(row[name])), at)
            for name in _SHARED
            if len(json.dumps(row[name])) > _SHORT
        }
        again = {name: position for name, position in positions.items() if position < at}
        sent.append({**row, **again})
    return sent


@lru_cache(maxsize=8)
def packed(operation: str = OPERATION) -> bytes:
    """Return `tables` as the page gets them: JSON in UTF-8, by gzip a fifth of its bytes."""
    text = json.dumps(tables(operation), ensure_ascii=False, separators=(",", ":"))
    return gzip.compress(text.encode(), mtime=0)


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
        message, hint = words.sentence(row["code"], "", {})
        path = (*row["path"], MapKey(row["key"]))
        found.append(Issue(path, row["code"], message, hint=hint, source="form"))
    return found
