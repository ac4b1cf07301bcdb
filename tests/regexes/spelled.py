"""A Python expression as recheck reads it: JavaScript, with what a judge needs and no more."""

from __future__ import annotations

import re

from .inventory import Expression

_COUNT = re.compile(r"\{(\d*)(?:(,)(\d*))?\}")
_FEW = 2


def for_judge(one: Expression) -> tuple[str, str]:
    """Return source and flags.

    Counts that have an end become small, for they are a constant factor, which the clock judges;
    what looks behind is left out, which only makes it slower. Both take the judge for ever.
    """
    source = one.source
    if one.flags & re.VERBOSE:
        source = re.sub(r"(?<!\\)(\s+|#.*)", "", source)
    source = re.sub(r"\(\?P<\w+>", "(", source)
    source = re.sub(r"\(\?<[=!](?:\[(?:\\.|[^\]\\])*\]|\\.|[^()\\])*\)", "", source)
    source = re.sub(r"\(\?[a-z]*(-[a-z]+)?:", "(?:", source)
    source = re.sub(r"^\(\?[a-z]+\)", "", source)
    source = source.replace(r"\Z", "$").replace(r"\A", "^")
    source = _counts_made_small(source)
    if one.mode != "search":
        source = f"^(?:{source})" + ("$" if one.mode == "fullmatch" else "")
    return source, flags_of(one.flags)


def flags_of(flags: int) -> str:
    """Return the flags as JavaScript has them."""
    known = {re.IGNORECASE: "i", re.MULTILINE: "m", re.DOTALL: "s"}
    return "".join(letter for flag, letter in known.items() if flags & flag)


def _counts_made_small(source: str) -> str:
    made, at, inside = "", 0, False
    while at < len(source):
        char = source[at]
        count = None if inside else _COUNT.match(source, at)
        if char == "\\":
            made += source[at : at + 2]
            at += 2
        elif count and (count[1] or count[3]):
            low = min(int(count[1] or 0), _FEW)
            high = count[3] and str(max(low, min(int(count[3]), _FEW)))
            made += f"{{{low}{count[2] or ''}{high or ''}}}"
            at = count.end()
        else:
            inside = (char == "[" and not inside) or (inside and char != "]")
            made += char
            at += 1
    return made
