"""Values that a person has to review, and where they are in a request.

The page finds them in the same way; ``tests/conformance/cases/review.json`` holds the cases of
both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from modelpkg_widget.request.issues import Path
from modelpkg_widget.request.merge import MISSING, get_path, json_equal
from modelpkg_widget.request.plain_json import Json


@dataclass(frozen=True)
class ReviewMark:
    """A value that is to be reviewed wherever a request still has it.

    Attributes:
        path: where it was loaded to.
        code: why, ``carried`` from an earlier version, or a code of the issues in ``texts.json``.
        value: what it is; `merge.MISSING`: the value at ``path`` of the request that was loaded.
        source: what it was loaded from; empty: the source of the request that was loaded.
        kept: a person has confirmed this value.
        past: it belongs to a request that another one has replaced since.
    """

    path: Path
    code: str = "carried"
    value: Json = MISSING
    source: str = ""
    kept: bool = False
    past: bool = False


def locate(values: Sequence[tuple[Path, Json]], request: Json) -> dict[int, Path]:
    """Return where values are in a request, by their position; one that is gone is left out.

    A value is at its path, or else at the first place of the same path in other items of the lists
    that no other value has taken. `merge.MISSING` is nowhere.
    """
    found = {
        number: path
        for number, (path, value) in enumerate(values)
        if value is not MISSING and json_equal(get_path(request, path), value)
    }
    taken = set(found.values())
    for number, (path, value) in enumerate(values):
        if number in found or value is MISSING:
            continue
        for place in _places(request, path):
            if place not in taken and json_equal(get_path(request, place), value):
                found[number] = place
                taken.add(place)
                break
    return found


def _places(request: Json, path: Path, here: Path = ()) -> Iterator[Path]:
    """Yield the places of a path in any items of the lists on the way."""
    if not path:
        yield here
        return
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        for number, item in enumerate(request if isinstance(request, list) else ()):
            yield from _places(item, rest, (*here, number))
    elif isinstance(request, dict) and step in request:
        yield from _places(request[step], rest, (*here, step))


def distinct(marks: Sequence[ReviewMark], base: Json) -> tuple[ReviewMark, ...]:
    """Return marks without those of the past that are about a place and value of a later one."""
    found: list[ReviewMark] = []
    known: dict[Path, list[Json]] = {}
    for mark in marks:
        value = get_path(base, mark.path) if mark.value is MISSING else mark.value
        others = known.setdefault(mark.path, [])
        if not mark.past or not any(json_equal(value, other) for other in others):
            others.append(value)
            found.append(mark)
    return tuple(found)
