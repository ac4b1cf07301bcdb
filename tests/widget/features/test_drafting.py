"""The draft that a form keeps: after each write, over restarts, and beside other writers."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from modelpkg_widget import ModelPackageForm, SubmitError
from modelpkg_widget.fake_aws import Sandbox
from tests.helpers.sandboxes import HOLD_SECONDS, certified, client, fresh
from tests.widget.recorded_comm import GOOD, Make, Wire
from tests.widget.scripted_client import until

ROW = {"path": ["CustomerMetadataProperties"], "key": "", "text": "x", "code": "key.required"}
THEIRS = {"ModelPackageName": "theirs"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "work").mkdir()
    return tmp_path / "work" / "request.json"


def held(path: Path) -> Any:
    return json.loads(path.read_text())


def beside(path: Path) -> Path:
    return path.with_name(path.name + ".pending")


def state(form: ModelPackageForm) -> str:
    return str(form.draft_state["state"])


def test_a_draft_always_holds_the_latest_request(make: Make, path: Path) -> None:
    form = make(draft=path)
    assert not path.exists()
    assert form.draft_state == {"path": str(path), "state": "", "problem": ""}
    form.value = {"ModelPackageName": "a"}
    assert path.read_text() == '{\n  "ModelPackageName": "a"\n}\n'
    Wire(form).write({"ModelPackageName": "b_"})
    assert held(path) == {"ModelPackageName": "b_"}
    assert form.draft_state == {"path": str(path), "state": "saved", "problem": ""}
    assert [file.name for file in path.parent.iterdir()] == ["request.json"]


def test_a_form_without_a_draft(make: Make) -> None:
    form = make()
    assert form.draft_state == {"path": "", "state": "", "problem": ""}
    with pytest.raises(ValueError, match=r"has no draft. Pass draft="):
        form.resolve_draft("mine")


def test_entries_that_json_cannot_hold_come_back(make: Make, path: Path) -> None:
    form = make(draft=path)
    Wire(form).write(GOOD, pending=[ROW])
    assert held(path) == GOOD
    assert held(beside(path)) == [{"format": 1, **ROW}]
    again = make(draft=path)
    assert (again.value, again.pending, again.valid) == (GOOD, [ROW], False)
    Wire(again).write(GOOD, pending=[])
    assert not beside(path).exists()


def test_a_form_starts_from_its_draft_and_leaves_the_file_alone(make: Make, path: Path) -> None:
    path.write_text('{"ModelPackageName":   "a"}')
    form = make(draft=str(path))
    assert form.value == {"ModelPackageName": "a"}
    assert path.read_text() == '{"ModelPackageName":   "a"}'
    assert state(form) == "saved"
    assert (form.loaded["source"], form.diff()) == ("request.json", [])
    form.value = {}
    assert path.read_text() == "{}\n"


@pytest.mark.parametrize("given", [{}, {"ModelPackageName": "b"}])
def test_a_given_value_is_shown_and_a_draft_that_differs_stays(
    make: Make, path: Path, given: dict[str, Any]
) -> None:
    path.write_text(json.dumps(THEIRS))
    form = make(given, draft=path)
    assert form.value == given
    assert held(path) == THEIRS
    assert state(form) == "conflict"
    assert [issue.code for issue in form.issues].count("draft") == 1
    form.value = GOOD
    assert held(path) == THEIRS
    form.resolve_draft("mine")
    assert (held(path), state(form)) == (GOOD, "saved")
    assert form.issues == []


def test_a_given_value_that_the_draft_holds_already(make: Make, path: Path) -> None:
    path.write_text(json.dumps(GOOD))
    form = make(GOOD, draft=path)
    assert state(form) == "saved"
    assert path.read_text() == json.dumps(GOOD)


def test_a_given_value_beside_a_draft_that_is_no_json(make: Make, path: Path) -> None:
    path.write_text("{")
    form = make(GOOD, draft=path)
    assert state(form) == "conflict"
    with pytest.raises(ValueError, match=r"request\.json: line 1"):
        form.resolve_draft("theirs")
    assert "can't be read" in form.draft_state["problem"]
    assert (form.value, path.read_text()) == (GOOD, "{")
    form.resolve_draft("mine")
    assert held(path) == GOOD


def test_a_draft_that_cannot_be_is_said_at_once(make: Make, path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"doesn't exist. Create it first"):
        make(draft=path.parent / "nowhere" / "request.json")
    path.write_text("{")
    with pytest.raises(ValueError, match=r"request\.json: line 1"):
        make(draft=path)
    assert path.read_text() == "{"


def test_a_draft_that_fails_later_loses_nothing_and_is_reported(
    make: Make, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = make(draft=path)
    wire = Wire(form)

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        wire.write(GOOD)
    assert form.value == GOOD
    (issue,) = form.issues
    assert issue.path == ()
    assert (issue.severity, issue.code) == ("warning", "draft")
    assert issue.message == "Couldn't save the draft: No space left on device."
    assert form.valid
    (update,) = wire.updates()
    assert update["issues"] == [issue.as_dict()]
    assert update["draft_state"]["state"] == "failed"
    form.value = {"ModelPackageGroupName": "other"}
    assert form.issues == []
    assert wire.updates()[-1]["issues"] == []
    assert held(path) == form.value


def test_second_of_two_kernels_is_warned(make: Make, path: Path) -> None:
    one, two = make(draft=path), make(draft=path)
    one.value = GOOD
    Wire(two).write(THEIRS)
    assert (state(one), state(two)) == ("saved", "conflict")
    assert held(path) == GOOD
    two.resolve_draft("theirs")
    assert (two.value, state(two)) == (GOOD, "saved")
    two.value = THEIRS
    one.value = {}
    assert (state(one), held(path)) == ("conflict", THEIRS)


def test_whose_draft_it_is_knows_what_it_was_loaded_from(make: Make, path: Path) -> None:
    one, two = make(draft=path), make(draft=path)
    one.load({"ModelPackageGroupName": "one"})
    two.load({"ModelPackageGroupName": "two"})
    assert state(two) == "conflict"
    two.resolve_draft("theirs")
    assert two.value == {"ModelPackageGroupName": "one"}
    assert two.diff() == []
    two.value = {"ModelPackageGroupName": "one", "Domain": "x"}
    assert make(draft=path).diff() == two.diff() != []


@pytest.mark.usefixtures("quiet")
def test_a_page_decides(make: Make, path: Path) -> None:
    form = make(draft=path)
    wire = Wire(form)
    wire.write(GOOD, pending=[ROW])
    path.write_text(json.dumps(THEIRS))
    wire.write({**GOOD, "Domain": "x"}, pending=[ROW])
    assert wire.updates()[-1]["draft_state"]["state"] == "conflict"
    wire.message({"kind": "resolve_draft", "id": "1", "take": "theirs"})
    assert (form.last_ack, form.value, form.pending) == ("1", THEIRS, [ROW])
    path.write_text("{")
    wire.write(GOOD)
    wire.updates()
    wire.message({"kind": "resolve_draft", "id": "2", "take": "theirs"})
    (update,) = wire.updates()[:1]
    assert update["draft_state"]["state"] == "conflict"
    assert "line 1, column 2" in update["draft_state"]["problem"]
    assert form.last_ack == "2"
    wire.message({"kind": "resolve_draft", "id": "3", "take": "mine"})
    assert (held(path), state(form)) == (GOOD, "saved")


@pytest.mark.usefixtures("quiet")
@pytest.mark.parametrize("take", [None, "", "ours", 5, ["mine"], {}])
def test_a_page_that_decides_nothing(make: Make, path: Path, take: Any) -> None:
    path.write_text(json.dumps(THEIRS))
    form = make(GOOD, draft=path)
    Wire(form).message({"kind": "resolve_draft", "id": "1", "take": take})
    assert (form.value, held(path), state(form)) == (GOOD, THEIRS, "conflict")
    Wire(make()).message({"kind": "resolve_draft", "id": "1", "take": "mine"})


def test_what_can_be_decided(make: Make, path: Path) -> None:
    form = make(draft=path)
    with pytest.raises(ValueError, match='must be "mine" or "theirs"'):
        form.resolve_draft("ours")  # type: ignore[arg-type]
    with pytest.raises(FileNotFoundError, match="no longer exists"):
        form.resolve_draft("theirs")
    form.resolve_draft("mine")
    assert held(path) == {}


# ---- running the cell again


@pytest.fixture(scope="module")
def aws() -> Iterator[Sandbox]:
    with fresh() as made:
        yield made


def test_the_cell_again_brings_draft_journal_and_timeline(
    make: Make, aws: Sandbox, path: Path
) -> None:
    first = make(draft=path, session=aws.session)
    request = certified(aws)
    request["ValidationSpecification"]["ValidationRole"] = aws.role
    first.load(request)
    arn = first.submit()
    Wire(first).write({**first.value, "Domain": "edited"}, pending=[ROW])
    edited = first.value
    first.close()
    again = make(draft=path, session=aws.session)
    assert (again.value, again.pending) == (edited, [ROW])
    assert (again.arn, again.status) == (arn, "editing")
    until(lambda: again.package.get("ModelPackageArn") == arn)
    assert again.watch_state["state"] in ("following", "ended")
    assert state(again) == "saved"


def test_the_cell_again_after_a_lost_answer(make: Make, aws: Sandbox, path: Path) -> None:
    first = make(draft=path, client=client(aws))
    first.load({"ModelPackageGroupName": aws.group})
    aws.inject_fault("timeout_after_accept", seconds=HOLD_SECONDS)
    with pytest.raises(SubmitError):
        first.submit()
    assert first.status == "uncertain"
    sent = first.value
    first.value = {**sent, "ModelPackageDescription": "changed meanwhile"}
    first.close()
    again = make(draft=path, client=client(aws))
    assert again.status == "uncertain"
    assert again.value == {**sent, "ModelPackageDescription": "changed meanwhile"}
    again.value = sent
    arn = again.submit()
    assert again.status == "created"
    listed = client(aws).list_model_packages(ModelPackageGroupName=aws.group)
    assert [row["ModelPackageArn"] for row in listed["ModelPackageSummaryList"]] == [arn]


COMMAND = "aws sagemaker create-model-package --domain OTHER --task $TASK"


def test_the_cell_again_with_the_value_of_its_draft(make: Make, path: Path) -> None:
    """What is beside the draft belongs to the request, whichever way a form gets that."""
    first = make(draft=path)
    first.load(COMMAND)
    gaps = [row["path"] for row in first.loaded["unresolved"]]
    assert gaps == [["Task"]]
    again = make(first.value, draft=path)
    assert [row["path"] for row in again.loaded["unresolved"]] == gaps
    assert state(again) == "saved"


def test_another_value_beside_a_draft_leaves_what_is_beside_it(make: Make, path: Path) -> None:
    first = make(draft=path)
    first.load(COMMAND)
    files = {file.name: file.read_bytes() for file in path.parent.iterdir()}
    other = make({"Domain": "COMPUTER_VISION"}, draft=path)
    assert other.loaded["unresolved"] == []
    assert state(other) == "conflict"
    assert {file.name: file.read_bytes() for file in path.parent.iterdir()} == files
