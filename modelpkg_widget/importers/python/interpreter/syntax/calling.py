"""Calls and functions as expressions have them."""

from __future__ import annotations

import ast
from abc import abstractmethod
from typing import Any

from modelpkg_widget.importers.python.interpreter.iteration import lazy, whole
from modelpkg_widget.importers.python.interpreter.library.methods import lay
from modelpkg_widget.importers.python.interpreter.library.sdk_calls import SdkCalls
from modelpkg_widget.importers.python.interpreter.objects import (
    ABSENT,
    Dict,
    Function,
    Instance,
    Unknown,
    Value,
)
from modelpkg_widget.importers.python.interpreter.references import refs_of
from modelpkg_widget.importers.python.interpreter.scopes import Scope
from modelpkg_widget.importers.python.interpreter.values import Bound, Builtin, Lazy, Super

MOST_ITEMS = 20_000
_CONSUMERS = frozenset(
    [
        "all",
        "any",
        "dict",
        "frozenset",
        "len",
        "list",
        "max",
        "min",
        "set",
        "sorted",
        "sum",
        "tuple",
    ]
)
_LAZY = frozenset(["enumerate", "zip", "reversed", "range"])


class Calling(SdkCalls):
    """Adds evaluating calls."""

    @abstractmethod
    def items(self, nodes: list[ast.expr], scope: Scope) -> list[Value]:
        """Return the values of a row in which a star may stand."""

    @abstractmethod
    def comprehension(self, node: Any, scope: Scope) -> Value:
        """Return what a comprehension makes."""

    def lambda_(self, node: ast.Lambda, scope: Scope) -> Value:
        return self.function(node, scope)

    def function(self, node: Any, scope: Scope) -> Function:
        """Return the function that a ``def`` or ``lambda`` makes."""
        made = Function(self.store.next_number(), node, scope)
        made.defaults = [self.evaluate(one, scope) for one in node.args.defaults]
        made.named_defaults = [
            self.evaluate(one, scope) if one else ABSENT for one in node.args.kw_defaults
        ]
        is_async = isinstance(node, ast.AsyncFunctionDef)
        made.is_followed = not is_async and not self.names_of(node).yields
        return made

    def iterable(self, node: ast.expr, scope: Scope) -> Value:
        """Return the value of an expression that is gone through where it stands."""
        if isinstance(node, ast.GeneratorExp):
            return self.comprehension(node, scope)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            function = self.read_name(node.func.id, node.func, scope)
            if isinstance(function, Builtin) and function.name in _LAZY:
                starred = any(isinstance(one, ast.Starred) for one in node.args)
                if not starred and all(one.arg == "start" for one in node.keywords):
                    given = [self.iterable(one, scope) for one in node.args]
                    start = self.evaluate(node.keywords[0].value, scope) if node.keywords else 0
                    found = lazy(function.name, given, start)
                    return found or self.unknown(node, *given)
        return self.evaluate(node, scope)

    def call_(self, node: ast.Call, scope: Scope, *, is_awaited: bool = False) -> Value:
        function = self.evaluate(node.func, scope)
        if isinstance(function, Builtin):
            if function.name == "asyncio.run" and node.args:
                return self.await_(node.args[0], scope)
            if function.name == "super" and not node.args:
                return self._super(node, scope)
        if (
            isinstance(function, Builtin) and function.name in _CONSUMERS and not node.keywords
        ) or (
            isinstance(node.func, ast.Attribute) and node.func.attr in ("join", "update", "extend")
        ):
            given = [self._consumed(one, scope) for one in node.args]
        else:
            given = self.items(node.args, scope)
        named = self.named(node, scope)
        called = function.function if isinstance(function, Bound) else function
        if is_awaited and isinstance(called, Function) and _is_coroutine(called):
            me = [function.me] if isinstance(function, Bound) else []
            return self.follow(called, me, given, named, node)
        made = self.sdk_call(function, given, named, node)
        return self.call(function, given, named, node) if made is ABSENT else made

    def _consumed(self, node: ast.expr, scope: Scope) -> Value:
        if isinstance(node, ast.Starred):
            (*made,) = self.items([node], scope)
            return made[0] if len(made) == 1 else Unknown(node, refs_of(tuple(made)), absent=True)
        value = self.iterable(node, scope)
        if not isinstance(value, Lazy):
            return value
        found = whole(value, MOST_ITEMS)
        return self.unknown(node, value) if found is None else found

    def _super(self, node: ast.AST, scope: Scope) -> Value:
        holder: Scope | None = scope
        while holder is not None and holder.owner is None:
            holder = holder.parent
        if holder is None or not isinstance(holder.owner[1], Instance):
            return self.unknown(node, *(holder.owner[1:] if holder else ()))
        return Super(*holder.owner)

    def named(self, node: ast.Call, scope: Scope) -> Dict:
        """Return the arguments of a call that are given by name."""
        made = self.new_dict()
        for one in node.keywords:
            value = self.evaluate(one.value, scope)
            if one.arg is None:
                lay(self, made, value, one.value, over=False)
            else:
                self.put(made, one.arg, value, one.value)
        return made

    def await_(self, node: ast.expr, scope: Scope) -> Value:
        if isinstance(node, ast.Call):
            return self.call_(node, scope, is_awaited=True)
        return self.unknown_call(node, self.evaluate(node, scope))

    def awaiting(self, node: ast.Await, scope: Scope) -> Value:
        return self.await_(node.value, scope)


def _is_coroutine(function: Function) -> bool:
    return isinstance(function.node, ast.AsyncFunctionDef)
