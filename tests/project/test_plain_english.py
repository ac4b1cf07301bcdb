"""What users read is plain English: no word of the old dialect, and no long sentence.

`plain_english.json` has the words, what to write instead, and the exceptions with their reasons.
"""

from __future__ import annotations

import argparse
import inspect
import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import modelpkg_widget
from tests.conftest import ROOT

PACKAGE = ROOT / "modelpkg_widget"

RULES = json.loads((Path(__file__).parent / "plain_english.json").read_text(encoding="utf-8"))
WORDS = [(re.compile(row["pattern"], re.IGNORECASE), row["use"]) for row in RULES["words"]]

#: Where a text comes from, and the text.
Text = tuple[str, str]


def _strings(value: Any, skipped: set[str], path: tuple[str, ...] = ()) -> Iterator[Text]:
    if isinstance(value, str):
        yield ".".join(path), value
    elif isinstance(value, dict):
        for key, child in value.items():
            if key not in skipped:
                yield from _strings(child, skipped, (*path, key))
    elif isinstance(value, list):
        for at, child in enumerate(value):
            name = child.get("id", str(at)) if isinstance(child, dict) else str(at)
            yield from _strings(child, skipped, (*path, name))


def tables() -> Iterator[Text]:
    for path in sorted(PACKAGE.rglob("*.json")):
        name = path.relative_to(PACKAGE).with_suffix("").as_posix()
        skipped = set(RULES["not_prose"].get(name, ()))
        if "static" in path.parts or "" in skipped:
            continue
        table = json.loads(path.read_text(encoding="utf-8"))
        for where, text in _strings(table, skipped | {"source"}):
            if " " in text:
                yield f"{name}: {where}", re.sub(r"\{\w+(?:\|[^}]*)?\}", "X", text)


def command_line() -> Iterator[Text]:
    from modelpkg_widget.cli.main import _parser

    parser = _parser()
    verbs = next(one for one in parser._actions if isinstance(one, argparse._SubParsersAction))
    for name, one in {"": parser, **verbs.choices}.items():
        where = f"modelpkg-widget {name}".strip()
        texts = [one.description, one.epilog, *(action.help for action in one._actions)]
        texts += [group.description for group in one._action_groups]
        for text in texts:
            if text and text != argparse.SUPPRESS:
                yield where, text


def prose(markdown: str) -> Iterator[str]:
    """Return the paragraphs, cells and items of a page, without code, links and tables' rules."""
    markdown = re.sub(r"^(`{3,}|:::+)[\s\S]*?^\1\s*$", "\n", markdown, flags=re.MULTILINE)
    markdown = re.sub(r"<!--[\s\S]*?-->|^\[[^\]]+\]:.*$", " ", markdown, flags=re.MULTILINE)
    markdown = re.sub(r'<img\b[^>]*\balt="([^"]*)"[^>]*>', r"\1", markdown)
    markdown = re.sub(r"</?(?:picture|source)\b[^>]*>", " ", markdown)
    markdown = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", markdown)
    markdown = re.sub(r"`[^`\n]+`", "X", markdown)
    for block in re.split(r"\n\s*\n|\n(?=\s*(?:[-*|#>]|\d+\.) )|\|", markdown):
        text = " ".join(block.split()).strip("#*->|: ")
        if " " in text:
            yield text


def pages() -> Iterator[Text]:
    found = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
    for path in found:
        name = path.relative_to(ROOT).as_posix()
        if "_build" not in path.parts:
            for text in prose(path.read_text(encoding="utf-8")):
                yield name, text


def notebooks() -> Iterator[Text]:
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] == "markdown":
                for text in prose("".join(cell["source"])):
                    yield path.name, text


def docstrings() -> Iterator[Text]:
    for name in modelpkg_widget.__all__:
        thing = getattr(modelpkg_widget, name)
        if callable(thing):
            yield from _documented(name, thing)


def _documented(name: str, thing: Any) -> Iterator[Text]:
    for text in paragraphs(inspect.getdoc(thing) or ""):
        yield name, text
    if isinstance(thing, type):
        for member, value in vars(thing).items():
            help_ = getattr(value, "help", None)
            if not member.startswith("_") and (inspect.isfunction(value) or help_):
                own = help_ if isinstance(help_, str) else inspect.getdoc(value) or ""
                for text in paragraphs(own):
                    yield f"{name}.{member}", text


def paragraphs(docstring: str) -> Iterator[str]:
    """Return the prose of a docstring; each argument and attribute is a separate paragraph."""
    return prose(re.sub(r"^( *[\w`, ]+:)(?= |$)", r"\n\n\1", docstring, flags=re.MULTILINE))


SOURCES: dict[str, Callable[[], Iterator[Text]]] = {
    "tables": tables,
    "command line": command_line,
    "pages": pages,
    "notebooks": notebooks,
    "docstrings": docstrings,
}


@cache
def texts(source: str) -> tuple[Text, ...]:
    return tuple(SOURCES[source]())


def is_allowed(where: str, found: str) -> bool:
    return any(
        row["word"].lower() == found.lower() and where.startswith(row["where"])
        for row in RULES["allowed"]
    )


def sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.!?])[\"')]*\s+(?=[A-Z\"'(*_])", text)


@pytest.mark.parametrize("source", SOURCES)
def test_no_word_of_the_dialect(source: str) -> None:
    wrong = [
        f"{where}: {found[0]!r} (use: {use}) in: {text}"
        for where, text in texts(source)
        for pattern, use in WORDS
        for found in pattern.finditer(text)
        if not is_allowed(where, found[0])
    ]
    assert wrong == []


@pytest.mark.parametrize("source", SOURCES)
def test_no_long_sentence(source: str) -> None:
    limit = RULES["longest_sentence"]
    wrong = [
        f"{where}: {len(sentence.split())} words: {sentence}"
        for where, text in texts(source)
        for sentence in sentences(text)
        if len(sentence.split()) > limit
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("source", "count"),
    [
        ("tables", 1000),
        ("command line", 50),
        ("pages", 1000),
        ("notebooks", 80),
        ("docstrings", 120),
    ],
)
def test_the_sources_are_read(source: str, count: int) -> None:
    """A source that finds nothing would pass."""
    assert len(texts(source)) >= count


def test_each_exception_is_used_and_has_a_reason() -> None:
    for row in RULES["allowed"]:
        word = re.compile(rf"\b{re.escape(row['word'])}\b", re.IGNORECASE)
        assert row["why"]
        assert any(
            where.startswith(row["where"]) and word.search(text)
            for source in SOURCES
            for where, text in texts(source)
        ), f"{row['where']} has no {row['word']!r} any longer"


def test_a_word_of_the_dialect_is_found() -> None:
    found = [use for pattern, use in WORDS if pattern.search("Mend it, or give it anew.")]
    assert found == ["fix", "again", "enter, provide, pass, return"]
