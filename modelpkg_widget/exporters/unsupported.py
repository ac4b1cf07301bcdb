"""What of a request a format has no place for.

A table tells what a format takes, as shapes: the name of each member, and the shape of what stands
in it or in its items; null where anything may stand. See ``to_cloudformation.json``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from modelpkg_widget.request.issues import MapKey, Path
from modelpkg_widget.request.plain_json import Json

from .export_result import Gap

Shapes = dict[str, dict[str, Any]]
#: Says why a value cannot stand in a text; empty when it can.
Judge = Callable[[Json], str]


def gaps(
    request: Json, shapes: Shapes, root: str, words: dict[str, str], judge: Judge
) -> list[Gap]:
    """Return the gaps of a request, in its order; those that it needs after those that it has.

    Args:
        request: a structure.
        shapes: rows of ``members`` and ``required``; what is of none of them is taken whole.
        root: the shape of the request; empty for none.
        words: the sentences of ``lacks`` and ``needs``; ``empty`` and ``incomplete`` of a format
            that loses what is false, zero or empty in a structure below the request, and with it
            each structure that requires it.
        judge: tells of values that cannot stand there whatever their shape is.
    """
    return _Walk(shapes, words, judge).members(request, root, ())


@dataclass(frozen=True)
class _Walk:
    """Looks for gaps; see `gaps`."""

    shapes: Shapes
    words: dict[str, str]
    judge: Judge

    def members(self, value: Json, shape: str | None, path: Path) -> list[Gap]:
        """Return the gaps below a value."""
        row = self.shapes.get(shape or "")
        found: list[Gap] = []
        if isinstance(value, list):
            for at, child in enumerate(value):
                found += self.value(child, shape, (*path, at))
        elif isinstance(value, dict):
            for name, child in value.items():
                here = (*path, name if row or not self.shapes else MapKey(name))
                found += self.member(child, row, here) if row else self.value(child, None, here)
            missing = [name for name in row["required"] if name not in value] if row else []
            found += [Gap((*path, name), "needs", self.words["needs"]) for name in missing]
        return found

    def member(self, value: Json, row: dict[str, Any], path: Path) -> list[Gap]:
        """Return the gaps of a member of a structure."""
        if path[-1] not in row["members"]:
            return [Gap(path, "lacks", self.words["lacks"])]
        found = self.value(value, row["members"][path[-1]], path)
        is_sent = "empty" not in self.words or len(path) == 1 or value is None
        if is_sent or _what_is_left(value, path, found):
            return found
        return [Gap(path, "lacks", self.words["empty"])]

    def value(self, value: Json, shape: str | None, path: Path) -> list[Gap]:
        """Return the gaps of a value, and below it."""
        why = self.judge(value)
        if why:
            return [Gap(path, "lacks", why)]
        found = self.members(value, shape, path)
        row = self.shapes.get(shape or "")
        if "incomplete" not in self.words or not row or not isinstance(value, dict):
            return found
        lost = unsupported_members(found)
        names = ", ".join(name for name in row["required"] if (*path, name) in lost)
        why = self.words["incomplete"].format(names=names)
        return [Gap(path, "lacks", why)] if names else found


def _what_is_left(value: Json, path: Path, found: list[Gap]) -> Json:
    """Return a value without the members that are lost."""
    if not isinstance(value, dict):
        return value
    lost = unsupported_members(found)
    return {name: child for name, child in value.items() if (*path, name) not in lost}


def unsupported_members(found: list[Gap]) -> frozenset[Path]:
    """Return the paths of what the text does not hold."""
    return frozenset(gap.path for gap in found if gap.kind == "lacks")
