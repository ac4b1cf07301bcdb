"""Three-way merge of requests by path; the page has the same in ``js/src/core/merge.ts``.

The changes of one writer are merged into those that another made since both saw one request.
"""

from __future__ import annotations

from .issues import Path
from .list_alignment import match_items
from .plain_json import Json

MISSING = object()
"""Stands for a member that is not there (None is JSON's null)."""

_DEEPEST = 64
"""Levels that are merged; below, a value is taken whole. No request is half as deep."""


def json_equal(one: Json, other: Json) -> bool:
    """Whether two values are the same JSON text: key order counts, and 1 is not True."""
    todo = [(one, other)]
    while todo:
        mine, theirs = todo.pop()
        if mine is theirs:
            continue
        if type(mine) is not type(theirs):
            return False
        if isinstance(mine, dict):
            if list(mine) != list(theirs):
                return False
            todo.extend(zip(mine.values(), theirs.values(), strict=True))
        elif isinstance(mine, list):
            if len(mine) != len(theirs):
                return False
            todo.extend(zip(mine, theirs, strict=True))
        elif mine != theirs and (mine == mine or theirs == theirs):  # two NaN are the same
            return False
    return True


def get_path(root: Json, path: Path) -> Json:
    """Return the value at a path; `MISSING` when nothing stands there."""
    for step in path:
        if isinstance(root, list):
            inside = isinstance(step, int) and 0 <= step < len(root)
        else:
            inside = isinstance(root, dict) and step in root
        if not inside:
            return MISSING
        root = root[step]
    return root


def merge(base: Json, mine: Json, theirs: Json, *, depth: int = 0) -> Json:
    """Lay ``mine`` over ``theirs``, both made from ``base``; where both changed, mine stays.

    What one removed and the other changed stays too, so that nobody's work is lost.

    Args:
        base: what both were made from: plain JSON, or `MISSING`.
        mine: the same.
        theirs: the same.
        depth: how many levels lie above.
    """
    if mine is MISSING or json_equal(mine, base):
        return mine if json_equal(theirs, base) else theirs
    if (
        json_equal(theirs, base)
        or json_equal(mine, theirs)
        or theirs is MISSING
        or depth >= _DEEPEST
    ):
        return mine
    if isinstance(mine, dict) and isinstance(theirs, dict):
        return _merge_dicts(base if isinstance(base, dict) else {}, mine, theirs, depth + 1)
    if isinstance(mine, list) and isinstance(theirs, list):
        if isinstance(base, list):
            return _merge_lists(base, mine, theirs, depth + 1)
        if len(mine) == len(theirs):
            rows = zip(mine, theirs, strict=True)
            return [merge(MISSING, *items, depth=depth + 1) for items in rows]
    return mine


def _merge_lists(base: list[Json], mine: list[Json], theirs: list[Json], depth: int) -> list[Json]:
    merged: list[Json] = []
    next_mine = next_theirs = 0
    places = zip(base, match_items(base, mine), match_items(base, theirs), strict=True)
    for item, my, their in [*places, (None, len(mine), len(theirs))]:
        merged += _added(mine[next_mine : max(my, 0)], theirs[next_theirs : max(their, 0)])
        next_mine, next_theirs = max(next_mine, my + 1), max(next_theirs, their + 1)
        here = mine[my] if 0 <= my < len(mine) else MISSING
        there = theirs[their] if 0 <= their < len(theirs) else MISSING
        value = merge(item, here, there, depth=depth)
        if value is not MISSING:
            merged.append(value)
    return merged


def _added(mine: list[Json], theirs: list[Json]) -> list[Json]:
    """Return what both added at one place: once, if one added what the other did, and more."""
    short, long = (mine, theirs) if len(mine) < len(theirs) else (theirs, mine)
    return long if json_equal(short, long[: len(short)]) else [*theirs, *mine]


def _merge_dicts(
    base: dict[str, Json], mine: dict[str, Json], theirs: dict[str, Json], depth: int
) -> dict[str, Json]:
    merged = {}
    for name in _merged_order(list(mine), list(theirs)):
        three = (of.get(name, MISSING) for of in (base, mine, theirs))
        value = merge(*three, depth=depth)
        if value is not MISSING:
            merged[name] = value
    return merged


def _merged_order(mine: list[str], theirs: list[str]) -> list[str]:
    """My order, with each name that only they have behind the one that it follows there."""
    order = list(mine)
    known = set(mine)
    after = -1
    for name in theirs:
        if name in known:
            after = order.index(name)
        else:
            after += 1
            order.insert(after, name)
    return order
