"""Names, attributes, items: how they are read, set and deleted."""

from __future__ import annotations

import ast
import builtins
from abc import abstractmethod
from typing import Any

from .branching import Branching
from .machine import CALL, Stop
from .modules import is_inert, is_library, known_function, reaches_names
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
    is_key,
    is_maybe,
)
from .references import refs_of
from .scopes import Scope
from .values import Bound, Builtin, Inert, Native, Record, Send, Super

_METHODS = {
    kind: frozenset(name for name in dir(kind) if not name.startswith("_"))
    for kind in (str, dict, list, tuple)
}
_BUILTINS = frozenset(dir(builtins))


class Access(Branching):
    """Adds reading and setting of what has a name or a place."""

    def __init__(self, budget: int) -> None:
        super().__init__(budget)
        self.modules: dict[str, Module] = {}

    @abstractmethod
    def call(self, function: Value, given: list[Value], named: Dict | None, node: ast.AST) -> Value:
        """Return what a call gives."""

    # ---- names

    def read_name(self, name: str, node: ast.AST, scope: Scope) -> Value:
        holder, value = scope.find(name)
        if value is not ABSENT:
            return value
        if self.is_calling_back and not holder.is_open() and name in holder.names.local:
            raise Stop  # it is not there yet
        if holder.kind != "module" or holder.is_open():
            return Unknown(node)
        if name == "__name__":
            return "__main__"
        if name == "get_ipython":
            self.forget_all(node)
        if name in _BUILTINS and self.knows_builtins:
            return Builtin(name)
        if is_library(name) and self.knows_builtins and name not in self.module.names.local:
            return self.module_named(name)  # a part of a text, without its imports
        return Send(node) if name == CALL else Unknown(node)

    def module_named(self, name: str) -> Module:
        """Return the module of a name; there is one of each."""
        made = self.modules.get(name) or Module(self.store.next_number(), name)
        self.modules[name] = made
        return made

    def set_name(self, name: str, value: Value, scope: Scope) -> None:
        self.store.write(scope.holder(name), name, value)

    # ---- attributes

    def read_attribute(self, value: Value, name: str, node: ast.AST) -> Value:
        if isinstance(value, (Instance, Super)):
            return self._of_instance(value, name, node)
        if isinstance(value, Class):
            return self._of_class(value, name, node)
        if isinstance(value, Module):
            return self._of_module(value, name, node)
        if isinstance(value, Inert):
            return Send(node) if name == CALL else Inert(node, name)
        if name == CALL and isinstance(value, (Unknown, Record)):
            return Send(node)
        kind = dict if isinstance(value, Dict) else list if isinstance(value, List) else type(value)
        if kind in _METHODS and name in _METHODS[kind]:
            return Native(value, name)
        if isinstance(value, Record) and name not in dict(value.fields):
            return Native(value, name)
        if name.startswith("__") and isinstance(value, Function):
            self.forget_all(node)
        if name.startswith("__"):
            self.escape([value], node)
        return self.unknown(node, value)

    def _of_instance(self, value: Instance | Super, name: str, node: ast.AST) -> Value:
        if isinstance(value, Super):
            me, mine = value.me, ABSENT
            rest = list(value.cls.line_of_classes())[1:]
            found = next((one.entries[name] for one in rest if name in one.entries), ABSENT)
        else:
            me, mine = value, value.entries.get(name, ABSENT)
            found = value.cls.find(name)
        if mine is not ABSENT:
            return self.unknown(mine.node, mine, found) if isinstance(mine, Unknown) else mine
        if isinstance(found, Function):
            if found.kind == "static":
                return found
            if found.kind == "property":
                return self.call(Bound(found, me), [], None, node)
            return Bound(found, me.cls if found.kind == "class" else me)
        if name == "__class__":
            return me.cls
        if name == "__init__" and not (me.cls.has_open_base() or me.cls.has_fields()):
            return Builtin("object.__init__")
        if name.startswith("__"):
            self.escape([value], node)
        is_open = me.entries.get(REST, ABSENT) is not ABSENT or me.cls.has_open_base()
        if found is not ABSENT and not is_open:
            return found
        if name == CALL:
            return Send(node)
        return self.unknown(node, me.entries.get(REST, ABSENT), found)

    def _of_class(self, value: Class, name: str, node: ast.AST) -> Value:
        found = value.find(name)
        if isinstance(found, Function):
            return Bound(found, value) if found.kind == "class" else found
        is_open = value.has_open_base() or value.entries.get(REST, ABSENT) is not ABSENT
        if name.startswith("__"):
            self.escape([value], node)
        rest = value.entries.get(REST, ABSENT)
        return self.unknown(node, rest, found) if found is ABSENT or is_open else found

    def _of_module(self, value: Module, name: str, node: ast.AST) -> Value:
        found = value.entries.get(name, ABSENT)
        if found is not ABSENT:
            return found
        dotted = f"{value.name}.{name}"
        if known_function(dotted):
            return Builtin(dotted)
        if reaches_names(dotted):
            self.forget_all(node)
        if value.name == "builtins":
            return Builtin(name) if self.knows_builtins else Unknown(node)
        if is_inert(dotted):
            return Inert(node, name)
        made = Module(self.store.next_number(), dotted)
        self.store.write(value, name, made)
        return made

    def set_attribute(self, holder: Value, name: str, value: Value, node: ast.AST) -> None:
        if isinstance(holder, Instance):
            found = holder.cls.find(name)
            is_property = isinstance(found, Function) and found.kind == "property"
            if is_property or isinstance(found, Unknown):  # it may be one with a setter
                self.unknown_call(node, holder, value)
            else:
                self.store.write(holder, name, value)
        elif isinstance(holder, (Class, Module)):
            self.store.write(holder, name, value)
            self.knows_builtins &= not (isinstance(holder, Module) and holder.name == "builtins")
            self.is_patched |= name == CALL and isinstance(holder, Module)
        else:
            self.is_patched |= name == CALL
            self.unknown_call(node, holder, value)

    # ---- items

    def read_item(self, holder: Value, key: Value, node: ast.AST) -> Value:
        if isinstance(holder, Dict) and is_key(key):
            found = holder.entries.get(key, ABSENT)
            if found is ABSENT:
                return self.unknown(node, holder.entries.get(REST, ABSENT))
            return Unknown(found.node, found.refs) if is_maybe(found) else found
        items = holder.items if isinstance(holder, List) else holder
        if isinstance(items, (tuple, str)) and isinstance(key, (int, slice)):
            whole = not isinstance(items, tuple) or not any(map(is_maybe, items))
            if whole and _fits(items, key):
                found = items[key]
                return self.new_list(found) if _is_part(holder, key) else found
        if isinstance(holder, Instance):
            return self.call_hook(holder, "__getitem__", [key], node)
        return self.unknown(node, holder)

    def call_hook(
        self,
        holder: Instance,
        name: str,
        given: list[Value],
        node: ast.AST,
        named: Dict | None = None,
    ) -> Value:
        """Call a method that Python calls by itself."""
        found = holder.cls.find(name)
        if isinstance(found, Function) and not holder.cls.has_open_base():
            return self.call(Bound(found, holder), given, named, node)
        return self.unknown_call(node, holder, *given, named)

    def set_item(self, holder: Value, key: Value, value: Value, node: ast.AST) -> None:
        if isinstance(holder, Dict):
            self.put(holder, key, value, node)
        elif isinstance(holder, List):
            self._put_in_list(holder, key, value, node)
        elif isinstance(holder, Instance):
            self.call_hook(holder, "__setitem__", [key, value], node)
        else:
            self.unknown_call(node, holder, value)

    def put(self, holder: Dict, key: Value, value: Value, node: ast.AST) -> None:
        """Set an item of a dict."""
        if is_key(key):
            if holder.entries.get(key, value) is ABSENT:
                self.store.write(holder, UNORDERED, value=True)
            self.store.write(holder, key, value)
            return
        if not isinstance(key, Unknown):
            self.escape([key], node)
        self.store.spend(len(holder.entries))
        for known in holder.known_keys():
            self._weaken_entry(holder, known, value, node)
        more = self.unknown(node, holder.entries.get(REST, ABSENT), value)
        self.store.write(holder, REST, Unknown(node, more.refs, absent=True))

    def _weaken_entry(self, holder: Obj, key: Value, value: Value, node: ast.AST) -> None:
        old = holder.entries[key]
        refs = self.store.limited(refs_of(old) | refs_of(value))
        self.store.write(holder, key, Unknown(node, refs, absent=is_maybe(old)))

    def _put_in_list(self, holder: List, key: Value, value: Value, node: ast.AST) -> None:
        items = list(holder.items)
        if isinstance(key, int) and holder.is_whole() and _fits(items, key):
            items[key] = value
            self.set_items(holder, items)
        elif isinstance(key, slice) and holder.is_whole() and isinstance(value, (List, tuple)):
            more = value.items if isinstance(value, List) else value
            try:
                items[key] = more
            except ValueError:
                return
            self.set_items(holder, items)
        elif not (isinstance(key, int) and holder.is_whole()):
            self.blur(holder, node, value)

    def set_items(self, holder: List, items: Any) -> None:
        self.store.spend(1 + len(items) // 8)
        self.store.write(holder, ITEMS, tuple(items))

    def blur(self, holder: List, node: ast.AST, *values: Value) -> None:
        """Forget how many items a list has, and which."""
        refs = self.unknown(node, holder.items, *values).refs
        self.store.write(holder, ITEMS, (Unknown(node, refs, absent=True),))

    def delete_item(self, holder: Value, key: Value, node: ast.AST) -> None:
        if isinstance(holder, Dict) and is_key(key):
            self.remove(holder, key)
        elif isinstance(holder, Dict):
            for known in holder.known_keys():
                old = holder.entries[known]
                self.store.write(holder, known, Unknown(node, refs_of(old), absent=True))
        elif isinstance(holder, List):
            items = list(holder.items)
            if isinstance(key, (int, slice)) and holder.is_whole() and _fits(items, key):
                del items[key]
                self.set_items(holder, items)
            else:
                self.blur(holder, node)
        else:
            self.unknown_call(node, holder)

    def remove(self, holder: Obj, key: Value) -> None:
        if key in holder.entries:
            self.store.write(holder, key, ABSENT)


def _is_part(holder: Value, key: Value) -> bool:
    return isinstance(holder, List) and isinstance(key, slice)


def _fits(items: Any, key: Any) -> bool:
    if isinstance(key, slice):
        parts = (key.start, key.stop, key.step)
        return all(part is None or isinstance(part, int) for part in parts) and key.step != 0
    return bool(-len(items) <= key < len(items))
