"""No container is started that could not be tested."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from pathlib import Path

import pytest

from modelpkg_widget.rehearsal.conductor import run_rehearsal
from modelpkg_widget.rehearsal.find_engine import forget_engines
from modelpkg_widget.rehearsal.options import AwsClients, Options

from .fake_docker import STUDIO, fake_docker
from .requests import request

ONLY_STUDIO = f'*"--network none"*) echo "{STUDIO}" >&2; exit 125 ;;'
SERVICE = """
mount -t tmpfs none "$1"; socket=$2; shift 2
exec "$@" --runtime runc --cgroup-manager cgroupfs system service --time 0 "unix://$socket"
"""


def test_in_studio_another_server_on_the_port_is_not_taken_for_the_container(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = fake_docker(folder, run=ONLY_STUDIO)
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = "modelpkg_widget.rehearsal.run_options.PORT"
        monkeypatch.setattr(port, other.getsockname()[1])
        found = run_rehearsal(request(), AwsClients(None), Options())

    assert str(found[-1]) == (
        "Network isolation: couldn't be checked. Another server already listens on port 8080 of "
        "this machine. In SageMaker Studio the container shares this port, so the other server "
        "would be tested. Stop that server, then run the rehearsal again."
    )
    assert found.outcome == "unknown"
    runs = [line for line in log.read_text().splitlines() if line.startswith("run")]
    assert all("--network sagemaker" not in line for line in runs)


@pytest.mark.parametrize(
    "message",
    [
        'invalid mount config for type \\"bind\\": bind source path does not exist: $source.',
        "Mounts denied: The path $source is not shared from the host and is not known to Docker.",
        "failed to stat $source: no such file or directory",
    ],
)
def test_an_engine_that_does_not_see_the_model_is_reported(folder: Path, message: str) -> None:
    source = "for word; do case $word in type=bind*) source=${word#*source=}; ;; esac; done"
    source += "; source=${source%%,target*}"
    fake_docker(folder, run=f'*) {source}; echo "docker: {message}" >&2; exit 125 ;;')

    found = run_rehearsal(request(), AwsClients(None), Options())

    assert (found[-1].title, found[-1].state) == ("Start", "unknown")
    assert found[-1].detail.startswith("The engine doesn't see the folder of the model, /")
    assert found[-1].detail.endswith("or the folder isn't shared with it.")


def test_a_missing_file_of_the_image_is_another_finding(folder: Path) -> None:
    fake_docker(folder, run='*) echo "exec: /x: no such file or directory" >&2; exit 127 ;;')
    found = run_rehearsal(request(), AwsClients(None), Options())
    assert found[-1].detail.startswith("The engine didn't start the container:")


@pytest.mark.parametrize(("run", "kind"), [("", "--mount"), (ONLY_STUDIO, "--volume")])
def test_the_simplest_option_is_kept_where_only_some_are_allowed(
    folder: Path, run: str, kind: str
) -> None:
    log = fake_docker(folder, run=run)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("modelpkg_widget.rehearsal.container.is_taken", lambda: False)
        patch.setattr("modelpkg_widget.rehearsal.conductor._Conductor._ask", lambda *_: None)
        run_rehearsal(request(), AwsClients(None), Options())
    last = [line for line in log.read_text().splitlines() if line.startswith("run")][-1]
    assert kind in last.split()


@pytest.mark.soak
@pytest.mark.skipif(not shutil.which("unshare"), reason="needs another view of the files")
def test_a_real_engine_elsewhere(
    engine_command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Podman's service, which sees an empty folder where the state of this process is."""
    state, control = tmp_path / "state", tmp_path / "socket"
    state.mkdir()
    monkeypatch.setenv("MODELPKG_STATE_DIR", str(state))
    words = ["unshare", "--mount", "sh", "-c", SERVICE, "sh", str(state), str(control)]
    with subprocess.Popen([*words, *engine_command.split()]) as service:
        try:
            ends = time.monotonic() + 60
            while not control.exists() and time.monotonic() < ends:
                os.sched_yield()
            remote = f"podman --remote --url unix://{control}"
            found = run_rehearsal(request(), AwsClients(None), Options(engine=remote))
        finally:
            service.terminate()
            forget_engines()
    assert found[-1].detail.startswith("The engine doesn't see the folder of the model, /")
