"""What the answer to an exercise must have, and which of it a request has."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import EllipsisType
from typing import Any

from modelpkg_widget.request.issues import Issue, MapKey, Path
from modelpkg_widget.request.plain_json import Json, NotSerializableError, to_plain_json
from modelpkg_widget.resources import texts
from modelpkg_widget.schema.from_botocore import OPERATION, Schema, operation_schema
from modelpkg_widget.validation.validator import check

_STEP = re.compile(r'(?:^|\.)([^.\[\]{}"]+)|\[(\d*)\]|\{("(?:[^"\\]|\\.)*")\}')
_ABSENT = object()

Expected = None | EllipsisType | re.Pattern[str] | Callable[[Any], object] | Json
"""What a place must hold; see `Requirements`."""


@dataclass(frozen=True)
class _Any:
    """Each item of a list; an empty list has none, so nothing that is asked of them holds."""


Step = str | int | _Any


class Requirements:
    """A task, and requirements that tell when it is done.

    Args:
        text: the task, for people.
        requires: by place, spelled as in an issue (``Tags[0].Key``, ``Environment{"MODE"}``, with
            ``[]`` for every item of a list, ``""`` for the whole request), what it must hold:
            None: it is not set; ``...``: it is set, to whatever; a compiled pattern: a text that it
            matches whole; a callable: it returns something true for the value (None when it is not
            set); anything else: equal JSON.
        clean: whether the request must have no errors, either; that counts as one requirement.

    Raises:
        ValueError: a place that no request has, or nothing is required at all.
        TypeError: what is expected is none of these.
    """

    def __init__(
        self, text: str, requires: Mapping[str, Expected] | None = None, *, clean: bool = True
    ) -> None:
        self.text = text
        self.clean = clean
        self._requirements = [
            (_steps(spelled), _expected(spelled, expected))
            for spelled, expected in (requires or {}).items()
        ]
        self.count = len(self._requirements) + clean
        if not self.count:
            raise ValueError(
                "This exercise has no requirements. Pass requirements=, or require_valid=True."
            )

    def unmet(self, request: object) -> tuple[int, list[Issue]]:
        """Return how many requirements a request does not meet, and why, without their values.

        Args:
            request: any JSON value; what JSON cannot hold meets nothing.
        """
        issues = [issue for issue in check(request) if issue.severity == "error"]
        try:
            plain = to_plain_json(request)
        except NotSerializableError:
            return self.count, issues
        missed = [
            Issue(_path(steps), "goal", *_words("goal"), source="exercise")
            for steps, expected in self._requirements
            if not _meets(plain, steps, expected)
        ]
        found = issues if self.clean else []
        return len(missed) + bool(found), [*found, *missed]


def answer_issue(why: str) -> Issue:
    """Return what is to be said of an answer that cannot be read."""
    message, hint = texts.issue_text("answer", "", {"why": why})
    return Issue((), "answer", message, hint=hint, source="exercise")


def _words(code: str) -> tuple[str, Any, str]:
    message, hint = texts.issue_text(code, "", {})
    return message, "error", hint


def _steps(spelled: str) -> tuple[Step, ...]:
    """Read a place, and see whether the installed model has it."""
    steps: list[Step] = []
    at = 0
    while at < len(spelled):
        match = _STEP.match(spelled, at)
        if not match:
            raise ValueError(
                f"{spelled!r} is not a path in a request: syntax error at {spelled[at:]!r}."
            )
        name, index, key = match.groups()
        if name is not None:
            steps.append(name)
        elif key is not None:
            steps.append(MapKey(json.loads(key)))
        else:
            steps.append(int(index) if index else _Any())
        at = match.end()
    whole = operation_schema(OPERATION)
    here: Schema | None = whole
    for step in steps:
        here = _below(whole, here or {}, step)
        if here is None:
            raise ValueError(
                f"{spelled!r} is not a path in a request: no member is named {step!r}."
            )
    return tuple(steps)


def _below(whole: Schema, given: Schema, step: Step) -> Schema | None:
    here = whole["$defs"][given["$ref"].removeprefix("#/$defs/")] if "$ref" in given else given
    if isinstance(step, MapKey):
        values: Schema | None = here.get("additionalProperties") or None
        return values
    if isinstance(step, str):
        member: Schema | None = here.get("properties", {}).get(step)
        return member
    items: Schema | None = here.get("items")
    return items


def _expected(spelled: str, expected: Expected) -> Expected:
    if expected is None or expected is ... or isinstance(expected, re.Pattern):
        return expected
    if callable(expected):
        return expected
    try:
        return to_plain_json(expected)
    except NotSerializableError as error:
        raise TypeError(
            f"{spelled}: the expected value can't be written as JSON: {error}"
        ) from error


def _meets(request: Json, steps: tuple[Step, ...], expected: Expected) -> bool:
    values = list(_values(request, steps))
    if expected is None:
        return all(value is _ABSENT for value in values)
    return bool(values) and all(_holds(value, expected) for value in values)


def _holds(value: Any, expected: Expected) -> bool:
    if callable(expected):
        try:
            return bool(expected(None if value is _ABSENT else value))
        except Exception:  # noqa: BLE001 - a learner's value may be anything; it is no answer then
            return False
    if value is _ABSENT:
        return False
    if isinstance(expected, re.Pattern):
        return isinstance(value, str) and bool(expected.fullmatch(value))
    return expected is ... or _equal(value, expected)


def _equal(one: Json, other: Json) -> bool:
    """Whether two values are equal, whatever the order of their keys; 1 is not True."""
    try:
        return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)
    except RecursionError:  # nothing that was expected is so deep
        return False


def _values(value: Any, steps: tuple[Step, ...]) -> Iterator[Any]:
    """Yield what stands at a place, `_ABSENT` where that is nothing."""
    if not steps:
        yield value
        return
    step, rest = steps[0], steps[1:]
    if isinstance(step, _Any):
        for item in value if isinstance(value, list) else ():
            yield from _values(item, rest)
    elif isinstance(step, int):
        inside = isinstance(value, list) and step < len(value)
        yield from _values(value[step] if inside else _ABSENT, rest)
    else:
        yield from _values(value.get(step, _ABSENT) if isinstance(value, dict) else _ABSENT, rest)


def _path(steps: tuple[Step, ...]) -> Path:
    """Return the place as an issue names it; of every item, the list."""
    path: list[str | int] = []
    for step in steps:
        if isinstance(step, _Any):
            break
        path.append(step)
    return tuple(path)
