"""A state machine of Step Functions: the task that makes a model package.

Source:
    https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html
"""

from __future__ import annotations

from collections.abc import Iterator
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
from modelpkg_widget.request import json_codec

_OURS: dict[str, Any] = {"final": True, "format": "stepfunctions"}
_TASK = "sagemaker:createmodelpackage"
_PATH = ".$"


def is_definition(value: Any) -> bool:
    """Whether a value is a state machine, a task of one, or AWS's description of one."""
    if not isinstance(value, dict):
        return False
    if isinstance(value.get("States"), dict) or _is_task(value):
        return True
    if isinstance(value.get("definition"), str) and "stateMachineArn" in value:
        return True
    return bool(value) and all(_is_task(one) for one in value.values())


def read(value: Any) -> ParseResult:
    """Return the request of the one task that makes a model package.

    Raises:
        ParseError: there is none, or more than one.
    """
    if isinstance(value.get("definition"), str):
        value = json_codec.loads(value["definition"])
    if is_deep(value):
        raise ParseError(error_text("errors", "deep", limit=DEEPEST), **_OURS)
    found = dict(_tasks(value))
    if len(found) != 1:
        code = "several" if found else "none"
        names = ", ".join(found)[:400]
        raise ParseError(
            error_text("formats/step_functions", code, count=len(found), names=names), **_OURS
        )
    (task,) = found.values()
    given = task.get("Parameters", task.get("Arguments", {}))
    return ParseResult(_resolved(given), "stepfunctions")


def _is_task(value: Any) -> bool:
    is_task = isinstance(value, dict) and value.get("Type") == "Task"
    return is_task and _TASK in str(value.get("Resource", "")).lower()


def _tasks(value: Any) -> Iterator[tuple[str, Any]]:
    """Return the tasks by name, those of branches and maps as well."""
    todo: list[tuple[str, Any]] = [("", value)]
    while todo:
        name, item = todo.pop()
        if _is_task(item):
            yield name, item
        elif isinstance(item, dict):
            todo += reversed([(str(key), one) for key, one in item.items()])
        elif isinstance(item, list):
            todo += reversed([(f"{name} {at + 1}", one) for at, one in enumerate(item)])


def _resolved(value: Any) -> Any:
    """Return it with a gap for what only a run tells: ``X.$``, and JSONata."""
    if isinstance(value, dict):
        made: dict[str, Any] = {}
        for name, one in value.items():
            if name.endswith(_PATH):
                shown = one if isinstance(one, str) else json_codec.dumps(one)
                made[name.removesuffix(_PATH)] = unresolved(shown)
            else:
                made[name] = _resolved(one)
        return made
    if isinstance(value, list):
        return [_resolved(one) for one in value]
    is_jsonata = isinstance(value, str) and value.strip().startswith("{%")
    return Unresolved(str.__str__(value)) if is_jsonata else value


FORMAT = ValueFormat("stepfunctions", "a Step Functions state machine", is_definition, read)
