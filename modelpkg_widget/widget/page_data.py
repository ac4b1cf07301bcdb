"""What the page is given once."""

from __future__ import annotations

import gzip
import json
import re
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from modelpkg_widget.request.issues import Path
from modelpkg_widget.resources.tables import load_table
from modelpkg_widget.schema.from_botocore import OPERATION, Schema, operation_schema
from modelpkg_widget.schema.html_text import first_sentence
from modelpkg_widget.widget import older_model

_LONG = 20
_NAME = re.compile(r"[^ .]+(?:\.[^ .]+)+")
_FIRST = itemgetter(0)
_SHARED = ("scope", "when", "hint", "source")
_SHORT = 3  # no longer than the number itself
_LEAST = ("minLength", "minItems", "minProperties")


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
      `explanation` describes it), and AWS's own spelling of a pattern only where no sentence says
      it better;
    - a number for a rule's scope, conditions, hint or source stands for that of the row with this
      position.
    """
    return {
        "schema": _sent_schema(operation_schema(operation)),
        "layout": {**load_table("resources/layout"), "exports": _export_formats()},
        "guides": load_table("resources/guides"),
        "words": older_model.words(operation_schema(OPERATION)),
        "rules": _sent_rules(load_table("validation/rules")),
        "boto": load_table("resources/client_side_codes")["codes"],
    }


def _export_formats() -> list[dict[str, str]]:
    """Return what the page shows of each format of `export`."""
    from modelpkg_widget.exporters.registry import FORMATS

    return [{"id": row.id, "title": row.title, "file": row.file_name} for row in FORMATS.values()]


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
    spoken = isinstance(title, str) and "pattern" in load_table("resources/page_texts")[
        "shapes"
    ].get(title, {})
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
