"""Where things are kept that outlive a kernel."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs
import pytest

from modelpkg_widget.storage.state_dir import VARIABLE, atomic_write, state_folder


def test_the_variable_names_the_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    assert state_folder() == tmp_path
    monkeypatch.setenv(VARIABLE, "~/somewhere")
    assert state_folder() == Path.home() / "somewhere"


def test_without_it_it_is_the_users_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE)
    assert state_folder().name == "modelpkg-widget"
    assert state_folder() == platformdirs.user_state_path("modelpkg-widget", appauthor=False)


def test_a_failed_write_leaves_the_old_text_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "file"
    atomic_write(path, "old")
    with pytest.raises(UnicodeEncodeError):
        atomic_write(path, "half \ud800")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(os.name == "nt", reason="Windows brings no folder to the disk")
@pytest.mark.parametrize("in_place", [False, True])
def test_text_and_name_are_on_the_disk_when_it_returns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, in_place: bool
) -> None:
    """A new text is there before its name leads to it, and the name before the function returns."""
    path = tmp_path / "file"
    atomic_write(path, "old")
    flushed: list[tuple[int, str]] = []
    flush = os.fsync

    def watched(descriptor: int) -> None:
        flushed.append((os.fstat(descriptor).st_ino, path.read_text()))
        flush(descriptor)

    monkeypatch.setattr(os, "fsync", watched)
    atomic_write(path, "new", in_place=in_place)
    file, folder = path.stat().st_ino, tmp_path.stat().st_ino
    if in_place:
        assert flushed[0][1] == "old", "the whole text is beside it before it is written into"
        flushed = flushed[1:]
    assert flushed == [(file, "new" if in_place else "old"), (folder, "new")]
