"""Methods of texts, called for real where all that they are called with is known."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from modelpkg_widget.importers.python.interpreter.objects import ABSENT, Dict, Value
from modelpkg_widget.importers.python.interpreter.sequences import sequence
from modelpkg_widget.importers.python.interpreter.syntax.operators import LONGEST

from .texts import formatted, join_known

if TYPE_CHECKING:
    from modelpkg_widget.importers.python.interpreter.access import Access

_MOST_ITEMS = 20_000
Given = list[Value]
_PURE = frozenset(
    [
        "strip", "lstrip", "rstrip", "lower", "upper", "title", "capitalize", "casefold",
        "startswith", "endswith", "removeprefix", "removesuffix", "split", "rsplit", "partition",
        "rpartition", "splitlines", "count", "find", "rfind", "isdigit", "isalpha", "isupper",
        "islower", "isalnum", "swapcase",
    ]
)  # fmt: skip


def call_of_text(
    machine: Access, it: str, name: str, given: Given, named: Dict, node: ast.AST
) -> Value:
    every: list[Any] = [*given, *(named.entries[key] for key in named.known_keys())]
    if name == "format" and named.is_certain():
        known = formatted(it, given, {str(key): named.entries[key] for key in named.known_keys()})
        if known:
            return known.value
    elif name == "join" and len(given) == 1:
        parts = sequence(given[0])
        if parts is not None and all(isinstance(part, str) for part in parts):
            known = join_known([part for at in parts for part in (it, at)][1:])
            if known:
                return known.value
    elif all(isinstance(one, (str, int, tuple)) or one is None for one in every):
        found = _pure(it, name, given, named)
        if found is not ABSENT:
            machine.store.spend(1 + len(it) // 100)
            return machine.new_list(found) if isinstance(found, list) else found
    return machine.unknown_call(node, *every) if every else machine.unknown(node)


def _pure(it: str, name: str, given: Given, named: Dict) -> Any:
    try:
        if name == "replace" and len(given) == 2 and all(isinstance(one, str) for one in given):
            longest = len(it) + (it.count(given[0]) if given[0] else len(it) + 1) * len(given[1])
            return it.replace(given[0], given[1]) if longest <= LONGEST else ABSENT
        if name == "zfill" and isinstance(given[0], int) and given[0] < LONGEST:
            return it.zfill(given[0])
        if name in _PURE:
            found = getattr(it, name)(
                *given, **{key: named.entries[key] for key in named.known_keys()}
            )
            many = isinstance(found, list) and len(found) > _MOST_ITEMS
            return ABSENT if many else found
    except (TypeError, ValueError, IndexError):
        return ABSENT
    return ABSENT
