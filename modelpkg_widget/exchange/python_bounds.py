"""Whether Python text may be parsed: the parser of Python crashes on what is nested too deep.

Looked at before it is parsed, token by token, without recursion.
"""

from __future__ import annotations

import re

from .reading import LONGEST, NotReadError, why

_TOKEN = re.compile(
    r"(?P<text>\"\"\"(?:[^\"\\]|\\[\s\S]|\"(?!\"\"))*\"\"\"|'''(?:[^'\\]|\\[\s\S]|'(?!''))*'''"
    r"|\"(?:[^\"\\\n]|\\[\s\S])*\"|'(?:[^'\\\n]|\\[\s\S])*')"
    r"|(?P<comment>\#[^\n]*)|(?P<open>[(\[{])|(?P<close>[)\]}])|(?P<comma>,)|(?P<line>\n)"
    r"|(?P<word>\w+)|(?P<sign>[^\s\w'\"()\[\]{},#]+|['\"])"
)
_DEEPENING = frozenset(["lambda", "if", "else", "not", "await", "and", "or", "in", "is", "for"])
_DEEPEST = 60
"""Brackets in each other; the tokenizer of Python itself takes 200."""
_LONGEST_CHAIN = 250
"""Signs and words in one expression that may each be a level of its tree."""
_MOST_LAMBDAS, _MOST_ELIFS = 50, 400


def check_bounds(text: str) -> None:
    """Look whether a text may be given to Python's parser.

    Raises:
        NotReadError: it is too large, or nested too deep; with the place.
    """
    if len(text) > LONGEST:
        given = {"count": len(text), "limit": LONGEST, "format": "Python"}
        raise NotReadError(why("errors", "large", **given))
    depth = chain = lambdas = elifs = 0
    for match in _TOKEN.finditer(text):
        kind, part = match.lastgroup, match[0]
        if kind == "open":
            depth, chain = depth + 1, chain + 1
        elif kind == "close":
            depth = max(depth - 1, 0)
        elif kind == "comma":
            chain = 0
        elif kind == "line" and depth == 0 and text[match.start() - 1 : match.start()] != "\\":
            chain = lambdas = 0
        elif kind == "word":
            chain += part in _DEEPENING
            lambdas += part == "lambda"
            elifs += part == "elif"
        elif kind == "sign":
            chain += len(part)
        if depth > _DEEPEST:
            raise _error(text, match.start(), why("errors", "deep", limit=_DEEPEST))
        if chain > _LONGEST_CHAIN or lambdas > _MOST_LAMBDAS or elifs > _MOST_ELIFS:
            raise _error(text, match.start(), why("python", "chain"))


def lines_outside_texts(text: str) -> list[int]:
    """Return the numbers, from 0, of the lines that begin in no text and in no bracket."""
    found, depth, line = [0], 0, 0
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup
        line += match[0].count("\n")
        if kind == "open":
            depth += 1
        elif kind == "close":
            depth = max(depth - 1, 0)
        elif kind == "line" and depth == 0:
            found.append(line)
    return found


def _error(text: str, at: int, said: str) -> NotReadError:
    line = text.count("\n", 0, at) + 1
    return NotReadError(said, line, at - text.rfind("\n", 0, at))
