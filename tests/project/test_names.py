"""No new name of the old dialect: verbs of speech and participles where the field has a term.

What is left of each word is counted, as pairs of a file and an identifier, or a file's name. The
numbers may only fall. Strings and comments are prose and free.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

TREES = {"modelpkg_widget": (".py",), "js/src": (".ts", ".tsx"), "tests": (".py",)}
BUILT = {"static", "cases", "fixtures", "node_modules", "__pycache__"}

# How often a word is left in each of TREES, in their order.
LEFT = {
    "told": (4, 0, 1),
    "heard": (0, 0, 0),
    "hearing": (0, 0, 0),
    "deed": (0, 0, 0),
    "deeds": (0, 0, 0),
    "mend": (0, 0, 0),
    "mended": (0, 0, 0),
    "asked": (0, 0, 0),
    "laid": (0, 0, 0),
    "gone": (1, 0, 0),
    "strange": (0, 0, 0),
    "anyway": (4, 0, 1),
    "together": (0, 0, 0),
    "ledger": (0, 0, 0),
    "looked": (0, 0, 0),
    "wanted": (0, 0, 0),
    "looking": (0, 0, 0),
    "telling": (0, 0, 0),
    "saying": (0, 0, 0),
    "speaking": (0, 0, 0),
    "hurried": (0, 0, 0),
    "hurry": (0, 0, 0),
    "greet": (0, 0, 0),
    "greets": (0, 0, 0),
    "anew": (0, 0, 0),
    "asleep": (0, 0, 0),
    "backlog": (0, 0, 0),
    "deaf": (0, 0, 0),
    "door": (0, 0, 0),
    "foreign": (0, 0, 0),
    "neighbour": (0, 0, 0),
    "neighbours": (0, 0, 0),
    "poetry": (0, 0, 0),
    "timed": (0, 0, 0),
    "twin": (0, 0, 0),
    "withdrawn": (0, 0, 0),
}

_NOT_CODE = re.compile(
    r"""//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`""", re.DOTALL
)
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")


def _python(text: str) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.Attribute):
            found.add(node.attr)
        elif isinstance(node, (ast.arg, ast.keyword)):
            found.add(node.arg or "")
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            found.add("" if node.name.startswith("test_") else node.name)
    return found


def _typescript(text: str) -> set[str]:
    return set(re.findall(r"[A-Za-z_$][\w$]*", _NOT_CODE.sub(" ", text)))


def _words(name: str) -> set[str]:
    return {word.lower() for word in _WORD.findall(name)}


def _names(tree: str) -> Iterator[tuple[Path, str]]:
    for path in sorted((ROOT / tree).rglob("*")):
        parts = path.relative_to(ROOT / tree).parts
        inside = BUILT - ({"static"} if tree == "tests" else set())
        if path.suffix in TREES[tree] and not inside & set(parts):
            yield path, re.sub(r"^test_", "", path.stem)
            text = path.read_text(encoding="utf-8")
            for name in _python(text) if path.suffix == ".py" else _typescript(text):
                yield path, name


def _counts(tree: str) -> Counter[str]:
    found = {(path, name) for path, name in _names(tree)}
    assert len(found) > 1000
    return Counter(word for _, name in found for word in _words(name) if word in LEFT)


@pytest.mark.parametrize("tree", TREES)
def test_no_word_of_the_old_dialect_comes_in(tree: str) -> None:
    place = list(TREES).index(tree)
    counts = _counts(tree)
    more = {word: counts[word] for word, row in LEFT.items() if counts[word] > row[place]}
    assert more == {}, f"{tree}: name them in the terms of the field"
