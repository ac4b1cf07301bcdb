"""Three-way merge of requests by path; the page has the same in ``js/src/model/merge.ts``.

What one writer changed is laid over what another changed since both saw the same request.
"""

from __future__ import annotations

from .json_text import dumps
from .json_value import Json

ABSENT = object()
"""Stands for a member that is not there (None is JSON's null)."""


def same(one: Json, other: Json) -> bool:
    """Whether two values are the same JSON text: key order counts, and 1 is not True."""
    if one is ABSENT or other is ABSENT:
        return one is other
    return one is other or dumps(one) == dumps(other)


def merge(base: Json, mine: Json, theirs: Json) -> Json:
    """Lay ``mine`` over ``theirs``, both made from ``base``; where both changed, mine stays."""
    if same(mine, base):
        return theirs
    if same(theirs, base) or same(mine, theirs):
        return mine
    if isinstance(mine, dict) and isinstance(theirs, dict):
        return _merge_dicts(base if isinstance(base, dict) else {}, mine, theirs)
    if isinstance(mine, list) and isinstance(theirs, list) and len(mine) == len(theirs):
        aligned = isinstance(base, list) and len(base) == len(mine)
        before = base if aligned else [ABSENT] * len(mine)
        return [merge(*items) for items in zip(before, mine, theirs, strict=True)]
    return mine


def _merge_dicts(
    base: dict[str, Json], mine: dict[str, Json], theirs: dict[str, Json]
) -> dict[str, Json]:
    merged = {}
    for name in _merged_order(list(mine), list(theirs)):
        value = merge(base.get(name, ABSENT), mine.get(name, ABSENT), theirs.get(name, ABSENT))
        if value is not ABSENT:
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
