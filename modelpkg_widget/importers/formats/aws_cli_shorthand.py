"""The AWS CLI's shorthand: ``Key=a,List=b,c,Nested={Key=d}``.

Source:
    AWS CLI user guide, "Using shorthand syntax"; ``awscli.shorthand.ShorthandParser``.
"""

from __future__ import annotations

import re
from typing import Any

from modelpkg_widget.importers.parse_result import ParseError

_KEY = re.compile(r"[\w.#/:-]+", re.ASCII)
_QUOTED = re.compile(r"'((?:\\'|[^'])*)'|\"((?:\\\"|[^\"])*)\"")
_START = r"(?:\\,|[^\s\"',=\[{])"
_FIRST = re.compile(rf"{_START}(?:\\,|[^\"',\]}}])*")
#: Of a list without brackets: what is followed by "=" is the next name.
_SECOND = re.compile(rf"{_START}(?:\\,|[^\"',=])*")
_DEEPEST = 30


class _Stop(Exception):
    """Attributes: at, why."""

    def __init__(self, at: int, why: str) -> None:
        self.at, self.why = at, why
        super().__init__(why)


def parse(text: str, *, option: str = "") -> dict[str, Any]:
    """Return what shorthand says: dicts, lists and texts.

    Raises:
        ParseError: it is not shorthand; names the character.
    """
    parser = _Parser(text)
    try:
        found = parser.pairs("")
        if parser.at < len(text):
            raise _Stop(parser.at, "there is more text than expected.")
    except _Stop as stop:
        from modelpkg_widget.importers.parse_result import error_text

        message = {"option": option or "shorthand", "at": stop.at + 1, "why": stop.why}
        raise ParseError(error_text("cli", "shorthand", **message), final=True) from None
    return found


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.depth = 0

    def peek(self) -> str:
        return self.text[self.at : self.at + 1]

    def skip(self) -> None:
        while self.peek().isspace():
            self.at += 1

    def take(self, char: str) -> None:
        self.skip()
        if self.peek() != char:
            found = repr(self.peek()) if self.peek() else "the end"
            raise _Stop(self.at, f"expected {char!r}, found {found}.")
        self.at += 1

    def pairs(self, end: str) -> dict[str, Any]:
        """Read ``key=value`` pairs up to an ending bracket, which is left, or the end."""
        made: dict[str, Any] = {}
        self.skip()
        while self.peek() != end:
            match = _KEY.match(self.text, self.at)
            if not match:
                raise _Stop(self.at, "expected a name and '='.")
            self.at = match.end()
            self.take("=")
            self.skip()
            if match[0] in made:
                raise _Stop(match.start(), f"the name {match[0]!r} appears twice.")
            made[match[0]] = self.value(is_list=not end)
            self.skip()
            if self.peek() != ",":
                break
            self.at += 1
            self.skip()
        return made

    def value(self, *, is_list: bool = False) -> Any:
        """Read a value; where a list may stand without brackets, all up to the next name."""
        self.depth += 1
        if self.depth > _DEEPEST:
            raise _Stop(self.at, f"this is nested deeper than {_DEEPEST} levels.")
        made: Any
        if self.peek() == "[":
            self.at += 1
            made = self.listed()
        elif self.peek() == "{":
            self.at += 1
            made = self.pairs("}")
            self.take("}")
        else:
            made = self.scalar(_FIRST) or ""
            if is_list:
                made = self.more(made)
        self.depth -= 1
        return made

    def more(self, first: str) -> Any:
        """Read on while commas are followed by values, and not by the next name."""
        made = [first]
        self.skip()
        while self.peek() == ",":
            before = self.at
            self.at += 1
            self.skip()
            one = self.scalar(_SECOND)
            self.skip()
            if one is None or self.peek() not in ("", ","):
                self.at = before
                break
            made.append(one)
        return made if len(made) > 1 else first

    def listed(self) -> list[Any]:
        made: list[Any] = []
        self.skip()
        while self.peek() != "]":
            made.append(self.value())
            self.skip()
            if self.peek() != ",":
                break
            self.at += 1
            self.skip()
        self.take("]")
        return made

    def scalar(self, form: re.Pattern[str]) -> str | None:
        """Read a text in quotes or without; None when there is none."""
        quoted = _QUOTED.match(self.text, self.at)
        if quoted:
            self.at = quoted.end()
            mark, inside = quoted[0][0], quoted[0][1:-1]
            return inside.replace(f"\\{mark}", mark).replace("\\\\", "\\")
        match = form.match(self.text, self.at)
        if not match:
            return None
        self.at = match.end()
        return match[0].replace("\\,", ",").rstrip()
