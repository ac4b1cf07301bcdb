"""Texts that try to make an expression slow, derived from the expression itself."""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Iterator
from typing import Any

if sys.version_info >= (3, 11):
    constants: Any = importlib.import_module("re._constants")
    parser: Any = importlib.import_module("re._parser")
else:
    constants = importlib.import_module("sre_constants")
    parser = importlib.import_module("sre_parse")

_CATEGORIES = {"DIGIT": "1", "NOT_DIGIT": "a", "SPACE": " ", "NOT_SPACE": "a", "WORD": "a",
               "NOT_WORD": "-"}  # fmt: skip
#: Most texts try to match all but the end.
_ENDS = ("", "\x00", "\n\x00", "_")
_MOST = 120
Attack = tuple[str, str, str]


def attacks(source: str, flags: int = 0) -> list[Attack]:
    """Return texts as prefix, pump and suffix.

    The pumps are what each repeated part of the expression takes, what two neighbours take, and
    spaces and line ends; the prefixes are what leads to the part.
    """
    tree = parser.parse(source, flags)
    pumps: dict[Attack, None] = {}
    leads = ["", *list(dict.fromkeys(_leads(tree)))[:12]]
    repeated = list(dict.fromkeys(_repeated(tree)))[:12]
    letters = list(dict.fromkeys(_letters(tree)))[:8]
    begins = [lead + more for lead in leads[1:7] for more in ("", "-", "a")]
    bodies = [
        *repeated,
        *begins,
        *letters,
        *(a + b for a in letters[:5] for b in letters[:5] if a != b),
    ]
    for body in dict.fromkeys([*bodies, " ", "\n", " \n", "a"]):
        for lead in leads if body in repeated else leads[:1]:
            for end in _ENDS if not lead else _ENDS[1:2]:
                pumps[lead, body, end] = None
    return list(pumps)[:_MOST]


def _leads(tree: Any) -> Iterator[str]:
    """Yield what stands before each repeated part, on one way to it."""
    before = ""
    for op, given in tree:
        if op in _REPEATS:
            yield before
            yield from (before + lead for lead in _leads(given[2]))
        elif op is constants.SUBPATTERN:
            yield from (before + lead for lead in _leads(given[3]))
        elif op is constants.BRANCH:
            for branch in given[1]:
                yield from (before + lead for lead in _leads(branch))
        before += _sample([(op, given)])


_REPEATS = tuple(
    getattr(constants, name)
    for name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")
    if hasattr(constants, name)
)


def _repeated(tree: Any) -> Iterator[str]:
    for op, given in tree:
        if op in _REPEATS:
            yield from _repeated(given[2])
            text = _sample(given[2])
            if text and given[1] > 4:
                yield text
        else:
            for child in _children(op, given):
                yield from _repeated(child)


def _letters(tree: Any) -> Iterator[str]:
    for op, given in tree:
        if op in (constants.LITERAL, constants.NOT_LITERAL, constants.IN, constants.ANY):
            yield _sample([(op, given)])
        elif op in _REPEATS:
            yield from _letters(given[2])
        else:
            for child in _children(op, given):
                yield from _letters(child)


def _children(op: Any, given: Any) -> list[Any]:
    if op is constants.SUBPATTERN:
        return [given[3]]
    if op is constants.BRANCH:
        return list(given[1])
    if op in (constants.ASSERT, constants.ASSERT_NOT):
        return [given[1]]
    return []


def _sample(tree: Any) -> str:
    """Return a text that the parts take, each repeat as often as it must be, once at least."""
    text = ""
    for op, given in tree:
        if op is constants.LITERAL:
            text += chr(given)
        elif op is constants.NOT_LITERAL:
            text += "a" if given != ord("a") else "b"
        elif op is constants.ANY:
            text += "a"
        elif op is constants.IN:
            text += _of_class(given)
        elif op in _REPEATS:
            text += _sample(given[2]) * min(max(given[0], 1), 30)
        elif op is constants.SUBPATTERN:
            text += _sample(given[3])
        elif op is constants.BRANCH:
            text += _sample(given[1][0])
    return text


def _of_class(given: Any) -> str:
    if given[0][0] is constants.NEGATE:
        form = [one for one in "aA1 -.\n\"'" if not any(_holds(row, one) for row in given[1:])]
        return form[0] if form else "\u00e9"
    op, what = given[0]
    if op is constants.LITERAL:
        return chr(what)
    if op is constants.RANGE:
        return chr(what[0])
    return _CATEGORIES.get(str(what).removeprefix("CATEGORY_"), "a")


def _holds(row: Any, char: str) -> bool:
    op, what = row
    if op is constants.LITERAL:
        return bool(chr(what) == char)
    if op is constants.RANGE:
        return bool(what[0] <= ord(char) <= what[1])
    name = str(what).removeprefix("CATEGORY_")
    form = {"DIGIT": r"\d", "SPACE": r"\s", "WORD": r"\w"}.get(name.removeprefix("NOT_"), "a")
    return bool(re.match(form, char)) != name.startswith("NOT_")
