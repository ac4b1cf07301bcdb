"""How the CPU that a piece of work takes grows with its size: the same on every machine."""

from __future__ import annotations

import gc
import math
import time
from collections.abc import Callable

LOOKS = 10


def assert_growth(
    work: Callable[[int], object],
    size: int,
    *,
    below: float,
    times: int = 8,
    noticed: float = 1e-4,
    clock: Callable[[], float] = time.process_time,
) -> None:
    """Fail if an item costs `below` times as much CPU, or more, when there are `times` as many.

    1 is linear, `times` is quadratic. What else the machine does only ever adds CPU, so the least
    of all looks counts, and another look is taken until the limit is kept: work that grows too
    fast does so in each of them.

    Args:
        work: takes a size.
        size: the smaller one.
        noticed: seconds of CPU; a smaller work counts as if it had taken these.
        clock: of the process, or of a thread when the work stays in one.
    """
    small = large = math.inf
    for _ in range(LOOKS):
        small = min(small, _seconds(work, size, clock))
        large = min(large, _seconds(work, size * times, clock))
        ratio = large / max(small, noticed) / times
        if ratio < below:
            break
    print(f"\n{size}: {small:.4f} s of CPU; {size * times}: {large:.4f} s; growth {ratio:.2f}")
    assert ratio < below


def _seconds(work: Callable[[int], object], size: int, clock: Callable[[], float]) -> float:
    gc.disable()  # it would look through the objects of all other tests, too, in some runs
    start = clock()
    try:
        work(size)
        return clock() - start
    finally:
        gc.enable()


def assert_ratio(
    work: Callable[[], object], beside: Callable[[], object], *, at_most: float
) -> None:
    """Fail if work takes more than `at_most` of the CPU of other work, in one run.

    The least of some looks at each counts, and another look is taken until the limit is kept.
    """
    mine = other = math.inf
    for _ in range(LOOKS):
        mine = min(mine, _seconds(lambda _: work(), 0, time.process_time))
        other = min(other, _seconds(lambda _: beside(), 0, time.process_time))
        if mine <= at_most * other:
            break
    print(f"\n{mine:.4f} s of CPU beside {other:.4f} s: {mine / other:.2f}")
    assert mine <= at_most * other
