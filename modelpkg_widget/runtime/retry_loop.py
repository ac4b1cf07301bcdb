"""Trying something again by itself, for as long as somebody needs it."""

from __future__ import annotations

import logging
import threading
import weakref
from collections.abc import Callable

from . import background

_FIRST, _LONGEST = 1.0, 60.0  # seconds between two tries
log = logging.getLogger(__name__)


class Retrying:
    """Calls a method again and again until it returns True; the pauses grow from 1 s to 60 s.

    It does not keep the owner of the method alive. Where no thread can be started, nothing is
    tried again by itself.

    Args:
        attempt: a bound method; whether it is done.
        first: seconds before the first try.
    """

    def __init__(self, attempt: Callable[[], bool], first: float = _FIRST) -> None:
        self._attempt = weakref.WeakMethod(attempt)
        self._first = first
        self._lock = threading.Lock()
        self._wake: threading.Event | None = None
        background.note_forks(self)

    def after_fork(self) -> None:
        """Nothing is tried in the new process until it is asked for."""
        self._lock, self._wake = threading.Lock(), None

    def start(self) -> None:
        """Begin, unless it is tried already."""
        with self._lock:
            if self._wake:
                return
            self._wake = threading.Event()
            if not background.start(self._run, self._wake, name="retry"):
                self._wake = None

    def stop(self) -> None:
        """Try no more."""
        with self._lock:
            wake, self._wake = self._wake, None
        if wake:
            wake.set()

    def _run(self, wake: threading.Event) -> None:
        pause = self._first
        while not wake.wait(pause) and not self._is_done():
            pause = min(2 * pause, _LONGEST)
        with self._lock:
            if self._wake is wake:
                self._wake = None

    def _is_done(self) -> bool:
        attempt = self._attempt()
        if attempt is None:
            return True
        try:
            return attempt()
        except Exception:
            log.exception("What is tried again by itself has failed")
            return False
