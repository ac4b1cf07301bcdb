"""Splits a command as a shell does; what a shell would fill in is marked, and not filled in."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from itertools import islice
from typing import Any

from .reading import NotReadError, Unresolved, why

_PIECE = re.compile(
    r"(?P<single>'[^']*')|(?P<double>\"(?:[^\"\\]|\\[\s\S])*\")|(?P<joint>[\\`^]\r?\n)"
    r"|(?P<escaped>\\[\s\S])|(?P<run>\$\([^()]*\)|`[^`]*`|\$\{[^}]*\}|\$\w+)"
)
_INSIDE = re.compile(
    r"(?P<joint>\\\r?\n)|\\(?P<meant>[$`])|(?P<escaped>\\[\s\S])"
    r"|(?P<run>\$\([^()]*\)|`[^`]*`|\$\{[^}]*\}|\$\w+)"
)
_ASSIGNED = re.compile(
    r"^[ \t]*(?:export[ \t]+)?([A-Za-z_]\w*)="
    r"('[^'\n]*'|\"[^\"$`\n\\]*\"|[^\s'\"$`;&|]+)[ \t]*;?[ \t]*$",
    re.MULTILINE,
)
_MARK = re.compile("\ue000(\\d+)\ue001")
_WRITES = re.compile(r"\bcat[ \t]*>[ \t]*\"?([^\s\"<]+)\"?[ \t]*<<-?[ \t]*(['\"]?)(\w+)\2[ \t]*\n")
_MOST_FILES = 8
_ENDS = frozenset(";|&<>")
_SHORTEST = 2
"""Words of a command; a second ``aws`` behind them begins another one."""


class Shell:
    """A shell that runs nothing.

    Args:
        before: the text before the command; what it assigns to variables is known.
    """

    def __init__(self, before: str) -> None:
        self._known: dict[str, str] = {
            name: value.strip("'\"") for name, value in _ASSIGNED.findall(before)
        }
        self._marked: list[str] = []
        self.files = dict(_written(before))
        """What the text itself writes into files; None: what only a shell can tell."""

    def words(self, text: str) -> list[str]:
        """Return the words of the first command of a text.

        Raises:
            NotReadError: a quotation mark is not closed.
        """
        lexer = shlex.shlex(_PIECE.sub(self._piece, text), posix=True, punctuation_chars=";|&<>")
        lexer.whitespace_split = True
        lexer.commenters = ""
        found: list[str] = []
        try:
            for word in lexer:
                next_one = word == "aws" and found[:1] == ["aws"] and len(found) > _SHORTEST
                if next_one or (word and set(word) <= _ENDS):
                    break
                found.append(word)
        except ValueError:
            raise NotReadError(why("cli", "quote"), final=True) from None
        return found

    def _piece(self, match: re.Match[str]) -> str:
        kind = match.lastgroup
        if kind == "double":
            return _INSIDE.sub(self._piece, match[0])
        if kind == "meant":
            return str(match["meant"])
        if kind == "joint":
            return " " if match.re is _PIECE and match[0][0] != "\\" else ""
        return self._mark(match[0]) if kind == "run" else str(match[0])

    def _mark(self, told: str) -> str:
        name = told.strip("${}")
        if name in self._known:
            return self._known[name]
        self._marked.append(told)
        return f"\ue000{len(self._marked) - 1}\ue001"

    def filled(self, value: Any) -> Any:
        """Return a value in which each text that a shell would fill in is `Unresolved`."""
        if isinstance(value, dict):
            return {self.told(name): self.filled(one) for name, one in value.items()}
        if isinstance(value, list):
            return [self.filled(one) for one in value]
        if isinstance(value, str) and _MARK.search(value):
            return Unresolved(self.told(value))
        return value

    def is_marked(self, text: str) -> bool:
        """Whether a shell would fill in the whole of a text."""
        return bool(_MARK.fullmatch(text))

    def told(self, text: str) -> str:
        """Return a text as it was spelled."""
        return _MARK.sub(lambda match: self._marked[int(match[1])], text)


def _written(before: str) -> Iterator[tuple[str, str | None]]:
    """Return the files that here-documents write (``cat >file <<'END'``), and what they hold."""
    for match in islice(_WRITES.finditer(before), _MOST_FILES):
        end = before.find(f"\n{match[3]}\n", match.end() - 1)
        if end >= 0:
            text = before[match.end() : end]
            yield match[1], text if match[2] or not re.search(r"[$`\\]", text) else None
