"""What is tried again by itself: until it is done, stopped, or nobody needs it."""

from __future__ import annotations

import gc
import threading

import pytest

from modelpkg_widget.runtime.retry_loop import Retrying
from tests.widget.scripted_client import until


class Owner:
    """Succeeds when it is let, and notes how often it was asked."""

    def __init__(self) -> None:
        self.attempts = 0
        self.ready = threading.Event()
        self.retrying = Retrying(self.attempt, 0.01)

    def attempt(self) -> bool:
        self.attempts += 1
        if self.attempts == 2:
            raise RuntimeError("once")
        return self.ready.is_set()


def threads() -> int:
    return sum(one.name == "retry" for one in threading.enumerate())


def test_it_is_tried_until_it_is_done() -> None:
    owner = Owner()
    owner.retrying.start()
    owner.retrying.start()
    assert threads() == 1
    until(lambda: owner.attempts >= 3)
    owner.ready.set()
    until(lambda: not threads())
    attempts = owner.attempts
    owner.retrying.start()
    until(lambda: owner.attempts > attempts)
    until(lambda: not threads())


def test_it_can_be_stopped() -> None:
    owner = Owner()
    owner.retrying.start()
    owner.retrying.stop()
    until(lambda: not threads())


@pytest.mark.slow
def test_it_keeps_nobody_alive() -> None:
    owner = Owner()
    owner.retrying.start()
    del owner
    gc.collect()
    until(lambda: not threads())


def test_without_threads_nothing_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    def start(_: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    owner = Owner()
    with monkeypatch.context() as patch:
        patch.setattr(threading.Thread, "start", start)
        owner.retrying.start()
    assert owner.attempts == 0
    owner.ready.set()
    owner.retrying.start()
    until(lambda: owner.attempts == 1)
