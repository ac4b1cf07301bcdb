"""Turns codes and values into sentences; the page does the same with ``page_texts.json``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from .tables import load_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from modelpkg_widget.request.issues import Path

_SLOT = re.compile(r"\{(\w+)(?:\|([^|}]*)\|([^|}]*))?\}")


def format_text(template: str, values: Mapping[str, Any]) -> str:
    """Put values into a template: ``{name}``, and ``{name|one|many}`` chosen by a number.

    A name without a value stays as it stands, so that a mistake in the table is seen.
    """

    def slot(match: re.Match[str]) -> str:
        name, one, many = match.groups()
        if name not in values:
            return match[0]
        if one is None:
            return _format_value(values[name])
        return str(one if values[name] == 1 else many)

    return _SLOT.sub(slot, template)


def field_label(path: Path) -> str:
    """Return what people call a place: its member's or entry's name, or ``Containers item 2``."""
    names = load_table("resources/page_texts")["labels"]
    if not path:
        return str(names["request"])
    last = path[-1]
    if isinstance(last, int):
        return format_text(names["item"], {"list": field_label(path[:-1]), "number": last + 1})
    return last


def _format_value(value: Any) -> str:
    """As the page spells it: 1.0 is 1 there."""
    return str(int(value) if isinstance(value, float) and value.is_integer() else value)


def issue_text(code: str, shape: str, values: Mapping[str, Any]) -> tuple[str, str]:
    """Return message and hint for a code.

    Args:
        code: as in `Issue.code`, with an optional variant behind it (``type.range``).
        shape: the AWS shape that failed; the table may have better words for it.
        values: what the template may name.
    """
    words = load_table("resources/page_texts")
    entry = words["shapes"].get(shape, {}).get(code) or words["issues"][code]
    return format_text(entry["message"], values), format_text(entry.get("hint", ""), values)
