"""Comprehensions, and going through what they go through."""

from __future__ import annotations

import ast
from abc import abstractmethod
from collections.abc import Callable
from functools import partial
from typing import Any

from modelpkg_widget.importers.python.interpreter.branching import MOST_TURNS
from modelpkg_widget.importers.python.interpreter.iteration import DONE, UNSUPPORTED, cursor
from modelpkg_widget.importers.python.interpreter.machine import Loop
from modelpkg_widget.importers.python.interpreter.objects import (
    ABSENT,
    Dict,
    Instance,
    List,
    Unknown,
    Value,
)
from modelpkg_widget.importers.python.interpreter.references import refs_of
from modelpkg_widget.importers.python.interpreter.scopes import Scope, targets_of

from .calling import MOST_ITEMS, Calling


class Comprehensions(Calling):
    """Adds comprehensions."""

    @abstractmethod
    def assign(self, target: ast.expr, value: Value, scope: Scope) -> None:
        """Set what a target names."""

    @abstractmethod
    def truth(self, value: Value, node: ast.AST) -> bool | None:
        """Return whether a value counts as true; None when it is not known."""

    def comprehension(self, node: Any, scope: Scope) -> Value:
        inner = self.new_scope("comprehension", scope, targets_of(node.generators))
        is_dict = isinstance(node, ast.DictComp)
        made: Any = self.new_dict() if is_dict else self.new_list()

        def take() -> None:
            if is_dict:
                key = self.evaluate(node.key, inner)
                self.put(made, key, self.evaluate(node.value, inner), node)
            elif len(made.items) < MOST_ITEMS and made.is_whole():
                self.set_items(made, (*made.items, self.evaluate(node.elt, inner)))
            else:
                self.blur(made, node, self.evaluate(node.elt, inner))

        self._generate(node.generators, 0, take, inner, node)
        return self.unknown(node, made) if isinstance(node, ast.SetComp) else made

    def _generate(
        self,
        generators: list[ast.comprehension],
        at: int,
        take: Callable[[], None],
        scope: Scope,
        node: ast.AST,
    ) -> None:
        if at == len(generators):
            take()
            return
        one = generators[at]
        outer = scope.parent if at == 0 and scope.parent else scope
        value = self.iterable(one.iter, outer)

        def body(item: Value) -> None:
            self.assign(one.target, item, scope)
            self._under(
                one.ifs, lambda: self._generate(generators, at + 1, take, scope, node), scope, node
            )

        self.go_through(value, body, one.iter)

    def _under(
        self, tests: list[ast.expr], then: Callable[[], None], scope: Scope, node: ast.AST
    ) -> None:
        for at, test in enumerate(tests):
            found = self.truth(self.evaluate(test, scope), test)
            if found is None:
                rest = partial(self._under, tests[at + 1 :], then, scope, node)
                self.maybe(rest, node)
                return
            if not found:
                return
        then()

    def go_through(self, value: Value, body: Callable[[Value], None], node: ast.AST) -> None:
        """Do something with each item of a value."""
        item = cursor(value)
        for at in range(MOST_TURNS + 1):
            found = item(at)
            if found is DONE:
                return
            if found is UNSUPPORTED or at == MOST_TURNS:
                break
            self.store.spend(1)
            body(found)

        def turn() -> None:
            body(self.some_item(value, node, node))

        self.turns(Loop(0), turn, node)

    def some_item(self, value: Value, place: ast.AST, node: ast.AST) -> Value:
        """Return an item of a value that is not known; getting it may run other code.

        Args:
            value: what is gone through.
            place: the expression that it is spelled as.
            node: what goes through it.
        """
        if not isinstance(value, (Dict, List)):
            self.unknown_call(node, *[value] if isinstance(value, Instance) else [])
        origin = value.node if isinstance(value, Unknown) else place
        return Unknown(origin, self.store.limited(refs_of(value)))

    def generator(self, node: ast.GeneratorExp, scope: Scope) -> Value:
        """A generator runs later: what it names may change then."""
        self.iterable(node.generators[0].iter, scope)
        values = [scope.find(one.id)[1] for one in ast.walk(node) if isinstance(one, ast.Name)]
        self.store.spend(len(values))
        return self.unknown_call(node, *[one for one in values if one is not ABSENT])
