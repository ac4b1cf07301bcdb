"""Where things are kept that outlive a kernel."""

from __future__ import annotations

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
