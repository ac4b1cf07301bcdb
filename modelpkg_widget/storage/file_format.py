"""The number of the format that a file of ours is in; a request itself has none.

It is the member ``format`` of each row of the journal and of ``.pending``, and of the structure in
``.loaded``: what read them before there was a number leaves out members that it does not know.
"""

from __future__ import annotations

from modelpkg_widget.request.plain_json import Json
from modelpkg_widget.resources.tables import load_table
from modelpkg_widget.resources.texts import format_text

FORMAT = 1
"""The format that is written; what has no number was written before, in the same format."""
MEMBER = "format"


class NewerFormatError(ValueError):
    """A newer version wrote it, so what it holds is not known."""


def with_format(given: dict[str, Json]) -> dict[str, Json]:
    """Return a structure as it is written."""
    return {MEMBER: FORMAT, **given}


def without_format(given: dict[str, Json]) -> dict[str, Json]:
    """Return a structure that was read, without the number.

    Raises:
        NewerFormatError: the number is higher than `FORMAT`.
        ValueError: it is no number.
    """
    number = given.get(MEMBER, FORMAT)
    if not isinstance(number, int) or isinstance(number, bool):
        raise ValueError("its format is not a number")
    if number > FORMAT:
        text = load_table("storage/texts")["newer"]
        raise NewerFormatError(format_text(text, {"number": str(number)}))
    return {name: value for name, value in given.items() if name != MEMBER}
