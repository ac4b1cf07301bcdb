"""A shell script that is read from left to right, and the places in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from modelpkg_widget.importers.parse_result import ParseError, error_text

if TYPE_CHECKING:
    from .syntax_tree import Script

_DEEPEST = 40
"""Substitutions and compound commands in each other."""


class ShellSyntaxError(ParseError):
    """The text is not a shell script.

    Attributes:
        at: the character.
    """

    def __init__(self, text: Characters, at: int, code: str) -> None:
        self.at = at
        super().__init__(error_text("cli", code, limit=_DEEPEST), *text.place(at), final=True)


class Characters:
    """A text that is read from left to right.

    Args:
        text: the script.
        parse: makes a script of what begins behind ``$(``; called with this object.
        base: the characters before it in a larger text.
        origin: what reads that text.
    """

    def __init__(
        self,
        text: str,
        parse: Callable[[Any], Script],
        base: int = 0,
        origin: Characters | None = None,
    ) -> None:
        self.text = text
        self.at = 0
        self.depth: int = origin.depth if origin else 0
        self.parse = parse
        self._base = base
        self.breaks: list[int] = (
            origin.breaks if origin else [m.start() for m in re.finditer("\n", text)]
        )

    def place(self, at: int) -> tuple[int, int]:
        """Return line and column of a character, 1-based."""
        whole = self._base + at
        line = bisect_right(self.breaks, whole - 1)
        return line + 1, whole - (self.breaks[line - 1] if line else -1)

    def position(self, at: int | None = None) -> int:
        """Return the place of a character in the whole text."""
        return self._base + (self.at if at is None else at)

    def error(self, code: str, at: int | None = None) -> ShellSyntaxError:
        return ShellSyntaxError(self, self.at if at is None else at, code)

    def peek(self, length: int = 1) -> str:
        return self.text[self.at : self.at + length]

    def deeper(self) -> None:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise ParseError(
                error_text("errors", "deep", limit=_DEEPEST), *self.place(self.at), final=True
            )
