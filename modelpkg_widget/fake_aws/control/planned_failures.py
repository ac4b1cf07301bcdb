"""Bad ends that were asked for, for packages to come."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from modelpkg_widget.fake_aws.sagemaker.certification import Ending
from modelpkg_widget.fake_aws.server.messages import table

from .one_shot import OneShotQueue

if TYPE_CHECKING:
    from modelpkg_widget.fake_aws.sagemaker.certification import Lifecycle


@dataclass(frozen=True)
class PlannedFailure:
    """A bad end, and a text that the request of a package must hold to come to it."""

    ending: Ending
    naming: str


class PlannedFailures:
    """The bad ends that were asked for and that no package has taken yet."""

    def __init__(self) -> None:
        self._orders = OneShotQueue[PlannedFailure]()

    def add(self, kind: object, times: object, naming: object = "") -> None:
        """See `ControlClient.fail_next`.

        Raises:
            ValueError: no such ending, or a number of times that is none.
        """
        rows = table("endings")
        if not isinstance(kind, str) or kind not in rows:
            raise ValueError(f"Unknown failure {kind!r}. Use one of: {', '.join(rows)}.")
        if not isinstance(naming, str):
            raise ValueError(f"naming={naming!r} must be a string.")
        row = rows[kind]
        ending = Ending(row["item"], row["status"], row["reason"], kind)
        self._orders.add(PlannedFailure(ending, naming), times)

    def given(self, course: Lifecycle, request: dict[str, Any]) -> Lifecycle:
        """The course of a request, with the first ending that it can have."""
        text = json.dumps(request)
        found = self._orders.take(
            lambda order: course.has(order.ending.item) and order.naming in text
        )
        return replace(course, ending=found.ending if found else None)

    def pending(self) -> bool:
        """Return whether one is still to happen."""
        return self._orders.pending()

    def clear(self) -> None:
        self._orders.clear()


def reasons() -> dict[str, str]:
    """The FailureReason of each ending that can be asked for."""
    return {kind: row["reason"] for kind, row in table("endings").items()}
