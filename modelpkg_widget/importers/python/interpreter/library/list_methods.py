"""Methods of lists; they return None where the effect is not known, else their value in a tuple."""

from __future__ import annotations

from collections.abc import Callable

from modelpkg_widget.importers.python.interpreter.objects import List, Unknown, Value, is_scalar
from modelpkg_widget.importers.python.interpreter.sequences import copy_of, sequence
from modelpkg_widget.importers.python.interpreter.syntax.operators import equal

from .arguments import Call

_MOST_ITEMS = 20_000


def _append(it: List, call: Call) -> tuple[Value] | None:
    if len(call.given) != 1 or len(it.items) >= _MOST_ITEMS:
        return None
    call.machine.set_items(it, (*it.items, call.given[0]))
    return (None,)


def _extend(it: List, call: Call) -> tuple[Value] | None:
    more = sequence(call.given[0]) if len(call.given) == 1 else None
    if more is None or len(it.items) + len(more) > _MOST_ITEMS:
        return None
    call.machine.set_items(it, (*it.items, *more))
    return (None,)


def _insert(it: List, call: Call) -> tuple[Value] | None:
    if len(call.given) != 2 or not isinstance(call.given[0], int) or not it.is_whole():
        return None
    items = list(it.items)
    items.insert(call.given[0], call.given[1])
    call.machine.set_items(it, items)
    return (None,)


def _pop(it: List, call: Call) -> tuple[Value] | None:
    at = call.given[0] if call.given else -1
    if len(call.given) > 1 or not isinstance(at, int) or not it.is_whole():
        return None
    items = list(it.items)
    if not -len(items) <= at < len(items):
        return (Unknown(call.node),)
    value = items.pop(at)
    call.machine.set_items(it, items)
    return (value,)


def _remove(it: List, call: Call) -> tuple[Value] | None:
    if len(call.given) != 1 or not it.is_whole():
        return None
    for at, item in enumerate(it.items):
        found = equal(item, call.given[0])
        if found is None:
            return None
        if found:
            call.machine.set_items(it, it.items[:at] + it.items[at + 1 :])
            return (None,)
    return (None,)


def _clear(it: List, call: Call) -> tuple[Value] | None:
    call.machine.set_items(it, ())
    return (None,)


def _reverse(it: List, call: Call) -> tuple[Value] | None:
    if not it.is_whole():
        return None
    call.machine.set_items(it, it.items[::-1])
    return (None,)


def _sort(it: List, call: Call) -> tuple[Value] | None:
    if call.given or not it.is_whole() or not all(isinstance(item, str) for item in it.items):
        return None
    call.machine.set_items(it, sorted(it.items))
    return (None,)


def _copy(it: List, call: Call) -> tuple[Value] | None:
    return (copy_of(call.machine, it),)


def _index(it: List, call: Call) -> tuple[Value] | None:
    plain = it.is_whole() and all(map(is_scalar, (*it.items, *call.given))) and len(call.given) == 1
    if not plain or call.given[0] not in it.items:
        return (call.machine.unknown(call.node, it),)
    return (it.items.index(call.given[0]),)


LISTS: dict[str, Callable[[List, Call], tuple[Value] | None]] = {
    "append": _append, "extend": _extend, "insert": _insert, "pop": _pop, "remove": _remove,
    "clear": _clear, "reverse": _reverse, "sort": _sort, "copy": _copy, "index": _index,
}  # fmt: skip
