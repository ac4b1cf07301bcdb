"""Two ways that a program may have gone become one state: what differs is not known.

An object that only one way has made is joined with the one in its place on the other way, as long
as each stands for one other only; elsewhere the place holds an unknown value that refers to both.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

from .objects import (
    ABSENT,
    ITEMS,
    UNORDERED,
    Dict,
    Instance,
    List,
    Obj,
    Unknown,
    Value,
    is_maybe,
    real,
)
from .references import refs_of
from .store import Delta, Store
from .values import Count

Pair = Callable[[Obj, Obj], "Obj | None"]


def join(
    store: Store, ways: list[tuple[Delta, Value]], start: int, why: Unknown
) -> tuple[Delta, Value]:
    """Return the state and the value of all ways.

    Args:
        store: in the state at the mark.
        ways: what each has changed since, and the value that it gives; at least one.
        start: number of the newest object at the mark.
        why: names the place.
    """
    delta, value = ways[0]
    for other, more in ways[1:]:
        joined = _Join(store, delta, other, start, why)
        delta, value = joined.run(value, more)
    return delta, value


def joined_value(
    store: Store, one: Value, other: Value, why: Unknown, pair: Pair | None = None
) -> Value:
    """Return what is known of a value that is one or the other."""
    if isinstance(one, Obj) and isinstance(other, Obj):
        found = pair(one, other) if pair else one if one is other else None
        if found is not None:
            return found
    elif isinstance(one, tuple) and isinstance(other, tuple) and len(one) == len(other):
        parts = [joined_value(store, *both, why, pair) for both in zip(one, other, strict=True)]
        return one if all(map(_is, one, parts)) else tuple(parts)
    elif isinstance(one, Count) and isinstance(other, Count):
        return Count(min(one.least, other.least), max(one.most, other.most))
    elif _equal(one, other) and (
        isinstance(one, Unknown) or not pair or all(pair(ref, ref) for ref in refs_of(one))
    ):
        return one
    refs = frozenset(map(real, refs_of(one) | refs_of(other)))
    absent = any(each is ABSENT or is_maybe(each) for each in (one, other))
    for each, rest in ((one, other), (other, one)):
        if isinstance(each, Unknown) and (rest is ABSENT or isinstance(rest, Unknown)):
            same = each.refs == refs and each.absent == absent
            return each if same else store.unknown(each, refs, absent=absent)
    return store.unknown(why, refs, absent=absent)


def joined_items(
    store: Store, one: Value, other: Value, why: Unknown, pair: Pair | None = None
) -> Value:
    """Return the items of a list that has these or those."""
    one = () if one is ABSENT else one
    other = () if other is ABSENT else other
    store.spend(1 + len(one) // 4)
    if len(one) == len(other) and not any(map(is_maybe, (*one, *other))):
        return joined_value(store, one, other, why, pair)
    return (store.unknown(why, refs_of(one) | refs_of(other), absent=True),)


def _is(one: Value, other: Value) -> bool:
    return one is other


def _equal(one: Value, other: Value) -> bool:
    if one is other:
        return True
    if isinstance(one, (Unknown, Obj, tuple)) or type(one) is not type(other):
        return False
    return repr(one) == repr(other) if isinstance(one, float) else bool(one == other)


class _Join:
    def __init__(self, store: Store, first: Delta, second: Delta, start: int, why: Unknown) -> None:
        self._store, self._start, self._why = store, start, why
        self._first, self._second = first, second
        self._made: Delta = {}
        self._pairs: dict[Obj, tuple[Obj, Obj]] = {}
        self._todo: list[tuple[Obj, Obj]] = []

    def run(self, one: Value, other: Value) -> tuple[Delta, Value]:
        changed = {**self._first, **self._second}
        for obj in changed:
            if obj.number <= self._start:
                self._cells(obj, obj, [*self._first.get(obj, {}), *self._second.get(obj, {})])
        value = joined_value(self._store, one, other, self._why, self._pair)
        while self._todo:
            self._contents(*self._todo.pop())
        for obj in changed:
            if obj not in self._made:
                self._left_over(obj)
        return self._made, value

    def _pair(self, one: Obj, other: Obj) -> Obj | None:
        """Return the object that stands for both, if one can."""
        fresh = one.number > self._start and other.number > self._start
        if not fresh:
            return one if one is other else None
        both = (one, other)
        if self._pairs.get(one, both) != both or self._pairs.get(other, both) != both:
            return None
        if one is not other and not _alike(one, other):
            return None
        if one not in self._pairs:
            self._pairs[one] = self._pairs[other] = both
            self._todo.append(both)
            if one is not other:
                other.forward = one
                one.escaped = one.escaped or other.escaped
        return one

    def _contents(self, one: Obj, other: Obj) -> None:
        first, second = _view(self._first, one), _view(self._second, other)
        self._cells(one, other, [*first, *second])
        if isinstance(one, Dict) and isinstance(other, Dict) and one is not other:
            one.twice += other.twice

    def _cells(self, one: Obj, other: Obj, keys: list[Hashable]) -> None:
        made = self._made.setdefault(one, {})
        mine, theirs = self._first.get(one, {}), self._second.get(other, {})
        self._store.spend(1 + len(keys))
        added: tuple[list[Any], list[Any]] = ([], [])
        for key in dict.fromkeys(keys):
            was = mine.get(key, one.entries.get(key, ABSENT))
            new = theirs.get(key, other.entries.get(key, ABSENT))
            joined = joined_items if key is ITEMS else joined_value
            if key is UNORDERED:
                made[key] = True
                continue
            made[key] = joined(self._store, was, new, self._why, self._pair)
            if one is not other or key not in one.entries:
                for at, value in enumerate((was, new)):
                    if value is not ABSENT:
                        added[at].append(key)
        if isinstance(one, Dict) and isinstance(other, Dict):
            self._order(one, other, made, added)

    def _order(
        self, one: Dict, other: Dict, made: dict[Hashable, Value], added: tuple[list[Any], ...]
    ) -> None:
        first = _new_keys(self._first, one, added[0], whole=one is not other)
        second = _new_keys(self._second, other, added[1], whole=one is not other)
        if first != second:
            made[UNORDERED] = True

    def _left_over(self, obj: Obj) -> None:
        """Join what only an unknown value can refer to: what can be reached from it counts."""
        first, second = self._first.get(obj), self._second.get(obj)
        if first is None or second is None:
            self._made[obj] = dict(first or second or {})
            return
        made = dict(first)
        for key, value in second.items():
            joined = joined_items if key is ITEMS else joined_value
            made[key] = joined(self._store, made.get(key, ABSENT), value, self._why)
        self._made[obj] = made


def _alike(one: Obj, other: Obj) -> bool:
    if isinstance(one, Instance) and isinstance(other, Instance):
        return one.cls is other.cls
    return type(one) is type(other) and isinstance(one, (Dict, List))


def _view(delta: Delta, obj: Obj) -> dict[Hashable, Value]:
    return {**obj.entries, **delta.get(obj, {})}


def _new_keys(delta: Delta, obj: Obj, among: list[Any], *, whole: bool) -> list[Any]:
    """Return the keys among some, in the order in which they stand in an object."""
    cells = _view(delta, obj) if whole else delta.get(obj, {})
    selected = set(among)
    return [key for key in cells if key in selected]
