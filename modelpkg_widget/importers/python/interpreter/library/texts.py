"""Texts that Python puts together of others: f-strings, ``%``, ``format``, of known values."""

from __future__ import annotations

import re
import string
from typing import Any

_LONGEST = 200_000
"""Characters of a text that is put together."""
_SPEC = re.compile(r"(?:[<>^=])?[+]?0?\d{0,3},?(?:\.\d{1,2})?[sdfeg%]?", re.ASCII)


class Known:
    """A value that literals tell; it may be None."""

    def __init__(self, value: Any) -> None:
        self.value = value


def text(value: Any, spec: str = "", conversion: str = "") -> str | None:
    """Return a scalar as text; None when it is none, or its form is not known."""
    if not isinstance(value, (str, int, float)) and value is not None:
        return None
    if not _SPEC.fullmatch(spec) or conversion not in ("", "s", "r"):
        return None
    try:
        shown = repr(value) if conversion == "r" else str(value) if conversion else value
        return format(shown, spec)
    except (ValueError, TypeError):
        return None


def join_known(parts: list[str | None]) -> Known | None:
    """Return texts as one; None when one is not known, or they come to too much."""
    length = 0
    for part in parts:
        length += _LONGEST + 1 if part is None else len(part)
        if length > _LONGEST:
            return None
    return Known("".join(part or "" for part in parts))


def percent(form: str, given: list[Any]) -> Known | None:
    """Return ``form % given``; None when it is not known."""
    parts = re.split(r"%(.)", form, flags=re.DOTALL)
    marks = parts[1::2]
    rest = iter(given)
    made: list[str | None] = list(parts[:1])
    if sum(mark != "%" for mark in marks) != len(given) or "%" in "".join(parts[::2]):
        return None
    for mark, after in zip(marks, parts[2::2], strict=True):
        made += ["%" if mark == "%" else _marked(mark, next(rest)), after]
    return join_known(made)


def _marked(mark: str, value: Any) -> str | None:
    if mark == "d":
        return str(int(value)) if isinstance(value, int) else None
    return text(value, conversion=mark) if mark in "sr" else None


def formatted(form: str, given: list[Any], named: dict[str, Any]) -> Known | None:
    """Return ``form.format(*given, **named)``; None when it is not known."""
    made: list[str | None] = []
    try:
        parts = list(string.Formatter().parse(form))
    except ValueError:
        return None
    number = 0
    for before, name, spec, conversion in parts:
        made.append(before)
        if name is None:
            continue
        at = number if name == "" else int(name) if name.isdecimal() and len(name) < 4 else -1
        number += name == ""
        value = given[at] if 0 <= at < len(given) else named.get(name, object())
        made.append(text(value, spec or "", conversion or ""))
    return join_known(made)
