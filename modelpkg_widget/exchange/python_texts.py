"""Texts that Python puts together of others: f-strings, ``%``, ``format``, of known values."""

from __future__ import annotations

import re
import string
from typing import Any

_UNKNOWN = object()
_LONGEST = 200_000
"""Characters of a text that is put together."""


class Known:
    """A value that literals tell; it may be None."""

    def __init__(self, value: Any) -> None:
        self.value = value


def text(value: Any) -> str | None:
    if isinstance(value, (str, int, float)) or value is None:
        return str(value)
    return None


def bounded(value: Any) -> Known | None:
    return Known(value) if len(value) <= _LONGEST else None


def together(parts: list[str | None]) -> Known | None:
    """Return texts as one; None when one is not known, or they come to too much."""
    length = 0
    for part in parts:
        length += _LONGEST + 1 if part is None else len(part)
        if length > _LONGEST:
            return None
    return Known("".join(part or "" for part in parts))


def percent(form: str, given: list[Any]) -> Known | None:
    parts = re.split(r"%(.)", form)
    marks = parts[1::2]
    rest = iter(given)
    made: list[str | None] = list(parts[:1])
    if sum(mark != "%" for mark in marks) != len(given):
        return None
    for mark, after in zip(marks, parts[2::2], strict=True):
        value = "%" if mark == "%" else text(next(rest)) if mark in "sd" else None
        made += [value, after]
    return together(made)


def formatted(form: Any, given: list[Any], named: dict[str, Any]) -> Known | None:
    if not isinstance(form, str):
        return None
    made: list[str | None] = []
    try:
        parts = list(string.Formatter().parse(form))
    except ValueError:
        return None
    for number, (before, name, spec, conversion) in enumerate(parts):
        made.append(before)
        if name is None:
            continue
        at = number if name == "" else int(name) if name.isdecimal() and len(name) < 4 else -1
        value = text(given[at] if 0 <= at < len(given) else named.get(name, _UNKNOWN))
        made.append(None if spec or conversion else value)
    return together(made)
