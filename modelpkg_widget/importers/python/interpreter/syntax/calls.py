"""Calls: functions and classes of the text are followed with their arguments."""

from __future__ import annotations

import ast
from abc import abstractmethod
from collections.abc import Callable
from typing import Any

from modelpkg_widget.importers.python.interpreter.access import Access
from modelpkg_widget.importers.python.interpreter.library.builtin_functions import call_builtin
from modelpkg_widget.importers.python.interpreter.library.methods import call_method
from modelpkg_widget.importers.python.interpreter.machine import CALL, Frame, Sent, Stop
from modelpkg_widget.importers.python.interpreter.modules import makes_client
from modelpkg_widget.importers.python.interpreter.objects import (
    ABSENT,
    REST,
    Class,
    Dict,
    Function,
    Instance,
    Unknown,
    Value,
    is_maybe,
)
from modelpkg_widget.importers.python.interpreter.scopes import Names, Scope, names_in
from modelpkg_widget.importers.python.interpreter.values import (
    Bound,
    Builtin,
    Count,
    Inert,
    Native,
    Send,
)

_DEEPEST = 14
"""Calls in each other that are followed."""


class Calls(Access):
    """Adds calling."""

    def __init__(self, budget: int) -> None:
        super().__init__(budget)
        self._names: dict[Any, Names] = {}

    def call(self, function: Value, given: list[Value], named: Dict | None, node: ast.AST) -> Value:
        """Return the value of a call.

        Args:
            function: what is called.
            given: by position; one that may be absent stands for any number.
            named: by name.
            node: the place.

        Raises:
            Stop: it never returns.
        """
        named = named or self.new_dict()
        if isinstance(function, (Function, Bound)):
            me = function.me if isinstance(function, Bound) else ABSENT
            made = function.function if isinstance(function, Bound) else function
            if made.is_followed:
                return self.follow(made, [] if me is ABSENT else [me], given, named, node)
            return self.unknown_call(node, function, *given, named)
        if isinstance(function, Class):
            return self._make(function, given, named, node)
        if isinstance(function, Send):
            is_bare = isinstance(function.node, ast.Name)
            if is_bare and not any(self.is_member(key) for key in named.known_keys()):
                return self.unknown_call(node, *given, named)  # a function of that name
            return self._send(given, named, node)
        if isinstance(function, Builtin):
            return call_builtin(self, function.name, given, named, node)
        if isinstance(function, Native):
            return call_method(self, function, given, named, node)
        if isinstance(function, Inert):
            return self._call_inert(function, given, named, node)
        if isinstance(function, Instance):
            return self.call_hook(function, "__call__", given, node, named)
        return self.unknown_call(node, function, *given, named)

    def _call_inert(self, function: Inert, given: list[Value], named: Dict, node: ast.AST) -> Value:
        every = [*given, *named.entries.values()]
        active = [one for one in every if isinstance(one, (Function, Bound, Class, Send, Instance))]
        if active:
            self.unknown_call(node, *active)
        return Inert(node, function.name) if makes_client(function.name) else Unknown(node)

    # ---- functions of the text

    def follow(
        self,
        function: Function,
        me: list[Value],
        given: list[Value],
        named: Dict,
        node: ast.AST,
    ) -> Value:
        self.store.spend(5)
        if len(self.frames) > _DEEPEST:
            self.escape([*me, *given, named], node)
            self.call_blindly(function, me[0] if me else None, node)
            return Unknown(node)
        scope = self._scope_of(function)
        if function.owner is not None and (me or given):
            scope.owner = (function.owner, [*me, *given][0])
        self._bind(function, scope, [*me, *given], named, node)
        return self._run(function, scope, node)

    def _scope_of(self, function: Function) -> Scope:
        return self.new_scope("function", function.scope, self.names_of(function.node))

    def names_of(self, node: Any) -> Names:
        """Return the names that the body of a function binds."""
        if node not in self._names:
            body = node.body if isinstance(node.body, list) else [node.body]
            self._names[node] = names_in(body, node.args)
        return self._names[node]

    def _run(self, function: Function, scope: Scope, node: ast.AST) -> Value:
        start = self.store.count
        frame = Frame(self.store.mark())
        self.frames.append(frame)
        ends = frame.returns
        try:
            if isinstance(function.node, ast.Lambda):
                value = self.evaluate(function.node.body, scope)
            else:
                value = None
                self.block(function.node.body, scope)
        except Stop:
            pass
        else:
            ends.append((self.store.changed(frame.depth), value))
        finally:
            self.frames.pop()
        self.left(scope)
        self.store.roll_back(frame.depth)
        return self.go_on(ends, start, node)

    def left(self, scope: Scope) -> None:
        """A call of a function has ended."""

    def _bind(
        self, function: Function, scope: Scope, given: list[Value], named: Dict, node: ast.AST
    ) -> None:
        arguments: ast.arguments = function.node.args
        plain = [*arguments.posonlyargs, *arguments.args]
        sure = next((at for at, one in enumerate(given) if is_maybe(one)), len(given))
        is_sure = sure == len(given)
        left = dict(named.entries)
        for at, one in enumerate(plain):
            behind = at - len(plain) + len(function.defaults)
            default = function.defaults[behind] if behind >= 0 else ABSENT
            if at < sure:
                value = given[at]
            elif is_sure:
                value = self._named(left, one.arg, default, node)
            else:
                value = self.unknown(node, *given, named, default)
                left.pop(one.arg, None)
            self.store.write(scope, one.arg, value)
        for one, default in zip(arguments.kwonlyargs, function.named_defaults, strict=True):
            self.store.write(scope, one.arg, self._named(left, one.arg, default, node))
        if arguments.vararg:
            rest = tuple(given[len(plain) :])
            value = rest if is_sure else self.unknown(node, *given)
            self.store.write(scope, arguments.vararg.arg, value)
        if arguments.kwarg:
            self.store.write(scope, arguments.kwarg.arg, self.new_dict(left))

    def _named(self, left: dict[Any, Value], name: str, default: Value, node: ast.AST) -> Value:
        value = left.pop(name, ABSENT)
        if value is not ABSENT and not is_maybe(value):
            return value
        rest = left.get(REST, ABSENT)
        if value is ABSENT and rest is ABSENT:
            return Unknown(node) if default is ABSENT else default
        origin = value if isinstance(value, Unknown) else rest
        return self.unknown(origin.node, value, rest, default)

    def call_from_outside(self, function: Function, me: Value, node: ast.AST) -> Value:
        """Follow a call with arguments that the text does not tell."""
        if len(self.frames) > _DEEPEST:
            return self.call_blindly(function, me, node)
        scope = self._scope_of(function)
        arguments: ast.arguments = function.node.args
        every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
        every += [one for one in (arguments.vararg, arguments.kwarg) if one]
        for at, one in enumerate(every):
            mine = at == 0 and me is not None and function.kind != "static"
            self.store.write(scope, one.arg, me if mine else Unknown(one))
        if function.owner is not None and me is not None:
            scope.owner = (function.owner, me)
        return self._run(function, scope, node)

    def maybe_call(self, function: Function, me: Value, node: ast.AST, since: int) -> bool:
        return self.maybe(lambda: self.call_from_outside(function, me, node), node, since)

    def call_blindly(self, function: Function, me: Value, node: ast.AST) -> None:
        """Let a function do whatever it can to all that it names."""
        todo, seen = [function], set[Function]()
        while todo:
            one = todo.pop()
            if one in seen:
                continue
            seen.add(one)
            called: set[ast.AST] = set()
            for part in ast.walk(one.node):
                self.store.spend(1)
                if isinstance(part, ast.Call) and is_send(part.func):
                    called.add(part.func)
                    self.send(Unknown(part), part)
                elif is_send(part) and part not in called:
                    self.send(Unknown(part), part)
                elif isinstance(part, (ast.Global, ast.Nonlocal)):
                    for name in part.names:
                        holder, value = one.scope.find(name)
                        self.escape([value], node)
                        self.store.write(holder, name, Unknown(node))
                elif isinstance(part, ast.Name):
                    value = one.scope.find(part.id)[1]
                    if isinstance(value, Function):
                        todo.append(value)
                    elif value is not ABSENT:
                        self.escape([value], node)
        self.escape([me], node)

    # ---- classes of the text

    def _make(self, cls: Class, given: list[Value], named: Dict, node: ast.AST) -> Value:
        made = Instance(self.store.next_number(), cls)
        made.escaped = cls.has_open_base()
        start, fields = cls.constructor()
        if isinstance(start, Function):
            self.follow(start, [made], given, named, node)
        elif cls.has_open_base() or start is not ABSENT:
            self.unknown_call(node, made, *given, named)
        elif fields is not None:
            self._fill(made, fields, given, named, node)
        return made

    def _fill(
        self, made: Instance, fields: list[str], given: list[Value], named: Dict, node: ast.AST
    ) -> None:
        cls, left = made.cls, dict(named.entries)
        is_sure = not any(map(is_maybe, given))
        for at, name in enumerate(fields):
            if not is_sure:
                value: Value = self.unknown(node, *given, named, cls.find(name))
            elif at < len(given):
                value = given[at]
            else:
                value = self._named(left, name, cls.find(name), node)
            self.store.write(made, name, value)
        after = cls.find("__post_init__")
        if isinstance(after, Function):
            self.call(Bound(after, made), [], None, node)

    # ---- what is sent

    @abstractmethod
    def is_member(self, name: Value) -> bool:
        """Whether a name is one of a member of the request."""

    def _send(self, given: list[Value], named: Dict, node: ast.AST) -> Value:
        self.run_callbacks(node)
        request = self.new_dict(named.entries)
        request.twice = named.twice
        for one in given:
            self.store.write(request, REST, self.unknown(node, one))
        self.send(request, node)
        return Unknown(node)

    def send(self, arguments: Value, node: ast.AST) -> None:
        self.count(node, lambda: self.plain(arguments))

    def count(self, node: ast.AST, request: Callable[[], Any]) -> None:
        """Note that a place sends a request."""
        before = self.counter.entries["sent"]
        if isinstance(before, Count):
            self.is_twice |= self.is_recording and before.least >= 1
            after = Count(min(before.least + 1, 2), min(before.most + 1, 2))
            self.store.write(self.counter, "sent", after)
        if self.is_recording:
            self.sent.setdefault(node, Sent(node)).requests.append(request())

    @abstractmethod
    def plain(self, value: Value) -> Any:
        """Return a value as it is at this moment."""


def is_send(node: ast.AST) -> bool:
    """Whether an expression is spelled as the method of a client that sends."""
    return isinstance(node, ast.Attribute) and node.attr == CALL
