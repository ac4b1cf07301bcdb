"""Characters of a shell script become words, redirections and here-documents.

Each character is looked at once, except that the text of a backquoted command is read again.
"""

from __future__ import annotations

import re
from typing import Any

from .quoting import Quoting
from .syntax_tree import Part, Redirect, Word

_BLANK = re.compile(r"(?:[ \t\r]|\\\n)+")
_PLAIN = re.compile(r"[^\s'\"\\$`;&|<>()]+")
_IN_DOCUMENT = re.compile(r"[^\\$`]+")
_PLACEHOLDER = re.compile(r"<[A-Za-z][\w .:/-]{0,80}>", re.ASCII)
_OPERATOR = re.compile(r"<<<|<<-|<<|<&|<>|>>|>\||>&|&>>|&>|<|>")
_DIGITS = re.compile(r"(?:\d{1,3}|\{\w{1,80}\})(?=[<>])", re.ASCII)
_RESERVED = re.compile(r"(?:[a-z]{2,8}|\[\[|[{}!])(?=[\s;&|()<>]|$)")


class Lexer(Quoting):
    """Reads words and redirections."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self._pending: list[tuple[Redirect, str, bool, bool]] = []

    # ---- between words

    def skip_blank(self) -> None:
        """Skip blanks, joined lines and a comment."""
        match = _BLANK.match(self.text, self.at)
        if match:
            self.at = match.end()
        if self.peek() == "#":
            end = self.text.find("\n", self.at)
            self.at = len(self.text) if end < 0 else end

    def newline(self) -> None:
        """Take a newline, and the here-documents that begin behind it."""
        self.at += 1
        pending, self._pending = self._pending, []
        for redirect, delimiter, literal, tabs in pending:
            redirect.content = self._document(delimiter, literal=literal, tabs=tabs)

    def _document(self, delimiter: str, *, literal: bool, tabs: bool) -> Word:
        start, lines = self.at, []
        while self.at < len(self.text):
            end = self.text.find("\n", self.at)
            end = len(self.text) if end < 0 else end
            line = self.text[self.at : end]
            self.at = min(end + 1, len(self.text))
            line = line.lstrip("\t") if tabs else line
            if line == delimiter:
                break
            lines.append(line + "\n")
        body = "".join(lines)
        if literal:
            return Word((Part("text", body, quoted=True),), self.position(start))
        inner = Lexer(body, self.parse, self.position(start), self)
        inner.depth = self.depth
        return Word(tuple(inner.quoted_parts(_IN_DOCUMENT, "")), self.position(start))

    # ---- redirections

    def redirect(self) -> Redirect | None:
        """Take a redirection; None when none begins here."""
        start = self.at
        digits = _DIGITS.match(self.text, self.at)
        if digits:
            self.at = digits.end()
        match = _OPERATOR.match(self.text, self.at)
        placeholder = match and not digits and _PLACEHOLDER.match(self.text, self.at)
        if not match or placeholder or self.peek(2) in ("<(", ">("):
            self.at = start
            return None
        self.at = match.end()
        self.skip_blank()
        word = self.word()
        if word is None:
            raise self.error("syntax")
        made = Redirect(match[0], word, None, digits[0] if digits else "")
        if match[0] in ("<<", "<<-"):
            literal = any(part.quoted for part in word.parts)
            delimiter = "".join(part.text for part in word.parts)
            self._pending.append((made, delimiter, literal, match[0] == "<<-"))
        return made

    # ---- words

    def word(self) -> Word | None:
        """Take a word; None when none begins here."""
        start, parts = self.at, list[Part]()
        while self.at < len(self.text):
            plain = _PLAIN.match(self.text, self.at)
            if plain:
                self.at = plain.end()
                parts.append(Part("text", plain[0]))
                continue
            char = self.peek()
            if char == "<" and (placeholder := _PLACEHOLDER.match(self.text, self.at)):
                self.at = placeholder.end()
                parts.append(Part("unknown", placeholder[0], quoted=True))
            elif self.peek(2) in ("<(", ">("):
                begin = self.at
                self.at += 2
                body = self.inner()
                spelled = self.text[begin : self.at]
                parts.append(Part("unknown", spelled, quoted=True, body=body))
            elif char.isspace() or char in ";&|<>()":
                break
            else:
                parts += self.special(char)
        return Word(tuple(parts), self.position(start)) if self.at > start else None

    def skip_lines(self) -> None:
        """Skip blanks, comments and empty lines."""
        while True:
            self.skip_blank()
            if self.peek() != "\n":
                return
            self.newline()

    def reserved(self) -> str:
        """Return the word that begins here, if it may be a reserved one."""
        match = _RESERVED.match(self.text, self.at)
        return match[0] if match else ""

    def take(self, word: str) -> None:
        """Take a reserved word.

        Raises:
            ParseError: another one is there.
        """
        self.skip_blank()
        if self.reserved() != word:
            raise self.error("syntax")
        self.at += len(word)

    def redirects(self) -> list[Redirect]:
        """Take the redirections that follow."""
        found: list[Redirect] = []
        while True:
            self.skip_blank()
            redirect = self.redirect()
            if redirect is None:
                return found
            found.append(redirect)
