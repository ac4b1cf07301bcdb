"""No word of the old dialect: verbs of speech and participles where the field has a term.

`WORDS` are no parts of identifiers and file names. `PROSE` has the fewer words and idioms that
docstrings, comments and names of tests must not have either. Each name under ``Raises:`` exists.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from tests.conftest import ROOT

PACKAGE = ROOT / "modelpkg_widget"
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

#: Neither in the docstrings and comments of the package and the page, nor in names of tests.
PROSE = re.compile(
    r"\b(told|untold|deeds?|mend(?:s|ed)?|laid|anew|ledger|look whether|what came of)\b",
    re.IGNORECASE,
)

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


def _python_prose(text: str) -> Iterator[str]:
    """Return the comments of a file, its docstrings, and those of attributes."""
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            yield token.string
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield str(node.value.value)


def _typescript_prose(text: str) -> list[str]:
    return re.findall(r"(?:^|\s)//[^\n]*|/\*.*?\*/", text, re.DOTALL)


def _prose() -> Iterator[tuple[str, str]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        for text in _python_prose(path.read_text(encoding="utf-8")):
            yield path.relative_to(ROOT).as_posix(), text
    for path in sorted((ROOT / "js" / "src").rglob("*.ts*")):
        for text in _typescript_prose(path.read_text(encoding="utf-8")):
            yield path.relative_to(ROOT).as_posix(), text
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        for name in re.findall(
            r"^ *def (test_\w+)", path.read_text(encoding="utf-8"), re.MULTILINE
        ):
            yield path.relative_to(ROOT).as_posix(), name.replace("_", " ")


@pytest.mark.slow
def test_no_docstring_comment_or_test_name_has_an_idiom_of_the_old_dialect() -> None:
    texts = list(_prose())
    assert len(texts) > 5000
    wrong = [
        f"{path}: {found[0]!r} in: {text}" for path, text in texts if (found := PROSE.search(text))
    ]
    assert wrong == [], "say it in plain English"


def _raised(docstring: str) -> list[str]:
    """Return the names under ``Raises:``: the lines that are indented the least."""
    section = re.search(r"^Raises:\n((?:[ \t]+\S.*\n?)+)", docstring, re.MULTILINE)
    lines = section[1].splitlines() if section else []
    least = min((len(line) - len(line.lstrip()) for line in lines), default=0)
    heads = [line.strip() for line in lines if len(line) - len(line.lstrip()) == least]
    names = (re.split(r":(?:\s|$)", head)[0] for head in heads)
    return [name for each in names for name in re.split(r", (?:or )?", each)]


def _declared_classes() -> set[str]:
    return {
        node.name
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
    }


def _is_exception(name: str) -> bool:
    """Whether a name is a builtin exception, or one of another package: `botocore.exceptions.X`."""
    module, _, member = name.rpartition(".")
    try:
        found = getattr(import_module(module or "builtins"), member, None)
    except ImportError:
        return False
    return isinstance(found, type) and issubclass(found, BaseException)


@pytest.mark.slow
def test_each_name_under_raises_is_an_exception() -> None:
    known, count = _declared_classes(), 0
    wrong = []
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                for name in _raised(ast.get_docstring(node) or ""):
                    count += 1
                    if name not in known and not _is_exception(name):
                        wrong.append(f"{path.relative_to(ROOT)}: {node.name}: {name}")
    assert wrong == []
    assert count > 150
