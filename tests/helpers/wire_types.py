"""Whether what goes over the wire is of the type that is declared for it."""

from __future__ import annotations

import dataclasses
from functools import lru_cache
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    Literal,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

from modelpkg_widget.aws.sagemaker import SageMaker
from modelpkg_widget.exercises.exercise import TaskFeature
from modelpkg_widget.widget.controller import FormController
from modelpkg_widget.widget.features.base import Feature

_FORM = FormController(SageMaker(None, None))
_FEATURES: list[type[Feature]] = [*map(type, _FORM.features), TaskFeature]
TRAITS: dict[str, Any] = {
    **_FORM.traits,
    **{name: hint for feature in _FEATURES for name, hint in feature.traits.items()},
}
"""Each trait that a feature declares, and its type."""
EVENTS = {event.kind: event for feature in _FEATURES for event in feature.events}


def wrong_members(value: Any, hint: Any, where: str = "") -> list[str]:
    """Return the places of plain JSON that are of another type than declared."""
    origin, arguments = get_origin(hint), get_args(hint)
    if hint is Any:
        return []
    if origin is Annotated:
        return wrong_members(value, hint.__origin__, where)
    if origin in (Union, UnionType):
        if value is None and NoneType in arguments:
            return []
        return min((wrong_members(value, one, where) for one in arguments), key=len)
    if origin is Literal:
        return [] if value in arguments else [f"{where}: {value!r}"]
    if origin in (list, tuple):
        return _wrong_items(value, hint, where)
    if origin is dict:
        rows = value.items() if isinstance(value, dict) else [("", None)]
        return [
            line
            for name, one in rows
            for line in wrong_members(one, arguments[1], f"{where}.{name}")
        ]
    if is_typeddict(hint) or dataclasses.is_dataclass(hint):
        return _wrong_record(value, hint, where)
    return [] if type(value) is hint else [f"{where}: {value!r}"]


def _wrong_items(value: Any, hint: Any, where: str) -> list[str]:
    if not isinstance(value, list):
        return [f"{where}: {value!r}"]
    arguments = get_args(hint)
    is_row = get_origin(hint) is tuple and arguments[1:] != (...,)
    hints = arguments if is_row else [arguments[0]] * len(value)
    if len(hints) != len(value):
        return [f"{where}: {len(value)} items"]
    pairs = enumerate(zip(value, hints, strict=True))
    return [line for at, (one, of) in pairs for line in wrong_members(one, of, f"{where}[{at}]")]


def _wrong_record(value: Any, declared: Any, where: str) -> list[str]:
    if not isinstance(value, dict):
        return [f"{where}: {value!r}"]
    hints = _hints(declared)
    required = getattr(declared, "__required_keys__", set(hints))
    is_aws = declared.__name__.startswith("Aws")  # AWS may say more
    wrong = [f"{where}.{name} is missing" for name in required if name not in value]
    wrong += [
        f"{where}.{name} is not declared" for name in value if name not in hints and not is_aws
    ]
    for name, hint in hints.items():
        if name in value:
            wrong += wrong_members(value[name], hint, f"{where}.{name}")
    return wrong


@lru_cache(maxsize=100)
def _hints(declared: Any) -> dict[str, Any]:
    hints = get_type_hints(declared, include_extras=True)
    if is_typeddict(declared):
        return hints
    return {row.name: hints[row.name] for row in dataclasses.fields(declared)}


def wrong_in_frame(data: dict[str, Any]) -> list[str]:
    """Return what is wrong with a message of the widget's comm."""
    if data.get("method") == "custom":
        content = dict(data["content"])
        kind = content.pop("kind")
        return wrong_members(content, EVENTS[kind], kind)
    found = []
    for name, value in data.get("state", {}).items():
        if name in TRAITS:
            is_nothing = value == {} and NoneType in get_args(TRAITS[name])
            found += [] if is_nothing else wrong_members(value, TRAITS[name], name)
    return found
