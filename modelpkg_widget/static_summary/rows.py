"""A request as rows of path and text, as people may see them: short, printable, nothing secret."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from modelpkg_widget.request import json_codec
from modelpkg_widget.request.issues import MapKey, Path, format_path
from modelpkg_widget.request.plain_json import Json
from modelpkg_widget.resources import older_boto3, texts
from modelpkg_widget.resources.redaction import is_secret_name, redact_secrets, secret_mask
from modelpkg_widget.resources.tables import load_table
from modelpkg_widget.schema.from_botocore import Schema

#: Characters that are looked at for secrets, and that are shown.
_READ, _SHOWN = 20_000, 300


def rows(request: Json, schema: Schema) -> Iterator[tuple[str, str]]:
    """Yield spelled path and text of each value, in the order of the request.

    Args:
        request: any JSON value, however deep.
        schema: of the request; what it calls sensitive is masked, and so is what looks secret.
    """
    waiting: list[tuple[Path, Json, Schema, bool]] = [((), request, schema, False)]
    while waiting:
        path, value, given, secret = waiting.pop()
        known = schema["$defs"].get(str(given.get("$ref", ""))[8:], given)
        if secret or known.get("x-aws-sensitive"):
            yield _spelled(path), secret_mask()
        elif isinstance(value, dict) and value:
            below = [
                ((*path, name), child, node, hidden or _may_be_sensitive((*path, name), node))
                for name, child, node, hidden in _members(value, known)
            ]
            waiting.extend(reversed(below))
        elif isinstance(value, list) and value:
            of = known.get("items", {})
            waiting.extend(
                ((*path, at), value[at], of, False) for at in reversed(range(len(value)))
            )
        elif path:
            yield _spelled(path), shown(value)


def _may_be_sensitive(path: Path, node: Schema) -> bool:
    """Whether only a newer boto3 knows a member, and so whether its value is sensitive."""
    return not node and bool(older_boto3.known_since((*path[:-1], str(path[-1]))))


def _members(value: dict[str, Any], known: Schema) -> Iterator[tuple[str, Json, Schema, bool]]:
    """Yield name, value and schema of each member or entry, and whether its name says secret."""
    paired = {
        of
        for name, of in load_table("resources/secret_patterns")["pairs"]
        if isinstance(value.get(name), str) and is_secret_name(value[name])
    }
    members = known.get("properties", {})
    for name, child in value.items():
        if name in members:
            yield name, child, members[name], name in paired
        else:
            of = known.get("additionalProperties")
            entry = MapKey(redact_secrets(name[:_READ]))
            node = of if isinstance(of, dict) else {}
            yield entry, child, node, is_secret_name(name[:_READ]) or name in paired


def _spelled(path: Path) -> str:
    return _cut(format_path(path), len(format_path(path)))


def shown(value: Json) -> str:
    """Return a value as it is shown; a long text is cut, with its length."""
    if value == "":
        return str(load_table("static_summary/texts")["empty"])
    text = value if isinstance(value, str) else json_codec.dumps(value)
    return _cut(redact_secrets(text[:_READ]), len(text))


def _cut(text: str, length: int) -> str:
    short = text if len(text) <= _SHOWN and length <= _READ else text[:_SHOWN]
    tail = (
        ""
        if short == text
        else texts.format_text(load_table("static_summary/texts")["cut"], {"length": f"{length:,}"})
    )
    return "".join(map(_printable, short)) + tail


def _printable(one: str) -> str:
    """Control characters, and what turns the direction of a line, as JSON escapes them."""
    return one if one.isprintable() else json.dumps(one)[1:-1]
