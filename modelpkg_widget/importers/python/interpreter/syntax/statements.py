"""Statements, followed in their order."""

from __future__ import annotations

import ast
from collections.abc import Callable
from functools import partial
from typing import Any

from modelpkg_widget.importers.python.interpreter.branching import MOST_TURNS
from modelpkg_widget.importers.python.interpreter.iteration import whole
from modelpkg_widget.importers.python.interpreter.library.methods import lay
from modelpkg_widget.importers.python.interpreter.machine import Stop
from modelpkg_widget.importers.python.interpreter.modules import (
    is_inert,
    known_function,
    reaches_names,
)
from modelpkg_widget.importers.python.interpreter.objects import (
    ABSENT,
    REST,
    Dict,
    Instance,
    List,
    Unknown,
    Value,
)
from modelpkg_widget.importers.python.interpreter.references import refs_of
from modelpkg_widget.importers.python.interpreter.scopes import Scope
from modelpkg_widget.importers.python.interpreter.values import Builtin, Inert

from .calls import is_send
from .loops import Loops
from .matching import Matching
from .raising import Raising


class Statements(Loops, Raising, Matching):
    """Adds running statements."""

    def block(self, body: list[ast.stmt], scope: Scope) -> None:
        """Follow statements to their end.

        Raises:
            Stop: no way leads there.
        """
        for one in body:
            self.store.spend(1)
            work = _KINDS.get(type(one))
            if work:
                work(self, one, scope)
            else:
                self.unknown_statement(one)

    def unknown_statement(self, node: ast.stmt) -> None:
        """Follow a statement of a later Python: it may change everything."""
        self.forget_all(node)
        for part in ast.walk(node):
            if isinstance(part, ast.Call) and is_send(part.func):
                self.send(Unknown(part), part)

    def nothing(self, _: ast.stmt, __: Scope) -> None:
        """What changes nothing."""

    def expression(self, node: ast.Expr, scope: Scope) -> None:
        self.evaluate(node.value, scope)

    # ---- assignments

    def assignment(self, node: ast.Assign, scope: Scope) -> None:
        value = self.evaluate(node.value, scope)
        if isinstance(value, Dict) and not value.line:
            value.line = node.lineno
        for target in node.targets:
            self.assign(target, value, scope)

    def annotated(self, node: ast.AnnAssign, scope: Scope) -> None:
        if node.value:
            self.assign(node.target, self.evaluate(node.value, scope), scope)

    def assign(self, target: ast.expr, value: Value, scope: Scope) -> None:
        self.store.spend(1)
        if isinstance(target, ast.Name):
            self.set_name(target.id, value, scope)
        elif isinstance(target, ast.Attribute):
            self.set_attribute(self.evaluate(target.value, scope), target.attr, value, target)
        elif isinstance(target, ast.Subscript):
            holder = self.evaluate(target.value, scope)
            self.set_item(holder, self.evaluate(target.slice, scope), value, target)
        elif isinstance(target, (ast.Tuple, ast.List)):
            self._unpack(target.elts, value, scope)
        elif isinstance(target, ast.Starred):
            self.assign(target.value, value, scope)

    def _unpack(self, targets: list[ast.expr], value: Value, scope: Scope) -> None:
        items = whole(value, MOST_TURNS)
        star = next((at for at, one in enumerate(targets) if isinstance(one, ast.Starred)), None)
        if items is not None and star is not None and len(items) >= len(targets) - 1:
            behind = len(targets) - star - 1
            middle = items[star : len(items) - behind]
            items = (*items[:star], self.new_list(middle), *items[len(items) - behind :])
        if items is None or len(items) != len(targets):
            if isinstance(value, Instance):
                self.unknown_call(targets[0], value)
            refs = self.store.limited(refs_of(value))
            items = tuple(
                Unknown(value.node if isinstance(value, Unknown) else one, refs) for one in targets
            )
        for target, item in zip(targets, items, strict=True):
            self.assign(target, item, scope)

    def augmented(self, node: ast.AugAssign, scope: Scope) -> None:
        target = node.target
        put: Callable[[Value], None]
        if isinstance(target, ast.Name):
            before = self.read_name(target.id, target, scope)
            put = partial(self._put_name, target.id, scope)
        elif isinstance(target, ast.Attribute):
            holder = self.evaluate(target.value, scope)
            before = self.read_attribute(holder, target.attr, target)
            put = partial(self._put_attribute, holder, target)
        else:
            holder = self.evaluate(target.value, scope)
            key = self.evaluate(target.slice, scope)
            before = self.read_item(holder, key, target)
            put = partial(self._put_item, holder, key, target)
        put(self._augment(before, node, scope))

    def _put_name(self, name: str, scope: Scope, value: Value) -> None:
        self.set_name(name, value, scope)

    def _put_attribute(self, holder: Value, target: ast.Attribute, value: Value) -> None:
        self.set_attribute(holder, target.attr, value, target)

    def _put_item(self, holder: Value, key: Value, target: ast.expr, value: Value) -> None:
        self.set_item(holder, key, value, target)

    def _augment(self, before: Value, node: ast.AugAssign, scope: Scope) -> Value:
        more = self.iterable(node.value, scope)
        if isinstance(before, List):
            known = whole(more, MOST_TURNS * 10) if isinstance(node.op, ast.Add) else None
            if known is None or len(before.items) + len(known) > MOST_TURNS * 40:
                self.unknown_call(node, before, more)
            else:
                self.set_items(before, (*before.items, *known))
            return before
        if isinstance(before, Dict) and isinstance(node.op, ast.BitOr):
            lay(self, before, more, node.value)
            return before
        if isinstance(before, Unknown):
            self.unknown_call(node, before, more)
            return Unknown(before.node)
        return self.combine(node.op, before, more, node)

    def deletion(self, node: ast.Delete, scope: Scope) -> None:
        todo = list(node.targets)
        while todo:
            one = todo.pop(0)
            if isinstance(one, ast.Name):
                self.remove(scope.holder(one.id), one.id)
            elif isinstance(one, ast.Attribute):
                holder = self.evaluate(one.value, scope)
                if isinstance(holder, Instance):
                    self.remove(holder, one.attr)
                else:
                    self.unknown_call(node, holder)
            elif isinstance(one, ast.Subscript):
                holder = self.evaluate(one.value, scope)
                self.delete_item(holder, self.evaluate(one.slice, scope), node)
            elif isinstance(one, (ast.Tuple, ast.List)):
                todo = [*one.elts, *todo]

    # ---- imports

    def importing(self, node: ast.Import, scope: Scope) -> None:
        for alias in node.names:
            dotted = alias.name if alias.asname else alias.name.split(".")[0]
            if dotted == "__main__":
                self.forget_all(node)
            name = alias.asname or dotted
            self.set_name(name, self.module_named(dotted), scope)

    def importing_from(self, node: ast.ImportFrom, scope: Scope) -> None:
        if node.module == "__future__":
            return
        for alias in node.names:
            if alias.name == "*":
                self._everything(node, scope)
                continue
            dotted = f"{node.module or ''}.{alias.name}"
            if node.module == "__main__" or reaches_names(dotted):
                self.forget_all(node)
            value: Value = Unknown(node)
            if known_function(dotted):
                value = Builtin(dotted)
            elif is_inert(dotted) and not node.level:
                value = Inert(node, alias.name)
            self.set_name(alias.asname or alias.name, value, scope)

    def _everything(self, node: ast.ImportFrom, scope: Scope) -> None:
        """Any name may be another thing behind it."""
        for name, value in list(scope.entries.items()):
            if value is not ABSENT:
                self.store.write(scope, name, self.unknown(node, value))
        self.store.write(scope, REST, Unknown(node, absent=True))
        self.knows_builtins = False

    # ---- control

    def branch(self, node: ast.If, scope: Scope) -> None:
        """Follow ``if``, ``elif`` and ``else``; a long row of them is not nested here."""
        start, outer = self.store.count, self.store.mark()
        ends: list[Any] = []
        one: ast.If | None = node
        orelse: list[ast.stmt] = []
        is_open = True
        while one is not None and is_open:
            is_open, orelse = self._arm(one, scope, outer, ends)
            is_elif = is_open and len(orelse) == 1 and isinstance(orelse[0], ast.If)
            one = orelse[0] if is_elif else None  # type: ignore[assignment]
            orelse = [] if is_elif else orelse
        if is_open:
            try:
                self.block(orelse, scope)
            except Stop:
                pass
            else:
                ends.append((self.store.changed(outer), None))
        self.store.roll_back(outer)
        self.go_on(ends, start, node)

    def _arm(
        self, node: ast.If, scope: Scope, outer: int, ends: list[Any]
    ) -> tuple[bool, list[ast.stmt]]:
        """Follow one condition; return whether it may be false, and what runs then."""
        try:
            found = self.truth(self.evaluate(node.test, scope), node.test)
        except Stop:
            return False, []
        if found is False:
            return True, node.orelse
        inner = self.store.mark()
        try:
            self.block(node.body, scope)
        except Stop:
            pass
        else:
            ends.append((self.store.changed(outer), None))
        self.store.roll_back(inner)
        return found is None, node.orelse

    def returning(self, node: ast.Return, scope: Scope) -> None:
        value = self.evaluate(node.value, scope) if node.value else None
        frame = self.frames[-1]
        frame.returns.append((self.store.changed(frame.depth), value))
        raise Stop

    def raising(self, node: ast.Raise, scope: Scope) -> None:
        for one in (node.exc, node.cause):
            if one:
                self.evaluate(one, scope)
        raise Stop

    def asserting(self, node: ast.Assert, scope: Scope) -> None:
        if self.truth(self.evaluate(node.test, scope), node.test) is False:
            raise Stop


_KINDS: dict[type[ast.stmt], Callable[[Any, Any, Scope], None]] = {
    ast.Expr: Statements.expression,
    ast.Assign: Statements.assignment,
    ast.AnnAssign: Statements.annotated,
    ast.AugAssign: Statements.augmented,
    ast.Delete: Statements.deletion,
    ast.Import: Statements.importing,
    ast.ImportFrom: Statements.importing_from,
    ast.If: Statements.branch,
    ast.For: Statements.for_,
    ast.AsyncFor: Statements.for_,
    ast.While: Statements.while_,
    ast.Break: Statements.leave,
    ast.Continue: Statements.leave,
    ast.Return: Statements.returning,
    ast.Raise: Statements.raising,
    ast.Assert: Statements.asserting,
    ast.Try: Statements.trying,
    ast.With: Statements.with_,
    ast.AsyncWith: Statements.with_,
    ast.Pass: Statements.nothing,
    ast.Global: Statements.nothing,
    ast.Nonlocal: Statements.nothing,
    ast.FunctionDef: Statements.defining,
    ast.AsyncFunctionDef: Statements.defining,
    ast.ClassDef: Statements.class_,
    ast.Match: Statements.match,
}
if hasattr(ast, "TryStar"):  # Python 3.11
    _KINDS[ast.TryStar] = Statements.trying
