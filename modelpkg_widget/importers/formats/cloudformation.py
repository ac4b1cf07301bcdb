"""A model package of a CloudFormation template: of the whole, or the resource alone."""

from __future__ import annotations

from typing import Any

from modelpkg_widget.importers.import_format import ValueFormat
from modelpkg_widget.importers.note import Note
from modelpkg_widget.importers.parse_result import (
    DEEPEST,
    ParseError,
    ParseResult,
    Unresolved,
    error_text,
    is_deep,
    unresolved,
)
from modelpkg_widget.request import json_codec
from modelpkg_widget.resources.tables import load_table

from . import pipeline, template_definitions

_OURS: dict[str, Any] = {"final": True, "format": "cloudformation"}


def is_template(value: Any) -> bool:
    """Whether a value is a template, a resource of one, or resources by their names."""
    if not isinstance(value, dict):
        return False
    if isinstance(value.get("Resources"), dict) or "AWSTemplateFormatVersion" in value:
        return True
    return bool(_resources(value)) or template_definitions.is_there(value)


def read(value: Any) -> ParseResult:
    """Return the properties of the one resource that is a model package.

    Args:
        value: for which `is_template` holds; `Unresolved` and `Plain` may stand in it.

    Raises:
        ParseError: there is none, or more than one.
    """
    names = load_table("importers/formats/cloudformation")
    if is_deep(value):
        raise ParseError(error_text("errors", "deep", limit=DEEPEST), **_OURS)
    found = _resources(value.get("Resources", value))
    if not found:
        inside = template_definitions.read(value.get("Resources", value))
        if inside is not None:
            return inside
        raise ParseError(error_text("formats/cloudformation", "none", type=names["type"]), **_OURS)
    if len(found) > 1:
        listed = {"count": len(found), "names": ", ".join(found)[:400]}
        raise ParseError(error_text("formats/cloudformation", "resources", **listed), **_OURS)
    properties = next(iter(found.values())).get("Properties", {})
    request = _resolved(properties)
    reading = ParseResult(request, "cloudformation")
    if isinstance(request, dict):
        for name in [name for name in names["left_out"] if name in request]:
            del request[name]
            reading.left_out.append(Note((name,), error_text("left_out", "template")))
        for ours, theirs in names["names"].items():
            _rename(reading, ours, theirs)
    return reading


def _rename(reading: ParseResult, ours: str, theirs: str) -> None:
    request = reading.value
    if ours in request and theirs not in request:
        rows = request.items()
        reading.value = {theirs if name == ours else name: one for name, one in rows}
        reading.repaired.append(Note((theirs,), error_text("repaired", "name", was=ours)))


def _resources(value: Any) -> dict[str, Any]:
    """Return the model packages by their logical names; one alone has none."""
    kind = load_table("importers/formats/cloudformation")["type"]

    def fits(one: Any) -> bool:
        return isinstance(one, dict) and one.get("Type") == kind

    if fits(value):
        return {"": value}
    rows = value.items() if isinstance(value, dict) else ()
    return {name: one for name, one in rows if fits(one)}


def _resolved(value: Any) -> Any:
    """Return it with `Unresolved` for each function of CloudFormation."""
    if isinstance(value, dict):
        name = next(iter(value)) if len(value) == 1 else ""
        if name in ("Ref", "Condition") or name.startswith("Fn::"):
            return unresolved(json_codec.dumps(pipeline.plain(value)))
        return {name: _resolved(one) for name, one in value.items() if not _is_no_value(one)}
    if isinstance(value, list):
        return [_resolved(one) for one in value if not _is_no_value(one)]
    return value


def _is_no_value(value: Any) -> bool:
    return value in ({"Ref": "AWS::NoValue"}, Unresolved("!Ref AWS::NoValue"))


FORMAT = ValueFormat("cloudformation", "a CloudFormation template", is_template, read)
