"""What is still to be known of an earlier loading when another one is merged into its request."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from modelpkg_widget.request.merge import MISSING, get_path, json_equal
from modelpkg_widget.request.plain_json import Json

from .loaded_request import Loaded
from .note import Note


def with_earlier_notes(taken: Loaded, before: Loaded, request: Json) -> Loaded:
    """Return what was loaded with the notes of an earlier loading, each with its source.

    A member that is in the request now is not left out any more; a repair and a gap are of interest
    as long as their place holds what was loaded there.

    Args:
        taken: what was loaded, merged into the request.
        before: what that request was loaded from.
        request: as it was before the merge.
    """
    base = taken.base

    def holds(note: Note) -> bool:
        return json_equal(get_path(base, note.path), get_path(request, note.path))

    def named(notes: Sequence[Note]) -> list[Note]:
        return [replace(note, source=note.source or before.source) for note in notes]

    left = [
        note for note in before.left_out if not note.path or get_path(base, note.path) is MISSING
    ]
    repaired = [
        note
        for note in before.repaired
        if holds(note)
        and json_equal(get_path(request, note.path), get_path(before.base, note.path))
    ]
    gaps = [note for note in before.missing(request) if holds(note)]
    return replace(
        taken,
        left_out=(*taken.left_out, *named(left)),
        repaired=(*taken.repaired, *named(repaired)),
        gaps=(*taken.gaps, *named(gaps)),
    )
