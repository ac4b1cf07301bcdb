"""Takes what begins with a quote, a backslash, ``$`` or a backquote in a shell script."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .characters import Characters
from .syntax_tree import Part

if TYPE_CHECKING:
    from .syntax_tree import Script

_IN_DOUBLE = re.compile(r"[^\"\\$`]+")
_NAME = re.compile(r"[A-Za-z_]\w*", re.ASCII)
_PARAMETER = re.compile(r"(?:[A-Za-z_]\w*|\d+|[@*#?$!_-])", re.ASCII)
_END_OF_ARRAY = re.compile(r"\[[@*]\]\}")
_ANSI_C = re.compile(
    r"\\(?:x([0-9A-Fa-f]{1,2})|u([0-9A-Fa-f]{1,4})|U([0-9A-Fa-f]{1,8})|([0-7]{1,3})|c([@-_a-z?])|([\s\S]))"
)
_ESCAPES = {
    "n": "\n",
    "t": "\t",
    "r": "\r",
    "a": "\a",
    "b": "\b",
    "e": "\x1b",
    "E": "\x1b",
    "f": "\f",
    "v": "\v",
    "\\": "\\",
    "'": "'",
    '"': '"',
    "?": "?",
}
_BRACKET = re.compile(r"[()]")
_BACKQUOTED = re.compile(r"`(?:[^`\\]|\\[\s\S])*`")
_BACKSLASHED = re.compile(r"\\([`\\$])")
_QUOTED_C = re.compile(r"'((?:[^'\\]|\\[\s\S])*)'")
_DEFAULT = re.compile(r":?[-?]")
_SETS = re.compile(r":?=")
_IN_BRACES = re.compile(r"[^'\"\\$`{}]+")
_LONGEST = 1000
"""Characters in which the end of an expansion is looked for."""


class Quoting(Characters):
    """Takes quoted texts, expansions and substitutions."""

    def special(self, char: str) -> list[Part]:
        """Take what begins with a quote, a backslash, ``$`` or a backquote."""
        if char == "'":
            return [self._single()]
        if char == '"':
            return self._double()
        if char == "\\":
            self.at += 2
            meant = self.text[self.at - 1 : self.at]
            return [] if meant == "\n" else [Part("text", meant or "\\", quoted=True)]
        return [self.expansion(quoted=False)]

    def _single(self) -> Part:
        end = self.text.find("'", self.at + 1)
        if end < 0:
            raise self.error("quote")
        text = self.text[self.at + 1 : end]
        self.at = end + 1
        return Part("text", text, quoted=True)

    def _double(self) -> list[Part]:
        start = self.at
        self.at += 1
        parts = self.quoted_parts(_IN_DOUBLE, '"')
        if self.peek() != '"':
            raise self.error("quote", start)
        self.at += 1
        return parts or [Part("text", "", quoted=True)]

    def quoted_parts(self, plain: re.Pattern[str], end: str) -> list[Part]:
        """Take text in which only ``$``, backquotes and backslashes mean something."""
        parts: list[Part] = []
        escaped = f"$`\\{end}"
        while self.at < len(self.text) and not (end and self.peek() == end):
            match = plain.match(self.text, self.at)
            if match:
                self.at = match.end()
                parts.append(Part("text", match[0], quoted=True))
            elif self.peek() == "\\":
                after = self.text[self.at + 1 : self.at + 2]
                self.at += 2
                meant = after if after in escaped else f"\\{after}"
                parts.append(Part("text", "" if after == "\n" else meant, quoted=True))
            else:
                parts.append(self.expansion(quoted=True))
        return parts

    # ---- expansions

    def expansion(self, *, quoted: bool) -> Part:
        """Take what begins with ``$`` or a backquote."""
        start = self.at
        if self.peek() == "`":
            return self._backquoted(quoted=quoted)
        self.at += 1
        char = self.peek()
        if char == "(":
            return self._parenthesis(start, quoted=quoted)
        if char == "{":
            return self._braces(start, quoted=quoted)
        if not quoted and char == "'":
            return self._ansi_c()
        if not quoted and char == '"':
            inner = self._double()
            return Part("unknown", self.text[start : self.at], quoted=True, word=tuple(inner))
        if char == "[":
            return self._old_arithmetic(start, quoted=quoted)
        match = _PARAMETER.match(self.text, self.at)
        if not match:
            return Part("text", "$", quoted=quoted)
        name = match[0] if not match[0].isdigit() else match[0][0]
        self.at += len(name)
        kind = "array" if name in ("@", "*") else "variable"
        return Part(kind, f"${name}", quoted, name)  # type: ignore[arg-type]

    def inner(self) -> Script:
        """Take a script up to its closing parenthesis."""
        start = self.at
        self.deeper()
        body = self.parse(self)
        self.depth -= 1
        if self.peek() != ")":
            raise self.error("parenthesis", start - 1)
        self.at += 1
        return body

    def _parenthesis(self, start: int, *, quoted: bool) -> Part:
        if self.peek(2) == "((":
            end = self.end_of_arithmetic(self.at + 2)
            if end:
                inside = self.text[self.at + 2 : end - 2]
                self.at = end
                return arithmetic(self.text[start:end], inside, quoted=quoted)
        self.at += 1
        body = self.inner()
        return Part("command", self.text[start : self.at], quoted, body=body)

    def end_of_arithmetic(self, at: int) -> int:
        """Return where ``))`` ends; 0 when it is not closed."""
        level = 0
        for match in _BRACKET.finditer(self.text, at):
            level += 1 if match[0] == "(" else -1
            if level < 0:
                closed = self.text[match.start() : match.start() + 2] == "))"
                return match.start() + 2 if closed else 0
        return 0

    def _old_arithmetic(self, start: int, *, quoted: bool) -> Part:
        end = self.text.find("]", self.at, self.at + _LONGEST)
        if end < 0:
            return Part("text", "$", quoted=quoted)
        inside = self.text[self.at + 1 : end]
        self.at = end + 1
        return arithmetic(self.text[start : self.at], inside, quoted=quoted)

    def _backquoted(self, *, quoted: bool) -> Part:
        start = self.at
        match = _BACKQUOTED.match(self.text, self.at)
        if not match:
            raise self.error("quote")
        self.at = match.end()
        inside = _BACKSLASHED.sub(r"\1", match[0][1:-1])
        inner = type(self)(inside, self.parse, self.position(start + 1), self)
        inner.deeper()
        body = inner.parse(inner)
        if inner.at < len(inside):
            raise self.error("syntax", start)
        return Part("command", match[0], quoted, body=body)

    def _ansi_c(self) -> Part:
        match = _QUOTED_C.match(self.text, self.at)
        if not match:
            raise self.error("quote")
        self.at = match.end()
        return Part("text", _ANSI_C.sub(_decoded, match[1]), quoted=True)

    def _braces(self, start: int, *, quoted: bool) -> Part:
        """Take ``${...}``; what is no parameter of a shell is unknown (``${{ env.X }}``)."""
        self.at += 1
        if self.peek() == "{":
            end = self.text.find("}}", self.at, self.at + _LONGEST)
            self.at = self.text.find("}", start) + 1 if end < 0 else end + 2
            if self.at == 0:
                raise self.error("brace", start)
            return Part("unknown", self.text[start : self.at], quoted=True)
        name = _PARAMETER.match(self.text, self.at)
        if name and (whole := _END_OF_ARRAY.match(self.text, name.end())):
            self.at = whole.end()
            return Part("array", self.text[start : self.at], quoted, name[0])
        if name and self.text[name.end() : name.end() + 1] == "}":
            self.at = name.end() + 1
            kind = "array" if name[0] in ("@", "*") else "variable"
            return Part(kind, self.text[start : self.at], quoted, name[0])  # type: ignore[arg-type]
        operator = _DEFAULT.match(self.text, name.end()) if name else None
        self.at = operator.end() if operator else name.end() if name else self.at
        self.deeper()
        word = self._braced_word(start, quoted=quoted)
        self.depth -= 1
        spelled = self.text[start : self.at]
        if name and operator:
            return Part("variable", spelled, quoted, name[0], operator[0], tuple(word))
        sets = name and _SETS.match(self.text, name.end())
        names = (name[0],) if name and sets else ()
        more = tuple(_named(spelled)) if "=" in spelled or "++" in spelled else ()
        return Part("unknown", spelled, quoted, word=tuple(word), assigns=(*names, *more))

    def _braced_word(self, start: int, *, quoted: bool) -> list[Part]:
        parts: list[Part] = []
        level = 0
        while self.at < len(self.text):
            char = self.peek()
            match = _IN_BRACES.match(self.text, self.at)
            if match:
                self.at = match.end()
                parts.append(Part("text", match[0], quoted=quoted))
            elif char in "{}":
                level += 1 if char == "{" else -1
                self.at += 1
                if level < 0:
                    return parts
                parts.append(Part("text", char, quoted=quoted))
            elif char == "'" and quoted:
                self.at += 1
                parts.append(Part("text", char, quoted=True))
            else:
                parts += self.special(char)
        raise self.error("brace", start)


def arithmetic(spelled: str, inside: str, *, quoted: bool) -> Part:
    """Return arithmetic: its value is unknown, and what it may set is listed."""
    sets = "=" in inside or "++" in inside or "--" in inside or "`" in inside
    names = tuple(_named(inside)) if sets else ()
    return Part("unknown", spelled, quoted, assigns=names)


def _named(text: str) -> list[str]:
    return list(dict.fromkeys(_NAME.findall(text)))


def _decoded(match: re.Match[str]) -> str:
    hexadecimal = match[1] or match[2] or match[3]
    if hexadecimal:
        number = int(hexadecimal, 16)
        return chr(number) if number < 0x110000 else match[0]
    if match[4]:
        return chr(int(match[4], 8) & 0xFF)
    if match[5]:
        return "\x7f" if match[5] == "?" else chr(ord(match[5].upper()) & 0x1F)
    return _ESCAPES.get(match[6], match[0])
