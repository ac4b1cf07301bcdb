"""Whether what was loaded is what was sent."""

from __future__ import annotations

from typing import Any

from modelpkg_widget.importers.loaded_request import Loaded

Path = tuple[str | int, ...]


def unsound(loaded: Loaded, sent: dict[str, Any]) -> list[str]:
    """Return what is shown and was not sent, and what was sent and is neither shown nor a gap."""
    gaps = [tuple(note.path) for note in loaded.gaps]
    return list(_differences(loaded.base, sent, (), gaps))


def _differences(shown: Any, sent: Any, path: Path, gaps: list[Path]) -> list[str]:
    if isinstance(shown, dict) and isinstance(sent, dict):
        found = []
        for key, value in shown.items():
            below = (*path, key)
            if key in sent:
                found += _differences(value, sent[key], below, gaps)
            elif not _is_emptied(value, below, gaps):
                found.append(f"{below}: {value!r} was not sent")
        for key in sent:
            if key not in shown and not _is_gap((*path, key), path, gaps):
                found.append(f"{(*path, key)}: {sent[key]!r} is lost")
        return found
    if isinstance(shown, list) and isinstance(sent, list):
        return _of_lists(shown, sent, path, gaps)
    if isinstance(shown, (dict, list)) and _is_emptied(shown, path, gaps):
        return []
    same = type(shown) is type(sent) and shown == sent
    return [] if same else [f"{path}: {shown!r} is shown, {sent!r} was sent"]


def _of_lists(shown: list[Any], sent: list[Any], path: Path, gaps: list[Path]) -> list[str]:
    if path not in gaps:
        if len(shown) != len(sent):
            return [f"{path}: {shown!r} is shown, {sent!r} was sent"]
        rows = enumerate(zip(shown, sent, strict=True))
        return [one for at, both in rows for one in _differences(*both, (*path, at), gaps)]
    rest = iter(enumerate(sent))
    for at, one in enumerate(shown):  # some of the items were gaps: the others are in their order
        if not any(not _differences(one, other, (*path, at), gaps) for _, other in rest):
            return [f"{path}: {shown!r} is shown, {sent!r} was sent"]
    return []


def _is_gap(path: Path, above: Path, gaps: list[Path]) -> bool:
    return any(gap == above or gap[: len(path)] == path for gap in gaps)


def _is_emptied(shown: Any, path: Path, gaps: list[Path]) -> bool:
    """Whether all that is shown is a container out of which gaps were taken."""
    return shown in ({}, []) and any(gap[: len(path)] == path for gap in gaps)


def leaves(value: Any, path: Path = ()) -> list[Path]:
    """Return the paths of all scalars of a request."""
    if isinstance(value, dict) and value:
        return [one for key, item in value.items() for one in leaves(item, (*path, key))]
    if isinstance(value, list) and value:
        return [one for at, item in enumerate(value) for one in leaves(item, (*path, at))]
    return [path]


def taken(shown: Any, path: Path) -> bool:
    """Whether something is shown at a path."""
    for step in path:
        try:
            shown = shown[step]
        except (KeyError, IndexError, TypeError):
            return False
    return True
