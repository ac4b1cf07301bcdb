"""What keys cost on a page: until the frame that shows it, and of the main thread's CPU."""

from __future__ import annotations

import statistics
import time
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

#: Each key changes what is wrong: "_" is no letter of a name, and then it is taken away again.
KEYS = ("_", "Backspace")
PAUSE = 0.025
"""Seconds between two keys: longer than a frame, so that none is left out."""
SETTLE = 0.4
"""Seconds after the last key: what a form does in its next pause was caused by keys, too."""


class Meter:
    """The main thread of a page, read through the DevTools protocol."""

    def __init__(self, page: Page) -> None:
        self._session = page.context.new_cdp_session(page)
        # In thread ticks, so that what else the machine does is left out.
        self._session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def read(self) -> dict[str, float]:
        """Return the metrics as they are now; durations in seconds of CPU, heap in bytes."""
        rows = self._session.send("Performance.getMetrics")["metrics"]
        return {row["name"]: float(row["value"]) for row in rows}

    def heap(self) -> float:
        """Return the bytes of script objects that are in use, without garbage."""
        self._session.send("HeapProfiler.enable")
        self._session.send("HeapProfiler.collectGarbage")
        return self.read()["JSHeapUsedSize"]


@dataclass(frozen=True)
class Cost:
    """CPU of the main thread for one key, in milliseconds."""

    script: float
    tasks: float
    thread: float
    keys: int


def cost_of_keys(page: Page, meter: Meter, count: int, most_seconds: float = 60) -> Cost:
    """Type ``count`` keys, or as many as fit into the time, an even number of them."""
    before, start, typed = meter.read(), time.monotonic(), 0
    while typed < count and (typed < 2 or time.monotonic() - start < most_seconds):
        for key in KEYS:
            page.keyboard.press(key)
            time.sleep(PAUSE)
        typed += len(KEYS)
    time.sleep(SETTLE)
    after = meter.read()

    def each(name: str) -> float:
        return (after[name] - before[name]) * 1000 / typed

    return Cost(each("ScriptDuration"), each("TaskDuration"), each("ThreadTime"), typed)


def painted_after_keys(page: Page, count: int, most_seconds: float = 60) -> list[float]:
    """Type keys one by one; returns for each the milliseconds until its verdict was painted."""
    found: list[float] = []
    start = time.monotonic()
    while len(found) < count and (len(found) < 2 or time.monotonic() - start < most_seconds):
        for key in KEYS:
            page.evaluate("() => bench.watch()")
            page.keyboard.press(key)
            found.append(page.evaluate("() => bench.shown()"))
            time.sleep(PAUSE / 2)
    return found


def percentile(values: list[Any], percent: int) -> float:
    """Return a percentile; of one value that value."""
    if len(values) < 2:
        return float(values[0])
    return float(statistics.quantiles(values, n=100, method="inclusive")[percent - 1])
