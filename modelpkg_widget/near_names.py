"""The name that was most likely meant, when one is not known; the page decides alike."""

from __future__ import annotations

from collections.abc import Iterable

_LONGEST = 80
_SHORTEST_PART = 6
"""Characters of a name that may be the beginning or the end of the one that was meant."""


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that a name was most likely meant to be.

    Args:
        name: which is not known.
        known: the names to choose from; of two that are as near, the first one.

    Returns:
        The one that differs in case, hyphens and underscores alone, in one of four characters, or
        of which one is the beginning or the end of the other, if there is only one; else None.
    """
    wanted = _flat(name)
    if not wanted or len(name) > _LONGEST:
        return None
    rows = [(one, _flat(one)) for one in known]
    best: str | None = None
    limit = min(4, len(wanted) // 4)
    for one, flat in rows:
        found = _distance(wanted, flat, limit)
        if found <= limit:
            best, limit = one, found - 1
    if best is not None:
        return best
    parts = [one for one, flat in rows if _is_part(wanted, flat) or _is_part(flat, wanted)]
    return parts[0] if len(parts) == 1 else None


def _is_part(short: str, long: str) -> bool:
    return len(short) >= _SHORTEST_PART and (long.startswith(short) or long.endswith(short))


def _flat(name: str) -> str:
    return "".join(char for char in name if char not in "-_ ").lower()


def _distance(one: str, other: str, limit: int) -> int:
    """Return how many characters differ; more than the limit is not counted on."""
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    above = list(range(len(other) + 1))
    for row, char in enumerate(one, 1):
        here = [row]
        for column, theirs in enumerate(other, 1):
            changed = above[column - 1] + (char != theirs)
            here.append(min(changed, above[column] + 1, here[-1] + 1))
        above = here
    return above[-1]
