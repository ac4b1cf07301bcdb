"""`check`: what is wrong with a request, told without any network.

``jsonschema`` walks the schema; the keywords are ours, one function each, because each finding
must name its own member, say a sentence from the table, and never print the value: a request may
be of any depth and hold what must not be shown. The page has the same functions in TypeScript,
``js/src/model/check.ts``; shared cases (``tests/cases``) hold the two together.

One value gets one verdict: type before length before pattern, so that a pattern never runs over a
text that is too long anyway.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import jsonschema
from jsonschema.exceptions import ValidationError
from jsonschema.protocols import Validator

from . import patterns, words
from .data import table
from .issue import Issue, MapKey, Path, Severity
from .json_value import SAFE_INTEGER, Json, NotJsonError, normal
from .schema import OPERATION, Schema, operation_schema


def check(request: object) -> list[Issue]:
    """Check a CreateModelPackage request against the model of the installed botocore.

    Args:
        request: any JSON value: the request as boto3 takes it, AWS spelling.

    Returns:
        The issues in the order of the request; none of severity ``error`` means that it may be
        sent. Never raises; what JSON cannot hold is an issue too.

    Source:
        the constraints of botocore's service model; enums of open shapes (``layout.json``) warn.
    """
    try:
        plain = normal(request)
    except NotJsonError as error:
        message, hint = words.sentence(error.code, "", {"kind": error.kind})
        return [Issue(error.path, "type", message, hint=hint)]
    return check_schema(plain, OPERATION)


def check_schema(value: Json, operation: str) -> list[Issue]:
    """Check plain JSON against the input schema of one operation."""
    return [_issue(error) for error in _validator(operation).iter_errors(value)]


class _Finding(ValidationError):
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
        self.variant = variant
        self.severity: Severity = severity
        self.values = values


Findings = Iterator[_Finding]


def _issue(error: Any) -> Issue:
    path: Path = tuple(error.absolute_path)
    in_words = error.code + (f".{error.variant}" if error.variant else "")
    values = {"label": _label(path), "parent": _label(path[:-1]), **error.values}
    message, hint = words.sentence(in_words, error.schema.get("title", ""), values)
    return Issue(path, error.code, message, error.severity, hint)


def _label(path: Path) -> str:
    names = table("words")["labels"]
    if not path:
        return str(names["request"])
    last = path[-1]
    if isinstance(last, int):
        return words.fill(names["item"], {"list": _label(path[:-1]), "number": last + 1})
    return last


def _kind(value: Json) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, (int, float)):
        return "integer" if isinstance(value, int) else "number" if value == value else "nan"
    return {str: "string", list: "array"}.get(type(value), "object")


def _type(_: Validator, expected: str, value: Json, __: Schema) -> Findings:
    found = _kind(value)
    if found == "string" and expected == "string":
        if not _whole_text(value):
            yield _Finding("type", variant="unicode")
        return
    numeric = expected in ("integer", "number")
    if found == expected or (expected == "number" and found == "integer"):
        if numeric and not abs(value) <= SAFE_INTEGER and not _finite_number(value, expected):
            yield _Finding("type", variant="range")
        return
    names = table("words")["types"]
    variant = expected if numeric else ""
    yield _Finding("type", variant=variant, expected=names[expected], found=names[found])


def _finite_number(value: Json, expected: str) -> bool:
    return expected == "number" and isinstance(value, float) and abs(value) < float("inf")


def _whole_text(value: str) -> bool:
    return value.isascii() or not any("\ud800" <= char <= "\udfff" for char in value)


def _is_text(value: Json) -> bool:
    return isinstance(value, str) and _whole_text(value)


def _is_number(value: Json) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and value == value


def _min_length(_: Validator, limit: int, value: Json, __: Schema) -> Findings:
    if _is_text(value) and len(value) < limit:
        yield _Finding("minLength", limit=limit, actual=len(value))


def _max_length(_: Validator, limit: int, value: Json, __: Schema) -> Findings:
    if _is_text(value) and len(value) > limit:
        yield _Finding("maxLength", limit=limit, actual=len(value))


def _pattern(_: Validator, pattern: str, value: Json, schema: Schema) -> Findings:
    if not _is_text(value):
        return
    if not schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", len(value)):
        return
    if not patterns.matches(pattern, value):
        yield _Finding("pattern", pattern=schema.get("x-aws-pattern", pattern))


def _enum(_: Validator, choices: list[str], value: Json, schema: Schema) -> Findings:
    if not _is_text(value) or value in choices:
        return
    if table("layout")["shapes"].get(schema.get("title"), {}).get("open"):
        yield _Finding("enum", variant="open", severity="warning")
    else:
        yield _Finding("enum", choices=", ".join(choices))


def _minimum(_: Validator, limit: float, value: Json, __: Schema) -> Findings:
    if _is_number(value) and value < limit:
        yield _Finding("minimum", limit=limit)


def _maximum(_: Validator, limit: float, value: Json, __: Schema) -> Findings:
    if _is_number(value) and value > limit:
        yield _Finding("maximum", limit=limit)


def _min_items(_: Validator, limit: int, value: Json, __: Schema) -> Findings:
    if isinstance(value, list) and len(value) < limit:
        yield _Finding("minItems", limit=limit, actual=len(value))


def _max_items(_: Validator, limit: int, value: Json, __: Schema) -> Findings:
    if isinstance(value, list) and len(value) > limit:
        yield _Finding("maxItems", limit=limit, actual=len(value), excess=len(value) - limit)


def _min_properties(_: Validator, limit: int, value: Json, __: Schema) -> Findings:
    if isinstance(value, dict) and len(value) < limit:
        yield _Finding("minProperties", limit=limit, actual=len(value))


def _max_properties(_: Validator, limit: int, value: Json, __: Schema) -> Findings:
    if isinstance(value, dict) and len(value) > limit:
        yield _Finding("maxProperties", limit=limit, actual=len(value), excess=len(value) - limit)


def _items(validator: Validator, schema: Schema, value: Json, _: Schema) -> Iterator[Any]:
    if isinstance(value, list):
        for at, item in enumerate(value):
            yield from validator.descend(item, schema, path=at)


def _properties(validator: Validator, members: Schema, value: Json, _: Schema) -> Iterator[Any]:
    if isinstance(value, dict):
        for name, item in value.items():
            if name in members:
                yield from validator.descend(item, members[name], path=name)


def _required(_: Validator, names: list[str], value: Json, schema: Schema) -> Findings:
    if isinstance(value, dict):
        variant = "" if "title" in schema and "$defs" not in schema else "whole"
        for name in names:
            if name not in value:
                yield _Finding("required", variant=variant, at=(name,))


def _additional(validator: Validator, allowed: Any, value: Json, schema: Schema) -> Iterator[Any]:
    if not isinstance(value, dict):
        return
    if allowed is not False:
        for key, item in value.items():
            yield from validator.descend(item, allowed, path=MapKey(key))
        return
    members = schema.get("properties", {})
    by_lower = {name.lower(): name for name in members}
    for name in value:
        if name in members:
            continue
        meant = by_lower.get(name.lower())
        variant = "suggestion" if meant else ""
        yield _Finding("additionalProperties", variant=variant, at=(name,), suggestion=meant)


def _names(validator: Validator, schema: Schema, value: Json, _: Schema) -> Iterator[Any]:
    if isinstance(value, dict):
        for key in value:
            for error in validator.descend(key, schema, path=MapKey(key)):
                error.code = f"key.{error.code}"
                yield error


_KEYWORDS = {
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
    "properties": _properties,
    "required": _required,
    "additionalProperties": _additional,
    "propertyNames": _names,
}
_Validator = jsonschema.validators.extend(jsonschema.Draft202012Validator, _KEYWORDS)


@lru_cache(maxsize=8)
def _validator(operation: str) -> Any:
    return _Validator(operation_schema(operation))
