"""What engines and containers say is shown without what looks like a secret."""

from __future__ import annotations

from pathlib import Path

import pytest

from modelpkg_widget.rehearsal.conductor import run_rehearsal
from modelpkg_widget.rehearsal.find_engine import NoEngineError, find_engine, forget_engines
from modelpkg_widget.rehearsal.options import AwsClients, Options
from modelpkg_widget.rehearsal.result import log_copies

from .fake_docker import fake_docker
from .requests import request

SECRET = "Hunter2Hunter2"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    forget_engines()
    return tmp_path / "bin"


def test_the_message_of_an_engine(folder: Path) -> None:
    fake_docker(folder, run=f'*) echo "proxy http://me:{SECRET}@proxy refused" >&2; exit 125 ;;')

    found = run_rehearsal(request(), AwsClients(None), Options())

    assert "refused" in found[-1].detail
    assert SECRET not in str(found.as_dict())


def test_the_log_of_a_container(folder: Path) -> None:
    fake_docker(folder)
    path = folder / "docker"
    lines = path.read_text().replace("  wait) exec sleep 1000 ;;", "  wait) echo 1 ;;")
    path.write_text(
        lines.replace("  run)", f"  logs) echo starts; echo DB_PASSWORD={SECRET} ;;\n  run)")
    )

    found = run_rehearsal(request(), AwsClients(None), Options())

    assert found.outcome == "failed"
    assert found.log[0] == "starts"
    assert len(found.log) == 2
    assert SECRET not in str(found.as_dict())


def test_the_answer_of_a_container() -> None:
    said = b"x" * 1980 + f" token={SECRET} ".encode() + b"x" * 5000
    (copy,) = log_copies([], said)
    assert "Hunter2" not in copy.text
    assert len(copy.text) <= 2000


def test_the_reason_of_an_engine_that_does_not_respond(folder: Path) -> None:
    fake_docker(folder, info=f"echo 'no route to tcp://me:{SECRET}@host' >&2; exit 1")
    with pytest.raises(NoEngineError, match="no route") as caught:
        find_engine()
    assert SECRET not in str(caught.value)
