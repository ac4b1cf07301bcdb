"""What enters becomes plain JSON: a copy of dicts, lists and scalars, of any depth.

Nothing here recurses, so that a request of thousands of levels is answered and not crashed on.
"""

from __future__ import annotations

import contextlib
import numbers
from collections.abc import Mapping
from typing import Annotated, Any

from .issues import Path, format_path

Json = Any
Link = Annotated[str, "link"]
"""An address of the web; the page shows no other as a link."""
SAFE_INTEGER = 2**53 - 1
"""The largest whole number that a browser holds exactly (ECMA-262, Number.MAX_SAFE_INTEGER)."""


class NotSerializableError(TypeError):
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
        super().__init__(f"{format_path(path) or 'The request'} {why}")


def to_plain_json(value: object) -> Json:
    """Copy a value into plain JSON: tuples become lists, 1.0 becomes 1, key order is kept.

    Args:
        value: dicts, lists, tuples, text, numbers, booleans and None, nested to any depth.

    Raises:
        NotSerializableError: a value of another type, a key that is no text, or a structure that
            contains itself.
    """
    root: list[Json] = [None]
    todo: list[tuple[object, _Place, Any, Any]] = [(value, None, root, 0)]
    open_ids: set[int] = set()
    while todo:
        item, place, target, key = todo.pop()
        if item is _CLOSE:
            open_ids.remove(key)
            continue
        made: Json
        if isinstance(item, (Mapping, list, tuple)):
            if id(item) in open_ids:
                kind = type(item).__name__
                raise NotSerializableError(_path(place), "json.cycle", kind, "contains itself.")
            open_ids.add(id(item))
            todo.append((_CLOSE, place, None, id(item)))
            made = _open(item, place, todo)
        else:
            made = _scalar(item, place)
        target[key] = made
    return root[0]


_CLOSE = object()
_Place = Any
"""None, or a step and the place above it: thousands of levels would make long tuples many."""


def _path(place: _Place) -> Path:
    steps: list[str | int] = []
    while place is not None:
        step, place = place
        steps.append(step)
    return tuple(reversed(steps))


def _open(item: Any, place: _Place, todo: list[tuple[object, _Place, Any, Any]]) -> Json:
    if isinstance(item, Mapping):
        made: dict[str, Json] = {}
        for key in item:
            if not isinstance(key, str):
                kind = type(key).__name__
                why = f"has a key that is a Python {kind}; keys must be text."
                raise NotSerializableError(_path(place), "json.key", kind, why)
            name = str.__str__(key)
            made[name] = None  # holds the place, so that order survives the stack
            todo.append((item[key], (name, place), made, name))
        return made
    rows: list[Json] = [None] * len(item)
    todo.extend((child, (at, place), rows, at) for at, child in enumerate(item))
    return rows


#: What to use in place of types that people have at hand.
_INSTEAD = {
    **dict.fromkeys(("set", "frozenset", "dict_keys", "dict_values", "generator"), " Use a list."),
    **dict.fromkeys(("ndarray", "Series", "Index"), " Use a list, such as of .tolist()."),
    **dict.fromkeys(("date", "datetime", "Timestamp", "time"), " Use text, such as of str()."),
    **dict.fromkeys(("bytes", "bytearray", "UUID", "PosixPath", "WindowsPath"), " Use text."),
}


def _scalar(item: object, place: _Place) -> Json:
    if item is None or isinstance(item, bool):
        return item
    if isinstance(item, str):
        return str.__str__(item)  # of an enum's member the text, not the member's name
    if isinstance(item, numbers.Integral):
        return int(item)
    if isinstance(item, numbers.Real):
        with contextlib.suppress(OverflowError):
            number = float(item)
            return int(number) if number.is_integer() and abs(number) <= SAFE_INTEGER else number
    kind = type(item).__name__
    why = f"is a Python {kind}, which can't be written as JSON.{_INSTEAD.get(kind, '')}"
    raise NotSerializableError(_path(place), "json", kind, why)
