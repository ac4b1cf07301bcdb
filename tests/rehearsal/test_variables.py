"""The variables of a container reach it whole, and nobody else."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from modelpkg_widget.rehearsal.container import Container
from modelpkg_widget.rehearsal.engine import Engine
from modelpkg_widget.rehearsal.find_engine import find_engine, forget_engines
from modelpkg_widget.rehearsal.leftovers import RunFolder
from modelpkg_widget.rehearsal.variables import first_unusable, passed_on

from .fake_docker import fake_docker

VALUES = {
    "SIMPLE": "a=b c",
    "EMPTY": "",
    "LINES": "one\ntwo",
    "QUOTED": '"it\'s" $HOME \\n',
    "SPACES": " x ",
    "HASH": "#1",
    "PATH": "/usr/bin:/bin",
    "DOCKER_HOST": "tcp://elsewhere:1",
    "WORD": "pässword",
}


def test_values_are_on_no_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = fake_docker(tmp_path / "bin")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    forget_engines()
    folder = RunFolder()

    Container(find_engine(), folder, "image", {**VALUES, "KEY": "hunter-2"}, tmp_path).remove()

    said = log.read_text()
    assert "--env LINES" in said
    assert "hunter-2" not in said
    assert "it's" not in said
    assert list(folder.path.glob("variables-*")) == []
    folder.remove(None)


def test_the_file_is_the_owner_s_and_has_what_the_engine_would_heed(tmp_path: Path) -> None:
    with passed_on(VALUES, tmp_path) as (words, own):
        path = Path(words[1])
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert "DOCKER_HOST=tcp://elsewhere:1\n" in path.read_text()
        assert sorted(own) == ["HASH", "LINES", "QUOTED", "SPACES", "WORD"]


@pytest.mark.parametrize("name", ["PATH", "LD_PRELOAD", "DOCKER_HOST", "https_proxy", "GODEBUG"])
def test_what_neither_way_can_hold_is_reported(name: str) -> None:
    assert first_unusable({name: "one\ntwo"}) == name
    assert first_unusable({f"MY_{name}": "one\ntwo"}) is None


@pytest.mark.slow
def test_a_container_gets_them_whole(engine: Engine, tmp_path: Path) -> None:
    values = {**VALUES, "FAULT": "hangs"}
    folder = RunFolder()
    container = Container(engine, folder, "localhost/rehearsal-works:1", values, tmp_path)
    try:
        rows = engine.inspect("container", container.id) or {}
    finally:
        container.remove()
        folder.remove(engine)
    found = dict(row.split("=", 1) for row in rows["Config"]["Env"])
    assert {name: found.get(name) for name in values} == values
