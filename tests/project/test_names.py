"""No new name of the old dialect: verbs of speech and participles where the field has a term.

Identifiers and names of files are judged; strings and comments are prose and free.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

TREES = {"modelpkg_widget": (".py",), "js/src": (".ts", ".tsx"), "tests": (".py",)}
BUILT = {"static", "cases", "fixtures", "node_modules", "__pycache__"}

WORDS = {
    "anew",
    "anyway",
    "asked",
    "asleep",
    "backlog",
    "deaf",
    "deed",
    "deeds",
    "door",
    "foreign",
    "gone",
    "greet",
    "greets",
    "heard",
    "hearing",
    "hurried",
    "hurry",
    "laid",
    "ledger",
    "looked",
    "looking",
    "mend",
    "mended",
    "neighbour",
    "neighbours",
    "poetry",
    "saying",
    "speaking",
    "strange",
    "telling",
    "timed",
    "together",
    "told",
    "twin",
    "wanted",
    "withdrawn",
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


@pytest.mark.parametrize("tree", TREES)
@pytest.mark.slow
def test_no_name_has_a_word_of_the_old_dialect(tree: str) -> None:
    names = {(path, name) for path, name in _names(tree)}
    assert len(names) > 1000
    wrong = [f"{path.relative_to(ROOT)}: {name}" for path, name in names if _words(name) & WORDS]
    assert wrong == [], "name them in the terms of the field"
