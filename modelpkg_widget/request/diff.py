"""What changed between two requests, by path, and where a value went to.

The page shows the same; ``tests/conformance/cases/difference.json`` holds the cases of both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from .issues import Path, format_path
from .json_codec import dumps
from .list_alignment import match_items
from .merge import MISSING, json_equal
from .notebook_table import NotebookTable
from .plain_json import Json

_LONGEST_CELL = 200  # characters of a value in a table
_DEEPEST = 64
"""Levels that are compared; what differs below counts as changed in the whole."""


@dataclass(frozen=True)
class Change:
    """One place that is not as it was; a structure that came or went is one.

    Attributes:
        kind: ``added``, ``removed``, ``changed``, or ``moved`` to another place of its list.
        path: where it stands now; of what was removed, where it stood.
        was: where it stood; of what was added, where it stands now.
        before: the value as it was; `merge.MISSING` when it was not there.
        after: the value as it is; `merge.MISSING` when it is gone.
    """

    kind: Literal["added", "removed", "changed", "moved"]
    path: Path
    was: Path
    before: Json = MISSING
    after: Json = MISSING

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain JSON; ``was`` only where it differs, values only where they are."""
        plain: dict[str, Any] = {"kind": self.kind, "path": list(self.path)}
        if self.was != self.path:
            plain["was"] = list(self.was)
        values = {"before": self.before, "after": self.after}
        return plain | {name: value for name, value in values.items() if value is not MISSING}


class ChangeRows(NotebookTable[dict[str, Any]]):
    """Changes as plain JSON, which a notebook shows as a table."""

    columns: ClassVar = {
        "Where": lambda row: format_path(tuple(row["path"])),
        "Change": lambda row: row["kind"],
        "Before": lambda row: _spelled(row, "before"),
        "After": lambda row: _spelled(row, "after"),
    }
    empty: ClassVar = "Nothing has changed."


def _spelled(row: dict[str, Any], name: str) -> str:
    value = row.get(name, "")
    text = value if isinstance(value, str) else dumps(value)
    return text if len(text) <= _LONGEST_CELL else f"{text[:_LONGEST_CELL]}…"


def difference(before: Json, after: Json) -> list[Change]:
    """Return what changed; the order of keys is no difference.

    Items of lists are matched by their content: see `match_moved_items`. What was removed stands
    first in a list; members stand in the order of ``before``, new ones behind them.
    """
    return list(_differences(before, after, (), ()))


def _differences(before: Json, after: Json, was: Path, path: Path) -> Iterator[Change]:
    if json_equal(before, after):
        return
    deep = len(path) >= _DEEPEST
    if isinstance(before, dict) and isinstance(after, dict) and not deep:
        for name in [*before, *(name for name in after if name not in before)]:
            one, two = before.get(name, MISSING), after.get(name, MISSING)
            yield from _of_two(one, two, (*was, name), (*path, name))
    elif isinstance(before, list) and isinstance(after, list) and not deep:
        yield from _of_lists(before, after, was, path)
    else:
        yield Change("changed", path, was, before, after)


def _of_two(before: Json, after: Json, was: Path, path: Path) -> Iterator[Change]:
    if before is MISSING:
        yield Change("added", path, path, after=after)
    elif after is MISSING:
        yield Change("removed", was, was, before)
    else:
        yield from _differences(before, after, was, path)


def _of_lists(before: list[Json], after: list[Json], was: Path, path: Path) -> Iterator[Change]:
    partner, moved = match_moved_items(before, after)
    back = {there: here for here, there in enumerate(partner) if there >= 0}
    for here, there in enumerate(partner):
        if there < 0:
            yield Change("removed", (*was, here), (*was, here), before[here])
    for there, item in enumerate(after):
        here = back.get(there, -1)
        if here in moved:
            yield Change("moved", (*path, there), (*was, here), before[here], item)
        else:
            one = before[here] if here >= 0 else MISSING
            yield from _of_two(one, item, (*was, here), (*path, there))


def match_moved_items(before: list[Json], after: list[Json]) -> tuple[list[int], set[int]]:
    """Return for each item of ``before`` its place in ``after`` or -1, and which of them moved.

    Equal ones in order first (`match_items`); then each equal one that is left, in its order, with
    the first that is left there: it moved; then those that `match_items` pairs by position.
    """
    one, two = [dumps(item) for item in before], [dumps(item) for item in after]
    aligned = match_items(before, after)
    equal = [there >= 0 and one[here] == two[there] for here, there in enumerate(aligned)]
    partner = [there if equal[here] else -1 for here, there in enumerate(aligned)]
    free: dict[str, list[int]] = {}
    taken = set(partner)
    for there in reversed(range(len(two))):
        if there not in taken:
            free.setdefault(two[there], []).append(there)
    moved = set()
    for here, text in enumerate(one):
        if partner[here] < 0 and free.get(text):
            partner[here] = free[text].pop()
            taken.add(partner[here])
            moved.add(here)
    for here, there in enumerate(aligned):
        if partner[here] < 0 and there not in taken:
            partner[here] = there
    return partner, moved


def remap_paths(
    before: Json, after: Json, paths: Iterable[Path], *, changed: bool = False
) -> dict[Path, Path]:
    """Return for paths of ``before`` where they are in ``after``, if their value is as it was.

    Args:
        before: plain JSON.
        after: the same.
        paths: of ``before``.
        changed: also those whose value has changed.
    """
    found: dict[Path, Path] = {}
    _remap(before, after, [(path, path) for path in paths], (), found, changed=changed)
    return found


def remap_path(before: Json, after: Json, path: Path) -> Path | None:
    """Return where what stood at a path is by now; None when it, or what it was in, is gone."""
    found: list[str | int] = []
    for step in path:
        there = _places(before, after).get(step)
        if there is None:
            return None
        found.append(there)
        before, after = before[step], after[there]
    return tuple(found)


def _remap(
    before: Json,
    after: Json,
    todo: list[tuple[Path, Path]],
    here: Path,
    found: dict[Path, Path],
    *,
    changed: bool,
) -> None:
    below: dict[str | int, list[tuple[Path, Path]]] = {}
    for whole, rest in todo:
        if rest:
            below.setdefault(rest[0], []).append((whole, rest[1:]))
        elif changed or json_equal(before, after):
            found[whole] = here
    places = _places(before, after) if below else {}
    for step, deeper in below.items():
        if step in places:
            there = places[step]
            _remap(before[step], after[there], deeper, (*here, there), found, changed=changed)


def _places(before: Json, after: Json) -> dict[str | int, str | int]:
    """Return where the members or items of one are in the other."""
    if isinstance(before, dict) and isinstance(after, dict):
        return {name: name for name in before if name in after}
    if isinstance(before, list) and isinstance(after, list):
        return {
            here: there
            for here, there in enumerate(match_moved_items(before, after)[0])
            if there >= 0
        }
    return {}
