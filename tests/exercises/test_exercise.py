"""An exercise: a form with a task, whose answer is a file that needs no browser to be graded."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import comm
import pytest

from modelpkg_widget import Exercise, exercise, sandbox
from tests.widget.recorded_comm import Recorded, Wire

BROKEN = {"ModelPackageName": "churn_1", "ModelPackageGroupName": "churn"}
SOLVED = {"ModelPackageGroupName": "churn", "ModelPackageDescription": "secret words"}
REQUIRES = {
    "ModelPackageName": None,
    "ModelPackageGroupName": "churn",
    "ModelPackageDescription": "secret words",
}


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Exercise]:
    monkeypatch.setattr(comm, "create_comm", Recorded)
    one = exercise(BROKEN, "Make it a version.", tmp_path / "ex1.json", REQUIRES)
    yield one
    one.close()


def file_of(one: Exercise) -> Path:
    return Path(one.draft_state["path"])


def test_it_starts_with_the_request_and_tells_how_much_is_done(made: Exercise) -> None:
    assert made.value == BROKEN
    assert made.task == {"text": "Make it a version.", "met": 1, "all": 4, "sends": False}
    assert repr(made) == "Exercise(1 of 4 requirements met)"
    assert [issue.code for issue in made.check()].count("goal") == 2
    made.value = SOLVED
    assert made.check() == []
    assert made.task["met"] == 4
    assert repr(made) == "Exercise(4 of 4 requirements met)"


def test_page_does_not_get_the_requirements(made: Exercise) -> None:
    state = made.get_state()
    state.pop("form_data")
    sent = json.dumps({name: str(value) for name, value in state.items()})
    assert "Make it a version." in sent
    assert "secret words" not in sent


def test_the_answer_lives_in_the_file(made: Exercise, tmp_path: Path) -> None:
    made.value = SOLVED
    assert json.loads(file_of(made).read_text()) == SOLVED
    again = exercise(BROKEN, "Make it a version.", file_of(made), REQUIRES)
    assert again.value == SOLVED
    assert again.check() == []
    again.reset()
    assert again.value == BROKEN
    again.close()


def test_answers_are_graded_one_after_the_other(made: Exercise, tmp_path: Path) -> None:
    files = {"good": SOLVED, "bad": BROKEN, "none": [1]}
    for name, answer in files.items():
        (tmp_path / f"{name}.json").write_text(json.dumps(answer))
    (tmp_path / "torn.json").write_text('{"ModelPackageGr')
    names = [*files, "torn", "missing"]
    solved = {name: made.check(tmp_path / f"{name}.json") == [] for name in names}
    assert solved == {"good": True, "bad": False, "none": False, "torn": False, "missing": False}
    assert made.check(str(tmp_path / "good.json")) == []
    assert made.value == BROKEN


def test_what_is_no_answer_says_why(made: Exercise, tmp_path: Path) -> None:
    [missing] = made.check(tmp_path / "missing.json")
    assert (missing.code, missing.path) == ("answer", ())
    assert missing.message == "No answer found: No such file or directory."
    [folder] = made.check(tmp_path)
    assert folder.code == "answer"


@pytest.mark.parametrize("answer", [{}, [], 3, {"ModelPackageName": {1}}])
def test_any_value_may_be_checked(made: Exercise, answer: Any) -> None:
    assert made.check(answer) != []


def test_without_a_client_a_page_neither_sends_nor_asks_who_one_is(
    made: Exercise, monkeypatch: pytest.MonkeyPatch
) -> None:
    def reached(*_: object) -> None:
        raise AssertionError

    made.value = SOLVED
    monkeypatch.setattr(made._controller.service, "target", reached)
    monkeypatch.setattr(made._controller.submission.submission, "submit", reached)
    wire = Wire(made)
    wire.message({"kind": "hello", "id": "1"})
    state = wire.state(SOLVED)["value"]
    wire.message({"kind": "submit", "id": "2", "pending": [], **state, "request": state["text"]})
    assert made.last_ack == "2"
    assert made.status == "editing"
    assert made.target["state"] == "unknown"


def test_a_mistake_of_the_instructor_is_reported_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="is not a path in a request"):
        exercise({}, "x", tmp_path / "ex.json", {"Nothing": 1})
    assert not (tmp_path / "ex.json").exists()


def test_with_a_session_it_sends(tmp_path: Path) -> None:
    aws = sandbox()
    one = exercise(
        {"ModelPackageGroupName": aws.group},
        "Register it.",
        tmp_path / "ex.json",
        session=aws.session,
    )
    assert one.task == {"text": "Register it.", "met": 1, "all": 1, "sends": True}
    assert one.submit().startswith("arn:aws:sagemaker:")
    one.close()


def test_an_instructor_writes_one_in_five_lines(tmp_path: Path) -> None:
    one = exercise(
        request=BROKEN,
        goal="Make it a version of its group.",
        requirements={"ModelPackageName": None, "ModelPackageGroupName": ...},
        answer_file=tmp_path / "ex.json",
    )
    assert one.check({"ModelPackageGroupName": "churn"}) == []
    one.close()
