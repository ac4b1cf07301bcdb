"""A whole program: its module is followed, or its functions as somebody else would call them."""

from __future__ import annotations

import ast
import contextlib

from modelpkg_widget.importers.coercion import normalize_name
from modelpkg_widget.importers.parse_result import ParseError

from .library.sdk_calls import request_of
from .machine import CALL, Stop
from .objects import REST, Class, Dict, Function, Instance, Unknown, Value
from .plain import Plain, Written
from .scopes import Scope, names_in
from .source import Source
from .syntax.statements import Statements
from .values import Count, Record

_FREE, _PER_NODE = 80_000, 5
_ROUNDS = 4


class Program(Statements):
    """Follows a text.

    Args:
        source: the text.
        members: names of the members of the request, without what spellings differ in.

    Attributes:
        dicts: dicts that have a name: line and value.
    """

    def __init__(self, source: Source, members: frozenset[str]) -> None:
        super().__init__(_FREE + _PER_NODE * source.size())
        self.source = source
        self.dicts: dict[int, tuple[int, Written]] = {}
        self._is_outside = False
        self._members = members

    def is_member(self, name: Value) -> bool:
        return isinstance(name, str) and normalize_name(name) in self._members

    def plain(self, value: Value) -> Written:
        plain = Plain(self.source)
        made = plain.of(value)
        return Written(made, tuple(plain.twice))

    def sdk_request(self, kind: str, named: Dict, model: Value) -> Written:
        plain = Plain(self.source, objects=True)
        given = plain.of(named)
        made = plain.of(model) if isinstance(model, Record) else plain.gap(model)
        return Written(request_of(kind, given, made), tuple(plain.twice), kind)

    def run(self) -> None:
        """Follow the text.

        Raises:
            BudgetError: it takes more steps than are followed.
        """
        body = self.source.tree.body
        self.module.names = names_in(list(body), None)
        try:
            self.block(body, self.module)
        except Stop:
            return
        self._note(self.module)
        if not self.sent:
            self._from_outside()

    # ---- functions that nobody calls here

    def _from_outside(self) -> None:
        """Follow what others would call, each after any number of the others."""
        every = self._entries()
        named = self._mentioned()
        roots = [row for row in every if row[0].node.name not in named]
        self._stabilise(roots)
        rest = [row for row in every if row not in roots and self._has_more(row[0])]
        self._stabilise(rest)
        if not self.sent:
            self._stabilise([row for row in self.defined if row not in every])

    def _has_more(self, function: Function) -> bool:
        """Whether a function holds a call that was not followed so far."""
        return any(
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == CALL
            and node not in self.sent
            for node in ast.walk(function.node)
        )

    def _entries(self) -> list[tuple[Function, Value]]:
        found: list[tuple[Function, Value]] = [*self.defined]
        for value in list(self.module.entries.values()):
            if isinstance(value, Function) and not isinstance(value.node, ast.Lambda):
                found.append((value, None))
            elif isinstance(value, Class):
                me = self._instance(value)
                for one in value.line_of_classes():
                    for method in one.entries.values():
                        if isinstance(method, Function) and method.kind in ("", "class"):
                            found.append((method, value if method.kind else me))
                        elif isinstance(method, Function) and method.kind == "static":
                            found.append((method, None))
        return [row for row in found if not isinstance(row[0].node, ast.Lambda)]

    def _instance(self, cls: Class) -> Instance:
        """Return an instance as somebody else would make it."""
        made = Instance(self.store.next_number(), cls)
        made.escaped = cls.has_open_base()
        start, fields = cls.constructor()
        if isinstance(start, Function):
            depth = self.store.mark()
            try:
                self.call_from_outside(start, made, start.node)
            except Stop:
                self.store.roll_back(depth)
            else:
                self.store.apply(self.store.take_changes(depth))
        else:
            for name in fields or ():
                self.store.write(made, name, Unknown(self.source.tree.body[0]))
            if cls.has_open_base():
                self.store.write(made, REST, Unknown(self.source.tree.body[0], absent=True))
        return made

    def _mentioned(self) -> set[str]:
        """Return the names that the text calls functions by."""
        found: set[str] = {"__init__"}
        for node in ast.walk(self.source.tree):
            if isinstance(node, ast.Attribute) and node.attr != CALL:
                found.add(node.attr)
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                found.add(node.id)
        return found

    def _stabilise(self, rows: list[tuple[Function, Value]]) -> None:
        if not rows:
            return
        self.is_recording = False
        since = self.store.count
        for _ in range(_ROUNDS):
            grew = [self._try(function, me, since) for function, me in rows]
            if not any(grew):
                break
        else:
            self.forget_all(rows[0][0].node)
        self.is_recording = self._is_outside = True
        for function, me in rows:
            self._try(function, me, since)
        self._is_outside = False

    def _try(self, function: Function, me: Value, since: int) -> bool:
        self.store.write(self.counter, "sent", Count(0, 0))
        return self.maybe_call(function, me, function.node, since)

    # ---- dicts that are requests by their names

    def left(self, scope: Scope) -> None:
        if self._is_outside and not self.sent:
            self._note(scope)

    def _note(self, scope: Scope) -> None:
        for value in scope.entries.values():
            if isinstance(value, Dict) and value.line:
                with contextlib.suppress(ParseError):
                    self.dicts.setdefault(value.number, (value.line, self.plain(value)))
