"""Finds the request in a value that another format wraps around it, such as CloudFormation."""

from __future__ import annotations

from typing import Any

from modelpkg_widget.schema.from_botocore import OPERATION, operation_schema

from . import registry
from .coercion import normalize_name
from .parse_result import ParseError, ParseResult, error_text


def unwrapped(value: Any) -> ParseResult | None:
    """Return the request in a value of another format; None if no format recognises the value.

    Raises:
        ParseError: a format recognises it, and it has no request or more than one.
    """
    for row in registry.value_formats().values():
        if row.recognise(value):
            return row.read(value)
    return None


def read(value: Any, name: str) -> ParseResult:
    """Return the request that the value of a text is, or that it wraps.

    Args:
        value: plain JSON, which can contain `Unresolved` and `UnquotedScalar`.
        name: the format of the text.

    Raises:
        ParseError: it isn't a request: none of its names is a member of one.
    """
    reading = unwrapped(value)
    if reading is not None:
        return reading
    if isinstance(value, dict) and value and not names_members(value):
        names = ", ".join(map(str.__str__, value))
        raise ParseError(
            error_text("errors", "strange", names=names[:200]), final=name == "json", format=name
        )
    return ParseResult(value, name)


def names_members(value: dict[str, Any]) -> bool:
    """Whether a mapping has a member of a request that few others have."""
    known = {normalize_name(name) for name in operation_schema(OPERATION)["properties"]}
    names = {normalize_name(name) for name in value}
    return bool((names & known) - {"tags", "clienttoken"}) or names <= known
