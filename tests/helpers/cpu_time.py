"""How the CPU that a piece of work takes grows with its size: the same on every machine."""

from __future__ import annotations

import time
from collections.abc import Callable


def growth(work: Callable[[int], object], size: int, times: int = 8) -> float:
    """Return how much more CPU each item costs when there are `times` as many; 1 is linear.

    The least of three runs counts, so that what else the machine does is left out.
    """
    small, large = _least(work, size), _least(work, size * times)
    ratio = large / small / times
    print(f"\n{size}: {small:.4f} s of CPU; {size * times}: {large:.4f} s; growth {ratio:.2f}")
    return ratio


def _least(work: Callable[[int], object], size: int) -> float:
    took = []
    for _ in range(3):
        start = time.process_time()
        work(size)
        took.append(time.process_time() - start)
    return max(min(took), 1e-4)
