"""The keywords of JSON Schema that botocore's constraints need, one function each.

Each returns what is wrong with one value: a code, and the values that its sentence contains. The
page has the same functions in TypeScript, in ``js/src/form/validation/check_value.ts``. Both pass
the shared cases in ``tests/conformance/cases``.

One value gets one verdict: type before limits, length before pattern, so that a pattern never runs
over a text that is too long anyway.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Protocol

from modelpkg_widget.request.issues import MapKey
from modelpkg_widget.request.plain_json import SAFE_INTEGER
from modelpkg_widget.resources.tables import load_table
from modelpkg_widget.schema import regex_dialect
from modelpkg_widget.schema.similar_names import nearest_name

from .lazy_jsonschema import ValidationError

if TYPE_CHECKING:
    from modelpkg_widget.request.issues import Path, Severity
    from modelpkg_widget.request.plain_json import Json
    from modelpkg_widget.schema.from_botocore import Schema


class Walker(Protocol):
    """What a keyword needs of a jsonschema validator: to go on into a child."""

    def descend(
        self, instance: Json, schema: Schema, path: str | int | None = None
    ) -> Iterable[Any]: ...


class KeywordError(ValidationError):
    """What a keyword found; ``variant`` picks the words, ``values`` fill them."""

    def __init__(
        self,
        code: str,
        *,
        variant: str = "",
        at: Path = (),
        severity: Severity = "error",
        **values: Any,
    ) -> None:
        super().__init__(code, path=at)
        self.code = code
        self.title: str | None = None
        """Of the schema that it is about."""
        self.variant = variant
        self.severity: Severity = severity
        self.values = values


KeywordErrors = Iterable[KeywordError]
NOTHING: tuple[KeywordError, ...] = ()
"""Most values are right: a generator for each keyword would be most of the time of a check."""


_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def _kind(value: Json) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, str):
        return "string"
    if isinstance(value, float) and math.isnan(value):
        return "nan"
    if isinstance(value, (int, float)):
        whole = isinstance(value, int) or math.isinf(value) or value.is_integer()
        return "integer" if whole else "number"  # an infinity is one that is too large
    return "array" if isinstance(value, list) else "object"


def _type(_: Walker | None, expected: str, value: Json, __: Schema) -> KeywordErrors:
    found = _kind(value)
    numeric = expected in ("integer", "number")
    if found == expected or (expected == "number" and found == "integer"):
        if expected == "string" and not _is_text(value):
            return (KeywordError("type", variant="unicode"),)
        if numeric and not _is_exact(value, expected):
            return (KeywordError("type", variant="range"),)
        return NOTHING
    names = load_table("resources/page_texts")["types"]
    variant = expected if numeric else ""
    return (KeywordError("type", variant=variant, expected=names[expected], found=names[found]),)


def _is_exact(value: float, expected: str) -> bool:
    if expected == "number" and isinstance(value, float):
        return math.isfinite(value)
    return abs(value) <= SAFE_INTEGER


def _is_text(value: Json) -> bool:
    return isinstance(value, str) and (value.isascii() or not _LONE_SURROGATE.search(value))


def _is_number(value: Json, schema: Schema) -> bool:
    kind = _kind(value)
    return kind in ("integer", "number") and not any(_type(None, schema["type"], value, schema))


def _min_length(_: Walker, limit: int, value: Json, __: Schema) -> KeywordErrors:
    if _is_text(value) and len(value) < limit:
        return (KeywordError("minLength", limit=limit, actual=len(value)),)
    return NOTHING


def _max_length(_: Walker, limit: int, value: Json, __: Schema) -> KeywordErrors:
    if _is_text(value) and len(value) > limit:
        return (KeywordError("maxLength", limit=limit, actual=len(value)),)
    return NOTHING


def _pattern(_: Walker, pattern: str, value: Json, schema: Schema) -> KeywordErrors:
    if not _is_text(value):
        return NOTHING
    if not schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", len(value)):
        return NOTHING
    if regex_dialect.matches(pattern, value):
        return NOTHING
    if _is_local_file(value, schema):
        file = _quoted(value.removeprefix("file://"))
        return (KeywordError("pattern", variant="local", file=file),)
    return (KeywordError("pattern", pattern=schema.get("x-aws-pattern", pattern)),)


def _is_local_file(value: str, schema: Schema) -> bool:
    """Whether the path of a file on this machine stands where an address in S3 is wanted."""
    layout = load_table("resources/layout")
    holds = layout["shapes"].get(schema.get("title"), {}).get("file")
    return holds == "address" and bool(re.search(layout["local_path"], value))


def _quoted(text: str) -> str:
    """As Python text; the page writes the same."""
    return json.dumps(text, ensure_ascii=False)


def _enum(_: Walker, choices: list[str], value: Json, schema: Schema) -> KeywordErrors:
    if not _is_text(value) or value in choices:
        return NOTHING
    if load_table("resources/layout")["shapes"].get(schema.get("title"), {}).get("open"):
        return (KeywordError("enum", variant="open", severity="warning"),)
    return (KeywordError("enum", choices=", ".join(choices)),)


def _minimum(_: Walker, limit: float, value: Json, schema: Schema) -> KeywordErrors:
    if _is_number(value, schema) and value < limit:
        return (KeywordError("minimum", limit=limit),)
    return NOTHING


def _maximum(_: Walker, limit: float, value: Json, schema: Schema) -> KeywordErrors:
    if _is_number(value, schema) and value > limit:
        return (KeywordError("maximum", limit=limit),)
    return NOTHING


def _min_items(_: Walker, limit: int, value: Json, __: Schema) -> KeywordErrors:
    if isinstance(value, list) and len(value) < limit:
        return (KeywordError("minItems", limit=limit, actual=len(value)),)
    return NOTHING


def _max_items(_: Walker, limit: int, value: Json, __: Schema) -> KeywordErrors:
    if isinstance(value, list) and len(value) > limit:
        return (
            KeywordError("maxItems", limit=limit, actual=len(value), excess=len(value) - limit),
        )
    return NOTHING


def _min_properties(_: Walker, limit: int, value: Json, __: Schema) -> KeywordErrors:
    if isinstance(value, dict) and len(value) < limit:
        return (KeywordError("minProperties", limit=limit, actual=len(value)),)
    return NOTHING


def _max_properties(_: Walker, limit: int, value: Json, __: Schema) -> KeywordErrors:
    if isinstance(value, dict) and len(value) > limit:
        return (
            KeywordError(
                "maxProperties", limit=limit, actual=len(value), excess=len(value) - limit
            ),
        )
    return NOTHING


def _items(walker: Walker, schema: Schema, value: Json, _: Schema) -> Iterable[Any]:
    if not isinstance(value, list):
        return NOTHING
    return [
        error for at, item in enumerate(value) for error in walker.descend(item, schema, path=at)
    ]


def _required(_: Walker, names: list[str], value: Json, schema: Schema) -> KeywordErrors:
    if not isinstance(value, dict):
        return NOTHING
    variant = "whole" if "$defs" in schema else ""
    missing = [name for name in names if name not in value]
    return [KeywordError("required", variant=variant, at=(name,)) for name in missing]


def _properties(walker: Walker, members: Schema, value: Json, schema: Schema) -> Iterable[Any]:
    """Members and unknown members in one walk, so that findings keep the request's order."""
    if not isinstance(value, dict):
        return NOTHING
    found: list[Any] = []
    for name, item in value.items():
        if name in members:
            found += walker.descend(item, members[name], path=name)
        elif schema.get("additionalProperties") is False:
            found.append(_unknown(name, members))
    return found


def _unknown(name: str, members: Schema) -> KeywordError:
    meant = nearest_name(name, members)
    variant = "suggestion" if meant else ""
    return KeywordError("additionalProperties", variant=variant, at=(name,), suggestion=meant)


def _additional(walker: Walker, values: Any, value: Json, schema: Schema) -> Iterable[Any]:
    """The entries of a map, each with its key before its value; a structure has none."""
    if not isinstance(value, dict) or values is False:
        return NOTHING
    names = schema.get("propertyNames", {})
    found: list[Any] = []
    for key, item in value.items():
        step = MapKey(key)
        for error in walker.descend(key, names, path=step):
            error.code = f"key.{error.code}"
            found.append(error)
        found += walker.descend(item, values, path=step)
    return found


def _names(_: Walker, __: Schema, ___: Json, ____: Schema) -> KeywordErrors:
    return NOTHING  # `_additional` has seen to them


KEYWORDS: dict[str, Any] = {
    "type": _type,
    "minLength": _min_length,
    "maxLength": _max_length,
    "pattern": _pattern,
    "enum": _enum,
    "minimum": _minimum,
    "maximum": _maximum,
    "minItems": _min_items,
    "maxItems": _max_items,
    "minProperties": _min_properties,
    "maxProperties": _max_properties,
    "items": _items,
    "required": _required,
    "properties": _properties,
    "additionalProperties": _additional,
    "propertyNames": _names,
}
