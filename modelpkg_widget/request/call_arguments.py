"""Calls with arguments that a function does not have: refused with what it has."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches
from numbers import Real
from typing import Any, TypeVar

Function = TypeVar("Function", bound=Callable[..., Any])
Class = TypeVar("Class", bound=type)
_BY_POSITION = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)


def explain_arguments(function: Function) -> Function:
    """Let a function say what is wrong with the arguments of a call. Costs nothing otherwise."""

    @functools.wraps(function)
    def called(*args: Any, **kwargs: Any) -> Any:
        try:
            return function(*args, **kwargs)
        except TypeError:
            says = _wrong(function, args, kwargs)
            if says:
                raise TypeError(says) from None
            raise

    return called  # type: ignore[return-value]  # it is called as the function is


def explain_methods(kind: Class) -> Class:
    """Let the public methods that a class defines do as `explain_arguments` has it."""
    for name, found in list(vars(kind).items()):
        if name.startswith("_") and name != "__init__":
            continue
        if inspect.isfunction(found):
            setattr(kind, name, _of_object(kind, explain_arguments(found)))
        elif isinstance(found, classmethod):
            setattr(kind, name, classmethod(explain_arguments(found.__func__)))
    return kind


def need_number(name: str, value: object) -> None:
    """Let a number pass, or None.

    Raises:
        TypeError: it is something else.
    """
    if value is not None and (isinstance(value, bool) or not isinstance(value, Real)):
        raise TypeError(f"{name} must be a number, but is of type {type(value).__name__}.")


def _of_object(kind: type, method: Callable[..., Any]) -> Callable[..., Any]:
    """Let a method say that it was called on the class."""

    @functools.wraps(method)
    def called(*args: Any, **kwargs: Any) -> Any:
        if not args or not isinstance(args[0], kind):
            name = method.__name__
            raise TypeError(f"{name}() was called on a class. Make an object of it first.")
        return method(*args, **kwargs)

    return called


def _wrong(function: Callable[..., Any], args: Sequence[Any], kwargs: Mapping[str, Any]) -> str:
    """Return what is wrong with the arguments; empty when they fit."""
    signature = inspect.signature(function)
    try:
        signature.bind(*args, **kwargs)
    except TypeError:
        pass
    else:
        return ""
    known = {name: one for name, one in signature.parameters.items() if name not in ("self", "cls")}
    by_position = [name for name, one in known.items() if one.kind in _BY_POSITION]
    given = len(args) - (len(signature.parameters) - len(known))
    kind, _, name = function.__qualname__.rpartition(".")
    call = f"{kind if name == '__init__' else name}()"
    for name in kwargs:
        if name not in known:
            near = get_close_matches(name, known, 1)
            return f"{call} has no argument {name!r}." + (
                f" Did you mean {near[0]!r}?" if near else _takes(known)
            )
    if given > len(by_position):
        return f"{call} takes {_count(len(by_position))} by position.{_takes(known)}"
    twice = [name for name in by_position[:given] if name in kwargs]
    if twice:
        return f"{call} got {twice[0]} twice.{_takes(known)}"
    missing = [
        name
        for name, one in known.items()
        if one.default is one.empty and name not in by_position[:given] and name not in kwargs
    ]
    return f"{call} needs {', '.join(missing)}.{_takes(known)}" if missing else ""


def _count(number: int) -> str:
    return {0: "no arguments", 1: "1 argument"}.get(number, f"{number} arguments")


def _takes(known: Mapping[str, inspect.Parameter]) -> str:
    names = [
        name if one.default is one.empty else f"{name}="
        for name, one in known.items()
        if one.kind not in (one.VAR_POSITIONAL, one.VAR_KEYWORD)
    ]
    return f" It takes {', '.join(names)}." if names else ""
