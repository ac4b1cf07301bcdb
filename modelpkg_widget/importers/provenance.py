"""What a form was loaded from, as JSON beside its draft, so that a new kernel knows it again.

It holds the request as it was loaded, places and sentences, and nothing that is not of a draft: not
how an expression was spelled, nor the options of a command.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from modelpkg_widget.request.issues import Path as MemberPath
from modelpkg_widget.request.merge import MISSING
from modelpkg_widget.request.plain_json import Json, to_plain_json
from modelpkg_widget.resources.tables import load_table
from modelpkg_widget.storage.draft_file import DraftFile
from modelpkg_widget.storage.file_format import without_format

from .loaded_request import Loaded
from .note import Note
from .path_patterns import with_map_keys
from .review_marks import ReviewMark

SUFFIX = ".loaded"
"""Behind the name of a draft, the name of the file that is kept beside it."""
#: Names in files that earlier versions wrote.
_EARLIER = {"omitted": "leftOut", "coerced": "repaired", "unresolved": "gaps"}
_MOST = 10_000
_LONGEST = 2000
_DEEPEST = 100


def dump_provenance(loaded: Loaded) -> Json:
    """Return as plain JSON what is to be known again."""
    return {
        "source": loaded.source[:_LONGEST],
        "arn": loaded.arn,
        "base": loaded.base,
        "omitted": [_noted(note) for note in loaded.left_out if note.path],
        "coerced": [_noted(note) for note in loaded.repaired],
        "unresolved": [_row(note.path) for note in loaded.gaps],
        "marks": [_mark(mark) for mark in loaded.marks],
        **_previous(loaded),
        "first": [loaded.first[0], list(loaded.first[1])] if loaded.first else None,
    }


def load_provenance(given: Json) -> Loaded | None:
    """Return what was remembered; None when it is not what `dump_provenance` makes."""
    if not isinstance(given, dict) or "base" not in given:
        return None
    try:
        codes = load_table("importers/texts")["issues"]
        return Loaded(
            to_plain_json(given["base"]),
            _text(given["source"]),
            _text(given["arn"]),
            left_out=tuple(map(_note, _rows(_named(given, "omitted")))),
            repaired=tuple(map(_note, _rows(_named(given, "coerced")))),
            gaps=tuple(
                Note(_path(row), load_table("importers/texts")["gap"]["kept"])
                for row in _rows(_named(given, "unresolved"))
            ),
            marks=tuple(_marked(row) for row in _rows(given["marks"]) if row["code"] in codes),
            previous=to_plain_json(given.get("previous")),
            previous_source=_text(given.get("previous_source", given.get("previousSource", ""))),
            first=_first(given["first"]),
        )
    except (KeyError, TypeError, ValueError):
        return None


def own_members(memory: dict[str, Any], loaded: Loaded) -> dict[str, Any]:
    """Return what of the file beside a draft is of a loading, spelled as it is there."""
    names = {*dump_provenance(loaded), *_EARLIER.values(), "previousSource"}
    return {name: memory[name] for name in memory if name in names}


def provenance_of_draft(draft: Path) -> Loaded | None:
    """Return what is kept beside a draft; None when there is no such file.

    Raises:
        NewerFormatError: a newer version wrote the file; the message names it.
        ValueError: the file cannot be read, or is damaged; the message names it.
    """
    file = draft.with_name(f"{draft.name}{SUFFIX}")
    try:
        content = DraftFile(file).read()
    except OSError as error:
        raise ValueError(f"{file}: {error.strerror or error}") from error
    if content is None:
        return None
    if isinstance(content.value, dict):
        try:
            without_format(content.value)
        except ValueError as error:
            raise type(error)(f"{file}: {error}") from error
    if isinstance(content.value, dict) and "base" not in content.value:
        return None  # it keeps only the kind of package, or where the guide was
    found = load_provenance(content.value)
    if found is None:
        raise ValueError(f"{file}: {load_table('importers/texts')['errors']['confirmed']}")
    return found


def _named(given: dict[str, Any], name: str) -> Any:
    """Return a member, which earlier versions called otherwise."""
    return given[name] if name in given else given[_EARLIER[name]]


def _noted(note: Note) -> dict[str, Any]:
    return _row(note.path, why=note.why, **({"source": note.source} if note.source else {}))


def _note(row: dict[str, Any]) -> Note:
    return Note(_path(row), _text(row["why"]), _text(row.get("source", "")))


def _mark(mark: ReviewMark) -> dict[str, Any]:
    """Return a mark; what is as most often is left out."""
    row = _row(mark.path, code=mark.code)
    if mark.value is not MISSING:
        row["value"] = mark.value
    if mark.source:
        row["source"] = mark.source[:_LONGEST]
    flags = {"kept": mark.kept, "past": mark.past}
    return row | {name: True for name, is_set in flags.items() if is_set}


def _marked(row: dict[str, Any]) -> ReviewMark:
    return ReviewMark(
        _path(row),
        row["code"],
        to_plain_json(row["value"]) if "value" in row else MISSING,
        _text(row.get("source", "")),
        kept=row.get("kept") is True,
        past=row.get("past") is True,
    )


def _previous(loaded: Loaded) -> dict[str, Any]:
    if loaded.previous is None:
        return {}
    source = loaded.previous_source[:_LONGEST]
    return {"previous": loaded.previous, "previous_source": source}


def _row(path: MemberPath, **more: Any) -> dict[str, Any]:
    return {"path": list(path), **more}


def _rows(given: Any) -> list[dict[str, Any]]:
    if not isinstance(given, list) or len(given) > _MOST:
        raise TypeError
    return [row for row in given if isinstance(row, dict)]


def _path(row: dict[str, Any]) -> MemberPath:
    path = row["path"]
    if not isinstance(path, list) or len(path) > _DEEPEST:
        raise TypeError
    if not all(isinstance(step, (str, int)) and not isinstance(step, bool) for step in path):
        raise TypeError
    return with_map_keys(tuple(path))


def _text(given: Any) -> str:
    if not isinstance(given, str) or len(given) > _LONGEST:
        raise TypeError
    return given


def _first(given: Any) -> tuple[str, MemberPath] | None:
    if given is None:
        return None
    group, path = given
    return _text(group), _path({"path": path})
