"""The pages of the documentation: their blocks of code, links and headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import ROOT

DOCS = ROOT / "docs"
README = ROOT / "README.md"
PAGES = sorted(
    [README, ROOT / "CONTRIBUTING.md", ROOT / "SECURITY.md", *DOCS.glob("*.md")],
    key=lambda page: (page.parent, page.name),
)
_FENCE = re.compile(
    r"^(`{3,}|:{3,})[ \t]*(\{?[\w-]*\}?)[^\n]*\n(.*?)^\1[ \t]*$", re.MULTILINE | re.DOTALL
)
_LINK = re.compile(r"!?\[(?:[^\[\]]|\\.)*\]\(([^()\s]+)\)")
_FILE = re.compile(r'<(?:img|source)\b[^>]*?\b(?:src|srcset)="([^"]*)"')
_DOC = re.compile(r"\{doc\}`([^`<>]+)`")


@dataclass(frozen=True)
class Block:
    """A fenced block of code.

    Attributes:
        page: where it is.
        line: of its first line, counted from 1.
        language: such as ``python``.
        text: its lines.
    """

    page: Path
    line: int
    language: str
    text: str

    @property
    def where(self) -> str:
        return f"{self.page.relative_to(ROOT)}:{self.line}"


def blocks(page: Path, *languages: str) -> list[Block]:
    """Return the blocks of a page in one of the languages, in their order."""
    text = page.read_text(encoding="utf-8")
    return [
        Block(page, text.count("\n", 0, match.start()) + 2, match[2], match[3])
        for match in _FENCE.finditer(text)
        if match[2] in languages
    ]


def prose(page: Path) -> str:
    """Return a page without its blocks of code; notes and warnings stay."""
    text = page.read_text(encoding="utf-8")
    return _FENCE.sub(lambda match: "" if match[1][0] == "`" else match[3], text)


def links(page: Path) -> Iterator[str]:
    """Yield the targets of the links and pictures of a page, those of other hosts left out."""
    text = prose(page)
    for target in [*_LINK.findall(text), *_FILE.findall(text)]:
        if not re.match(r"[a-z]+:", target):
            yield target


def notebook_links(page: Path) -> list[str]:
    """Return what a page names by the role `doc`: notebooks, which only the site has as pages."""
    return _DOC.findall(prose(page))


def anchors(page: Path) -> set[str]:
    """Return the anchors of the headings, as code hosts and MyST make them."""
    found: set[str] = set()
    for heading in re.findall(r"^#{1,4} (.+)$", prose(page), re.MULTILINE):
        plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).replace("`", "")
        name = re.sub(r"[^\w\- ]", "", plain.strip().lower()).replace(" ", "-")
        number = 1
        unique = name
        while unique in found:
            unique, number = f"{name}-{number}", number + 1
        found.add(unique)
    return found
