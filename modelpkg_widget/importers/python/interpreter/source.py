"""The text of a program, its tree, and how a place is spelled in it."""

from __future__ import annotations

import ast
import warnings

_SHOWN = 80
_ROWS = 20


class Source:
    """A text of Python that was parsed.

    Args:
        text: the source.

    Raises:
        SyntaxError, ValueError, MemoryError, RecursionError: it cannot be parsed.
    """

    def __init__(self, text: str) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            self.tree = ast.parse(text)
        self._lines = [line.encode() for line in text.split("\n")]

    def spelled(self, node: ast.AST) -> str:
        """Return how a node is spelled in the source, in one line and not too long."""
        if isinstance(node, ast.arg):
            return node.arg
        first, last = getattr(node, "lineno", 1) - 1, (getattr(node, "end_lineno", 1) or 1) - 1
        if hasattr(node, "body") and isinstance(node, ast.stmt):
            last = min(last, first)  # of a loop or a branch, how it begins
        rows = [row[: 4 * _SHOWN] for row in self._lines[first : last + 1][:_ROWS]]
        if last - first < len(rows) and last == (getattr(node, "end_lineno", 1) or 1) - 1:
            rows[-1] = rows[-1][: getattr(node, "end_col_offset", None)]
        start = getattr(node, "col_offset", 0)
        if rows:
            full = self._lines[first]
            rows[0] = full[start : start + 4 * _SHOWN]
            if len(rows) == 1 and last == (getattr(node, "end_lineno", 1) or 1) - 1:
                rows[0] = full[start : getattr(node, "end_col_offset", None)][: 4 * _SHOWN]
        text = " ".join(b" ".join(rows).decode(errors="replace").split())
        return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"

    def is_spread(self, node: ast.AST) -> bool:
        """Whether ``**`` stands before a node."""
        line, column = getattr(node, "lineno", 0), getattr(node, "col_offset", 0)
        return line > 0 and self._lines[line - 1][:column].rstrip().endswith(b"**")

    def size(self) -> int:
        """Return the number of nodes of the tree."""
        return sum(1 for _ in ast.walk(self.tree))
