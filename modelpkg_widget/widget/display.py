"""Where a form is shown, as its controller sees it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Change:
    """A change of the request, or of its pending entries, that observers are notified of."""

    name: str
    old: Any
    new: Any


@dataclass(frozen=True)
class Display:
    """Where a form is shown.

    Attributes:
        publish: takes the traits that have changed, under the lock, and tells nobody yet; returns
            what `notify` has to tell of them.
        notify: tells observers and pages, without the lock: of changes of the request, of what
            `publish` has returned, and the names of the traits that pages are to get.
        send_event: tells the pages what is of the moment.
    """

    publish: Callable[[Mapping[str, Any]], list[Any]]
    notify: Callable[[Sequence[Change], list[Any], set[str]], None]
    send_event: Callable[[dict[str, Any]], None]
