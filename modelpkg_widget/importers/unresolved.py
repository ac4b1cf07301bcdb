"""Takes what is `Unresolved` out of a request, and lists where it stood."""

from __future__ import annotations

from typing import Any

from modelpkg_widget.request.issues import MapKey, Path
from modelpkg_widget.schema.from_botocore import OPERATION, Schema, operation_schema

from .note import Note
from .parse_result import Unresolved, gap_text

_REMOVED = object()


def extract_unresolved(value: Any) -> tuple[Any, list[Note]]:
    """Return a request without what is `Unresolved`, and where that stood.

    What held nothing else goes with it, for empty it would be sent; a structure in a list stays. A
    list or a map that goes is a gap itself: nobody knows its items or entries.
    """
    schema = operation_schema(OPERATION)
    splitting = _Splitting(schema["$defs"])
    found = splitting.keep(value, schema, ())
    return ({} if found is _REMOVED else found), splitting.gaps


class _Splitting:
    def __init__(self, definitions: dict[str, Schema]) -> None:
        self._definitions = definitions
        self.gaps: list[Note] = []

    def keep(self, item: Any, given: Schema, path: Path) -> Any:
        schema = self._definitions.get(given.get("$ref", "").removeprefix("#/$defs/"), given)
        if isinstance(item, Unresolved):
            self.gaps.append(Note(path, gap_text(item)))
            return _REMOVED
        if isinstance(item, dict):
            return self._mapping(item, schema, path)
        if isinstance(item, list):
            return self._list(item, schema, path)
        return item

    def _mapping(self, item: dict[str, Any], schema: Schema, path: Path) -> Any:
        members = schema.get("properties")
        first = len(self.gaps)
        rows = {}
        for name, one in item.items():
            below = (members or {}).get(name) or _below(schema)
            step = name if members is not None or not schema else MapKey(name)
            rows[name] = self.keep(one, below, (*path, step))
        kept = {name: one for name, one in rows.items() if one is not _REMOVED}
        if kept or not item:
            return kept
        if members is None and schema and path:
            self._move_up(first, path)
        return _REMOVED if path else kept

    def _list(self, item: list[Any], schema: Schema, path: Path) -> Any:
        first = len(self.gaps)
        kept: list[Any] = []
        for one in item:
            inside = not isinstance(one, Unresolved)
            found = self.keep(one, _below(schema), (*path, len(kept)) if inside else path)
            if found is not _REMOVED:
                kept.append(found)
            elif isinstance(one, dict):
                kept.append({})  # an item of which every member is a gap is an item all the same
        if kept or not item:
            return kept
        self._move_up(first, path)
        return _REMOVED

    def _move_up(self, first: int, path: Path) -> None:
        """Make one gap, at a path, of those that were found below it."""
        texts = dict.fromkeys(note.why for note in self.gaps[first:])
        self.gaps[first:] = [Note(path, " ".join(texts))]


def _below(schema: Schema) -> Schema:
    for name in ("items", "additionalProperties"):
        found = schema.get(name)
        if isinstance(found, dict):
            return found
    return {}
