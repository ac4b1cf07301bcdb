"""Which item of one list is which of another; ``js/src/core/list_alignment.ts`` does the same."""

from __future__ import annotations

from .json_codec import dumps
from .plain_json import Json

_MOST = 1_000_000
"""Pairs of items that are compared at the most; longer lists are aligned from both ends only."""


def match_items(base: list[Json], other: list[Json]) -> list[int]:
    """Return for each item of ``base`` its place in ``other``, or -1.

    Equal ones first, in order; between two of those, changed ones by their position.
    """
    one, two = [dumps(item) for item in base], [dumps(item) for item in other]
    partner = [-1] * len(one)
    start = 0
    while start < len(one) and start < len(two) and one[start] == two[start]:
        partner[start] = start
        start += 1
    end, other_end = len(one), len(two)
    while end > start and other_end > start and one[end - 1] == two[other_end - 1]:
        end, other_end = end - 1, other_end - 1
        partner[end] = other_end
    for here, there in _common(one[start:end], two[start:other_end]):
        partner[start + here] = start + there
    _match_gaps(partner, len(two))
    return partner


def _common(one: list[str], two: list[str]) -> list[tuple[int, int]]:
    """Return the longest common subsequence, as pairs of places."""
    if len(one) * len(two) > _MOST:
        return []
    lengths = [[0] * (len(two) + 1) for _ in range(len(one) + 1)]
    for here in reversed(range(len(one))):
        for there in reversed(range(len(two))):
            lengths[here][there] = (
                lengths[here + 1][there + 1] + 1
                if one[here] == two[there]
                else max(lengths[here + 1][there], lengths[here][there + 1])
            )
    pairs = []
    here = there = 0
    while here < len(one) and there < len(two):
        if one[here] == two[there]:
            pairs.append((here, there))
            here, there = here + 1, there + 1
        elif lengths[here + 1][there] >= lengths[here][there + 1]:
            here += 1
        else:
            there += 1
    return pairs


def _match_gaps(partner: list[int], other_length: int) -> None:
    start = other_start = 0
    for at in range(len(partner) + 1):
        anchor = other_length if at == len(partner) else partner[at]
        if anchor < 0:
            continue
        for step in range(min(at - start, anchor - other_start)):
            partner[start + step] = other_start + step
        start, other_start = at + 1, anchor + 1
