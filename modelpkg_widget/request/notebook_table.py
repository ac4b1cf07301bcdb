"""Lists that a notebook shows as tables: what is wrong, what was checked, what has changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import Any, ClassVar, Generic, TypeVar

Row = TypeVar("Row")


class NotebookTable(list[Row], Generic[Row]):
    """A list, with a table for people. A subclass names its columns.

    Attributes:
        columns: the heading of each column, and what makes the text of a cell of a row.
        empty: the sentence that stands for no rows.
    """

    columns: ClassVar[dict[str, Callable[[Any], str]]]
    empty: ClassVar[str]

    def _repr_html_(self) -> str:
        """Return the table as HTML: what a notebook shows."""
        if not self:
            return f"<p>{escape(self.empty)}</p>"
        head = "".join(
            f'<th scope="col" style="text-align:left">{name}</th>' for name in self.columns
        )
        return (
            f"<table><thead><tr>{head}</tr></thead><tbody>"
            + "".join(f"<tr>{_as_row(cells)}</tr>" for cells in self._cells())
            + "</tbody></table>"
        )

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:  # noqa: ARG002, FBT001
        """Print the table as text: what IPython shows in a terminal."""
        printer.text(self._as_text())

    def _cells(self) -> list[list[str]]:
        return [[cell(row) for cell in self.columns.values()] for row in self]

    def _as_text(self) -> str:
        if not self:
            return self.empty
        rows = [list(self.columns), *self._cells()]
        widths = [max(len(row[at]) for row in rows) for at in range(len(self.columns))]
        return "\n".join(_as_line(row, widths) for row in rows)


def _as_row(cells: Sequence[str]) -> str:
    style = "text-align:left;white-space:pre-wrap;overflow-wrap:anywhere"
    return "".join(f'<td style="{style}">{escape(cell)}</td>' for cell in cells)


def _as_line(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(f"{cell:{width}}" for cell, width in zip(cells, widths, strict=True)).rstrip()
