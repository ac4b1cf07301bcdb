"""``json.dumps`` and ``json.loads`` of values that are known."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from modelpkg_widget.importers.python.interpreter.objects import (
    ABSENT,
    Dict,
    List,
    Value,
    is_scalar,
)
from modelpkg_widget.importers.python.interpreter.sequences import sequence

from .arguments import Call

if TYPE_CHECKING:
    from modelpkg_widget.importers.python.interpreter.machine import Machine

_LONGEST = 200_000
_DEEPEST = 30


def dumps(call: Call) -> Value:
    options = {key: call.named.entries[key] for key in call.named.known_keys()}
    allowed = set(options) <= {"indent", "sort_keys", "ensure_ascii"}
    if len(call.given) != 1 or not call.named.is_certain() or not allowed:
        return ABSENT
    if not all(isinstance(one, (bool, int)) for one in options.values()):
        return ABSENT
    try:
        value = literal(call.machine, call.given[0], _DEEPEST)
        shown = json.dumps(value, **options)
    except (ValueError, TypeError):
        return ABSENT
    call.machine.store.spend(1 + len(shown) // 100)
    return shown if len(shown) <= _LONGEST and options.get("indent", 0) < 20 else ABSENT


def literal(machine: Machine, value: Value, depth: int) -> Any:
    """Return a value of plain dicts and lists.

    Raises:
        ValueError: not all of it is known.
    """
    machine.store.spend(1)
    if is_scalar(value):
        return value
    if depth and isinstance(value, Dict) and value.is_certain():
        return {key: literal(machine, value.entries[key], depth - 1) for key in value.known_keys()}
    items = sequence(value) if isinstance(value, (tuple, List)) else None
    if items is None or not depth:
        raise ValueError
    return [literal(machine, one, depth - 1) for one in items]


def loads(call: Call) -> Value:
    if len(call.given) != 1 or not isinstance(call.given[0], str) or call.named.entries:
        return ABSENT
    call.machine.store.spend(1 + len(call.given[0]) // 20)
    try:
        return made_of(call.machine, json.loads(call.given[0]))
    except (ValueError, RecursionError):
        return ABSENT


def made_of(machine: Machine, value: Any, depth: int = 0) -> Value:
    """Return plain JSON as values of the interpreter."""
    if depth > 60:
        raise ValueError
    if isinstance(value, dict):
        rows = {key: made_of(machine, one, depth + 1) for key, one in value.items()}
        return machine.new_dict(rows)
    if isinstance(value, list):
        return machine.new_list([made_of(machine, one, depth + 1) for one in value])
    return value
