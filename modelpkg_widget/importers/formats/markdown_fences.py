"""The code blocks of Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

_MARKS = ("```", "~~~")


@dataclass(frozen=True)
class Fence:
    """A code block.

    Attributes:
        text: what stands between its marks.
        language: as it is named there, in lower case; may be empty.
        first_line: the lines of the text before it.
    """

    text: str
    language: str
    first_line: int


def blocks(text: str) -> Iterator[Fence]:
    """Return the code blocks of a text; one that is not closed ends with the text."""
    lines = text.split("\n")
    at = 0
    while at < len(lines):
        begin = lines[at].strip()
        at += 1
        mark = next((one for one in _MARKS if begin.startswith(one)), "")
        if not mark:
            continue
        ticks = begin[: len(begin) - len(begin.lstrip(mark[0]))]
        info = begin[len(ticks) :].strip()
        if mark == "```" and "`" in info:
            continue
        indent = len(lines[at - 1]) - len(lines[at - 1].lstrip())
        first, kept = at, list[str]()
        while at < len(lines):
            line = lines[at]
            at += 1
            end = line.strip()
            if end.startswith(ticks) and not end.strip(mark[0]):
                break
            lead = len(line) - len(line.lstrip(" \t"))
            kept.append(line[min(indent, lead) :])
        words = info.replace("{", " ").replace("}", " ").replace(".", " ").split()
        yield Fence("\n".join(kept) + "\n", words[0].lower() if words else "", first)
