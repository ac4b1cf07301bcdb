"""Small faults that are put into source text, one at a time."""

from __future__ import annotations

import ast
import random
import re
from dataclasses import dataclass
from pathlib import Path

_COMPARE: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE,
    ast.GtE: ast.Gt, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
_ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}  # fmt: skip
#: Of TypeScript: what is found, and what takes its place.
_TOKENS = {
    r" === ": " !== ", r" !== ": " === ", r" && ": " || ", r" \|\| ": " && ", r" \?\? ": " && ",
    r" < ": " <= ", r" <= ": " < ", r" > ": " >= ", r" >= ": " > ", r"\btrue\b": "false",
    r"\bfalse\b": "true", r" \+ ": " - ", r"(?<=[\w)]) - ": " + ", r"(?<=[(\[ ])!(?=[\w(])": "",
    r"\b0\b": "1", r"\b1\b": "2", r"\.some\(": ".every(", r"\.every\(": ".some(",
    r"\bcontinue;": "break;", r"\breturn (?=[\w(\[{])(.+);$": "return undefined;",
}  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """One fault: a file, what stands there instead of its text, and what that changes."""

    file: Path
    text: str
    what: str


def sample(files: list[Path], count: int, seed: int) -> list[Mutant]:
    """Return a number of mutants, drawn from all that the files have.

    Args:
        files: of Python or TypeScript.
        count: the most; fewer where the files have fewer.
        seed: the same one draws the same mutants from the same files.
    """
    places = [(file, at) for file in sorted(files) for at in range(_count(file))]
    chosen = random.Random(seed).sample(places, min(count, len(places)))
    return [_mutant(file, at) for file, at in sorted(chosen)]


def _count(file: Path) -> int:
    text = file.read_text(encoding="utf-8")
    return len(_tokens(text) if file.suffix == ".ts" else _nodes(ast.parse(text)))


def _mutant(file: Path, at: int) -> Mutant:
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".ts":
        start, end, new = _tokens(text)[at]
        line = text.count("\n", 0, start) + 1
        what = f"{text[start:end].strip()} -> {new.strip() or 'nothing'}"
        return Mutant(file, text[:start] + new + text[end:], f"{file.name}:{line}: {what}")
    tree = ast.parse(text)
    node = _nodes(tree)[at]
    before = ast.unparse(node)
    _change(node)
    after = ast.unparse(node)
    where = f"{file.name}:{getattr(node, 'lineno', 0)}"
    return Mutant(file, ast.unparse(tree), f"{where}: {before[:70]} -> {after[:70]}")


def _tokens(text: str) -> list[tuple[int, int, str]]:
    found = []
    at = 0
    for line in text.splitlines(keepends=True):
        code = line.partition("//")[0]
        if not re.match(r"\s*(\*|/\*|import |export type|type |interface )", line):
            found += [
                (at + one.start(), at + one.end(), new)
                for token, new in _TOKENS.items()
                for one in re.finditer(token, code)
            ]
        at += len(line)
    return sorted(found)


def _nodes(tree: ast.AST) -> list[ast.AST]:
    """Return what can be changed, in the order of the tree; annotations cannot."""
    found: list[ast.AST] = []

    def visit(node: ast.AST) -> None:
        if _can_change(node):
            found.append(node)
        for name, value in ast.iter_fields(node):
            if name in ("annotation", "returns", "decorator_list"):
                continue
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST):
                    visit(child)

    visit(tree)
    return found


def _can_change(node: ast.AST) -> bool:
    match node:
        case ast.Compare(ops=[op]):
            return type(op) in _COMPARE
        case ast.BinOp(op=op):
            return type(op) in _ARITHMETIC
        case ast.Constant(value=value):
            return isinstance(value, (bool, int))
        case ast.Return(value=value):
            return value is not None and not isinstance(value, ast.Constant)
        case ast.BoolOp() | ast.UnaryOp(op=ast.Not()) | ast.Continue() | ast.Break():
            return True
        case ast.Expr(value=ast.Call()) | ast.AugAssign():
            return True
    return False


def _change(node: ast.AST) -> None:
    match node:
        case ast.Compare():
            node.ops = [_COMPARE[type(node.ops[0])]()]
        case ast.BinOp():
            node.op = _ARITHMETIC[type(node.op)]()
        case ast.Constant(value=bool()):
            node.value = not node.value
        case ast.Constant():
            node.value = int(str(node.value)) + 1
        case ast.Return():
            node.value = ast.Constant(None)
        case ast.BoolOp():
            node.op = ast.And() if isinstance(node.op, ast.Or) else ast.Or()
        case ast.UnaryOp():
            node.op = ast.UAdd()
            node.operand = ast.Call(ast.Name("bool"), [node.operand], [])
        case ast.Expr() | ast.AugAssign() | ast.Continue() | ast.Break():
            _become_pass(node)


def _become_pass(node: ast.AST) -> None:
    for name in node._fields:
        if hasattr(node, name):
            delattr(node, name)
    node.__class__ = ast.Pass
