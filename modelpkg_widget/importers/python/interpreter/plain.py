"""Values of the interpreter as plain JSON, with `Unresolved` where nothing is known."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import Any

from modelpkg_widget.importers.parse_result import DEEPEST, MOST, ParseError, Unresolved, error_text

from .library.sdk_requests import CLASS
from .objects import ABSENT, REST, Dict, List, Obj, Unknown, Value, is_scalar
from .source import Source
from .values import Inert, Record

NAMELESS = "\0"
"""Before the key of what has a name that nobody can tell."""


@dataclass(frozen=True)
class Written:
    """A value as it was at one moment.

    Attributes:
        value: plain JSON, with `Unresolved`.
        twice: keys that stand twice in its literals: line, column, key.
        kind: ``task`` of what a task of Step Functions is made of; else it is a request.
    """

    value: Any
    twice: tuple[tuple[int, int, str], ...]
    kind: str = ""


class Plain:
    """Makes plain values, until they are too many.

    Args:
        source: tells how gaps are spelled.
        objects: objects of the SDK become maps of their arguments; else they are gaps.
    """

    def __init__(self, source: Source, *, objects: bool = False) -> None:
        self._source = source
        self._objects = objects
        self._left = MOST
        self.twice: list[tuple[int, int, str]] = []

    def of(self, value: Value, depth: int = 0) -> Any:
        """Return a value as it is at this moment.

        Raises:
            ParseError: it comes to more than a request can be.
        """
        self._left -= 1
        if self._left < 0:
            raise ParseError(error_text("errors", "many"), final=True)
        if depth > DEEPEST:
            raise ParseError(error_text("errors", "deep", limit=DEEPEST), final=True)
        if is_scalar(value):
            return value
        if isinstance(value, Dict):
            return self._mapping(value, depth)
        if isinstance(value, (List, tuple)):
            items = value.items if isinstance(value, List) else value
            return [self.of(one, depth + 1) for one in items]
        if self._objects and isinstance(value, Record):
            rows = {name: self.of(one, depth + 1) for name, one in value.fields}
            return {CLASS: value.name, **rows}
        return self.gap(value)

    def _mapping(self, value: Dict, depth: int) -> dict[str, Any]:
        self.twice += value.twice
        made: dict[str, Any] = {}
        for key in value.known_keys():
            item = self.of(value.entries[key], depth + 1)
            made[key if isinstance(key, str) else f"{NAMELESS}{key!r}"] = item
        rest = value.entries.get(REST, ABSENT)
        if rest is not ABSENT:
            gap = self.gap(rest)
            if isinstance(rest, Unknown) and self._source.is_spread(rest.node):
                gap = self.spelled(rest.node, "**")
            made[f"{NAMELESS}{gap.text}"] = gap
        return made

    def gap(self, value: Value) -> Unresolved:
        """Return what stands for a value that is not known."""
        if isinstance(value, (Unknown, Inert, Record)):
            return self.spelled(value.node)
        if isinstance(value, Obj) and hasattr(value, "node"):
            return self.spelled(value.node)
        return Unresolved("…")

    def spelled(self, node: ast.AST, before: str = "") -> Unresolved:
        """Return the gap of a place in the text."""
        text, line = f"{before}{self._source.spelled(node)}", getattr(node, "lineno", 0)
        return Unresolved(text, line=line)


def agreed(values: list[Any]) -> Any:
    """Return what is the same in all of some plain values; a gap elsewhere."""
    first = values[0]
    for other in values[1:]:
        first = _both(first, other)
    return first


def _both(one: Any, other: Any) -> Any:
    if isinstance(one, Unresolved):
        return one
    if isinstance(other, Unresolved):
        return other
    if isinstance(one, dict) and isinstance(other, dict):
        keys = {**one, **other}
        return {
            key: _both(one[key], other[key])
            if key in one and key in other
            else _gap(one.get(key, other.get(key)))
            for key in keys
        }
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        return [_both(*both) for both in zip(one, other, strict=True)]
    same = type(one) is type(other) and one == other and not isinstance(one, (list, dict))
    return one if same else Unresolved(_shown(one, other))


def _gap(value: Any) -> Unresolved:
    return value if isinstance(value, Unresolved) else Unresolved(_shown(value))


def _shown(*values: Any) -> str:
    shown = [repr(one) if not isinstance(one, (dict, list)) else "…" for one in values]
    text = " or ".join(shown)
    return text if len(text) <= 80 else f"{text[:80]}…"
