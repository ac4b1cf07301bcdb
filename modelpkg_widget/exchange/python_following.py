"""Follows the statements of Python text in their order, as far as literals go; nothing is run.

Assignments, ``d["k"] = v``, ``update``, ``append``. What is set in a loop or under a condition is
known no more behind it.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from modelpkg_widget.schema import OPERATION, operation_schema

from .python_values import Names, Values, has, is_nameless
from .reading import MOST, NotReadError, Unresolved, bounded_copy, why
from .repairs import flat

if TYPE_CHECKING:
    from typing import TypeGuard

_CALL = "create_model_package"
_STRAIGHT = (ast.With, ast.AsyncWith, ast.ClassDef)
_BRANCHES = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.Try)


class Followed:
    """The statements of a text, in their order.

    Attributes:
        calls: line and request of each call that makes a package.
    """

    def __init__(self, text: str) -> None:
        self.values = Values(text)
        self.calls: list[tuple[int, Any]] = []
        self._dicts: dict[str, tuple[int, Any]] = {}

    def dicts(self) -> list[tuple[int, Any]]:
        """Return line and value of each name that is a request by its members."""
        known = {flat(name) for name in operation_schema(OPERATION)["properties"]}

        def is_request(value: Any) -> bool:
            names = [key for key in value if not is_nameless(key)]
            return bool(names) and all(flat(name) in known for name in names)

        return [row for row in self._dicts.values() if is_request(row[1])]

    def body(self, statements: Sequence[ast.stmt], names: Names) -> None:
        for one in statements:
            self.statement(one, names)

    def statement(self, one: ast.stmt, names: Names) -> None:
        self._look(one, names)
        if isinstance(one, (ast.FunctionDef, ast.AsyncFunctionDef)):
            own = {arg.arg for arg in ast.walk(one.args) if isinstance(arg, ast.arg)}
            self.body(one.body, {name: names[name] for name in names if name not in own})
            names.pop(one.name, None)
        elif isinstance(one, _STRAIGHT) or self._is_main(one):
            self.body(one.body, names)
        elif isinstance(one, _BRANCHES):
            self._branches(one, names)
        elif isinstance(one, (ast.Assign, ast.AnnAssign)) and one.value:
            targets = one.targets if isinstance(one, ast.Assign) else [one.target]
            value = self.values.of(one.value, names)
            for target in targets:
                self._assign(target, value, names)
        elif isinstance(one, ast.AugAssign):
            both = ast.copy_location(ast.BinOp(_loaded(one.target), one.op, one.value), one)
            self._assign(one.target, self.values.of(both, names), names)
        elif isinstance(one, ast.Expr) and isinstance(one.value, ast.Call):
            self._change(one.value, names)
        elif isinstance(one, (ast.Import, ast.ImportFrom)):
            for alias in one.names:
                names.pop((alias.asname or alias.name).split(".")[0], None)

    def _is_main(self, one: ast.stmt) -> TypeGuard[ast.If]:
        """Whether a statement holds what a script does when it is run."""
        return isinstance(one, ast.If) and "__name__" in self.values.spelled(one.test)

    def _branches(self, one: Any, names: Names) -> None:
        """Follow what may happen or not; behind it is known what all ways agree on."""
        is_try = isinstance(one, ast.Try)
        if is_try:
            self.body([*one.body, *one.orelse], names)
        ways = [handler.body for handler in one.handlers] if is_try else [one.body, one.orelse]
        unsure = {name for way in ways for name in _set_in(way)}
        if isinstance(one, (ast.For, ast.AsyncFor)):
            unsure |= _set_in([one.target])
        ends: list[Names] = [names] if is_try else []
        for way in ways:
            copies = {name: bounded_copy(names[name]) for name in unsure if name in names}
            own = {**names, **copies}
            if way and isinstance(one, (ast.For, ast.AsyncFor)):
                for name in _set_in([one.target]):
                    own.pop(name, None)
            self.body(way, own)
            ends.append(own)
        for name in unsure:
            self._dicts.pop(name, None)
            found = _agreed(name, [end.get(name, _UNKNOWN) for end in ends])
            if found is _UNKNOWN:
                names.pop(name, None)
            else:
                names[name] = found
                if isinstance(found, dict):
                    self._dicts[name] = (one.lineno, found)
        self.body(getattr(one, "finalbody", []), names)

    def _assign(self, target: ast.expr, value: Any, names: Names) -> None:
        if isinstance(target, ast.Name):
            names[target.id] = value
            self._dicts.pop(target.id, None)
            if isinstance(value, dict):
                self._dicts[target.id] = (target.lineno, value)
        elif isinstance(target, ast.Subscript):
            holder = self.values.of(target.value, names)
            step = self.values.of(target.slice, names)
            is_key = isinstance(holder, dict) and isinstance(step, str)
            if is_key or (isinstance(holder, list) and has(holder, step)):
                holder[step] = value
            elif isinstance(holder, dict):
                Values.lay(holder, self.values.gap(target))
        elif isinstance(target, (ast.Tuple, ast.List)):
            fits = isinstance(value, list) and len(value) == len(target.elts)
            for at, part in enumerate(target.elts):
                self._assign(part, value[at] if fits else self.values.gap(part), names)
        elif isinstance(target, ast.Starred):
            self._assign(target.value, self.values.gap(target), names)

    def _change(self, call: ast.Call, names: Names) -> None:
        """Follow ``d.update(...)``, ``d.setdefault(...)``, ``l.append(...)``, ``l.extend(...)``."""
        if not isinstance(call.func, ast.Attribute):
            return
        holder = self.values.of(call.func.value, names)
        given = [self.values.of(one, names) for one in call.args]
        way = call.func.attr
        if isinstance(holder, dict) and way == "update":
            for more in [*given, self.values.keywords(call, names)]:
                Values.lay(holder, more)
        elif isinstance(holder, dict) and way == "setdefault" and given[:1]:
            if isinstance(given[0], str):
                holder.setdefault(given[0], given[1] if given[1:] else None)
        elif isinstance(holder, dict) and way == "pop" and isinstance((given or [0])[0], str):
            holder.pop(given[0], None)
        elif isinstance(holder, list) and way == "append" and len(given) == 1:
            holder.append(given[0])
        elif isinstance(holder, list) and way == "extend" and len(given) == 1:
            holder += given[0] if isinstance(given[0], list) else [Unresolved("…")]
            if len(holder) > MOST:
                raise NotReadError(why("errors", "many"), final=True)

    def _look(self, one: ast.stmt, names: Names) -> None:
        """Take the calls that stand in a statement, but in none below it."""
        for call in _calls_in(one):
            request = self.values.keywords(call, names)
            for more in call.args:
                Values.lay(request, self.values.gap(more))
            self.calls.append((call.lineno, bounded_copy(request)))


_UNKNOWN = object()


def _agreed(name: str, values: list[Any]) -> Any:
    """Return what a name means whichever way was gone; of a dict, what its keys do."""
    first = values[0]
    if all(isinstance(value, dict) for value in values):
        keys = {key: None for value in values for key in value}
        return {
            key: first[key]
            if all(key in value and value[key] == first.get(key) for value in values)
            else Unresolved(f"{name}[{key!r}]")
            for key in keys
        }
    return first if all(value == first for value in values) else _UNKNOWN


def _calls_in(statement: ast.stmt) -> list[ast.Call]:
    found: list[ast.Call] = []
    todo: list[ast.AST] = [statement]
    while todo:
        node = todo.pop()
        if isinstance(node, ast.Call) and _name(node.func) == _CALL:
            found.append(node)
        todo += [one for one in ast.iter_child_nodes(node) if not isinstance(one, _BELOW)]
    return found


_BELOW = (ast.stmt, ast.excepthandler)


def _name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _set_in(statements: Sequence[ast.AST]) -> set[str]:
    """Return the names that are set, changed or deleted anywhere in statements."""
    found: set[str] = set()
    for statement in statements:
        for node in ast.walk(statement):
            if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
                found.add(node.id)
            elif isinstance(node, (ast.Subscript, ast.Attribute)):
                root: ast.AST = node
                while isinstance(root, (ast.Subscript, ast.Attribute)):
                    root = root.value
                changes = not isinstance(node.ctx, ast.Load) or (
                    isinstance(node, ast.Attribute) and node.attr in _CHANGES
                )
                if isinstance(root, ast.Name) and changes:
                    found.add(root.id)
    return found


_CHANGES = ("update", "append", "extend", "pop", "setdefault", "insert", "remove", "clear")


def _loaded(target: ast.expr) -> ast.expr:
    """Return a target as the expression that reads it."""
    made: Any = type(target)(**{**vars(target), "ctx": ast.Load()})
    return made  # type: ignore[no-any-return]
