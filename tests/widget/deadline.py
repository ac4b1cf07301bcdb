"""Work that has to end in time."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from .scripted_client import SECONDS


def in_time(work: Callable[[], Any], seconds: float = SECONDS) -> Any:
    """Return what work returns; fail instead of waiting for ever."""
    pool = ThreadPoolExecutor(1)
    try:
        return pool.submit(work).result(seconds)
    finally:
        pool.shutdown(wait=False)
