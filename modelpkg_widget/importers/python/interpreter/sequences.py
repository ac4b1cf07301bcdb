"""The items, and the pairs, of values of which all are known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .objects import ABSENT, Dict, List, Value
from .values import View

if TYPE_CHECKING:
    from .machine import Machine

_MOST_ITEMS = 20_000


def sequence(value: Value) -> tuple[Value, ...] | None:
    """Return the items that going through a value gives; None when they are not known."""
    if isinstance(value, tuple):
        return value
    if isinstance(value, List) and value.is_whole():
        return value.items
    if isinstance(value, str) and len(value) <= _MOST_ITEMS:
        return tuple(value)
    if isinstance(value, Dict) and value.is_certain():
        return tuple(value.known_keys())
    if isinstance(value, View) and value.of.is_certain():
        keys, entries = value.of.known_keys(), value.of.entries
        if value.kind == "keys":
            return tuple(keys)
        return tuple(
            entries[key] if value.kind == "values" else (key, entries[key]) for key in keys
        )
    return None


def pairs(value: Value) -> list[tuple[Value, Value]] | None:
    """Return the pairs of a list of pairs; None when it is not known to be one."""
    items = value.items if isinstance(value, List) and value.is_whole() else value
    if isinstance(value, View) and value.kind == "items" and value.of.is_certain():
        return [(key, value.of.entries[key]) for key in value.of.known_keys()]
    if not isinstance(items, tuple):
        return None
    rows = [one.items if isinstance(one, List) and one.is_whole() else one for one in items]
    if all(isinstance(row, tuple) and len(row) == 2 for row in rows):
        return [(row[0], row[1]) for row in rows]
    return None


def copy_of(machine: Machine, value: Dict | List) -> Dict | List:
    """Return a copy whose items are the same objects."""
    machine.store.spend(1 + len(value.entries))
    if isinstance(value, List):
        return machine.new_list(value.items)
    made = machine.new_dict({k: one for k, one in value.entries.items() if one is not ABSENT})
    made.twice = value.twice
    return made
