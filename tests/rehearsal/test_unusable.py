"""What can't be rehearsed is a finding, told before anything starts; no error escapes."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest

from modelpkg_widget import rehearse
from modelpkg_widget.rehearsal import conductor
from modelpkg_widget.rehearsal.conductor import run_rehearsal
from modelpkg_widget.rehearsal.engine import CancelledError
from modelpkg_widget.rehearsal.find_engine import forget_engines
from modelpkg_widget.rehearsal.options import AwsClients, Options

from .fake_docker import fake_docker
from .images import model_archive
from .requests import request


@pytest.fixture(autouse=True)
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The log of the only engine."""
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    forget_engines()
    return fake_docker(tmp_path / "bin")


def only(given: Any, options: Options | None = None) -> str:
    """Rehearse; returns the only finding."""
    (finding,) = run_rehearsal(given, AwsClients(None), options or Options())
    assert finding.state == "unknown"
    return finding.detail


@pytest.mark.parametrize("containers", [5, "x", {"Image": "a"}, None, []])
def test_containers_of_another_type_are_none(containers: Any) -> None:
    given = {"InferenceSpecification": {"Containers": containers, "SupportedResponseMIMETypes": 5}}
    assert only(given) == "The request has no container with an image."


@pytest.mark.parametrize("given", [{1: 2}, {"a": float("nan")}, object(), None])
def test_what_is_no_request_has_no_container(given: Any, log: Path) -> None:
    (finding,) = rehearse(given)
    assert finding.detail == "The request has no container with an image."
    assert not log.exists()


@pytest.mark.parametrize("row", [{}, {"Image": ""}, {"Image": 5}, None])
def test_a_container_without_an_image_is_not_skipped(row: Any, log: Path) -> None:
    given = request("works", "works")
    given["InferenceSpecification"]["Containers"][1] = row
    assert only(given) == "Container 2 has no image, so the containers can't be run."
    assert not log.exists()


@pytest.mark.parametrize(
    ("name", "value"), [("A", "\0"), ("A", "\udc80"), ("A=B", "1"), ("", "1"), ("\udc80", "1")]
)
@pytest.mark.parametrize("is_of_job", [False, True])
def test_a_variable_that_no_process_can_have(
    name: str, value: str, is_of_job: bool, log: Path
) -> None:
    given = request(Environment={name: value}) if is_of_job else request()
    if not is_of_job:
        given["InferenceSpecification"]["Containers"][0]["Environment"] = {name: value}
    detail = only(given)
    assert detail.startswith("The environment variable ")
    detail.encode()
    assert not log.exists()


@pytest.mark.parametrize("place", ["none/answers", "bin"])
def test_a_file_of_answers_that_cannot_be_written(tmp_path: Path, place: str, log: Path) -> None:
    path = tmp_path / place
    assert only(request(), Options(output=path)) == (
        f"The answers can't be written to {path}: there is no such folder, or it isn't writable."
    )
    assert not log.exists()


def test_an_error_of_our_own_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_: object) -> None:
        raise KeyError("password=Hunter2Hunter2")

    monkeypatch.setattr(conductor._Conductor, "_run_in", breaks)
    found = run_rehearsal(request(), AwsClients(None), Options())
    assert found.outcome == "unknown"
    assert "KeyError: 'password=" in found[-1].detail
    assert "Hunter2" not in str(found.as_dict())


@pytest.mark.parametrize("error", [CancelledError, KeyboardInterrupt])
def test_cancellation_and_ctrl_c_are_raised(
    monkeypatch: pytest.MonkeyPatch, error: type[BaseException]
) -> None:
    def ends(*_: object) -> None:
        raise error

    monkeypatch.setattr(conductor._Conductor, "_run_in", ends)
    with pytest.raises(error):
        run_rehearsal(request(), AwsClients(None), Options())


def test_the_log_is_that_of_the_last_container(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "bin" / "docker"
    count = tmp_path / "count"
    lines = path.read_text().replace(" echo abc ;;", f" echo >> {count}; wc -l < {count} ;;")
    path.write_text(lines.replace("  wait)", '  logs) echo "log of $4" ;;\n  wait)'))
    (tmp_path / "bin" / "wc").symlink_to("/usr/bin/wc")
    monkeypatch.setattr(conductor._Conductor, "_ask", lambda *_: None)

    found = run_rehearsal(request("works", "works"), AwsClients(None), Options())

    assert found.log == ("log of 2",)


@pytest.mark.parametrize("stage", ["Model", "Starting"])
def test_no_container_starts_after_it_was_cancelled(log: Path, stage: str) -> None:
    cancelled = threading.Event()

    def report(said: str) -> None:
        if said.startswith(stage):
            cancelled.set()

    given = request()
    given["InferenceSpecification"]["Containers"][0]["ModelDataUrl"] = "s3://bucket/model.tar.gz"
    model = model_archive(log.parent / "model.tar.gz", {"one": b"1"})
    options = Options(models=(model,), report=report, cancelled=cancelled)

    with pytest.raises(CancelledError):
        run_rehearsal(given, AwsClients(None), options)
    assert not any(line.startswith("run ") for line in log.read_text().splitlines())
