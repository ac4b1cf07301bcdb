"""Laying one request over another: the upper one's members win, the lower one's others stay."""

from __future__ import annotations

from collections.abc import Collection

from modelpkg_widget.request.issues import Path
from modelpkg_widget.request.plain_json import Json

_DEEPEST = 64
"""Levels that are merged; below them the upper value replaces the lower one."""


def overlay(
    below: Json,
    above: Json,
    *,
    by_item: bool = False,
    weak: Collection[Path] = (),
    path: Path = (),
) -> Json:
    """Return one request merged into another, with members in the order of the lower one.

    Args:
        below: plain JSON.
        above: plain JSON; structures and maps are merged member by member, lists are replaced.
        by_item: lists are merged item by item instead.
        weak: places of ``above`` that give way to what is there.
        path: where both stand.
    """
    if len(path) >= _DEEPEST:
        return above
    further = {"by_item": by_item, "weak": weak}
    if isinstance(below, dict) and isinstance(above, dict):
        made = dict(below)
        for name, value in above.items():
            here = (*path, name)
            if name not in below:
                made[name] = value
            elif here not in weak:
                made[name] = overlay(below[name], value, path=here, **further)  # type: ignore[arg-type]
        return made
    if by_item and isinstance(below, list) and isinstance(above, list):
        both = [
            overlay(one, other, path=(*path, at), **further)  # type: ignore[arg-type]
            for at, (one, other) in enumerate(zip(below, above, strict=False))
        ]
        return [*both, *below[len(both) :], *above[len(both) :]]
    return above
