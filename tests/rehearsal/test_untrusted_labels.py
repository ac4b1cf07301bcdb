"""A container's label is no reason to remove a folder: any image can have it."""

from __future__ import annotations

import json
import platform
from pathlib import Path

import pytest

from modelpkg_widget.rehearsal.engine import Engine
from modelpkg_widget.rehearsal.find_engine import find_engine, forget_engines
from modelpkg_widget.rehearsal.leftovers import LABEL, MACHINE, remove_leftovers, runs_folder

from .fake_docker import fake_docker

NAME = "0123456789ab"


def engine_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, label: Path
) -> tuple[Engine, Path]:
    """An engine with one container that has this label; and the log of the engine."""
    log = fake_docker(tmp_path / "bin")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    labels = {LABEL: str(label), MACHINE: platform.node()}
    rows = json.dumps([{"Id": "abc", "Config": {"Labels": labels}}])
    path = tmp_path / "bin" / "docker"
    lines = path.read_text().replace("  container)", f"  container) echo '{rows}'; exit ;;\n  x)")
    path.write_text(lines.replace("  wait)", "  ps) echo abc ;;\n  wait)"))
    forget_engines()
    return find_engine(), log


@pytest.mark.parametrize("place", ["documents", f"other/runs/{NAME}", f"runs/{NAME}"])
def test_a_folder_elsewhere_is_not_touched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    folder = tmp_path / place
    folder.mkdir(parents=True)
    (folder / "thesis.txt").write_text("text")
    engine, _ = engine_with(tmp_path, monkeypatch, folder)

    remove_leftovers(engine)

    assert (folder / "thesis.txt").read_text() == "text"


@pytest.mark.parametrize("name", ["documents", NAME])
def test_what_is_no_rehearsal_s_in_the_folder_of_runs_is_not_touched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    target = tmp_path / "target"
    target.mkdir()
    (target / "thesis.txt").write_text("text")
    runs_folder().mkdir(parents=True)
    (runs_folder() / name).symlink_to(target)
    engine, log = engine_with(tmp_path, monkeypatch, runs_folder() / name)

    remove_leftovers(engine)

    assert [path.name for path in target.iterdir()] == ["thesis.txt"]
    assert "rm --force" not in log.read_text()


def test_what_a_killed_rehearsal_left_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = runs_folder() / NAME
    folder.mkdir(parents=True)
    (folder / "login-x").mkdir()
    engine, log = engine_with(tmp_path, monkeypatch, folder)

    remove_leftovers(engine)

    assert not folder.exists()
    assert "rm --force --volumes abc\n" in log.read_text()


def test_the_folder_of_another_user_keeps_its_container(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "home" / "runs" / NAME
    engine, log = engine_with(tmp_path, monkeypatch, folder)
    real = Path.lstat

    def lstat(path: Path) -> object:
        if path == folder:
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(Path, "lstat", lstat)
    monkeypatch.setattr(Path, "is_dir", lambda path: bool(path.lstat()) if path == folder else True)
    runs_folder().mkdir(parents=True, exist_ok=True)

    remove_leftovers(engine)

    assert "rm --force" not in log.read_text()
