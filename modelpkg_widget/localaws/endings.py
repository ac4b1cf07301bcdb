"""Bad ends that were asked for, for packages to come."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from .orders import Orders
from .progress import Ending
from .sentences import table

if TYPE_CHECKING:
    from .progress import Course


class Endings:
    """The bad ends that were asked for and that no package has taken yet."""

    def __init__(self) -> None:
        self._orders = Orders[Ending]()

    def add(self, kind: object, times: object) -> None:
        """See `Controls.ending`.

        Raises:
            ValueError: no such ending, or a number of times that is none.
        """
        rows = table("endings")
        if not isinstance(kind, str) or kind not in rows:
            raise ValueError(f"{kind!r} is no ending; there are {', '.join(rows)}.")
        row = rows[kind]
        self._orders.add(Ending(row["item"], row["status"], row["reason"]), times)

    def given(self, course: Course) -> Course:
        """The course with the first ending that it can have."""
        return replace(course, ending=self._orders.take(lambda ending: course.has(ending.item)))

    def clear(self) -> None:
        self._orders.clear()


def reasons() -> dict[str, str]:
    """The FailureReason of each ending that can be asked for."""
    return {kind: row["reason"] for kind, row in table("endings").items()}
