"""`rehearse`: what is printed, and the exit code."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import modelpkg_widget.rehearsal.conductor as conductor
import modelpkg_widget.rehearsal.rehearse as module
from modelpkg_widget import ModelPackageForm, rehearse
from modelpkg_widget.cli.main import main
from modelpkg_widget.preflight_checks.check_result import Finding
from modelpkg_widget.rehearsal.options import AwsClients, Options
from modelpkg_widget.rehearsal.result import Rehearsal
from tests.rehearsal.requests import request

IMAGE = ("InferenceSpecification", "Containers", 0, "Image")
FOUND = {
    "passed": Finding("rehearsal-ping", "GET /ping", "passed", "", "Status 200."),
    "failed": Finding(
        "rehearsal-start", "Start", "failed", "", "It stopped.", "Fix it.", (), (IMAGE,)
    ),
    "unknown": Finding("rehearsal-engine", "Container engine", "unknown", "", "There is none."),
}
Seen = list[tuple[Any, Options]]


@pytest.fixture(params=["passed", "failed", "unknown"])
def outcome(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def seen(outcome: str, monkeypatch: pytest.MonkeyPatch) -> Seen:
    calls: Seen = []

    def run(given: Any, _: AwsClients, options: Options) -> Rehearsal:
        calls.append((given, options))
        options.report("Starting x")
        return Rehearsal([FOUND["passed"], FOUND[outcome]], ["last line"])

    monkeypatch.setattr(module, "run_rehearsal", run)
    monkeypatch.setattr(conductor, "run_rehearsal", run)
    return calls


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "request.json"
    path.write_text(json.dumps(request(), indent=2))
    return path


VERDICTS = {
    "passed": "Certification would pass as far as this shows.",
    "failed": "Certification would fail.",
    "unknown": "This doesn't show whether certification would pass.",
}
CODES = {"passed": 0, "failed": 1, "unknown": 2}


@pytest.mark.usefixtures("seen")
def test_text_ends_with_the_verdict_and_its_code(
    outcome: str, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["rehearse", str(file), "--region", "eu-west-1"]) == CODES[outcome]
    out, err = capsys.readouterr()
    assert out.splitlines() == [
        "GET /ping: passed. Status 200.",
        str(FOUND[outcome]),
        VERDICTS[outcome],
    ]
    assert err.splitlines() == ["Starting x", *(["  last line"] if outcome == "failed" else [])]


@pytest.mark.usefixtures("seen")
def test_json_has_all_of_it(outcome: str, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["rehearse", str(file), "--region", "eu-west-1", "--format", "json"])
    found = json.loads(capsys.readouterr().out)
    assert (code, found["outcome"], found["verdict"]) == (
        CODES[outcome],
        outcome,
        VERDICTS[outcome],
    )
    assert found["findings"][0]["title"] == "GET /ping"
    assert found["log"] == ["last line"]


@pytest.mark.usefixtures("seen")
def test_annotations_are_on_the_line_of_the_member(
    outcome: str, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["rehearse", str(file), "--region", "eu-west-1", "--format", "github"])
    lines = capsys.readouterr().out.splitlines()
    line = 1 + next(
        at for at, text in enumerate(file.read_text().splitlines()) if '"Image"' in text
    )
    expected = {
        "passed": [],
        "failed": [
            (
                f"::error file={file},line={line},col=9,"
                "title=InferenceSpecification.Containers[0].Image::Start: It stopped. Fix it."
            )
        ],
        "unknown": [
            (
                f"::warning file={file},line=1,col=1,"
                "title=CreateModelPackage request::Container engine: There is none."
            )
        ],
    }
    assert [text.replace("col=18", "col=9") for text in lines] == expected[outcome]


def test_options_are_passed_on(seen: Seen, file: Path, tmp_path: Path) -> None:
    model = tmp_path / "model.tar.gz"
    model.write_bytes(b"")
    words = [
        "--engine",
        "podman -x",
        "--records",
        "all",
        "--data",
        str(file),
        "--model",
        str(model),
    ]
    output = tmp_path / "out"
    more = ["--output", str(output), "--startup-seconds", "5", "--region", "eu-west-1"]

    main(["rehearse", str(file), *words, *more])

    ((given, options),) = seen
    assert given == request()
    assert (options.engine, options.records, options.data) == ("podman -x", None, file)
    assert (options.models, options.output, options.startup_seconds) == ((model,), output, 5)


def test_a_form_and_a_function_rehearse_the_same(seen: Seen) -> None:
    form = ModelPackageForm(request())
    found = form.rehearse(records=7)
    form.close()
    other = rehearse(request(), records=7)
    assert [given for given, _ in seen] == [request(), request()]
    assert [options.records for _, options in seen] == [7, 7]
    assert found.verdict == other.verdict
    assert found._repr_html_().startswith(f"<p><strong>{found.verdict.replace(chr(39), '&#x27;')}")
    assert found.passed == (found.outcome == "passed")


@pytest.mark.parametrize("records", [0, -1, "some", True, 1.5])
def test_another_number_of_records_is_refused(records: Any) -> None:
    with pytest.raises(ValueError, match='records must be a positive number or "all"'):
        rehearse({}, records=records)


def test_wrong_options_are_refused(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["rehearse", str(file), "--records", "0"])
    assert caught.value.code == 2
    assert main(["rehearse", str(file), "--data", "nowhere", "--region", "x"]) == 2
    assert "nowhere: there is no such file." in capsys.readouterr().err


@pytest.mark.parametrize("seconds", ["nan", "-1", "0", "inf", "soon"])
def test_seconds_are_a_positive_number(
    file: Path, capsys: pytest.CaptureFixture[str], seconds: str
) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["rehearse", str(file), f"--startup-seconds={seconds}"])
    assert caught.value.code == 2
    assert f"'{seconds}' must be a positive number of seconds" in capsys.readouterr().err


@pytest.mark.parametrize("seconds", [float("nan"), -1, 0, float("inf")])
def test_seconds_of_a_call_are_a_positive_number(seconds: float) -> None:
    with pytest.raises(ValueError, match="startup_seconds must be a positive number"):
        rehearse(request(), startup_seconds=seconds)
