"""Texts that somebody was meant to replace: ``<IMAGE_URI>``, ``s3://<bucket>/``, ``${NAME}``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from modelpkg_widget.request.issues import Path

_FORM = re.compile(
    r"<[A-Za-z][A-Za-z0-9 _.-]{0,60}>|\$\{[^}\s$]{1,80}\}|\$\{\{[^}$]{1,80}\}\}"
    r"|\$[A-Z][A-Z0-9_]{1,60}|\bREPLACE[_-]?ME\b|\bCHANGE[_-]?ME\b|\bYOUR[_-][A-Z0-9_-]{1,60}"
)
_LONGEST = 2_000
"""Characters of a text that is looked at: a name or an address, not a model card."""


def found(value: Any) -> Iterator[Path]:
    """Return the places of texts that look like placeholders."""
    todo: list[tuple[Path, Any]] = [((), value)]
    while todo:
        path, item = todo.pop()
        if isinstance(item, dict):
            todo += reversed([((*path, name), one) for name, one in item.items()])
        elif isinstance(item, list):
            todo += reversed([((*path, at), one) for at, one in enumerate(item)])
        elif isinstance(item, str) and len(item) <= _LONGEST and is_placeholder(item):
            yield path


def is_placeholder(text: str) -> bool:
    """Whether a text is a placeholder, or an address with one in it; prose is neither."""
    match = _FORM.search(text)
    if not match:
        return False
    rest = text[: match.start()] + text[match.end() :]
    return " " not in rest.strip()
