"""Whether locks work is found out at once, and a lock that somebody holds is none that fails."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from modelpkg_widget.storage.file_locks import need_locks

fcntl = pytest.importorskip("fcntl")


def test_locks_that_work_pass_and_are_free_again(tmp_path: Path) -> None:
    lock = tmp_path / "a.lock"
    need_locks(lock)
    with lock.open() as file:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        need_locks(lock)  # held by somebody
    assert lock.stat().st_mode & 0o077 == 0


def test_locks_that_fail_raise(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", fail)
    opened = [os.dup(0) for _ in range(2)]
    for descriptor in opened:
        os.close(descriptor)
    for _ in range(20):
        with pytest.raises(OSError, match="No locks available"):
            need_locks(tmp_path / "a.lock")
    again = os.dup(0)  # the lowest that is free
    os.close(again)
    assert again == opened[0], "a file stays open"
