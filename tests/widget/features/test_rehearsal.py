"""The rehearsal of a form: its trait, how it ages, and that a page can start and cancel it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from modelpkg_widget.rehearsal.engine import Engine
from modelpkg_widget.rehearsal.fetch import CancelledError
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
    form.undo()
    assert old(form) == [False]


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
