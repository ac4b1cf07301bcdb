r"""AWS's patterns (Java's dialect) rewritten to text that Python's ``regex`` and JS read alike.

``\d``, ``\w``, ``\s`` and ``.`` mean one thing in Java and three others in Python and in JS;
they are written out as explicit classes. What has no portable spelling is refused, so that a member
whose pattern AWS changes to something exotic is "not checked here" and never a crash.

The whole value must match (sagemaker-python-sdk#384), hence ``^(?:...)$``; Python callers use
`matches`, because Python's ``$`` alone would let a final newline pass.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import regex

_TOP = chr(0x10FFFF)
# Java's predefined classes (java.util.regex.Pattern, without flags), as ranges of code points.
_DIGIT = [("0", "9")]
_WORD = [("0", "9"), ("A", "Z"), ("_", "_"), ("a", "z")]
_SPACE = [("\t", "\r"), (" ", " ")]
_LINE_END = [("\n", "\n"), ("\r", "\r"), ("\x85", "\x85"), ("\u2028", "\u2029")]
_CLASSES = {"d": _DIGIT, "w": _WORD, "s": _SPACE}
_CONTROLS = {"t": "\t", "n": "\n", "r": "\r", "f": "\f", "e": "\x1b", "a": "\x07"}
_SYNTAX = set("^$\\.*+?()[]{}|/")
_QUANTIFIER = re.compile(r"(?:[*+?]|\{\d+(?:,\d*)?\})[?]?")
_GROUP = re.compile(r"\((?:\?(?:[:=!]|<[=!]))?")
# General categories only: other names (Alpha, IsGreek) mean other things elsewhere, or nothing.
_PROPERTY = re.compile(
    r"[pP]\{(?:C[cfnos]?|L[lmotu]?|M[cen]?|N[dlo]?|P[cdefios]?|S[ckmo]?|Z[lps]?)\}"
)
# botocore 1.44.5: CustomerMetadataKey and -Value end in "(CLASS*)${1,128}", which only Java takes;
# the class with that count is what is meant.
_STRAY_COUNT = re.compile(r"\((\[(?:\\.|[^\]\\])+\])\*\)\$(\{\d+,\d*\})$")


class UnsupportedPatternError(ValueError):
    """A pattern with a construct that Python and JS do not read alike."""


def to_portable_regex(pattern: str) -> str:
    """Rewrite one of AWS's patterns.

    Args:
        pattern: as it stands in the service model (Java's dialect).

    Returns:
        ``^(?:...)$`` for Python's ``regex`` package and for JS with the flag ``u``.

    Raises:
        UnsupportedPatternError: it holds something that the two do not read alike.
    """
    import regex

    rewritten = _Rewriter(_STRAY_COUNT.sub(r"\1\2", pattern)).run()
    anchored = f"^(?:{rewritten})$"
    try:
        compiled(anchored)
    except regex.error as error:
        raise UnsupportedPatternError(f"{pattern!r}: {error}") from error
    return anchored


@lru_cache(maxsize=1024)
def compiled(pattern: str) -> regex.Pattern[str]:
    """Compile a portable pattern once.

    Raises:
        regex.error: it does not compile.
    """
    import regex

    return regex.compile(pattern, regex.VERSION0)


def matches(pattern: str, text: str) -> bool:
    """Whether the whole text matches a portable pattern, a final newline included."""
    return compiled(pattern).fullmatch(text) is not None


class _Rewriter:
    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.at = 0
        self.groups: list[str] = []  # those that are open
        self.has_width = True  # what was read last may be repeated

    def refuse(self, why: str) -> UnsupportedPatternError:
        return UnsupportedPatternError(f"{self.pattern!r} at {self.at}: {why}")

    def take(self, form: re.Pattern[str]) -> str:
        match = form.match(self.pattern, self.at)
        if not match:
            return ""
        self.at = match.end()
        return match[0]

    def run(self) -> str:
        out: list[str] = []
        while self.at < len(self.pattern):
            out.append(self.atom())
            quantifier = self.take(_QUANTIFIER)
            if quantifier and not self.has_width:
                raise self.refuse("a quantifier on what has no width")
            if quantifier and self.pattern[self.at : self.at + 1] == "+":
                raise self.refuse("a possessive quantifier")
            out.append(quantifier)
        return "".join(out)

    def atom(self) -> str:
        char = self.pattern[self.at]
        self.has_width = char not in "^$"
        if char == "(":
            group = self.take(_GROUP)
            if group == "(" and self.pattern[self.at : self.at + 1] == "?":
                raise self.refuse("a group that is not portable")
            self.groups.append(group)
            return group
        self.at += 1
        if char == ")":
            if not self.groups:
                raise self.refuse("a stray ')'")
            self.has_width = self.groups.pop() in ("(", "(?:")
        if char in ")|^$":
            return char
        if char == "[":
            return self.char_class()
        if char == ".":
            return _class_text(_LINE_END, negated=True)
        if char == "\\":
            return self.escape()
        if char in "*+?{}":
            raise self.refuse(f"a stray {char!r}")
        return _literal(char)

    def escape(self) -> str:
        named = self.take(_PROPERTY)
        if named:
            return "\\" + named
        char = self.escaped_char()
        if char.lower() in _CLASSES:
            return _class_text(_CLASSES[char.lower()], negated=char.isupper())
        return _literal(self.plain(char))

    def escaped_char(self) -> str:
        if self.at >= len(self.pattern):
            raise self.refuse("it ends in a backslash")
        char = self.pattern[self.at]
        self.at += 1
        return char

    def plain(self, char: str) -> str:
        """Return the character that a backslash and this one stand for."""
        if char in _CONTROLS:
            return _CONTROLS[char]
        if char.isalnum():
            width = {"x": 2, "u": 4}.get(char, 0)
            digits = self.pattern[self.at : self.at + width]
            if width and re.fullmatch(rf"[0-9a-fA-F]{{{width}}}", digits):
                self.at += width
                found = chr(int(digits, 16))
                if "\ud800" <= found <= "\udfff":
                    raise self.refuse("half of a character")
                return found
            raise self.refuse(f"the escape \\{char}")
        return char

    def char_class(self) -> str:
        negated = self.take(re.compile(r"\^")) == "^"
        ranges: list[tuple[str, str]] = []
        named: list[str] = []
        first = True
        while True:
            if self.at >= len(self.pattern):
                raise self.refuse("a class without an end")
            char = self.pattern[self.at]
            if char == "]" and not first:
                self.at += 1
                break
            if char == "[" or self.pattern.startswith("&&", self.at):
                raise self.refuse("a class within a class")
            first = False
            self.class_item(ranges, named)
        return _class_text(ranges, named, negated=negated)

    def class_item(self, ranges: list[tuple[str, str]], named: list[str]) -> None:
        char = self.pattern[self.at]
        self.at += 1
        if char == "\\":
            prop = self.take(_PROPERTY)
            if prop:
                named.append("\\" + prop)
                return
            char = self.escaped_char()
            if char.isalpha() and char.lower() in _CLASSES:
                shorthand = _CLASSES[char.lower()]
                ranges.extend(_complement(shorthand) if char.isupper() else shorthand)
                return
            char = self.plain(char)
        follower = self.pattern[self.at : self.at + 2]
        if len(follower) == 2 and follower[0] == "-" and follower[1] != "]":
            last = follower[1]
            self.at += 2
            if last == "\\":
                last = self.plain(self.escaped_char())
            if last < char:
                raise self.refuse("a range that runs backwards")
            ranges.append((char, last))
        else:
            ranges.append((char, char))


def _complement(ranges: list[tuple[str, str]]) -> list[tuple[str, str]]:
    out: list[tuple[str, str]] = []
    start = 0
    for first, last in sorted(ranges):
        if ord(first) > start:
            out.append((chr(start), chr(ord(first) - 1)))
        start = max(start, ord(last) + 1)
    if start <= ord(_TOP):
        out.append((chr(start), _TOP))
    return out


def _class_text(
    ranges: list[tuple[str, str]], named: list[str] | None = None, *, negated: bool = False
) -> str:
    if not named and ranges and any(last == _TOP for _, last in ranges):
        ranges, negated = _complement(ranges), not negated  # reads better from the short side
        if not ranges:
            return r"[\s\S]" if negated else r"[^\s\S]"
    body = "".join(
        _in_class(first) if first == last else f"{_in_class(first)}-{_in_class(last)}"
        for first, last in ranges
    )
    return f"[{'^' if negated else ''}{body}{''.join(named or [])}]"


def _in_class(char: str) -> str:
    if char in "\\]^-[":
        return "\\" + char
    return _visible(char)


def _literal(char: str) -> str:
    return "\\" + char if char in _SYNTAX else _visible(char)


def _visible(char: str) -> str:
    r"""Spell what would not be seen in a printed pattern; both dialects know ``\uXXXX``."""
    if char.isprintable() or ord(char) > 0xFFFF:
        return char
    return f"\\u{ord(char):04x}"
