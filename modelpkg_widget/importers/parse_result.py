"""What each reader of a format gives, or why it gives nothing; and the bounds of all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from modelpkg_widget.request.plain_json import Json
from modelpkg_widget.resources import texts
from modelpkg_widget.resources.tables import load_table

from .note import Note

LONGEST = 1_000_000
"""Characters of a text that is not JSON; AWS takes no request of a fifth of that."""
DEEPEST = 64
"""Levels of a value that is not JSON; no request has a quarter of them."""
MOST = 200_000
"""Values that a text may come to, however short it says so."""
_SHOWN = 80


class ParseError(ValueError):
    """A text is not of a format.

    Attributes:
        final: it is of the format all the same, so that no other needs to be tried.
        format: of which, if that is not the one that was tried; an id of a format.
    """

    def __init__(
        self,
        why: str,
        line: int = 0,
        column: int = 0,
        *,
        final: bool = False,
        format: str = "",  # noqa: A002
    ) -> None:
        where = {"line": line, "column": column, "why": why}
        super().__init__(
            texts.format_text(load_table("importers/texts")["errors"]["place"], where)
            if line
            else why
        )
        self.final = final
        self.format = format


@dataclass(frozen=True)
class Unresolved:
    """Stands in a value where the text says what nobody can tell without running it.

    Attributes:
        text: how it is spelled there.
        reason: a whole sentence that says why; empty for the usual one.
        line: where, counted from 1; 0 is not known.
    """

    text: str
    reason: str = ""
    line: int = 0


def unresolved(text: str) -> Unresolved:
    """Return it with as much of its text as is shown."""
    return Unresolved(text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…")


class UnquotedScalar(str):
    """A scalar as a command line has it: what it means, the member tells that it is of."""

    __slots__ = ()


class Plain(UnquotedScalar):
    """A scalar of YAML without quotes; where no member tells what it means, its form does."""

    __slots__ = ()


@dataclass
class ParseResult:
    """A request as it stood in a text.

    Attributes:
        value: plain JSON, in which `Unresolved` and `Plain` may stand.
        format: the id of a format, see ``registry.py``.
        left_out: what stood there and is not of the request.
        gaps: what is missing, beside what is `Unresolved`.
        repaired: what is spelled otherwise than it stood there.
    """

    value: Any
    format: str
    left_out: list[Note] = field(default_factory=list)
    gaps: list[Note] = field(default_factory=list)
    repaired: list[Note] = field(default_factory=list)


def error_text(group: str, code: str, **values: object) -> str:
    """Return a sentence.

    Args:
        group: of ``texts.json``, or the JSON beside a format, such as ``formats/mlflow``.
        code: of the sentence there.
        values: what it is filled with.
    """
    is_file = "/" in group
    rows = load_table(f"importers/{group}") if is_file else load_table("importers/texts")[group]
    return texts.format_text(rows[code], values)


def is_deep(value: Json, limit: int = DEEPEST) -> bool:
    """Whether a value has more levels than the limit."""
    todo = [(value, 1)]
    while todo:
        item, level = todo.pop()
        if isinstance(item, (dict, list)):
            if level > limit:
                return True
            below = item.values() if isinstance(item, dict) else item
            todo.extend((one, level + 1) for one in below)
    return False


def bounded_copy(value: Any) -> Any:
    """Copy what may stand in several places, each a value of its own.

    Raises:
        ParseError: it is too deep, contains itself, or comes to too many values.
    """
    count = 0

    def copy(item: Any, level: int) -> Any:
        nonlocal count
        count += 1
        if count > MOST:
            raise ParseError(error_text("errors", "many"), final=True)
        if level > DEEPEST:
            raise ParseError(error_text("errors", "deep", limit=DEEPEST), final=True)
        if isinstance(item, Mapping):
            return {name: copy(one, level + 1) for name, one in item.items()}
        if isinstance(item, (list, tuple)):
            return [copy(one, level + 1) for one in item]
        return item

    return copy(value, 1)


def gap_text(gap: Unresolved) -> str:
    """Return the sentence that says what stands where a value is not known."""
    if gap.reason:
        return gap.reason
    return error_text("gap", "line" if gap.line else "text", text=gap.text, line=gap.line)


def with_line(value: Any, line: int) -> Any:
    """Return a value in which each gap that has no reason of its own says its line."""
    if isinstance(value, dict):
        return {name: with_line(one, line) for name, one in value.items()}
    if isinstance(value, list):
        return [with_line(one, line) for one in value]
    is_gap = isinstance(value, Unresolved) and not value.reason and not value.line
    return replace(value, line=line) if is_gap else value
