"""What is known while a script is followed: texts with marks for what only a run would tell."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from modelpkg_widget.importers.parse_result import ParseError, Unresolved, error_text

_MARK = re.compile("\ue000(\\d+)\ue001")
_OWN = re.compile("[\ue000\ue001]")
_MOST_MARKS = 200_000


class Marks:
    """The marks of one text: a mark stands for a value that is not known.

    Two marks with one number are the same value.
    """

    def __init__(self) -> None:
        self._spelled: list[str] = []

    def new(self, spelled: str) -> str:
        """Return a mark for a value that is spelled so in the text.

        Raises:
            ParseError: there are too many.
        """
        if len(self._spelled) >= _MOST_MARKS:
            raise ParseError(error_text("errors", "many"), final=True)
        self._spelled.append(spelled)
        return f"\ue000{len(self._spelled) - 1}\ue001"

    def clean(self, text: str) -> str:
        """Return a text of others in which no character looks like a mark."""
        return _OWN.sub(lambda match: self.new(match[0]), text)

    def shown(self, text: str) -> str:
        """Return a text as it was spelled."""
        done = _MARK.sub(self._shown_one, text)
        return done if len(done) < _LONGEST else done[:_LONGEST]

    def _shown_one(self, match: re.Match[str]) -> str:
        spelled = self._spelled[int(match[1])]
        return _MARK.sub(lambda inner: self._spelled[int(inner[1])], spelled)

    def has(self, text: str) -> bool:
        return bool(_MARK.search(text))

    def is_one(self, text: str) -> bool:
        """Whether nothing but a mark is there."""
        return bool(_MARK.fullmatch(text))

    def spelled_in(self, text: str) -> list[str]:
        """Return how each marked value in a text is spelled."""
        return [self._spelled[int(number)] for number in _MARK.findall(text)]

    def resolved(self, value: Any) -> Any:
        """Return JSON in which each text with a mark, and each entry named by one, is a gap."""
        if isinstance(value, dict):
            return {
                self.shown(name): Unresolved(self.shown(f"{name}={_brief(one)}"))
                if self.has(name)
                else self.resolved(one)
                for name, one in value.items()
            }
        if isinstance(value, list):
            return [self.resolved(one) for one in value]
        if isinstance(value, str) and self.has(value):
            return Unresolved(self.shown(value))
        return value

    def quoted(self, text: str) -> str:
        """Return JSON in which marks that stand outside of strings are strings of their own."""
        if not self.has(text):
            return text

        def piece(match: re.Match[str]) -> str:
            is_text = match[0][0] == '"' or not self.has(match[0])
            return match[0] if is_text else f'"{match[0]}"'

        return _JSON_PIECE.sub(piece, text)


_JSON_PIECE = re.compile(r'"(?:[^"\\]|\\[\s\S])*"?|[^\s\[\]{}",:]+')
_LONGEST = 400


def _brief(value: Any) -> str:
    return value if isinstance(value, str) else "…"


@dataclass
class Field:
    """A word of a command after a shell has expanded it.

    Attributes:
        text: with marks.
        is_open: it may also be no word, or several.
        at: where it stands in the script.
    """

    text: str
    is_open: bool = False
    at: int = 0


class Unsure:
    """The value of a file or function that may be one or another."""


UNSURE = Unsure()
Key = tuple[str, str]


class Store:
    """Variables, files and functions by name; a branch can be taken back."""

    def __init__(self) -> None:
        self._values: dict[str, dict[str, Any]] = defaultdict(dict)
        self._trail: list[dict[Key, Any]] = []
        self._base = 0

    @property
    def is_branch(self) -> bool:
        """Whether what is set is only set on one way of the function that is followed."""
        return len(self._trail) > self._base

    def get(self, key: Key) -> Any:
        """Return a value; None when nothing is known."""
        return self._values[key[0]].get(key[1])

    def set(self, key: Key, value: Any) -> None:
        """Set a value; None forgets it."""
        if self._trail and key not in self._trail[-1]:
            self._trail[-1][key] = self.get(key)
        self._put(key, value)

    def _put(self, key: Key, value: Any) -> None:
        kind, name = key
        if value is None:
            self._values[kind].pop(name, None)
        else:
            self._values[kind][name] = value

    def names(self, kind: str) -> list[str]:
        return list(self._values[kind])

    @contextmanager
    def branch(self) -> Iterator[dict[Key, Any]]:
        """Take back afterwards what is set; what it came to stands in the dict that is given."""
        changes: dict[Key, Any] = {}
        self._trail.append({})
        try:
            yield changes
        finally:
            for key, value in self._trail.pop().items():
                changes[key] = self.get(key)
                self._put(key, value)

    @contextmanager
    def function(self) -> Iterator[None]:
        """A function is followed, whose ways are its own."""
        base, self._base = self._base, len(self._trail)
        yield
        self._base = base

    def join(self, ways: Iterable[dict[Key, Any]]) -> list[Key]:
        """Take what all ways agree on; return the keys on which they do not."""
        given = list(ways)
        differing = []
        for key in dict.fromkeys(key for way in given for key in way):
            now = self.get(key)
            values = [way.get(key, now) for way in given]
            if all(type(one) is type(values[0]) and one == values[0] for one in values):
                self.set(key, values[0])
            else:
                differing.append(key)
        return differing
