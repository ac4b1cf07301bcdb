"""``try`` and ``with``: what may raise anywhere in its body."""

from __future__ import annotations

import ast
from collections.abc import Callable

from modelpkg_widget.importers.python.interpreter.modules import keeps_raising
from modelpkg_widget.importers.python.interpreter.objects import Instance, Unknown, Value
from modelpkg_widget.importers.python.interpreter.scopes import Scope
from modelpkg_widget.importers.python.interpreter.values import Inert

from .definitions import Definitions


class Raising(Definitions):
    """Adds what may raise."""

    def trying(self, node: ast.Try, scope: Scope) -> None:
        def whole() -> None:
            self.guarded(
                lambda: self.block(node.body, scope),
                [self._handler(one, scope) for one in node.handlers],
                lambda: self.block(node.orelse, scope),
                node,
            )

        if node.finalbody:
            self.lastly(whole, lambda: self.block(node.finalbody, scope), node)
        else:
            whole()

    def _handler(self, node: ast.ExceptHandler, scope: Scope) -> Callable[[], None]:
        def handle() -> None:
            if node.type:
                self.evaluate(node.type, scope)
            if node.name:
                self.set_name(node.name, Unknown(node), scope)
            self.block(node.body, scope)
            if node.name:
                self.remove(scope.holder(node.name), node.name)

        return handle

    def with_(self, node: ast.With, scope: Scope) -> None:
        self._with(node, list(node.items), scope)

    def _with(self, node: ast.With, items: list[ast.withitem], scope: Scope) -> None:
        if not items:
            self.block(node.body, scope)
            return
        first, rest = items[0], items[1:]
        value = self.evaluate(first.context_expr, scope)
        entered: Value = Unknown(first.context_expr)
        if isinstance(value, Instance):
            entered = self.call_hook(value, "__enter__", [], node)
        elif not isinstance(value, Inert):
            self.unknown_call(node, value)
        if first.optional_vars:
            self.assign(first.optional_vars, entered, scope)
        if self._lets_pass(first.context_expr):
            self._with(node, rest, scope)
            return
        self.guarded(lambda: self._with(node, rest, scope), [lambda: None], lambda: None, node)
        self.unknown_call(node, value)

    def _lets_pass(self, node: ast.expr) -> bool:
        called = node.func if isinstance(node, ast.Call) else node
        name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
        return keeps_raising(name)
