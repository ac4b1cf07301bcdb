"""Going through a value, item by item, as Python does it: what is live is read at each turn."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from .objects import Dict, List, Value
from .values import Lazy, View

DONE: Final = object()
"""There is no further item."""
UNSUPPORTED: Final = object()
"""Whether there is a further item, and which, is not known."""
Cursor = Callable[[int], Value]
_LARGEST = 2**60


def cursor(value: Value) -> Cursor:
    """Return what gives the item of each turn."""
    if isinstance(value, (tuple, str)):
        return lambda at: value[at] if at < len(value) else DONE
    if isinstance(value, List):
        return lambda at: _of_list(value, at)
    if isinstance(value, (Dict, View)):
        return _of_dict(value)
    if isinstance(value, Lazy):
        return _LAZY[value.kind](value.sources)
    return lambda _: UNSUPPORTED


def _of_list(it: List, at: int) -> Value:
    if not it.is_whole():
        return UNSUPPORTED
    return it.items[at] if at < len(it.items) else DONE


def _of_dict(value: Dict | View) -> Cursor:
    it, kind = (value.of, value.kind) if isinstance(value, View) else (value, "keys")
    first = it.known_keys()

    def item(at: int) -> Value:
        if not it.is_certain() or it.known_keys() != first:
            return UNSUPPORTED
        if at >= len(first):
            return DONE
        key = first[at]
        found = it.entries[key]
        return key if kind == "keys" else found if kind == "values" else (key, found)

    return item


def _enumerate(sources: tuple[Value, ...]) -> Cursor:
    inner, start = cursor(sources[0]), sources[1]

    def item(at: int) -> Value:
        found = inner(at)
        return found if found is DONE or found is UNSUPPORTED else (start + at, found)

    return item


def _zip(sources: tuple[Value, ...]) -> Cursor:
    inner = [cursor(one) for one in sources]

    def item(at: int) -> Value:
        found = []
        for one in inner:
            found.append(one(at))
            if found[-1] is DONE or found[-1] is UNSUPPORTED:
                return found[-1]
        return tuple(found) if found else DONE

    return item


def _reversed(sources: tuple[Value, ...]) -> Cursor:
    it = sources[0]
    if isinstance(it, (tuple, str)):
        return cursor(it[::-1])
    if not isinstance(it, List) or not it.is_whole():
        return lambda _: UNSUPPORTED
    size = len(it.items)
    return lambda at: (
        DONE
        if at >= size
        else _of_list(it, size - 1 - at)
        if size == len(it.items)
        else UNSUPPORTED
    )


def _range(sources: tuple[Value, ...]) -> Cursor:
    try:
        made = range(*sources)
    except (TypeError, ValueError):
        return lambda _: UNSUPPORTED
    return lambda at: made[at] if at < len(made) else DONE


_LAZY: dict[str, Callable[[tuple[Value, ...]], Cursor]] = {
    "enumerate": _enumerate,
    "zip": _zip,
    "reversed": _reversed,
    "range": _range,
}


def lazy(name: str, given: list[Value], start: Value) -> Lazy | None:
    """Return what a function gives that is gone through lazily; None when it is not known."""
    if name == "enumerate" and len(given) in (1, 2):
        start = given[1] if len(given) == 2 else start
        return Lazy(name, (given[0], start)) if isinstance(start, int) else None
    if name == "range":
        known = 0 < len(given) < 4 and all(
            isinstance(one, int) and abs(one) < _LARGEST for one in given
        )
        return Lazy(name, tuple(given)) if known else None
    if name == "zip" or (name == "reversed" and len(given) == 1):
        return Lazy(name, tuple(given))
    return None


def whole(value: Value, most: int) -> tuple[Value, ...] | None:
    """Return all items of a value; None when they are not known, or are many."""
    item = cursor(value)
    made: list[Value] = []
    while True:
        found = item(len(made))
        if found is DONE:
            return tuple(made)
        if found is UNSUPPORTED or len(made) >= most:
            return None
        made.append(found)
