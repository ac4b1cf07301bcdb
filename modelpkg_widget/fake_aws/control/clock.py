"""A clock that runs faster than time."""

from __future__ import annotations

import math
import threading
import time

#: A certification takes 24 s at this factor, see `progress`.
SPEED = 300.0


class Clock:
    """Counts seconds, `speed` of them for each that passes; never backwards."""

    def __init__(self, speed: float = SPEED) -> None:
        self._lock = threading.Lock()
        self._speed = speed
        self._counted = 0.0
        self._since = time.monotonic()

    def now(self) -> float:
        """Seconds counted since this was made."""
        with self._lock:
            return self._now()

    @property
    def speed(self) -> float:
        return self._speed

    def set_speed(self, speed: object) -> None:
        """Changes the factor from now on; what was counted stays.

        Raises:
            ValueError: no number above zero.
        """
        valid_speed = positive("speed", speed)
        with self._lock:
            self._counted, self._since = self._now(), time.monotonic()
            self._speed = valid_speed

    def advance(self, seconds: object) -> None:
        """Jumps ahead.

        Raises:
            ValueError: no number above zero.
        """
        skipped = positive("seconds", seconds)
        with self._lock:
            self._counted += skipped

    def _now(self) -> float:
        return self._counted + (time.monotonic() - self._since) * self._speed


def positive(name: str, value: object) -> float:
    """A number above zero.

    Raises:
        ValueError: something else.
    """
    if isinstance(value, int | float) and not isinstance(value, bool):
        number = float(value)
        if number > 0 and math.isfinite(number):
            return number
    raise ValueError(f"{name}={value!r} must be a number above 0.")
