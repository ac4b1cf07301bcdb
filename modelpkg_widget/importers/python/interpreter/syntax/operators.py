"""What operators of Python give for known values; `NOTHING` where they tell nothing."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any, Final

from modelpkg_widget.importers.python.interpreter.library.texts import percent
from modelpkg_widget.importers.python.interpreter.objects import (
    ABSENT,
    Dict,
    Function,
    Instance,
    List,
    Value,
    is_maybe,
    is_scalar,
)

NOTHING: Final = object()
"""A value that isn't known."""
LONGEST: Final = 200_000
"""Characters of a text, and items of a list, that is put together."""
_LARGEST = 2**200


def truth(value: Value) -> bool | None:
    """Return whether a value counts as true; None when nobody can tell."""
    if is_scalar(value) or isinstance(value, tuple):
        return bool(value)
    if isinstance(value, List):
        if not value.is_whole():
            return None
        return bool(value.items)
    if isinstance(value, Dict):
        return bool(value.known_keys()) if value.is_certain() else None
    if isinstance(value, Function):
        return True
    if isinstance(value, Instance):
        hooks = value.cls.has_open_base() or any(
            value.cls.find(name) is not ABSENT for name in ("__bool__", "__len__")
        )
        return None if hooks else True
    return None


def number(value: Any) -> Any:
    """Return a number that is not too large; else `NOTHING`."""
    if isinstance(value, float):
        return value
    return value if isinstance(value, int) and abs(value) < _LARGEST else NOTHING


def binary(op: ast.operator, one: Value, other: Value) -> Any:
    """Return what a binary operator makes of scalars and tuples."""
    if isinstance(op, ast.Mod) and isinstance(one, str):
        given = list(other) if isinstance(other, tuple) else [other]
        if not all(map(is_scalar, given)):
            return NOTHING
        known = percent(one, given)
        return known.value if known else NOTHING
    if isinstance(op, ast.Add):
        return _sum(one, other)
    if isinstance(op, ast.Mult):
        return _times(one, other)
    work = _ARITHMETIC.get(type(op).__name__)
    if not work or not isinstance(one, (int, float)) or not isinstance(other, (int, float)):
        return NOTHING
    if NOTHING in (number(one), number(other)):
        return NOTHING
    try:
        return number(work(one, other))
    except (ArithmeticError, ValueError, TypeError):
        return NOTHING


def _sum(one: Value, other: Value) -> Any:
    alike = (isinstance(one, str) and isinstance(other, str)) or (
        isinstance(one, tuple) and isinstance(other, tuple)
    )
    if alike:
        return one + other if len(one) + len(other) <= LONGEST else NOTHING
    if isinstance(one, (int, float)) and isinstance(other, (int, float)):
        return _safely(lambda: one + other)
    return NOTHING


def _times(one: Value, other: Value) -> Any:
    for what, times in ((one, other), (other, one)):
        if isinstance(what, (str, tuple)) and isinstance(times, int):
            return what * times if len(what) * max(times, 0) <= LONGEST else NOTHING
    if isinstance(one, (int, float)) and isinstance(other, (int, float)):
        return _safely(lambda: one * other)
    return NOTHING


def _safely(work: Callable[[], Any]) -> Any:
    try:
        return number(work())
    except (ArithmeticError, ValueError):
        return NOTHING


_ARITHMETIC: dict[str, Callable[[Any, Any], Any]] = {
    "Sub": lambda one, other: one - other,
    "Div": lambda one, other: one / other,
    "FloorDiv": lambda one, other: one // other,
    "Mod": lambda one, other: one % other,
    "Pow": lambda one, other: one**other if abs(other) <= 64 and abs(one) <= 2**32 else NOTHING,
}


def unary(op: ast.unaryop, value: Value) -> Any:
    if isinstance(op, ast.Not):
        found = truth(value)
        return NOTHING if found is None else not found
    if isinstance(value, (int, float)):
        if isinstance(op, ast.USub):
            return number(-value)
        return number(+value) if isinstance(op, ast.UAdd) else NOTHING
    return NOTHING


def compare(op: ast.cmpop, one: Value, other: Value) -> bool | None:
    """Return what a comparison gives; None when nobody can tell."""
    if isinstance(op, (ast.Is, ast.IsNot)):
        found = _is(one, other)
        return found if found is None or isinstance(op, ast.Is) else not found
    if isinstance(op, (ast.In, ast.NotIn)):
        found = _in(one, other)
        return found if found is None or isinstance(op, ast.In) else not found
    if isinstance(op, (ast.Eq, ast.NotEq)):
        found = equal(one, other)
        return found if found is None or isinstance(op, ast.Eq) else not found
    work = _ORDER.get(type(op).__name__)
    if not work or not is_scalar(one) or not is_scalar(other):
        return None
    try:
        return bool(work(one, other))
    except TypeError:
        return None


_ORDER: dict[str, Callable[[Any, Any], Any]] = {
    "Lt": lambda one, other: one < other,
    "LtE": lambda one, other: one <= other,
    "Gt": lambda one, other: one > other,
    "GtE": lambda one, other: one >= other,
}


def _is(one: Value, other: Value) -> bool | None:
    if one is None and other is None:
        return True
    known = all(value is None or isinstance(value, (bool, List, Dict)) for value in (one, other))
    if known and (one is None or other is None or isinstance(one, (bool, List, Dict))):
        return one is other
    for value, rest in ((one, other), (other, one)):
        if value is None and (is_scalar(rest) or isinstance(rest, (tuple, Instance, Function))):
            return False
    return None


def _in(one: Value, other: Value) -> bool | None:
    if isinstance(one, str) and isinstance(other, str):
        return one in other
    if isinstance(other, Dict) and is_scalar(one):
        if one in other.known_keys():
            return None if is_maybe(other.entries[one]) else True
        return False if other.is_certain() else None
    if isinstance(other, List) and other.is_whole():
        other = other.items
    if isinstance(other, tuple):
        found = [equal(one, item) for item in other]
        return True if True in found else None if None in found else False
    return None


def equal(one: Value, other: Value) -> bool | None:
    """Return whether two values are equal; None when nobody can tell."""
    if is_scalar(one) and is_scalar(other):
        return bool(one == other)
    both = ((one, other), (other, one))
    if any(is_scalar(value) and isinstance(rest, (tuple, List, Dict)) for value, rest in both):
        return False
    if isinstance(one, List) and isinstance(other, List) and one.is_whole() and other.is_whole():
        one, other = one.items, other.items
    if isinstance(one, tuple) and isinstance(other, tuple):
        if len(one) != len(other):
            return False
        if len(one) > 1000 or any(not is_scalar(item) for item in (*one, *other)):
            return None
        return bool(one == other)
    return None
