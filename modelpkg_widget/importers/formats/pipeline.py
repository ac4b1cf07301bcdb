"""The step of a SageMaker pipeline that registers a model package."""

from __future__ import annotations

from typing import Any

from modelpkg_widget.importers.import_format import ValueFormat
from modelpkg_widget.importers.parse_result import (
    DEEPEST,
    ParseError,
    ParseResult,
    Unresolved,
    error_text,
    is_deep,
    unresolved,
)
from modelpkg_widget.importers.shell.values import Marks
from modelpkg_widget.request import json_codec
from modelpkg_widget.resources.tables import load_table

_OURS: dict[str, Any] = {"final": True, "format": "pipeline"}


def is_definition(value: Any) -> bool:
    """Whether a value is the definition of a pipeline."""
    return isinstance(value, dict) and "Version" in value and isinstance(value.get("Steps"), list)


def is_described(value: Any) -> bool:
    """Whether a value is AWS's description of a pipeline, or a request that makes one."""
    return isinstance(value, dict) and isinstance(value.get("PipelineDefinition"), str)


def read_described(value: Any) -> ParseResult:
    """Return the request in the definition of a pipeline that stands in a text.

    Raises:
        ParseError: it is no definition, or holds no request or more than one.
    """
    return read_text(value["PipelineDefinition"], Marks())


def read_text(text: str, marks: Marks) -> ParseResult:
    """Return the request in the text of a definition.

    Args:
        text: JSON, in which marks may stand for what only a deployment knows.
        marks: of the text.

    Raises:
        ParseError: it is no definition, or holds no request or more than one.
    """
    try:
        found = marks.resolved(json_codec.loads(marks.quoted(text)))
    except ValueError as error:
        raise ParseError(marks.shown(str(error)), **_OURS) from None
    if not is_definition(found):
        raise ParseError(
            error_text(
                "formats/pipeline", "none", type=load_table("exporters/to_pipeline")["type"]
            ),
            **_OURS,
        )
    return read(found)


def read(value: Any) -> ParseResult:
    """Return the arguments of the one step that registers a model package.

    Args:
        value: for which `is_definition` holds.

    Raises:
        ParseError: there is none, or more than one.

    Source:
        AWS's schema of pipeline definitions, as ``to_pipeline.json`` names it.
    """
    if is_deep(value):
        raise ParseError(error_text("errors", "deep", limit=DEEPEST), **_OURS)
    kind = load_table("exporters/to_pipeline")["type"]
    found = [one for one in _steps(value) if one.get("Type") == kind]
    if not found:
        raise ParseError(error_text("formats/pipeline", "none", type=kind), **_OURS)
    if len(found) > 1:
        names = ", ".join(str(one.get("Name", "")) for one in found)[:400]
        raise ParseError(
            error_text("formats/pipeline", "steps", count=len(found), names=names), **_OURS
        )
    return ParseResult(_resolved(found[0].get("Arguments", {})), "pipeline")


def _steps(value: Any) -> list[dict[str, Any]]:
    """Return the steps, also those that stand in a condition."""
    found: list[dict[str, Any]] = []
    todo = [value]
    while todo:
        steps = todo.pop(0).get("Steps")
        for one in steps if isinstance(steps, list) else ():
            if not isinstance(one, dict):
                continue
            found.append(one)
            given = one.get("Arguments")
            if one.get("Type") == "Condition" and isinstance(given, dict):
                todo += [{"Steps": given.get(name)} for name in ("IfSteps", "ElseSteps")]
    return found


def plain(value: Any) -> Any:
    """Return a value in which each gap is the text that it is spelled by."""
    if isinstance(value, Unresolved):
        return value.text
    if isinstance(value, dict):
        return {name: plain(one) for name, one in value.items()}
    return [plain(one) for one in value] if isinstance(value, list) else value


def _resolved(value: Any) -> Any:
    """Return it with a gap for what is only known when the pipeline runs."""
    if isinstance(value, dict):
        if not value.keys().isdisjoint(load_table("exporters/to_pipeline")["functions"]):
            return unresolved(json_codec.dumps(plain(value)))
        return {name: _resolved(one) for name, one in value.items()}
    return [_resolved(one) for one in value] if isinstance(value, list) else value


def _is_ours(value: Any) -> bool:
    return is_definition(value) or is_described(value)


def _read(value: Any) -> ParseResult:
    return read(value) if is_definition(value) else read_described(value)


FORMAT = ValueFormat("pipeline", "a SageMaker pipeline", _is_ours, _read)
