"""Which objects a value refers to, and which can be reached from there."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from .objects import Instance, List, Obj, Sign, Unknown, Value, real
from .values import Bound, Builtin, Count, Inert, Lazy, Native, Record, Send, Super, View

_NONE: frozenset[Obj] = frozenset()
_PLAIN = (str, int, float, bool, type(None), Sign, Builtin, Inert, Count, Send)


def refs_of(value: Value) -> frozenset[Obj]:
    """Return the objects that a value is or holds, not those that they hold."""
    kind = type(value)
    if kind in _PLAIN:
        return _NONE
    if isinstance(value, Obj):
        return frozenset((real(value),))
    if kind is Unknown:
        return value.refs  # type: ignore[no-any-return]
    held = _held(value)
    return _NONE.union(*[refs_of(one) for one in held if type(one) not in _PLAIN])


def _held(value: Value) -> Iterable[Value]:
    if isinstance(value, tuple):
        return value
    if isinstance(value, Bound):
        return (value.function, value.me)
    if isinstance(value, Native):
        return (value.receiver,)
    if isinstance(value, View):
        return (value.of,)
    if isinstance(value, Super):
        return (value.me,)
    if isinstance(value, Lazy):
        return value.sources
    if isinstance(value, Record):
        return [one for _, one in value.fields]
    if isinstance(value, slice):
        return (value.start, value.stop, value.step)
    return ()


def reach(values: Iterable[Value], spend: Callable[[int], None] | None = None) -> list[Obj]:
    """Return the objects that can be reached from values.

    Args:
        values: where to begin.
        spend: called with the number of steps.
    """
    found: dict[Obj, None] = {}
    todo = [obj for value in values for obj in refs_of(value)]
    while todo:
        obj = real(todo.pop())
        if obj in found:
            continue
        found[obj] = None
        if isinstance(obj, Instance):
            todo.append(obj.cls)
        if spend:
            spend(1 + (len(obj.items) if isinstance(obj, List) else len(obj.entries)) // 8)
        for value in obj.entries.values():
            if type(value) not in _PLAIN:
                todo.extend(refs_of(value))
    return list(found)
