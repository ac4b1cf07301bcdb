"""Every regular expression of ours in Python and in the JSON tables, and how it is used."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from modelpkg_widget.resources.tables import load_table
from tests.conftest import ROOT

PACKAGE = ROOT / "modelpkg_widget"
Mode = Literal["search", "match", "fullmatch"]
_MODES: dict[str, Mode] = {"match": "match", "fullmatch": "fullmatch"}
_CALLS = {"compile", "match", "search", "fullmatch", "sub", "subn", "split", "findall", "finditer"}


@dataclass(frozen=True)
class Expression:
    """One regular expression.

    Attributes:
        place: file and line, or the table that it is in.
        source: as Python spells it.
        flags: of `re`.
        mode: ``search`` looks at each position of a text.
        longest: characters of the text that it is used on, if the code cuts it off before.
    """

    place: str
    source: str
    flags: int = 0
    mode: Mode = "search"
    longest: int = 0

    def __str__(self) -> str:
        return f"{self.place} ({self.mode}): {self.source!r}"


@dataclass(frozen=True)
class Dynamic:
    """A call whose expression is made while the program runs."""

    file: str
    made_of: str


def in_python() -> tuple[list[Expression], list[Dynamic]]:
    """Return the expressions of all modules, and the calls whose expressions are made of data."""
    found: list[Expression] = []
    dynamic: list[Dynamic] = []
    for path in sorted(PACKAGE.rglob("*.py")):
        for one in _of_module(path):
            (found if isinstance(one, Expression) else dynamic).append(one)  # type: ignore[arg-type]
    return found, dynamic


def _of_module(path: Path) -> Iterator[Expression | Dynamic]:
    text = path.read_text(encoding="utf-8")
    if not re.search(r"^\s*import (re|regex)\b", text, re.MULTILINE):
        return
    tree = ast.parse(text)
    names = vars(importlib.import_module(_module(path)))
    compiled = {
        id(one): target.id if isinstance(target, ast.Name) else target.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        for one in (node.value, *(node.value.values if isinstance(node.value, ast.Dict) else ()))
        for target in node.targets
        if isinstance(target, (ast.Name, ast.Attribute))
    }
    file = path.relative_to(ROOT).as_posix()
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        if not _is_ours(node, node.func):
            continue
        try:
            source = _value(node.args[0], names)
            flags = _flags(node, names)
        except Exception:  # noqa: BLE001 - it needs what only a running program has
            yield Dynamic(file, ast.unparse(node.args[0]))
            continue
        kind = node.func.attr
        mode = _MODES.get(kind, "search")
        if kind == "compile" and id(node) in compiled:
            mode = _mode_of(compiled[id(node)], path)
        if isinstance(source, str):
            yield Expression(f"{file}:{node.lineno}", source, flags, mode)


def _is_ours(node: ast.Call, called: ast.Attribute) -> bool:
    of_re = isinstance(called.value, ast.Name) and called.value.id in ("re", "regex")
    return of_re and called.attr in _CALLS and bool(node.args)


def _module(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def _value(node: ast.expr, names: dict[str, Any]) -> Any:
    return eval(compile(ast.Expression(node), "<expression>", "eval"), names)


def _flags(node: ast.Call, names: dict[str, Any]) -> int:
    given = [one.value for one in node.keywords if one.arg == "flags"]
    at = {"compile": 1, "match": 2, "search": 2, "fullmatch": 2, "findall": 2, "finditer": 2}
    assert isinstance(node.func, ast.Attribute)
    position = at.get(node.func.attr, 4)
    given += node.args[position : position + 1]
    return int(_value(given[0], names)) if given else 0


_SOURCES = {path: path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py")}


def _mode_of(name: str, path: Path) -> Mode:
    """Return how a compiled expression is used wherever its name is; the worst, if in doubt."""
    used: set[str] = set()
    private = name.startswith("_")
    for text in [_SOURCES[path]] if private else _SOURCES.values():
        used |= set(re.findall(rf"\b{re.escape(name)}(?:\[[^\n]*?\])?\.(\w+)\b", text))
        other = rf"(?<![\w.]){re.escape(name)}\b(?!(?:\[[^\n]*?\])?\.\w|\s*[:=]|\w)"
        others = re.findall(other, text)
        uses = re.findall(rf"^from .* import .*\b{re.escape(name)}\b", text, re.MULTILINE)
        if len(others) > len(uses):
            used.add("given away")
    used -= {"pattern"}
    if used == {"fullmatch"}:
        return "fullmatch"
    return "match" if used and used <= {"match", "fullmatch"} else "search"


def in_tables() -> list[Expression]:
    """Return the expressions of the JSON tables, with the length that their texts are cut to."""
    errors, failures = (
        load_table("aws/error_explanations"),
        load_table("monitoring/failure_explanations"),
    )
    any_case = re.IGNORECASE
    rows: list[tuple[str, str, int, Mode, int]] = []
    for row in errors["sentences"]:
        rows.append(
            ("service_errors.sentences", row["pattern"], any_case | re.DOTALL, "search", 5000)
        )
    for code in errors["codes"]:
        for row in code.get("patterns", ()):
            place = "service_errors.codes"
            rows.append((place, row["pattern"], any_case | re.DOTALL, "search", 5000))
    for row in errors["botocore"]:
        rows.append(("service_errors.botocore", row["pattern"], re.DOTALL, "fullmatch", 5000))
    rows += [("service_errors.redacted", one, 0, "search", 4000) for one, _ in errors["redacted"]]
    for name in ("reasons", "logs"):
        for row in failures[name]:
            rows.append((f"failures.{name}", row["pattern"], any_case, "search", 5000))
    for row in load_table("resources/secret_patterns")["texts"]:
        rows.append(("secrets.texts", row["pattern"], any_case, "search", 0))
    rows.append(("layout.local_path", load_table("resources/layout")["local_path"], 0, "search", 0))
    for rule in load_table("validation/rules"):
        if rule["operator"] == "matches":
            rows.append((f"rules.{rule['id']}", rule["pattern"], 0, "fullmatch", 0))
    for row in load_table("rehearsal/engine_commands")["adaptations"]:
        rows.append(("engine_commands.adaptations", row["pattern"], 0, "search", 0))
    return [Expression(*row) for row in rows]
