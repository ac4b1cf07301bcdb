"""The cells of all objects: changes can be rolled back, to try another branch."""

from __future__ import annotations

from collections.abc import Hashable

from .objects import ABSENT, Obj, Unknown, Value

Delta = dict[Obj, dict[Hashable, Value]]
"""The values of the cells that have changed since a mark."""
_MISSING = object()
_MOST_REFS = 40


class BudgetError(Exception):
    """The program takes more steps than the budget allows."""


class Store:
    """Writes cells and remembers their earlier values.

    Args:
        budget: steps that may be taken.
    """

    def __init__(self, budget: int) -> None:
        self.left = budget
        self.count = 0
        self.dirty: dict[Obj, None] = {}
        self._levels: list[Delta] = []
        self._recorders: list[dict[Obj, dict[Hashable, list[Value]]]] = []

    def spend(self, steps: int) -> None:
        """Count steps.

        Raises:
            BudgetError: there are more than the budget allows.
        """
        self.left -= steps
        if self.left < 0:
            raise BudgetError

    def next_number(self) -> int:
        self.count += 1
        return self.count

    def write(self, obj: Obj, key: Hashable, value: Value) -> None:
        if self._levels:
            old = obj.entries.get(key, _MISSING)
            self._levels[-1].setdefault(obj, {}).setdefault(key, old)
        if self._recorders:
            self._recorders[-1].setdefault(obj, {}).setdefault(key, []).append(value)
        obj.entries[key] = value
        if obj.escaped:
            self.dirty[obj] = None

    def mark(self) -> int:
        """Start a level of changes; return its depth."""
        self._levels.append({})
        return len(self._levels) - 1

    def changed(self, depth: int) -> Delta:
        """Return the values of the cells that were written since a mark."""
        made: Delta = {}
        for level in self._levels[depth:]:
            for obj, cells in level.items():
                own = made.setdefault(obj, {})
                for key in cells:
                    own[key] = obj.entries.get(key, ABSENT)
                self.spend(1 + len(cells) // 8)
        return made

    def roll_back(self, depth: int) -> None:
        """Undo the writes since a mark, and end its level."""
        for level in reversed(self._levels[depth:]):
            for obj, cells in level.items():
                for key in reversed(cells):
                    if cells[key] is _MISSING:
                        obj.entries.pop(key, None)
                    else:
                        obj.entries[key] = cells[key]
        del self._levels[depth:]

    def take_changes(self, depth: int) -> Delta:
        """Return the changes since a mark, and undo them."""
        found = self.changed(depth)
        self.roll_back(depth)
        return found

    def apply(self, delta: Delta) -> None:
        for obj, cells in delta.items():
            for key, value in cells.items():
                if obj.entries.get(key, ABSENT) is not value:
                    self.write(obj, key, value)

    def switch(self, delta: Delta, depth: int) -> None:
        """Write cells so that the state is that of a delta since a mark."""
        base: Delta = {}
        for level in self._levels[depth:]:
            for obj, cells in level.items():
                own = base.setdefault(obj, {})
                for key, old in cells.items():
                    own.setdefault(key, ABSENT if old is _MISSING else old)
        for obj, cells in {**base, **delta}.items():
            target = {**base.get(obj, {}), **delta.get(obj, {})}
            self.spend(1 + len(cells))
            self.apply({obj: target})

    def start_recording(self) -> None:
        """Start recording each value that a cell gets."""
        self._recorders.append({})

    def stop_recording(self) -> dict[Obj, dict[Hashable, list[Value]]]:
        """Stop recording; return the values. An outer recording gets them too."""
        found = self._recorders.pop()
        if self._recorders:
            around = self._recorders[-1]
            for obj, cells in found.items():
                own = around.setdefault(obj, {})
                for key, values in cells.items():
                    own.setdefault(key, []).extend(values)
        return found

    def limited(self, refs: frozenset[Obj]) -> frozenset[Obj]:
        """Return refs. If there are too many, return none, and treat them as escaped."""
        if len(refs) <= _MOST_REFS:
            self.spend(1 + len(refs) // 8)
            return refs
        for obj in refs:
            obj.escaped = True
            self.dirty[obj] = None
        return frozenset()

    def unknown(
        self, why: Unknown, refs: frozenset[Obj] = frozenset(), *, absent: bool = False
    ) -> Unknown:
        """Return an unknown value of the same place that may be some objects."""
        return Unknown(why.node, self.limited(refs), absent=absent)
