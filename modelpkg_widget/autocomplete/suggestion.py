"""What a field may be offered."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, TypeVar

Row = TypeVar("Row")


@dataclass(frozen=True)
class Suggestion:
    """One thing that the account has.

    Attributes:
        value: what stands in the field when it is taken.
        details: what else is known of it: keys of the page's words (``seen.`` before them), and the
            value that each is filled with.
        is_prefix: it holds others, such as a bucket its keys: those are offered next.
    """

    value: str
    details: tuple[tuple[str, str], ...] = ()
    is_prefix: bool = False

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain JSON."""
        return asdict(self)


def named(rows: Iterable[Row], text: str, name: Callable[[Row], str]) -> list[Row]:
    """Return the rows that have the text in their name; first those that begin with it."""
    query = text.casefold()
    found = [row for row in rows if query in name(row).casefold()]
    return sorted(found, key=lambda row: not name(row).casefold().startswith(query))


def day(when: object) -> str:
    """Return the day of a time that AWS returned, as ISO 8601; empty for anything else."""
    return when.date().isoformat() if isinstance(when, datetime) else ""
