"""The rehearsal of a form: its trait, how it ages, and that a page can start and cancel it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from modelpkg_widget.rehearsal.engine import CancelledError, Engine
from tests.conftest import ROOT
from tests.rehearsal.conftest import engine as engine  # fixtures
from tests.rehearsal.conftest import engine_command as engine_command
from tests.rehearsal.fake_docker import fake_docker
from tests.rehearsal.requests import request
from tests.widget.recorded_comm import Make, Wire
from tests.widget.scripted_client import until

pytestmark = pytest.mark.usefixtures("quiet")


@pytest.fixture
def no_engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A `docker` that has no daemon, and no other engine."""
    fake_docker(tmp_path / "bin", info="exit 1")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))


def old(form: Any) -> list[bool]:
    return [row["old"] for row in form.rehearsal_report["findings"]]


@pytest.mark.usefixtures("no_engine")
def test_what_was_found_stands_in_the_trait(make: Make) -> None:
    given = request()
    image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/flowers:1.0"
    given["InferenceSpecification"]["Containers"][0]["Image"] = image
    form = make(given)
    assert form.rehearsal_report["state"] == "off"
    found = form.rehearse()
    report = form.rehearsal_report
    assert (report["state"], report["outcome"], report["stage"]) == ("known", "unknown", "")
    assert report["verdict"] == found.verdict
    assert [row["title"] for row in report["findings"]] == ["Container engine"]
    assert "without a network" in report["findings"][0]["copies"][0]["text"]


@pytest.mark.usefixtures("no_engine")
def test_findings_age_with_what_a_rehearsal_reads(make: Make) -> None:
    form = make(request())
    form.rehearse()
    form["ModelPackageDescription"] = "no container reads this"
    assert old(form) == [False]
    form["InferenceSpecification.Containers[0].Environment.FAULT"] = "none"
    assert old(form) == [True]
    assert form.rehearsal_report["old"] is True
    form.undo()
    assert old(form) == [False]
    assert form.rehearsal_report["old"] is False


@pytest.mark.slow
@pytest.mark.usefixtures("engine")
def test_a_change_of_a_variable_makes_all_findings_old(make: Make) -> None:
    """A server that responds to /ping can fail to do so with another variable."""
    form = make(request())
    form.rehearse()
    assert {row["title"] for row in form.rehearsal_report["findings"]} >= {"Start", "GET /ping"}
    assert not any(old(form))
    form["InferenceSpecification.Containers[0].Environment.OTHER"] = "1"
    assert all(old(form))


@pytest.mark.usefixtures("no_engine")
def test_a_page_starts_one_and_sees_its_end(make: Make) -> None:
    form = make(request())
    wire = Wire(form)
    wire.message({"kind": "rehearse", "id": "7"})
    assert form.last_ack == "7"
    until(lambda: form.rehearsal_report["state"] == "known")
    states = [one["rehearsal_report"] for one in wire.updates() if "rehearsal_report" in one]
    assert states[0]["state"] == "running"


@pytest.mark.slow
def test_a_page_cancels_one_and_nothing_is_left(make: Make, engine: Engine) -> None:
    """The container never answers /ping; what was found before stays."""
    form = make(request(fault="hangs"))
    wire = Wire(form)
    wire.message({"kind": "rehearse", "id": "1"})
    until(lambda: "/ping" in form.rehearsal_report["stage"])
    assert engine.run("ps", "--quiet") != ""
    wire.message({"kind": "cancel_rehearsal", "id": "2"})
    until(lambda: form.rehearsal_report["state"] == "off")
    until(lambda: engine.run("ps", "--all", "--quiet") == "")


@pytest.mark.slow
@pytest.mark.usefixtures("engine")
def test_a_form_that_is_closed_ends_its_rehearsal(make: Make, engine: Engine) -> None:
    form = make(request(fault="hangs"))
    Wire(form).message({"kind": "rehearse", "id": "1"})
    until(lambda: "/ping" in form.rehearsal_report["stage"])
    form.close()
    until(lambda: engine.run("ps", "--all", "--quiet") == "")


@pytest.mark.slow
@pytest.mark.usefixtures("engine")
def test_one_runs_at_a_time(make: Make) -> None:
    form = make(request(fault="hangs"))
    wire = Wire(form)
    wire.message({"kind": "rehearse", "id": "1"})
    until(lambda: "/ping" in form.rehearsal_report["stage"])
    with pytest.raises(RuntimeError, match="A rehearsal of this form is running"):
        form.rehearse()
    wire.message({"kind": "cancel_rehearsal", "id": "2"})
    until(lambda: form.rehearsal_report["state"] == "off")
    assert form.rehearsal_report["when"] == ""


EXITS = """
import time
from modelpkg_widget import ModelPackageForm
from tests.rehearsal.requests import request
form = ModelPackageForm(request(fault="hangs"))
form._controller.dispatcher.receive({"kind": "rehearse", "id": "1"})
while "/ping" not in form.rehearsal_report["stage"]:
    time.sleep(0.05)
"""


@pytest.mark.slow
def test_a_process_that_ends_leaves_no_container(engine: Engine) -> None:
    """A kernel that is restarted ends like this."""
    subprocess.run([sys.executable, "-c", EXITS], check=True, cwd=ROOT, timeout=100)
    assert engine.run("ps", "--all", "--quiet") == ""


@pytest.mark.slow
@pytest.mark.usefixtures("engine")
def test_who_waits_in_python_hears_that_the_page_has_cancelled(make: Make) -> None:
    form = make(request(fault="hangs"))
    wire = Wire(form)

    def cancel(change: Any) -> None:
        if "/ping" in change["new"]["stage"]:
            wire.message({"kind": "cancel_rehearsal", "id": "1"})

    form.observe(cancel, "rehearsal_report")
    with pytest.raises(CancelledError):
        form.rehearse()
    assert form.rehearsal_report["state"] == "off"
