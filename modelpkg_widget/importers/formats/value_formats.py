"""What wraps a request in JSON or YAML: the format is told by the names that it has."""

from __future__ import annotations

from typing import Any

from modelpkg_widget.importers.coercion import normalize_name
from modelpkg_widget.importers.import_format import ValueFormat
from modelpkg_widget.importers.parse_result import ParseError, ParseResult, error_text
from modelpkg_widget.schema.from_botocore import OPERATION, operation_schema

from . import (
    cloudformation,
    described_package,
    kubernetes,
    mlflow,
    pipeline,
    step_functions,
    terraform_json,
)

_ROWS = (
    cloudformation.FORMAT,
    pipeline.FORMAT,
    step_functions.FORMAT,
    kubernetes.FORMAT,
    terraform_json.FORMAT,
    described_package.FORMAT,
    mlflow.FORMAT,
)

#: In this order: the first that recognises a value reads it.
VALUE_FORMATS: dict[str, ValueFormat] = {row.id: row for row in _ROWS}


def unwrapped(value: Any) -> ParseResult | None:
    """Return the request in a value of another format; None when it is of none.

    Raises:
        NotReadError: it is of a format, and holds no request or more than one.
    """
    for row in VALUE_FORMATS.values():
        if row.recognise(value):
            return row.read(value)
    return None


def read(value: Any, name: str) -> ParseResult:
    """Return the request that a value of a text is, or holds.

    Args:
        value: plain JSON, in which `Unresolved` and `Plain` may stand.
        name: the format of the text.

    Raises:
        NotReadError: it is no request: none of its names is a member of one.
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
