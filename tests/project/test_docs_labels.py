"""Labels and sentences of the form that the documentation quotes are those that the form shows."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from modelpkg_widget import request_schema
from tests.conftest import ROOT

from .documentation import DOCS, prose

#: Pages that tell people what to press and what they read.
PAGES = [
    DOCS / f"{name}.md"
    for name in (
        "account-lists", "exactly-once", "exporting", "filling-in", "guided", "loading",
        "preflight", "quickstart", "sandbox", "teaching", "troubleshooting", "uploads", "versions",
    )
]  # fmt: skip
#: What is quoted and not of the form: keys, values, what other programs say.
OTHERS = {"Error displaying widget", "Auto Scroll Outputs"}


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _strings(inner)


@cache
def _texts() -> set[str]:
    tables = [
        path
        for path in (ROOT / "modelpkg_widget").rglob("*.json")
        if "static" not in path.relative_to(ROOT).parts
    ]
    return {text for path in tables for text in _strings(json.loads(path.read_text("utf-8")))}


@cache
def _templates() -> list[re.Pattern[str]]:
    """Whole labels: of one text, of a part of it that a colon ends, and the names of members.

    With anything where a value is filled in; what is a value alone says nothing.
    """
    labels = {part for text in _texts() for part in [text, *text.split(": ")]} | set(
        re.findall(r'"([A-Z]\w+)"', json.dumps(request_schema()))
    )
    return [
        re.compile(re.sub(r"\\{\w+(?:\\\|[^}]*)?\\}", ".+", re.escape(label.removesuffix("."))))
        for label in labels
        if len(label) < 300 and re.search(r"\w{3}", re.sub(r"\{[^}]*\}", "", label))
    ]


def _is_shown(quoted: str) -> bool:
    if any(template.fullmatch(quoted) for template in _templates()):
        return True
    within = re.compile(rf"(?<!\w){re.escape(quoted)}(?!\w)")
    return " " in quoted and any(map(within.search, _texts()))


def _not_shown(text: str) -> list[str]:
    text = re.sub(r"`[^`]*`", "", text)
    quoted = set(re.findall(r"\*\*([^*]+)\*\*", text)) | set(re.findall(r'"([^"]+)"', text))
    return [label for label in sorted(quoted - OTHERS) if not _is_shown(label)]


@pytest.mark.parametrize("document", PAGES, ids=lambda page: page.stem)
def test_labels_are_those_of_the_form(document: Path) -> None:
    assert _not_shown(prose(document)) == []


@pytest.mark.parametrize(
    "path", sorted((ROOT / "notebooks").glob("*.ipynb")), ids=lambda path: path.stem
)
def test_labels_in_a_notebook_are_those_of_the_form(path: Path) -> None:
    """What is bold is a label; what is stressed is in italics."""
    cells = json.loads(path.read_text("utf-8"))["cells"]
    texts = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"]
    assert _not_shown("\n".join(texts)) == []
