"""What each kind of expression comes to."""

from __future__ import annotations

import ast
from collections.abc import Callable
from functools import partial
from typing import Any

from modelpkg_widget.importers.python.interpreter.iteration import whole
from modelpkg_widget.importers.python.interpreter.library.methods import lay
from modelpkg_widget.importers.python.interpreter.library.texts import join_known, text
from modelpkg_widget.importers.python.interpreter.objects import (
    Dict,
    Instance,
    List,
    Unknown,
    Value,
    is_maybe,
    is_scalar,
)
from modelpkg_widget.importers.python.interpreter.references import refs_of
from modelpkg_widget.importers.python.interpreter.scopes import Scope

from .calling import MOST_ITEMS
from .comprehensions import Comprehensions
from .operators import LONGEST, NOTHING, binary, compare, truth, unary


class Expressions(Comprehensions):
    """Adds evaluating."""

    def evaluate(self, node: ast.expr, scope: Scope) -> Value:
        """Return the value of an expression.

        Raises:
            Stop: it never has one.
        """
        self.store.spend(1)
        work = _KINDS.get(type(node))
        return work(self, node, scope) if work else self.other(node, scope)

    def other(self, node: ast.expr, scope: Scope) -> Value:
        """Follow what gives no value that is known; what stands in it is evaluated."""
        values = [
            self.evaluate(one, scope)
            for one in ast.iter_child_nodes(node)
            if isinstance(one, ast.expr)
        ]
        return self.unknown_call(node, *values)

    # ---- names, literals

    def constant(self, node: ast.Constant, _: Scope) -> Value:
        return node.value if is_scalar(node.value) else Unknown(node)

    def name(self, node: ast.Name, scope: Scope) -> Value:
        return self.read_name(node.id, node, scope)

    def items(self, nodes: list[ast.expr], scope: Scope) -> list[Value]:
        """Return the values of a row in which a star may stand."""
        made: list[Value] = []
        for one in nodes:
            if not isinstance(one, ast.Starred):
                made.append(self.evaluate(one, scope))
                continue
            value = self.iterable(one.value, scope)
            more = whole(value, MOST_ITEMS)
            if more is None:
                self.unknown_call(one, *[] if isinstance(value, (List, Dict)) else [value])
                origin = value.node if isinstance(value, Unknown) else one
                more = (Unknown(origin, refs_of(value), absent=True),)
            made += more
            self.store.spend(len(more) // 8)
            if len(made) > LONGEST:
                return [self.unknown(one, *made)]
        return made

    def tuple_(self, node: ast.Tuple, scope: Scope) -> Value:
        made = tuple(self.items(node.elts, scope))
        return self.unknown(node, made) if any(map(is_maybe, made)) else made

    def list_(self, node: ast.List, scope: Scope) -> Value:
        return self.new_list(self.items(node.elts, scope))

    def set_(self, node: ast.Set, scope: Scope) -> Value:
        return self.unknown(node, *self.items(node.elts, scope))

    def dict_(self, node: ast.Dict, scope: Scope) -> Value:
        made = self.new_dict()
        made.line = node.lineno
        for key, item in zip(node.keys, node.values, strict=True):
            if key is None:
                lay(self, made, self.evaluate(item, scope), item)
                continue
            name = self.evaluate(key, scope)
            if isinstance(key, ast.Constant) and isinstance(name, str) and name in made.entries:
                made.twice += ((key.lineno, key.col_offset + 1, name),)
            self.put(made, name, self.evaluate(item, scope), key)
        return made

    # ---- texts

    def joined(self, node: ast.JoinedStr, scope: Scope) -> Value:
        parts, values = [], []
        for part in node.values:
            shown, value = self._part(part, scope)
            parts.append(shown)
            values.append(value)
        known = join_known(parts)
        if known:
            return known.value
        if not all(map(self.is_plain, values)):
            return self.unknown_call(node, *values)
        return self.unknown(node)

    def _part(self, part: ast.expr, scope: Scope) -> tuple[str | None, Value]:
        if not isinstance(part, ast.FormattedValue):
            value = self.evaluate(part, scope)
            return (value if isinstance(value, str) else None), value
        value = self.evaluate(part.value, scope)
        spec = self.evaluate(part.format_spec, scope) if part.format_spec else ""
        conversion = chr(part.conversion) if part.conversion > 0 else ""
        if not isinstance(spec, str):
            return None, value
        return text(value, spec, conversion), value

    # ---- operators

    def sum(self, node: ast.BinOp, scope: Scope) -> Value:
        """Left operands are nested as deep as an expression is long; this does not recurse."""
        spine: list[ast.BinOp] = []
        left: ast.expr = node
        while isinstance(left, ast.BinOp):
            spine.append(left)
            left = left.left
        value = self.evaluate(left, scope)
        for one in reversed(spine):
            value = self.combine(one.op, value, self.evaluate(one.right, scope), one)
        return value

    def combine(self, op: ast.operator, one: Value, other: Value, node: ast.AST) -> Value:
        """Return what a binary operator makes of two values."""
        if isinstance(one, Dict) and isinstance(other, Dict) and isinstance(op, ast.BitOr):
            made = self.new_dict()
            for part in (one, other):
                lay(self, made, part, node)
            return made
        is_sum, is_product = isinstance(op, ast.Add), isinstance(op, ast.Mult)
        if isinstance(one, List) and isinstance(other, List) and is_sum:
            if len(one.items) + len(other.items) <= MOST_ITEMS:
                return self.new_list(one.items + other.items)
            return self.unknown(node, one, other)
        if isinstance(one, List) and isinstance(other, int) and is_product and one.is_whole():
            found = binary(op, one.items, other)
            if found is not NOTHING and len(found) <= MOST_ITEMS:
                return self.new_list(found)
        elif isinstance(one, str) and isinstance(op, ast.Mod) and isinstance(other, List):
            return self.unknown(node)
        found = binary(op, one, other)
        if found is not NOTHING:
            return found
        if self.is_plain(one) and self.is_plain(other):
            return self.unknown(node, one, other)
        return self.unknown_call(node, one, other)

    def unary(self, node: ast.UnaryOp, scope: Scope) -> Value:
        value = self.evaluate(node.operand, scope)
        found = unary(node.op, value)
        if found is not NOTHING:
            return found
        return self.unknown(node) if self.is_plain(value) else self.unknown_call(node, value)

    def compare(self, node: ast.Compare, scope: Scope) -> Value:
        left = self.evaluate(node.left, scope)
        known: bool | None = True
        for op, right in zip(node.ops, node.comparators, strict=True):
            value: Value = Unknown(right)
            if known:
                value = self.evaluate(right, scope)
            elif known is None:
                self.maybe(partial(self.evaluate, right, scope), node)
            if not (self.is_plain(left) and self.is_plain(value)) and not isinstance(
                op, (ast.Is, ast.IsNot)
            ):
                self.unknown_call(node, left, value)
            found = compare(op, left, value) if known is not False else False
            known = found if known is True or found is False else None
            left = value
        return Unknown(node) if known is None else known

    def boolean(self, node: ast.BoolOp, scope: Scope) -> Value:
        value = self.evaluate(node.values[0], scope)
        return self._rest(node, value, 1, scope)

    def _rest(self, node: ast.BoolOp, value: Value, at: int, scope: Scope) -> Value:
        expected = isinstance(node.op, ast.And)
        while at < len(node.values):
            found = self.truth(value, node)
            if found is None:
                return self._either(node, value, at, scope)
            if found is not expected:
                return value
            value = self.evaluate(node.values[at], scope)
            at += 1
        return value

    def _either(self, node: ast.BoolOp, value: Value, at: int, scope: Scope) -> Value:
        def further() -> Value:
            return self._rest(node, self.evaluate(node.values[at], scope), at + 1, scope)

        return self.ways([lambda: value, further], node)

    def truth(self, value: Value, node: ast.AST) -> bool | None:
        """Return whether a value counts as true, as Python asks it."""
        found = truth(value)
        if found is None and isinstance(value, Instance):
            self.unknown_call(node, value)
        return found

    def choice(self, node: ast.IfExp, scope: Scope) -> Value:
        found = self.truth(self.evaluate(node.test, scope), node)
        if found is not None:
            return self.evaluate(node.body if found else node.orelse, scope)
        one, other = node.body, node.orelse
        return self.ways(
            [lambda: self.evaluate(one, scope), lambda: self.evaluate(other, scope)], node
        )

    def walrus(self, node: ast.NamedExpr, scope: Scope) -> Value:
        value = self.evaluate(node.value, scope)
        holder = scope
        while holder.kind == "comprehension" and holder.parent:
            holder = holder.parent
        self.set_name(node.target.id, value, holder)
        return value

    # ---- places

    def attribute(self, node: ast.Attribute, scope: Scope) -> Value:
        return self.read_attribute(self.evaluate(node.value, scope), node.attr, node)

    def item(self, node: ast.Subscript, scope: Scope) -> Value:
        holder = self.evaluate(node.value, scope)
        return self.read_item(holder, self.evaluate(node.slice, scope), node)

    def slice_(self, node: ast.Slice, scope: Scope) -> Value:
        parts = [
            self.evaluate(one, scope) if one else None
            for one in (node.lower, node.upper, node.step)
        ]
        return slice(*parts)


_KINDS: dict[type[ast.AST], Callable[[Expressions, Any, Scope], Value]] = {
    ast.Constant: Expressions.constant,
    ast.Name: Expressions.name,
    ast.Tuple: Expressions.tuple_,
    ast.List: Expressions.list_,
    ast.Set: Expressions.set_,
    ast.Dict: Expressions.dict_,
    ast.JoinedStr: Expressions.joined,
    ast.BinOp: Expressions.sum,
    ast.UnaryOp: Expressions.unary,
    ast.Compare: Expressions.compare,
    ast.BoolOp: Expressions.boolean,
    ast.IfExp: Expressions.choice,
    ast.NamedExpr: Expressions.walrus,
    ast.Attribute: Expressions.attribute,
    ast.Subscript: Expressions.item,
    ast.Slice: Expressions.slice_,
    ast.Lambda: Expressions.lambda_,
    ast.Call: Expressions.call_,
    ast.Await: Expressions.awaiting,
    ast.ListComp: Expressions.comprehension,
    ast.SetComp: Expressions.comprehension,
    ast.DictComp: Expressions.comprehension,
    ast.GeneratorExp: Expressions.generator,
}
