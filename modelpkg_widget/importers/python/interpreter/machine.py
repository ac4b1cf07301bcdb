"""The state of a followed program, and what unknown code may do to it."""

from __future__ import annotations

import ast
from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from .joining import joined_items, joined_value
from .objects import (
    ABSENT,
    ITEMS,
    REST,
    UNORDERED,
    Class,
    Dict,
    Function,
    Instance,
    List,
    Module,
    Obj,
    Unknown,
    Value,
)
from .references import reach, refs_of
from .scopes import Names, Scope
from .store import Delta, Store
from .values import Count, Send

CALL = "create_model_package"
_MOST_CALLBACKS = 200
_ROUNDS = 4


class Stop(Exception):
    """The way that is followed ends here: return, break, continue, raise, or the program's end."""


@dataclass
class Loop:
    """A loop that is followed: the states at each ``break``, and at each ``continue``."""

    depth: int
    breaks: list[tuple[Delta, Value]] = field(default_factory=list)
    turn: int = 0
    continues: list[tuple[Delta, Value]] = field(default_factory=list)


@dataclass
class Frame:
    """A call that is followed: its loops, and the state at each ``return``."""

    depth: int
    returns: list[tuple[Delta, Value]] = field(default_factory=list)
    loops: list[Loop] = field(default_factory=list)


@dataclass
class Sent:
    """A place that sends, and each request that it may send."""

    node: ast.AST
    requests: list[Any] = field(default_factory=list)


class Machine(ABC):
    """Holds the state; what follows the text builds on it.

    Args:
        budget: steps that may be taken.
    """

    def __init__(self, budget: int) -> None:
        self.store = Store(budget)
        self.module = Scope(self.store.next_number(), "module", None, Names())
        self.scopes: list[Scope] = [self.module]
        self.frames: list[Frame] = [Frame(0)]
        self.sent: dict[ast.AST, Sent] = {}
        self.is_recording = True
        self.is_twice = False
        self.is_patched = False
        self.knows_builtins = True
        self.callbacks: dict[tuple[Function, int], tuple[Function, Value]] = {}
        self.is_calling_back = False
        self.counter = Obj(self.store.next_number())
        self.counter.entries["sent"] = Count(0, 0)

    # Given by the classes that build on this one.

    @abstractmethod
    def evaluate(self, node: ast.expr, scope: Scope) -> Value:
        """Return the value of an expression."""

    @abstractmethod
    def block(self, body: list[ast.stmt], scope: Scope) -> None:
        """Follow statements in their order."""

    @abstractmethod
    def call_blindly(self, function: Function, me: Value, node: ast.AST) -> None:
        """Follow a function as code that is not followed may call it."""

    @abstractmethod
    def maybe_call(self, function: Function, me: Value, node: ast.AST, since: int) -> bool:
        """Follow a call that may happen; return whether less is known then."""

    @abstractmethod
    def send(self, arguments: Value, node: ast.AST) -> None:
        """Note a request that is sent."""

    # ---- making values

    def new_dict(self, entries: dict[Any, Value] | None = None) -> Dict:
        made = Dict(self.store.next_number())
        made.entries.update(entries or {})
        return made

    def new_list(self, items: Iterable[Value] = ()) -> List:
        made = List(self.store.next_number())
        made.entries[ITEMS] = tuple(items)
        self.store.spend(1 + len(made.items) // 4)
        return made

    def unknown(self, node: ast.AST, *values: Value) -> Unknown:
        """Return a value that the text does not tell, but that may be, or hold, some of these."""
        refs = frozenset[Obj]().union(*map(refs_of, values)) if values else frozenset[Obj]()
        return Unknown(node, self.store.limited(refs))

    def is_plain(self, value: Value) -> bool:
        """Whether no code of the text runs when a value is shown, compared or counted."""
        return not any(isinstance(obj, Instance) for obj in reach([value], self.store.spend))

    def new_scope(self, kind: str, parent: Scope, names: Names) -> Scope:
        made = Scope(self.store.next_number(), kind, parent, names)
        self.scopes.append(made)
        return made

    # ---- what unknown code may do

    def unknown_call(self, node: ast.AST, *values: Value) -> Unknown:
        """Let unknown code change what it can reach; return its value."""
        self.escape(values, node)
        self.run_callbacks(node)
        return Unknown(node)

    def escape(self, values: Iterable[Value], node: ast.AST) -> None:
        """Let unknown code hold values from now on, and change what they hold."""
        values = list(values)
        self._hand_on(values, node)
        refs = [Unknown(node, frozenset(self.store.dirty)), *values]
        if not self.store.dirty and not any(map(refs_of, values)):
            return
        found = reach(refs, self.store.spend)
        self.store.dirty.clear()
        for obj in found:
            obj.escaped = True
            self._offer(obj)
            self._forget(obj, node)
        self.store.dirty.clear()

    def _hand_on(self, values: Iterable[Value], node: ast.AST) -> None:
        """Let unknown code that holds a client's method send whatever it likes."""
        if any(isinstance(value, Send) for value in values):
            self.send(Unknown(node), node)

    def _offer(self, obj: Obj) -> None:
        """Let unknown code call the functions of the text that it can reach."""
        if isinstance(obj, Function):
            self._callback(obj, None)
        for cls in (obj,) if isinstance(obj, Class) else ():
            for value in cls.entries.values():
                if isinstance(value, Function):
                    self._callback(value, Unknown(value.node) if not value.kind else None)
        if isinstance(obj, Instance):
            for cls in obj.cls.line_of_classes():
                for value in cls.entries.values():
                    if isinstance(value, Function) and value.kind in ("", "property"):
                        self._callback(value, obj)

    def _callback(self, function: Function, me: Value) -> None:
        number = me.number if isinstance(me, Obj) else 0
        if len(self.callbacks) < _MOST_CALLBACKS:
            self.callbacks.setdefault((function, number), (function, me))
        else:
            self.store.spend(self.store.left + 1)

    def _forget(self, obj: Obj, node: ast.AST) -> None:
        """Make what an object holds unknown."""
        if isinstance(obj, List):
            self._hand_on(obj.items, node)
            if len(obj.items) != 1 or not _is_lost(obj.items[0]):
                self.store.write(obj, ITEMS, (Unknown(node, absent=True),))
        elif isinstance(obj, (Dict, Instance, Class, Module)):
            self._hand_on(obj.entries.values(), node)
            for key, value in list(obj.entries.items()):
                if value is ABSENT or _is_lost(value):
                    continue
                if not (isinstance(obj, Class) and isinstance(value, Function)):
                    self.store.write(obj, key, Unknown(_origin(value, node), absent=True))
            if not isinstance(obj, Module) and obj.entries.get(REST, ABSENT) is ABSENT:
                self.store.write(obj, REST, Unknown(node, absent=True))

    def forget_all(self, node: ast.AST) -> None:
        """Let unknown code change everything, names included."""
        every = [value for scope in self.scopes for value in scope.entries.values()]
        self.store.spend(1 + len(every))
        self.escape(every, node)
        for scope in self.scopes:
            for name in list(scope.entries):
                self.store.write(scope, name, Unknown(node, absent=True))
        self.store.write(self.module, REST, Unknown(node, absent=True))
        self.knows_builtins = False
        self.run_callbacks(node)

    def run_callbacks(self, node: ast.AST) -> None:
        """Let functions that unknown code holds run any number of times."""
        if self.is_calling_back or not self.callbacks:
            return
        self.is_calling_back = True
        since = self.store.count
        try:
            for _ in range(_ROUNDS):
                before = len(self.callbacks)
                rows = list(self.callbacks.values())
                grew = [self.maybe_call(function, me, node, since) for function, me in rows]
                if not any(grew) and len(self.callbacks) == before:
                    break
            else:
                for function, me in list(self.callbacks.values()):
                    self.call_blindly(function, me, node)
        finally:
            self.is_calling_back = False

    # ---- comparing and weakening states

    def grew(self, delta: Delta, start: int) -> bool:
        """Whether a joined state knows less than the one that is there."""
        for obj, cells in delta.items():
            if obj.number > start or obj is self.counter:
                continue
            for key, new in cells.items():
                old = obj.entries.get(key, ABSENT)
                if old is not new and not self._covers(old, new, start):
                    return True
        return False

    def _covers(self, old: Value, new: Value, start: int) -> bool:
        if isinstance(old, tuple) and isinstance(new, tuple) and len(old) == len(new):
            pairs = zip(old, new, strict=True)
            return all(one is two or self._covers(one, two, start) for one, two in pairs)
        if not isinstance(old, Unknown) or not isinstance(new, Unknown):
            return False
        if new.absent and not old.absent:
            return False
        there = {
            obj for obj in reach([new], self.store.spend) if obj.number <= start and not obj.escaped
        }
        return not there or there <= set(reach([old], self.store.spend))

    def weaken(self, touched: dict[Obj, dict[Any, list[Value]]], node: ast.AST) -> None:
        """Let each cell hold what it holds, or any of the values that it got in the meantime."""
        why = Unknown(node)
        for obj, cells in touched.items():
            for key, values in cells.items():
                joined = joined_items if key is ITEMS else joined_value
                found = obj.entries.get(key, ABSENT)
                self.store.spend(1 + len(values))
                for value in values:
                    found = joined(self.store, found, value, why)
                if found is not obj.entries.get(key, ABSENT):
                    if isinstance(obj, Dict) and key not in obj.entries:
                        self.store.write(obj, UNORDERED, value=True)
                    self.store.write(obj, key, found)


def _origin(value: Value, node: ast.AST) -> ast.AST:
    """Return the place that a gap names: the first one that lost a value."""
    return value.node if isinstance(value, Unknown) else node


def _is_lost(value: Value) -> bool:
    return isinstance(value, Unknown) and value.absent and not value.refs
