"""What of a request a format has no place for.

A table tells what a format takes, as shapes: the name of each member, and the shape of what stands
in it or in its items; null where anything may stand. See ``to_cloudformation.json``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
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
        words: the sentences of ``lacks`` and ``needs``.
        judge: tells of values that cannot stand there whatever their shape is.
    """

    def walk(value: Json, shape: str | None, path: Path) -> Iterator[Gap]:
        row = shapes.get(shape or "")
        if isinstance(value, dict):
            for name, child in value.items():
                here = (*path, name if row or not shapes else MapKey(name))
                if row and name not in row["members"]:
                    yield Gap(here, "lacks", words["lacks"])
                else:
                    yield from below(child, row["members"][name] if row else None, here)
            for name in row["required"] if row else ():
                if name not in value:
                    yield Gap((*path, name), "needs", words["needs"])
        elif isinstance(value, list):
            for at, child in enumerate(value):
                yield from below(child, shape, (*path, at))

    def below(value: Json, shape: str | None, path: Path) -> Iterator[Gap]:
        why = judge(value)
        if why:
            yield Gap(path, "lacks", why)
        else:
            yield from walk(value, shape, path)

    return list(walk(request, root, ()))


def unsupported_members(found: list[Gap]) -> frozenset[Path]:
    """Return the paths of what the text does not hold."""
    return frozenset(gap.path for gap in found if gap.kind == "lacks")
