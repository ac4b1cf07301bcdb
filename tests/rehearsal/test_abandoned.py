"""What of an abandoned rehearsal is removed, and what an engine may answer meanwhile."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from modelpkg_widget.rehearsal.find_engine import VARIABLE, find_engine, forget_engines
from modelpkg_widget.rehearsal.leftovers import (
    LABEL,
    RunFolder,
    remove_folder,
    remove_leftovers,
    runs_folder,
)
from tests.widget.scripted_client import SECONDS, until

from .fake_docker import fake_docker


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The log of the only engine, which has no container."""
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.delenv(VARIABLE, raising=False)
    forget_engines()
    yield fake_docker(tmp_path / "bin")
    forget_engines()


def abandoned(note: str = "") -> Path:
    """The folder of a rehearsal whose process has ended while it was starting a container."""
    run = RunFolder()
    if note:
        (run.path / "starting").write_text(note.format(name=run.path.name), encoding="utf-8")
    run._lock.release()
    return run.path


def removed(log: Path) -> list[str]:
    lines = [line for line in log.read_text().splitlines() if line.startswith("rm ")]
    return [line.split()[-1] for line in lines]


def test_half_made_container_is_removed_by_the_name_that_was_noted(log: Path) -> None:
    folder = abandoned("modelpkg-{name}-1")
    remove_leftovers(find_engine())
    assert removed(log) == [f"modelpkg-{folder.name}-1"]
    assert not folder.exists()


@pytest.mark.parametrize("note", ["modelpkg-other-1", "--all", "modelpkg-{name}-1 other"])
def test_name_that_is_none_of_ours_is_not_removed(log: Path, note: str) -> None:
    folder = abandoned(note)
    remove_leftovers(find_engine())
    assert removed(log) == []
    assert not folder.exists()


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="needs Linux's /proc")
def test_command_that_still_starts_a_container_is_waited_for(log: Path) -> None:
    folder = abandoned("modelpkg-{name}-1")
    code = f"input(); open({str(log)!r}, 'a').write('started\\n')"
    words = [sys.executable, "-c", code, f"{LABEL}={folder}"]
    with subprocess.Popen(words, stdin=subprocess.PIPE) as starting:
        removing = threading.Thread(target=remove_leftovers, args=(find_engine(),))
        removing.start()
        until(lambda: "ps " in log.read_text())
        assert folder.exists()
        starting.communicate(b"\n")
        removing.join(SECONDS)
    assert not removing.is_alive()
    lines = [line.split()[0] for line in log.read_text().splitlines()]
    assert lines.index("started") < lines.index("rm")
    assert not folder.exists()


def test_container_that_is_gone_before_it_is_looked_at_is_none(log: Path) -> None:
    path = log.parent / "docker"
    lines = path.read_text().replace("  container) echo", "  ps) echo abc ;;\n  container) exit 1;")
    path.write_text(lines)
    folder = abandoned()
    remove_leftovers(find_engine())
    assert removed(log) == []
    assert not folder.exists()


def test_folder_that_somebody_else_has_removed_is_no_error() -> None:
    remove_folder(runs_folder() / "0123456789ab")


def test_file_in_place_of_a_folder_of_rehearsals_stays(log: Path) -> None:
    runs_folder().mkdir(parents=True)
    other = runs_folder() / "notes"
    other.write_text("mine")
    remove_leftovers(find_engine())
    assert other.read_text() == "mine"
    assert removed(log) == []
