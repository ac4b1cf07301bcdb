"""The definitions of pipelines and state machines that stand in a template of CloudFormation."""

from __future__ import annotations

import re
from typing import Any

from modelpkg_widget.importers.parse_result import ParseError, ParseResult, Unresolved, error_text
from modelpkg_widget.importers.shell.values import Marks
from modelpkg_widget.request import json_codec

from . import pipeline, step_functions

_OURS: dict[str, Any] = {"final": True, "format": "cloudformation"}
_PIPELINE = "AWS::SageMaker::Pipeline"
_MACHINE = "AWS::StepFunctions::StateMachine"
_SERVERLESS = "AWS::Serverless::StateMachine"
_FILLED_IN = re.compile(r"\$\{(?P<literal>!)?[^}$]{0,400}\}")


def is_there(resources: Any) -> bool:
    """Whether one of the resources has a definition."""
    return bool(_found(resources))


def read(resources: Any) -> ParseResult | None:
    """Return the request in the definitions of a template; None when there is no definition.

    Raises:
        ParseError: there is no request in them, or more than one.
    """
    readings: dict[str, ParseResult] = {}
    problems: list[ParseError] = []
    for name, kind, properties in _found(resources):
        try:
            found = _read_one(kind, properties)
        except ParseError as error:  # noqa: PERF203 - each definition may have its own mistake
            problems.append(error)
        else:
            if found is not None:
                readings[name] = found
    if len(readings) > 1:
        listed = {"count": len(readings), "names": ", ".join(readings)[:400]}
        raise ParseError(error_text("formats/cloudformation", "definitions", **listed), **_OURS)
    if problems and not readings:
        raise problems[0]
    return next(iter(readings.values()), None)


def _found(resources: Any) -> list[tuple[str, str, dict[str, Any]]]:
    rows = resources.items() if isinstance(resources, dict) else ()
    return [
        (name, str(one["Type"]), one["Properties"])
        for name, one in rows
        if isinstance(one, dict)
        and one.get("Type") in (_PIPELINE, _MACHINE, _SERVERLESS)
        and isinstance(one.get("Properties"), dict)
    ]


def _read_one(kind: str, properties: dict[str, Any]) -> ParseResult | None:
    marks = Marks()
    if kind == _PIPELINE:
        given = properties.get("PipelineDefinition")
        body = given.get("PipelineDefinitionBody") if isinstance(given, dict) else given
        text = _text(body, marks)
        return None if text is None else pipeline.read_text(text, marks)
    given = properties.get("Definition")
    if given is None:
        text = _text(properties.get("DefinitionString"), marks)
        if text is None:
            return None
        try:
            given = marks.resolved(json_codec.loads(marks.quoted(text)))
        except ValueError as error:
            raise ParseError(marks.shown(str(error)), **_OURS) from None
    return step_functions.read(given) if step_functions.is_definition(given) else None


def _text(value: Any, marks: Marks) -> str | None:
    """Return a text of a template, with marks for what only a deployment knows."""
    if isinstance(value, Unresolved):
        tag, _, text = value.text.partition(" ")
        return _substituted(text, marks) if tag == "!Sub" else None
    if isinstance(value, str):
        return marks.clean(str.__str__(value))
    if isinstance(value, dict) and len(value) == 1:
        ((name, given),) = value.items()
        if name == "Fn::Sub":
            text = given[0] if isinstance(given, list) and given else given
            return _substituted(text, marks) if isinstance(text, str) else None
        if name == "Fn::Join" and isinstance(given, list) and given[:1] == [""]:
            parts = given[1] if isinstance(given[1:2], list) and isinstance(given[-1], list) else []
            return "".join(
                marks.clean(part)
                if isinstance(part, str)
                else marks.new(json_codec.dumps(pipeline.plain(part)))
                for part in parts
            )
    return None


def _substituted(text: str, marks: Marks) -> str:
    """Return a text of ``Fn::Sub``: ``${X}`` is marked, ``${!X}`` is the text ``${X}``."""

    def piece(match: re.Match[str]) -> str:
        return f"${{{match[0][3:]}" if match["literal"] else marks.new(match[0])

    return _FILLED_IN.sub(piece, marks.clean(str.__str__(text)))
