"""Nothing is left of a rehearsal, however it ends."""

from __future__ import annotations

import contextlib
import os
import platform
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from modelpkg_widget.rehearsal.conductor import run_rehearsal
from modelpkg_widget.rehearsal.engine import CancelledError, Engine
from modelpkg_widget.rehearsal.find_engine import find_engine
from modelpkg_widget.rehearsal.leftovers import (
    LABEL,
    MACHINE,
    RunFolder,
    remove_leftovers,
    runs_folder,
)
from modelpkg_widget.rehearsal.options import AwsClients, Options
from modelpkg_widget.rehearsal.run_options import common_options
from tests.conftest import ROOT

from .images import model_archive
from .requests import csv, request

pytestmark = pytest.mark.slow

_SCRIPT = """
import json, sys
from modelpkg_widget import rehearse
rehearse(json.loads(sys.argv[1]), data=sys.argv[2], model=sys.argv[3])
"""


def started(tmp_path: Path, fault: str) -> subprocess.Popen[bytes]:
    """Start a rehearsal in a process of its own."""
    import json

    data = csv(tmp_path / "data.csv")
    model = model_archive(tmp_path / "model.tar.gz", {"one": b"1" * 1000})
    words = [json.dumps(request("works", "works", fault=fault)), str(data), str(model)]
    return subprocess.Popen(
        [sys.executable, "-c", _SCRIPT, *words],
        cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip


def wait_for_stage(process: subprocess.Popen[bytes], stage: str) -> None:
    assert process.stderr is not None
    for line in process.stderr:
        if line.decode().startswith(stage):
            return
    raise AssertionError(f"{stage} was not seen")


def left(engine: Engine) -> tuple[str, list[Path]]:
    """Return what is there of rehearsals: containers, and folders."""
    folders = list(runs_folder().iterdir()) if runs_folder().exists() else []
    more = ["--external"] if engine.kind == "podman" else []
    return engine.run("ps", "--all", *more, "--quiet").strip(), folders


@pytest.mark.parametrize("stage", ["Removing", "Starting", "Waiting"])
def test_the_next_start_removes_what_a_killed_process_has_left(
    engine: Engine, tmp_path: Path, stage: str
) -> None:
    process = started(tmp_path, "hangs")
    wait_for_stage(process, stage)
    process.kill()
    process.communicate()

    remove_leftovers(engine)

    assert left(engine) == ("", [])


@pytest.mark.soak
@pytest.mark.timeout(600)
def test_nothing_is_left_of_kills_at_twenty_moments(engine: Engine, tmp_path: Path) -> None:
    dice = random.Random(20)
    for _ in range(20):
        process = started(tmp_path, dice.choice(["", "hangs"]))
        wait_for_stage(process, "Removing")
        time.sleep(dice.uniform(0, 4))
        process.kill()
        process.communicate()
        remove_leftovers(engine)
        assert left(engine) == ("", [])


def test_nothing_is_left_after_an_interrupt(engine: Engine, tmp_path: Path) -> None:
    process = started(tmp_path, "hangs")
    wait_for_stage(process, "Waiting")
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)

    assert b"KeyboardInterrupt" in said
    assert left(engine) == ("", [])


def cancel_after(seconds: float, stage: str) -> None:
    """Cancel a rehearsal so long after a stage began."""
    cancelled = threading.Event()
    timers: list[threading.Timer] = []

    def report(line: str) -> None:
        if line.startswith(stage) and not timers:
            timers.append(threading.Timer(seconds, cancelled.set))
            timers[0].start()

    with pytest.raises(CancelledError):
        run_rehearsal(
            request(fault="hangs"), AwsClients(None), Options(report=report, cancelled=cancelled)
        )
    timers[0].join()


def test_nothing_is_left_of_a_cancelled_rehearsal(engine: Engine) -> None:
    cancel_after(0, "Waiting")
    assert left(engine) == ("", [])


@pytest.mark.soak
def test_nothing_is_left_of_a_start_that_was_cancelled_at_twenty_moments(engine: Engine) -> None:
    """Podman's command makes the container itself: it is ended at each of its steps."""
    for step in range(20):
        cancel_after(step * 0.04, "Starting")
        assert left(engine) == ("", [])


@pytest.mark.soak
@pytest.mark.timeout(600)
def test_half_a_container_of_a_killed_command_is_removed_by_the_next_start(
    engine: Engine,
) -> None:
    """The command that makes a container is killed with the process that started it."""
    cancel_after(0, "Waiting")  # by now it is known how this engine starts containers
    engine = find_engine()
    dice = random.Random(5)
    image = "localhost/rehearsal-works:1"
    for _ in range(20):
        folder = RunFolder()
        with contextlib.suppress(KeyboardInterrupt), folder.starting() as name:
            words = ["--name", name, *common_options(engine, folder)]
            process = engine.start("run", "--detach", *words, image, "serve")
            time.sleep(dice.uniform(0, 0.5))
            process.kill()
            process.communicate()
            raise KeyboardInterrupt
        folder._lock.release()
        remove_leftovers(engine)
        assert left(engine) == ("", [])


def test_what_is_alive_or_another_machine_s_is_not_touched(engine: Engine) -> None:
    alive = RunFolder()
    image = "localhost/rehearsal-works:1"
    rows = {
        "alive": alive.labels,
        "other": ["--label", f"{LABEL}=/nowhere", "--label", f"{MACHINE}=another"],
        "dead": ["--label", f"{LABEL}=/nowhere", "--label", f"{MACHINE}={platform.node()}"],
    }
    for name, labels in rows.items():
        engine.run("create", "--name", name, *labels, "--network", "none", image, "serve")

    remove_leftovers(engine)

    names = engine.run("ps", "--all", "--format", "{{.Names}}").split()
    assert (sorted(names), alive.path.is_dir()) == (["alive", "other"], True)
    alive.remove(engine)
    assert not alive.path.exists()
    engine.run("rm", "--force", "other")


def test_a_full_disk_is_reported_and_nothing_is_left(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> tuple[int, int]:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("modelpkg_widget.rehearsal.preparation.unpack", full)
    model = model_archive(tmp_path / "model.tar.gz", {"one": b"1"})

    found = run_rehearsal(request(), AwsClients(None), Options(models=(model,)))

    assert str(found[-1]) == (
        "Container engine: couldn't be checked. This machine refused to write or read a file: No "
        "space left on device. Free some disk space, or set MODELPKG_STATE_DIR to a folder on "
        "another disk."
    )
    assert left(engine) == ("", [])
