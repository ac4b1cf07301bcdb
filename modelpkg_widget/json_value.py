"""What enters becomes plain JSON: a copy of dicts, lists and scalars, of any depth.

Nothing here recurses, so that a request of thousands of levels is answered and not crashed on.
"""

from __future__ import annotations

import numbers
from collections.abc import Mapping
from typing import Any

from .issue import Path, path_text

Json = Any
SAFE_INTEGER = 2**53 - 1
"""The largest whole number that a browser holds exactly (ECMA-262, Number.MAX_SAFE_INTEGER)."""


class NotJsonError(TypeError):
    """A Python value that JSON has no place for.

    Attributes:
        path: where it stands.
        code: how the table of words calls the mistake: json, json.key or json.cycle.
        kind: the name of the Python type.
    """

    def __init__(self, path: Path, code: str, kind: str, why: str) -> None:
        self.path = path
        self.code = code
        self.kind = kind
        super().__init__(f"{path_text(path) or 'The request'} {why}")


def normal(value: object) -> Json:
    """Copy a value into plain JSON: tuples become lists, 1.0 becomes 1, key order is kept.

    Args:
        value: dicts, lists, tuples, text, numbers, booleans and None, nested to any depth.

    Raises:
        NotJsonError: a value of another type, a key that is no text, or a structure that
            contains itself.
    """
    root: list[Json] = [None]
    todo: list[tuple[object, Path, Any, Any]] = [(value, (), root, 0)]
    open_ids: dict[int, Path] = {}
    while todo:
        item, path, target, key = todo.pop()
        if item is _CLOSE:
            del open_ids[key]
            continue
        made: Json
        if isinstance(item, (Mapping, list, tuple)):
            if id(item) in open_ids:
                raise NotJsonError(path, "json.cycle", type(item).__name__, "contains itself.")
            open_ids[id(item)] = path
            todo.append((_CLOSE, path, None, id(item)))
            made = _open(item, path, todo)
        else:
            made = _scalar(item, path)
        target[key] = made
    return root[0]


_CLOSE = object()


def _open(item: Any, path: Path, todo: list[tuple[object, Path, Any, Any]]) -> Json:
    if isinstance(item, Mapping):
        made: dict[str, Json] = {}
        for key in item:
            if not isinstance(key, str):
                kind = type(key).__name__
                raise NotJsonError(
                    path, "json.key", kind, f"has the key {key!r}; a key must be text."
                )
            made[str(key)] = None  # holds the place, so that order survives the stack
        todo.extend((item[key], (*path, str(key)), made, str(key)) for key in item)
        return made
    rows: list[Json] = [None] * len(item)
    todo.extend((child, (*path, at), rows, at) for at, child in enumerate(item))
    return rows


def _scalar(item: object, path: Path) -> Json:
    if item is None or isinstance(item, bool):
        return item
    if isinstance(item, str):
        return str(item)
    if isinstance(item, numbers.Integral):
        return int(item)
    if isinstance(item, numbers.Real):
        number = float(item)
        return int(number) if number.is_integer() and abs(number) <= SAFE_INTEGER else number
    kind = type(item).__name__
    raise NotJsonError(path, "json", kind, f"is a Python {kind}, which JSON cannot hold.")
