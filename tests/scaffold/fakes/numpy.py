"""What the scaffold calls of numpy."""

from __future__ import annotations


def array(rows: list[list[float]]) -> list[list[float]]:
    return rows
