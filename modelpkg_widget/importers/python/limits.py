"""Whether Python text may be parsed: the parser of Python crashes on what is nested too deep.

Looked at before it is parsed, token by token, without recursion.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from modelpkg_widget.importers.parse_result import LONGEST, ParseError, error_text

_TOKEN = re.compile(
    r"(?P<quote>\"\"\"|\'\'\'|\"|\')|(?P<comment>\#[^\n]*)|(?P<open>[(\[{])|(?P<close>[)\]}])"
    r"|(?P<comma>,)|(?P<line>\n)|(?P<word>\w+)|(?P<sign>[^\s\w'\"()\[\]{},#]+)"
)
_REST = {
    '"""': re.compile(r'(?:[^"\\]|\\[\s\S]|"(?!""))*"""'),
    "'''": re.compile(r"(?:[^'\\]|\\[\s\S]|'(?!''))*'''"),
    '"': re.compile(r'(?:[^"\\\n]|\\[\s\S])*"'),
    "'": re.compile(r"(?:[^'\\\n]|\\[\s\S])*'"),
}
_DEEPENING = frozenset(["lambda", "if", "else", "not", "await", "and", "or", "in", "is", "for"])
_DEEPEST = 60
"""Brackets in each other; the tokenizer of Python itself takes 200."""
_LONGEST_CHAIN = 250
"""Signs and words in one expression that may each be a level of its tree."""
_MOST_LAMBDAS, _MOST_ELIFS = 50, 400


def _tokens(text: str) -> Iterator[tuple[str, str, int]]:
    """Return kind, spelling and place of each token; behind a quote left open, there are no texts.

    So no character is looked at more than twice.
    """
    at, is_open = 0, False
    while match := _TOKEN.search(text, at):
        kind, start, at = match.lastgroup or "", match.start(), match.end()
        if kind == "quote" and not is_open:
            rest = _REST[match[0]].match(text, at)
            is_open, at = rest is None, rest.end() if rest else at
        yield ("sign" if kind == "quote" and is_open else kind), text[start:at], start


def check_bounds(text: str) -> None:
    """Raise if a text is too large for Python's parser.

    Raises:
        ParseError: it is too large, or nested too deeply; with the position.
    """
    if len(text) > LONGEST:
        given = {"count": len(text), "limit": LONGEST, "format": "Python"}
        raise ParseError(error_text("errors", "large", **given))
    depth = chain = lambdas = elifs = 0
    for kind, part, start in _tokens(text):
        if kind == "open":
            depth, chain = depth + 1, chain + 1
        elif kind == "close":
            depth = max(depth - 1, 0)
        elif kind == "comma":
            chain = 0
        elif kind == "line" and depth == 0 and text[start - 1 : start] != "\\":
            chain = lambdas = 0
        elif kind == "word":
            chain += part in _DEEPENING
            lambdas += part == "lambda"
            elifs += part == "elif"
        elif kind == "sign":
            chain += len(part)
        if depth > _DEEPEST:
            raise _error(text, start, error_text("errors", "deep", limit=_DEEPEST))
        if chain > _LONGEST_CHAIN or lambdas > _MOST_LAMBDAS or elifs > _MOST_ELIFS:
            raise _error(text, start, error_text("python", "chain"))


def lines_outside_texts(text: str) -> list[int]:
    """Return the numbers, from 0, of the lines that begin in no text and in no bracket."""
    found, depth, line = [0], 0, 0
    for kind, part, _ in _tokens(text):
        line += part.count("\n")
        if kind == "open":
            depth += 1
        elif kind == "close":
            depth = max(depth - 1, 0)
        elif kind == "line" and depth == 0:
            found.append(line)
    return found


def _error(text: str, at: int, said: str) -> ParseError:
    line = text.count("\n", 0, at) + 1
    return ParseError(said, line, at - text.rfind("\n", 0, at))
