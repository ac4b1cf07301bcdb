"""Methods of dicts, lists, tuples and texts."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from modelpkg_widget.importers.python.interpreter.objects import (
    ABSENT,
    REST,
    UNORDERED,
    Dict,
    List,
    Unknown,
    Value,
    is_key,
    is_maybe,
)
from modelpkg_widget.importers.python.interpreter.references import refs_of
from modelpkg_widget.importers.python.interpreter.sequences import copy_of, pairs
from modelpkg_widget.importers.python.interpreter.values import Native, Record, View

from .arguments import Call
from .list_methods import LISTS
from .text_methods import call_of_text

if TYPE_CHECKING:
    from modelpkg_widget.importers.python.interpreter.access import Access

Given = list[Value]


def call_method(machine: Access, method: Native, given: Given, named: Dict, node: ast.AST) -> Value:
    """Return the value of a call of a method of Python's own."""
    receiver = method.receiver
    if any(map(is_maybe, given)) or isinstance(receiver, Record):
        return machine.unknown_call(node, receiver, *given, named)
    if isinstance(receiver, Dict):
        return _of_dict(machine, receiver, method.name, given, named, node)
    if isinstance(receiver, List):
        work = LISTS.get(method.name)
        call = Call(machine, given, named, node)
        known = work(receiver, call) if work and not named.known_keys() else None
        return known[0] if known else machine.unknown_call(node, receiver, *given, named)
    if isinstance(receiver, str):
        return call_of_text(machine, receiver, method.name, given, named, node)
    return machine.unknown(node, receiver, *given, named)


# ---- dicts


def _of_dict(
    machine: Access, it: Dict, name: str, given: Given, named: Dict, node: ast.AST
) -> Value:
    if name == "update":
        for one in [*given, named]:
            lay(machine, it, one, node)
        return None
    if name == "copy":
        return copy_of(machine, it)
    if name == "clear" and not given:
        for key in list(it.entries):
            machine.store.write(it, key, ABSENT)
        return None
    if name in ("keys", "values", "items") and not given:
        return View(it, name)
    if name in ("get", "pop", "setdefault") and given and not named.known_keys():
        return _look_up(machine, it, name, given, node)
    if name == "popitem" and it.is_certain() and it.known_keys():
        key = it.known_keys()[-1]
        value = it.entries[key]
        machine.remove(it, key)
        return (key, value)
    return machine.unknown_call(node, it, *given, named)


def _look_up(machine: Access, it: Dict, name: str, given: Given, node: ast.AST) -> Value:
    key, default = given[0], given[1] if given[1:] else None
    if not is_key(key):
        if name == "get":
            return machine.unknown(node, it, default)
        if name == "setdefault":
            machine.put(it, key, default, node)
        else:
            machine.delete_item(it, key, node)
        return machine.unknown(node, it, default)
    value = it.entries.get(key, ABSENT)
    rest = it.entries.get(REST, ABSENT)
    if value is ABSENT and rest is not ABSENT:
        value = Unknown(rest.node, refs_of(rest), absent=True)
    if name == "pop":
        machine.remove(it, key)
    if is_maybe(value):
        found = machine.unknown(value.node, value, default)
        if name == "setdefault":
            machine.store.write(it, key, found)
        return found
    if value is not ABSENT:
        return value
    if name == "setdefault":
        machine.put(it, key, default, node)
    if name == "pop" and not given[1:]:
        return Unknown(node)
    return default


def lay(machine: Access, it: Dict, more: Value, node: ast.AST, *, over: bool = True) -> None:
    """Lay a mapping over a dict, as ``update`` and ``**`` do.

    Args:
        machine: the state.
        it: the dict that is changed.
        more: what is merged into it.
        node: the place.
        over: what is there may be replaced, which it may not be in a call.
    """
    if isinstance(more, Dict):
        machine.store.spend(len(more.entries))
        if more.entries.get(UNORDERED, ABSENT) is not ABSENT:
            machine.store.write(it, UNORDERED, value=True)
        it.twice += more.twice
        if over and more.entries.get(REST, ABSENT) is not ABSENT:
            machine.put(it, more.entries[REST], more.entries[REST], node)
        for key in more.known_keys():
            value = more.entries[key]
            if is_maybe(value):
                value = _either(machine, it.entries.get(key, ABSENT), value)
            machine.put(it, key, value, node)
        if not over and more.entries.get(REST, ABSENT) is not ABSENT:
            machine.store.write(it, REST, more.entries[REST])
        return
    rows = pairs(more)
    if rows is not None:
        for key, value in rows:
            machine.put(it, key, value, node)
        return
    machine.unknown_call(node, more)
    origin = more.node if isinstance(more, Unknown) else node
    if over:
        machine.put(it, Unknown(origin), machine.unknown(origin, more), origin)
    else:
        machine.store.write(it, REST, Unknown(origin, refs_of(more), absent=True))


def _either(machine: Access, there: Value, maybe: Unknown) -> Value:
    refs = machine.store.limited(refs_of(there) | maybe.refs)
    return Unknown(maybe.node, refs, absent=there is ABSENT or is_maybe(there))
