"""Functions and classes that the text defines."""

from __future__ import annotations

import ast
from abc import abstractmethod
from typing import Any

from modelpkg_widget.importers.python.interpreter.objects import (
    ABSENT,
    Class,
    Function,
    Unknown,
    Value,
)
from modelpkg_widget.importers.python.interpreter.scopes import Scope, names_in

from .expressions import Expressions

_KINDS = {"staticmethod": "static", "classmethod": "class", "property": "property"}
_HARMLESS = frozenset(["abstractmethod", "override", "final", "overload"])
_SPECIAL = frozenset(["ClassVar", "InitVar", "KW_ONLY"])
_HOOKS = frozenset(
    [
        "__new__", "__setattr__", "__getattr__", "__getattribute__", "__delattr__",
        "__init_subclass__", "__class_getitem__", "__set_name__", "__slots__",
    ]
)  # fmt: skip


class Definitions(Expressions):
    """Adds ``def`` and ``class``."""

    def __init__(self, budget: int) -> None:
        super().__init__(budget)
        self.defined: list[tuple[Function, Value]] = []
        """Functions that something unknown was wrapped around."""

    @abstractmethod
    def block(self, body: list[ast.stmt], scope: Scope) -> None:
        """Follow statements in their order."""

    def defining(self, node: ast.FunctionDef | ast.AsyncFunctionDef, scope: Scope) -> None:
        made = self.function(node, scope)
        value: Value = made
        for one in reversed(node.decorator_list):
            name = _last_name(one)
            if name in _KINDS and scope.kind == "class" and value is made:
                made.kind = _KINDS[name]
            elif name not in _HARMLESS:
                value = self._wrapped(made, value, one, scope)
        self.set_name(node.name, value, scope)

    def _wrapped(self, made: Function, value: Value, node: ast.expr, scope: Scope) -> Value:
        """Return what a decorator makes of a function."""
        decorator = self.evaluate(node, scope)
        if value is made:
            self.defined.append((made, None))
        found = self.call(decorator, [value], None, node)
        return Unknown(made.node) if isinstance(found, Unknown) else found

    def class_(self, node: ast.ClassDef, scope: Scope) -> None:
        made = Class(self.store.next_number(), node.name)
        bases = [self.evaluate(one, scope) for one in node.bases]
        made.bases = [one for one in bases if isinstance(one, Class)]
        names = [_last_name(one) for one in node.bases]
        made.is_open = any(
            not isinstance(one, Class) and name != "object"
            for one, name in zip(bases, names, strict=True)
        )
        inner = self.new_scope("class", scope, names_in(node.body, None))
        self.block(node.body, inner)
        for name, value in inner.entries.items():
            if isinstance(value, Function) and value.owner is None:
                value.owner = made
            if value is not ABSENT:
                self.store.write(made, name, value)
        result: Any = made
        is_mixed = bool(made.bases) and len(bases) > 1  # which base comes first, is not followed
        is_unsupported = bool(node.keywords) or is_mixed
        is_unsupported |= any(name in _HOOKS for name in inner.entries)
        for one in reversed(node.decorator_list):
            self.evaluate(one, scope)
            if _last_name(one) == "dataclass" and result is made:
                made.fields = _fields(node, made)
                is_unsupported |= any(map(_is_special, node.body))
            else:
                is_unsupported = True
        if is_unsupported:
            self.defined += [
                (value, None) for value in made.entries.values() if isinstance(value, Function)
            ]
            self.unknown_call(node, made)
            result = Unknown(node)
        self.set_name(node.name, result, scope)


def _fields(node: ast.ClassDef, made: Class) -> list[str]:
    """Return the names that a dataclass is constructed with, in their order."""
    names: dict[str, None] = {}
    for base in reversed(list(made.line_of_classes())[1:]):
        names.update(dict.fromkeys(base.fields or ()))
    for one in node.body:
        if isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name):
            names[one.target.id] = None
    return list(names)


def _is_special(node: ast.stmt) -> bool:
    """Whether a dataclass's field may be none of those that its constructor is called with."""
    if not isinstance(node, ast.AnnAssign):
        return False
    names = {_last_name(one) for one in ast.walk(node.annotation) if isinstance(one, ast.expr)}
    texts = [one.value for one in ast.walk(node.annotation) if isinstance(one, ast.Constant)]
    return bool(names & _SPECIAL) or bool(texts) or isinstance(node.value, ast.Call)


def _last_name(node: ast.expr) -> str:
    node = node.func if isinstance(node, ast.Call) else node
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""
