"""Where a name of the text is looked up, by Python's rules for local and global ones."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import Any

from .objects import ABSENT, REST, Obj, Value

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


@dataclass
class Names:
    """The names that a body binds or declares."""

    local: set[str] = field(default_factory=set)
    outer: set[str] = field(default_factory=set)
    everywhere: set[str] = field(default_factory=set)
    yields: bool = False


class Scope(Obj):
    """The names of a module, a class, a call of a function or a comprehension.

    Attributes:
        kind: ``module``, ``class``, ``function`` or ``comprehension``.
        parent: the one around it in the text.
        names: what its body binds.
    """

    __slots__ = ("kind", "names", "owner", "parent")

    def __init__(self, number: int, kind: str, parent: Scope | None, names: Names) -> None:
        super().__init__(number)
        self.kind = kind
        self.parent = parent
        self.names = names
        self.owner: Any = None
        """In a method: its class, and its first argument."""

    def module(self) -> Scope:
        scope = self
        while scope.parent is not None:
            scope = scope.parent
        return scope

    def holder(self, name: str) -> Scope:
        """Return the scope in which a name is bound when it is assigned here."""
        scope = self
        if scope.kind == "comprehension" and name not in scope.names.local:
            while scope.kind == "comprehension" and scope.parent:
                scope = scope.parent
        if name in scope.names.everywhere:
            return scope.module()
        if name in scope.names.outer:
            return scope.around(name)
        return scope

    def around(self, name: str) -> Scope:
        """Return the scope around this one that binds a name; the module, if none does."""
        scope = self.parent
        while scope is not None and scope.parent is not None:
            if scope.kind != "class" and name in scope.names.local:
                return scope
            scope = scope.parent
        return self.module()

    def find(self, name: str) -> tuple[Scope, Value]:
        """Return the scope that a name is read from, and its value there; it may be `ABSENT`."""
        scope = self
        while scope.kind == "comprehension" and name not in scope.names.local and scope.parent:
            scope = scope.parent
        if name in scope.names.everywhere:
            scope = scope.module()
        elif scope.parent is not None:
            is_own = name in scope.names.local
            if not is_own or (scope.kind == "class" and name not in scope.entries):
                scope = scope.around(name)
        return scope, scope.entries.get(name, ABSENT)

    def is_open(self) -> bool:
        """Whether names are there that the text does not show."""
        return self.entries.get(REST, ABSENT) is not ABSENT


def names_in(body: list[ast.stmt] | list[ast.expr], parameters: ast.arguments | None) -> Names:
    """Return the names that a body binds, not those of functions and classes in it."""
    found = Names()
    if parameters is not None:
        every = [*parameters.posonlyargs, *parameters.args, *parameters.kwonlyargs]
        every += [one for one in (parameters.vararg, parameters.kwarg) if one]
        found.local.update(one.arg for one in every)
    todo: list[ast.AST] = list(body)
    while todo:
        node = todo.pop()
        _bind(node, found)
        if isinstance(node, (*_FUNCTIONS, ast.ClassDef)):
            continue
        if isinstance(node, _COMPREHENSIONS):
            todo += [one for one in ast.walk(node) if isinstance(one, ast.NamedExpr)]
            continue
        todo += ast.iter_child_nodes(node)
    found.local -= found.everywhere | found.outer
    return found


def _bind(node: ast.AST, found: Names) -> None:
    if isinstance(node, ast.Name):
        if not isinstance(node.ctx, ast.Load):
            found.local.add(node.id)
    elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        found.local.add(node.name)
    elif isinstance(node, (ast.Import, ast.ImportFrom)):
        found.local.update((one.asname or one.name).split(".")[0] for one in node.names)
    elif isinstance(node, ast.ExceptHandler):
        found.local.update([node.name] if node.name else [])
    elif isinstance(node, ast.Global):
        found.everywhere.update(node.names)
    elif isinstance(node, ast.Nonlocal):
        found.outer.update(node.names)
    elif isinstance(node, (ast.MatchAs, ast.MatchStar)):
        found.local.update([node.name] if node.name else [])
    elif isinstance(node, ast.MatchMapping):
        found.local.update([node.rest] if node.rest else [])
    elif isinstance(node, (ast.Yield, ast.YieldFrom)):
        found.yields = True


def targets_of(generators: list[ast.comprehension]) -> Names:
    """Return the names that a comprehension binds for itself."""
    found = Names()
    for one in generators:
        for node in ast.walk(one.target):
            _bind(node, found)
    return found
