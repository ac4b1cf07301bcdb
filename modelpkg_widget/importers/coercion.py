"""Brings a value into the form that the schema has for it, where the way is certain.

What fits is left alone, and so is what nobody can tell: a check names that.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from modelpkg_widget.request import json_codec
from modelpkg_widget.request.issues import MapKey, Path
from modelpkg_widget.resources.tables import load_table
from modelpkg_widget.schema.from_botocore import OPERATION, Schema, operation_schema

from .note import Note
from .parse_result import Plain, UnquotedScalar, Unresolved, error_text

_WHOLE = re.compile(r"[-+]?\d{1,18}", re.ASCII)
_NUMBER = re.compile(r"[-+]?(\d{1,300}(\.\d{0,300})?|\.\d{1,300})([eE][-+]?\d{1,4})?", re.ASCII)
#: As YAML 1.2's core schema has them.
_MEANS: dict[str, Any] = {"": None, "~": None, "null": None, "true": True, "false": False}
#: What YAML 1.1 reads otherwise than as text.
_OTHERWISE = re.compile(
    r"y|n|yes|no|on|off|true|false|null|~|[-+]?[\d.][\d_.:eE+-]*|0[xob]?[\da-fA-F_]+"
    r"|\d{4}-\d\d?-\d\d?.*|[-+]?\.(inf|nan)",
    re.IGNORECASE,
)
_YES = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


def coerce(value: Any) -> tuple[Any, list[Note]]:
    """Return a request in which names, lists, maps and scalars are as the schema has them.

    Args:
        value: plain JSON, in which `UnquotedScalar` texts and `Unresolved` may stand.

    Returns:
        Plain JSON, in which `Unresolved` may stand, and what was changed.
    """
    schema = operation_schema(OPERATION)
    repairs = _Coercion(schema["$defs"])
    return repairs.of(value, schema, ()), repairs.notes


def normalize_name(name: str) -> str:
    """Return a member's name without what spellings differ in: case, hyphens, underscores."""
    return re.sub(r"[-_\s]", "", name).lower()


class _Coercion:
    def __init__(self, definitions: dict[str, Schema]) -> None:
        self._definitions = definitions
        self.notes: list[Note] = []

    def note(self, path: Path, code: str, **values: object) -> None:
        self.notes.append(Note(path, error_text("repaired", code, **values)))

    def schema(self, given: Schema) -> Schema:
        reference = given.get("$ref", "").removeprefix("#/$defs/")
        return self._definitions.get(reference, given)

    def of(self, value: Any, given: Schema, path: Path) -> Any:
        if isinstance(value, Unresolved):
            return value
        schema = self.schema(given)
        if "properties" in schema:
            return self.structure(value, schema, path)
        known: dict[str, Callable[[Any, Schema, Path], Any]] = {
            "array": self.array,
            "object": self.mapping,
            "string": self.text,
            "integer": self.number,
            "number": self.number,
            "boolean": self.boolean,
        }
        repair = known.get(schema.get("type", ""))
        return repair(value, schema, path) if repair else meant(value)

    def structure(self, value: Any, schema: Schema, path: Path) -> Any:
        if not isinstance(value, dict):
            return meant(value)
        members = schema["properties"]
        spelled = {normalize_name(name): name for name in members}
        made: dict[str, Any] = {}
        for name, item in value.items():
            known = str(name if name in members else spelled.get(normalize_name(name), name))
            if known in made or (known != name and known in value):
                known = name
            if known != name:
                self.note((*path, known), "name", was=name)
            below = (*path, known)
            made[known] = self.of(item, members[known], below) if known in members else meant(item)
        return made

    def array(self, value: Any, schema: Schema, path: Path) -> Any:
        below = self.schema(schema["items"])
        pair = self.pair(below)
        if isinstance(value, dict) and pair and not self.is_item(value, below):
            if not any(isinstance(one, (dict, list)) for one in value.values()):
                self.note(path, "pairs")
                value = [{pair[0]: name, pair[1]: one} for name, one in value.items()]
        elif self.is_item(value, below):
            self.note(path, "item")
            value = [value]
        if not isinstance(value, list):
            return meant(value)
        return [self.of(item, schema["items"], (*path, at)) for at, item in enumerate(value)]

    def pair(self, schema: Schema) -> list[str]:
        """Return the members of a structure that is a name and a value."""
        members: dict[str, Schema] = schema.get("properties", {})
        texts = all(self.schema(one).get("type") == "string" for one in members.values())
        return list(members) if len(members) == 2 and texts else []

    def is_item(self, value: Any, schema: Schema) -> bool:
        """Whether a value is an item itself, where a list of such should be."""
        if isinstance(value, dict):
            known = {normalize_name(name) for name in schema.get("properties", {})}
            return bool(value) and all(normalize_name(name) in known for name in value)
        return isinstance(value, str) and value != "" and schema.get("type") == "string"

    def mapping(self, value: Any, schema: Schema, path: Path) -> Any:
        entries = _entries(value) if isinstance(value, list) and value else None
        if entries is not None:
            self.note(path, "map")
            value = entries
        if not isinstance(value, dict):
            return meant(value)
        below = schema.get("additionalProperties")
        if not isinstance(below, dict):
            return meant(value)
        return {key: self.of(item, below, (*path, MapKey(key))) for key, item in value.items()}

    def text(self, value: Any, schema: Schema, path: Path) -> Any:
        if isinstance(value, Plain):
            if value in ("", "~", "null"):
                return None
            if _OTHERWISE.fullmatch(value):
                self.note(path, "plain", was=str.__str__(value)[:40])
            return str.__str__(value)
        if isinstance(value, UnquotedScalar):
            return str.__str__(value)
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            self.note(path, "text")
            return json_codec.dumps(value)
        if isinstance(value, (dict, list)) and _is_json(schema) and not _holds(value, Unresolved):
            self.note(path, "json")
            return json_codec.dumps(meant(value))
        return meant(value)

    def number(self, value: Any, schema: Schema, path: Path) -> Any:
        whole = schema["type"] == "integer"
        if not isinstance(value, str) or not (_WHOLE if whole else _NUMBER).fullmatch(value):
            return meant(value)
        if not isinstance(value, UnquotedScalar):
            self.note(path, "number")
        return int(value) if whole or _WHOLE.fullmatch(value) else float(value)

    def boolean(self, value: Any, _: Schema, path: Path) -> Any:
        found = _YES.get(value.lower()) if isinstance(value, str) else None
        if found is None:
            return meant(value)
        if not (isinstance(value, UnquotedScalar) and value.lower() in _MEANS):
            self.note(path, "boolean", was=str.__str__(value))
        return found


def meant(value: Any) -> Any:
    """Return what a value means where no schema tells it."""
    if isinstance(value, Plain):
        text = str.__str__(value)
        if text.lower() in _MEANS:
            return _MEANS[text.lower()]
        if _WHOLE.fullmatch(text):
            return int(text)
        return float(text) if _NUMBER.fullmatch(text) else text
    if isinstance(value, UnquotedScalar):
        return str.__str__(value)
    if not isinstance(value, (list, dict)) or not _holds(value, UnquotedScalar):
        return value
    if isinstance(value, list):
        return [meant(item) for item in value]
    return {name: meant(item) for name, item in value.items()}


def _holds(value: Any, kind: type) -> bool:
    """Whether something of a kind stands anywhere in a value, of any depth."""
    todo = [value]
    while todo:
        item = todo.pop()
        if isinstance(item, kind):
            return True
        if isinstance(item, (dict, list)):
            todo += item.values() if isinstance(item, dict) else item
    return False


def _is_json(schema: Schema) -> bool:
    hints = load_table("resources/layout")["shapes"].get(schema.get("title", ""), {})
    return bool(hints.get("control") == "json")


def _entries(rows: list[Any]) -> dict[str, Any] | None:
    """Return the map that a list of names and values, or of maps, stands for; None: it is none."""
    made: dict[str, Any] = {}
    for row in rows:
        if not isinstance(row, dict):
            return None
        parts = {normalize_name(name): one for name, one in row.items()}
        if set(parts) in ({"key", "value"}, {"name", "value"}):
            pairs = [(parts.get("key", parts.get("name")), parts["value"])]
        else:
            pairs = list(row.items())
        for name, one in pairs:
            if (
                not isinstance(name, str)
                or str.__str__(name) in made
                or isinstance(one, (dict, list))
            ):
                return None
            made[str.__str__(name)] = one
    return made
