"""What an expression of Python comes to, as far as literals tell it; nothing is run.

What they do not tell is `Unresolved`, and so is what would come to very much.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Callable
from typing import Any

from .python_texts import Known, bounded, formatted, percent, text, together
from .reading import MOST, NotReadError, Unresolved, bounded_copy, why

_SHOWN = 80
Names = dict[str, Any]


class Values:
    """Evaluates expressions of one text.

    Args:
        text: the source.
    """

    def __init__(self, text: str) -> None:
        self._lines = [line.encode() for line in text.split("\n")]
        self._left = MOST

    def spelled(self, node: ast.AST) -> str:
        """Return how a node is spelled in the source, in one line and not too long."""
        first, last = getattr(node, "lineno", 1) - 1, (getattr(node, "end_lineno", 1) or 1) - 1
        rows = self._lines[first : last + 1][:20]
        if last - first < len(rows):
            rows[-1] = rows[-1][: getattr(node, "end_col_offset", None)]
        if rows:
            rows[0] = rows[0][getattr(node, "col_offset", 0) :]
        text = " ".join(b" ".join(rows).decode(errors="replace").split())
        return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"

    def of(self, node: ast.expr, names: Names) -> Any:
        """Return the value of an expression.

        Args:
            node: the expression.
            names: what is known by name.

        Raises:
            NotReadError: the text comes to more than a request can be.
        """
        self._left -= 1
        if self._left < 0:
            raise NotReadError(why("errors", "many"), final=True)
        evaluate = _KINDS.get(type(node).__name__)
        found = evaluate(self, node, names) if evaluate else None
        return self.gap(node) if found is None else found.value

    def gap(self, node: ast.AST) -> Unresolved:
        return Unresolved(self.spelled(node))

    # Each returns None for what it cannot tell.

    def constant(self, node: Any, _: Names) -> Known | None:
        plain = node.value is None or isinstance(node.value, (str, bool, int, float))
        return Known(node.value) if plain else None

    def name(self, node: Any, names: Names) -> Known | None:
        return Known(names[node.id]) if node.id in names else None

    def items(self, node: Any, names: Names) -> Known:
        made: list[Any] = []
        for item in node.elts:
            if isinstance(item, ast.Starred):
                found = self.of(item.value, names)
                made += found if isinstance(found, list) else [self.gap(item)]
            else:
                made.append(self.of(item, names))
            if len(made) > MOST:
                raise NotReadError(why("errors", "many"), final=True)
        return Known(made)

    def mapping(self, node: Any, names: Names) -> Known | None:
        made: dict[str, Any] = {}
        for key, item in zip(node.keys, node.values, strict=True):
            if key is None:
                self.lay(made, self.of(item, names))
                continue
            name = self.of(key, names)
            if isinstance(name, str):
                if name in made and isinstance(key, ast.Constant):
                    said = why("yaml", "twice", key=name)
                    raise NotReadError(said, key.lineno, key.col_offset + 1, final=True)
                made[name] = self.of(item, names)
            else:
                made[f"{_NAMELESS}{self.spelled(key)}"] = self.gap(item)
        return Known(made)

    @staticmethod
    def lay(made: dict[str, Any], more: Any) -> None:
        """Lay what ``**`` stands before over what is there."""
        if isinstance(more, dict):
            made.update(more)
        elif isinstance(more, Unresolved):
            made[f"{_NAMELESS}{more.text}"] = Unresolved(f"**{more.text}")

    def joined(self, node: Any, names: Names) -> Known | None:
        parts: list[str | None] = []
        for part in node.values:
            plain = part
            if isinstance(part, ast.FormattedValue):
                if part.format_spec or part.conversion not in (-1, ord("s")):
                    return None
                plain = part.value
            parts.append(text(self.of(plain, names)))
        return together(parts)

    def sum(self, node: Any, names: Names) -> Known | None:
        one = self.of(node.left, names)
        other = self.of(node.right, names)
        if isinstance(node.op, ast.Add):
            texts = isinstance(one, str) and isinstance(other, str)
            lists = isinstance(one, list) and isinstance(other, list)
            return bounded(one + other) if texts or lists else None
        if isinstance(node.op, ast.Mod) and isinstance(one, str):
            return percent(one, other if isinstance(other, list) else [other])
        if isinstance(node.op, ast.BitOr) and isinstance(one, dict) and isinstance(other, dict):
            return Known({**one, **other})
        return None

    def minus(self, node: Any, names: Names) -> Known | None:
        number = self.of(node.operand, names)
        is_number = isinstance(number, (int, float)) and not isinstance(number, bool)
        return Known(-number) if is_number and isinstance(node.op, ast.USub) else None

    def item(self, node: Any, names: Names) -> Known | None:
        holder, step = self.of(node.value, names), self.of(node.slice, names)
        return Known(holder[step]) if has(holder, step) else None

    def call(self, node: ast.Call, names: Names) -> Known | None:
        """``dict``, ``str``, ``json.dumps`` and ``"...".format`` of known values."""
        told, called = self.spelled(node.func), node.func
        plain = not any(isinstance(one, ast.Starred) for one in node.args)
        if told == "dict" and len(node.args) <= 1 and plain:
            made = dict(given) if isinstance(given := self._first(node, names), dict) else {}
            if node.args and not isinstance(given, dict):
                return None
            made.update(self.keywords(node, names))
            return Known(made)
        if told in ("str", "json.dumps") and len(node.args) == 1 and plain and not node.keywords:
            given = self._first(node, names)
            if told == "str":
                return together([text(given)])
            given = bounded_copy(given)
            return None if _holds_gap(given) else bounded(json.dumps(given))
        if isinstance(called, ast.Attribute) and called.attr == "format" and plain:
            form = self.of(called.value, names)
            given = [self.of(one, names) for one in node.args]
            return formatted(form, given, self.keywords(node, names))
        return None

    def _first(self, node: ast.Call, names: Names) -> Any:
        return self.of(node.args[0], names) if node.args else None

    def keywords(self, node: ast.Call, names: Names) -> dict[str, Any]:
        """Return the keyword arguments of a call, ``**`` laid over in its place."""
        made: dict[str, Any] = {}
        for one in node.keywords:
            value = self.of(one.value, names)
            if one.arg is None:
                self.lay(made, value)
            else:
                made[one.arg] = value
        return made


_NAMELESS = "\0"
"""Before the key of what has no name that is known."""


def is_nameless(key: str) -> bool:
    """Whether a key stands for names that nobody can tell."""
    return key.startswith(_NAMELESS)


def has(holder: Any, step: Any) -> bool:
    """Whether a dict or list has something at a key or position."""
    if isinstance(holder, dict):
        return isinstance(step, str) and step in holder
    is_at = isinstance(step, int) and not isinstance(step, bool)
    return isinstance(holder, list) and is_at and -len(holder) <= step < len(holder)


def _holds_gap(value: Any) -> bool:
    if isinstance(value, (list, dict)):
        return any(
            _holds_gap(one) for one in (value.values() if isinstance(value, dict) else value)
        )
    return isinstance(value, Unresolved)


_KINDS: dict[str, Callable[[Values, Any, Names], Known | None]] = {
    "Constant": Values.constant,
    "Name": Values.name,
    "List": Values.items,
    "Tuple": Values.items,
    "Dict": Values.mapping,
    "JoinedStr": Values.joined,
    "BinOp": Values.sum,
    "UnaryOp": Values.minus,
    "Subscript": Values.item,
    "Call": Values.call,
}
