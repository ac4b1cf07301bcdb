"""Work on a thread of its own; where no thread can be started, in the caller."""

from __future__ import annotations

import logging
import os
import threading
import weakref
from collections.abc import Callable
from typing import Any, Protocol

log = logging.getLogger(__name__)


def start(work: Callable[..., object], *given: Any, name: str = "") -> bool:
    """Start a daemon thread.

    Returns:
        Whether it runs: a process may have no threads left, and some Pythons have none at all.
    """
    try:
        threading.Thread(target=work, args=given, name=name or None, daemon=True).start()
    except RuntimeError:
        return False
    return True


def run(work: Callable[..., object], *given: Any, name: str = "") -> None:
    """Do work on a daemon thread, or in the caller; then this returns when it is done."""
    if not start(work, *given, name=name):
        work(*given)


def guarded(task: Callable[[], object]) -> None:
    """Tell the outside; an observer that fails or exits keeps nobody waiting.

    Raises:
        KeyboardInterrupt: on the main thread, where it may be a person's.
    """
    try:
        task()
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt) and _is_main():
            raise
        log.exception("What observes the form has failed")


def _is_main() -> bool:
    return threading.current_thread() is threading.main_thread()


class Forked(Protocol):
    """What has locks or threads that a forked process does not have."""

    def after_fork(self) -> None:
        """Bring it into order in the new process; no other thread runs there."""


_owners: weakref.WeakSet[Any] = weakref.WeakSet()


def note_forks(owner: Forked) -> None:
    """Call the owner's `after_fork` in each process that is forked from this one."""
    _owners.add(owner)


def _after_fork() -> None:
    for owner in list(_owners):
        owner.after_fork()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)
