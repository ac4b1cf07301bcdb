"""AWS's documentation is HTML; forms and schemas want plain text."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_BLOCKS = {"p", "li", "ul", "ol", "dl", "dd", "dt", "note", "important", "div", "br", "tr"}
_SENTENCE = re.compile(r"(?<!e\.g)(?<!i\.e)(?<!etc)[.!?](?=\s|$)")


def plain_text(html: str | None) -> str:
    """Return the text of AWS's documentation: a line a paragraph, ``- `` before list items."""
    if not html:
        return ""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.parts).split("\n"))
    kept = (line for line in lines if line and line != "-")
    return "\n".join(kept)


def first_sentence(text: str) -> str:
    """Return the first sentence of a plain text, or its first line when it has no full stop.

    A line that announces a list ends in an ellipsis, for the list does not follow.
    """
    line = text.split("\n", 1)[0]
    end = _SENTENCE.search(line)
    if end:
        return line[: end.end()]
    return f"{line[:-1]}…" if line.endswith(":") else line


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, _: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self.parts.append("\n- " if tag == "li" else "" if self._after_dash() else "\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        self.parts.append(data.replace("\n", " "))

    def _after_dash(self) -> bool:
        return "".join(self.parts[-2:]).rstrip(" ").endswith("\n-")
