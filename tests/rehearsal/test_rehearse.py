"""A rehearsal with a real engine: what works passes, and each fault ends with its own finding."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from modelpkg_widget import Rehearsal, rehearse
from modelpkg_widget.preflight_checks.check_result import Finding
from modelpkg_widget.rehearsal.conductor import run_rehearsal
from modelpkg_widget.rehearsal.engine import Engine
from modelpkg_widget.rehearsal.options import AwsClients, Options

from .images import model_archive
from .requests import csv, request

pytestmark = pytest.mark.slow


def run(tmp_path: Path, given: dict[str, Any], **options: Any) -> Rehearsal:
    """Rehearse with ten records, a model, and no session."""
    data = csv(tmp_path / "data.csv", options.pop("lines", 10))
    model = model_archive(tmp_path / "model.tar.gz", {"weights/one.bin": b"1" * 100})
    return run_rehearsal(given, AwsClients(None), Options(data=data, models=(model,), **options))


def wrong(found: Rehearsal) -> list[Finding]:
    """Return what did not pass."""
    return [finding for finding in found if finding.state != "passed"]


def left(engine: Engine) -> str:
    return engine.run("ps", "--all", "--quiet")


def test_healthy_container_passes(engine: Engine, tmp_path: Path) -> None:
    data = csv(tmp_path / "data.csv", 1000)
    model = model_archive(tmp_path / "model.tar.gz", {"weights/one.bin": b"1" * 100})
    job: dict[str, Any] = {
        "BatchStrategy": "MultiRecord",
        "MaxPayloadInMB": 1,
        "MaxConcurrentTransforms": 2,
    }
    output = tmp_path / "answers"

    found = rehearse(request(**job), data=data, model=model, records="all", output=output)

    assert wrong(found) == []
    assert found.verdict == "Certification would pass as far as this shows."
    assert output.read_bytes() == data.read_bytes()
    assert found.measures.answered == found.measures.sent == 1000
    assert found.log == ("serving with [] true 1 MULTI_RECORD",)
    assert [finding.title for finding in found] == [
        "Container engine",
        "Image",
        "Model artifact",
        "Memory and processors",
        "Network isolation",
        "Start",
        "GET /ping",
        "GET /execution-parameters",
        "POST /invocations",
        "Content types",
        "Assembled answers",
    ]
    assert left(engine) == ""


@pytest.mark.usefixtures("engine")
def test_records_arrive_whole_and_in_order_from_several_at_once(tmp_path: Path) -> None:
    parameters = '{"MaxConcurrentTransforms": 3, "BatchStrategy": "SingleRecord"}'
    given = request()
    given["InferenceSpecification"]["Containers"][0]["Environment"]["PARAMETERS"] = parameters

    found = run(tmp_path, given, lines=60, records=50)

    assert wrong(found) == []
    assert found.measures.requests == 50
    assert found.output is not None
    assert found.output.read_text().splitlines() == [f"{n},{n * 2}" for n in range(1, 51)]


def test_pipeline_passes_each_answer_on(engine: Engine, tmp_path: Path) -> None:
    given = request("works", "works")
    for container in given["InferenceSpecification"]["Containers"]:
        container["Environment"]["FAULT"] = "appends"

    found = run(tmp_path, given, lines=3)

    assert wrong(found) == []
    assert len({finding.id for finding in found}) == len(found)
    assert found.output is not None
    assert found.output.read_text() == "1,2,seen,seen\n2,4,seen,seen\n3,6,seen,seen\n"
    assert left(engine) == ""


@pytest.mark.usefixtures("engine")
def test_server_on_the_loopback_address_fails_and_what_is_behind_it_is_tested() -> None:
    given = request(fault="loopback")

    found = run_rehearsal(given, AwsClients(None), Options())

    assert [str(finding) for finding in wrong(found)] == [
        (
            "GET /ping: failed. Status 200, but the server only listens on 127.0.0.1, "
            "where requests of SageMaker don't arrive. Make it listen on 0.0.0.0:8080."
        ),
        (
            "Test data: couldn't be checked. The request names no test data, so "
            "/invocations wasn't tested. "
            "Add a validation profile with TransformInput, or pass a local file with data=."
        ),
    ]
    assert found.verdict == "Certification would fail."


FAULTS = json.loads((Path(__file__).parent / "faults.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", FAULTS, ids=[row["name"] for row in FAULTS])
def test_each_fault_has_its_finding(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, row: dict[str, Any]
) -> None:
    """Containers that fail in each known way are run for real; some until they time out."""
    size = "modelpkg_widget.rehearsal.preparation.instance_size"
    monkeypatch.setattr(size, lambda _: (1, 0.0625))
    given = request(row.get("image", "works"), fault=row.get("fault", ""), **row.get("job", {}))

    found = run(tmp_path, given, **row.get("options", {}))

    assert [str(finding) for finding in wrong(found)] == [row["finding"]]
    assert found.passed == (wrong(found)[0].state == "warning")
    assert left(engine) == ""
