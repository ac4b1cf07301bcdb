"""What is to happen to the next requests, or packages, that it fits."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


class OneShotQueue(Generic[T]):
    """Orders in the sequence they were given; each is good for a number of times."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._rows: list[tuple[T, int | None]] = []

    def add(self, order: T, times: object) -> None:
        """Args: times: a whole number above 0; None until `clear`.

        Raises:
            ValueError: another number of times.
        """
        if times is not None and (
            not isinstance(times, int) or isinstance(times, bool) or times < 1
        ):
            raise ValueError(f"times={times!r} must be a whole number above 0, or None for all.")
        with self._lock:
            self._rows.append((order, times))

    def take(self, fits: Callable[[T], bool]) -> T | None:
        """The first order that fits, which then is good for one time less."""
        with self._lock:
            for at, (order, times) in enumerate(self._rows):
                if fits(order):
                    if times == 1:
                        del self._rows[at]
                    elif times is not None:
                        self._rows[at] = (order, times - 1)
                    return order
        return None

    def pending(self) -> bool:
        """Return whether an order waits for a request or package that it fits."""
        with self._lock:
            return bool(self._rows)

    def clear(self) -> None:
        with self._lock:
            self._rows.clear()
