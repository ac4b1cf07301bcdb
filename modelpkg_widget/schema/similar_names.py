"""The name that was most likely meant, when one is not known; the page decides alike."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

_LONGEST = 80
_SHORTEST_PART = 6
"""Characters of a name that may be the beginning or the end of the one that was meant."""


def nearest_name(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that a name was most likely meant to be.

    Args:
        name: which is not known.
        known: the names to choose from; of two that are as near, the first one.

    Returns:
        The one that differs in case, hyphens and underscores alone; or in one of four characters,
        which stand together; or of which one is the beginning or the end of the other, if there is
        only one. Else None.
    """
    target = _flat(name)
    if not target or len(name) > _LONGEST:
        return None
    rows = _rows(tuple(known))
    best: str | None = None
    limit = min(4, len(target) // 4)
    for one, flat in rows:
        if abs(len(flat) - len(target)) <= limit:
            found = _difference(target, flat)
            if found <= limit:
                best, limit = one, found - 1
    if best is not None:
        return best
    parts = [one for one, flat in rows if _is_part(target, flat) or _is_part(flat, target)]
    return parts[0] if len(parts) == 1 else None


@lru_cache(maxsize=64)
def _rows(known: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((one, _flat(one)) for one in known)


def _is_part(short: str, long: str) -> bool:
    return len(short) >= _SHORTEST_PART and (long.startswith(short) or long.endswith(short))


def _flat(name: str) -> str:
    return name.replace("-", "").replace("_", "").replace(" ", "").lower()


def _difference(one: str, other: str) -> int:
    """Return how many characters differ between the common beginning and the common end."""
    longest, shortest = max(len(one), len(other)), min(len(one), len(other))
    begin = 0
    while begin < shortest and one[begin] == other[begin]:
        begin += 1
    end = 0
    while end < shortest - begin and one[-1 - end] == other[-1 - end]:
        end += 1
    return longest - begin - end
