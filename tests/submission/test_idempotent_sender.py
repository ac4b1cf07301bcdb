"""What a sender tells where its journal is held, can't be read, or fails between two steps."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from modelpkg_widget.aws.sagemaker import SageMaker
from modelpkg_widget.request.request_value import Request
from modelpkg_widget.submission.idempotent_sender import Sender
from modelpkg_widget.submission.journal import Journal
from modelpkg_widget.submission.outcome import Outcome
from modelpkg_widget.submission.send_options import SendOptions
from tests.widget.scripted_client import TIMEOUT, Client, said

REQUEST = Request({"a": 1})
PLAIN = SendOptions()
RESOLVE = SendOptions(reconcile_only=True)
UNWRITTEN = SendOptions(without_journal=True)
AGAIN = SendOptions(allow_duplicate=True)


class Impatient(Journal):
    """A journal that waits for nobody."""

    def open(self, of: str, patience: float = 0) -> Any:
        return super().open(of, 0)


class Losing(Client):
    """Answers when the folder of the journal has become a file."""

    def create_model_package(self, **request: Any) -> dict[str, Any]:
        folder = Journal().folder
        shutil.rmtree(folder)
        folder.write_text("")
        return super().create_model_package(**request)


def sender(*answers: object, journal: Journal | None = None) -> Sender:
    return Sender(SageMaker(Client(*answers)), journal or Journal())


def calls(one: Sender) -> int:
    return len(one._service._client.calls)


def messages(outcome: Outcome) -> str:
    return " ".join(issue.message for issue in outcome.issues)


@pytest.mark.parametrize(("how", "status"), [(PLAIN, "refused"), (RESOLVE, "uncertain")])
def test_nothing_is_sent_while_another_kernel_holds_the_journal(
    how: SendOptions, status: str
) -> None:
    one = sender(journal=Impatient())
    with Journal().open(REQUEST.digest):
        outcome = one.send(REQUEST, how)
    assert (outcome.status, outcome.body, calls(one)) == (status, REQUEST.text, 0)
    assert outcome.issues


def test_journal_that_another_kernel_holds_is_not_abandoned() -> None:
    one = sender(TIMEOUT, journal=Impatient())
    assert one.send(REQUEST, PLAIN).status == "uncertain"
    with Journal().open(REQUEST.digest):
        outcome = one.abandon(REQUEST)
    assert outcome is not None
    assert outcome.status == "uncertain"
    assert outcome.actions == {"again"}
    assert [attempt.outcome for attempt in Journal().read(REQUEST.digest)] == ["unknown"]
    assert one.abandon(REQUEST) is None
    assert [attempt.outcome for attempt in Journal().read(REQUEST.digest)] == ["left"]
    assert one.abandon(REQUEST) is None  # nothing is left to decide


@pytest.mark.skipif(os.name == "nt", reason="a link needs a right on Windows")
def test_journal_that_cannot_be_read_says_nothing_at_the_start_and_refuses_to_send() -> None:
    sender().send(REQUEST, PLAIN)
    (file,) = Journal().folder.glob("*.json")
    file.unlink()
    file.symlink_to(file.name)
    one = sender()
    assert one.restore(REQUEST) is None
    outcome = one.send(REQUEST, PLAIN)
    assert outcome.status == "refused"
    assert outcome.actions == {"anyway"}
    assert calls(one) == 0
    assert str(file) in messages(outcome)


def test_second_package_of_an_unwritten_one_has_to_be_asked_for(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("MODELPKG_STATE_DIR", str(tmp_path / "file"))
    one = sender()
    first = one.send(REQUEST, UNWRITTEN)
    refused = one.send(REQUEST, AGAIN)
    assert (first.status, refused.status) == ("created", "refused")
    assert refused.actions == {"anyway"}
    assert calls(one) == 1


def test_full_disk_keeps_what_is_sent_all_the_same_in_memory_until_there_is_room(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    one = sender()
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fail)
        assert one.send(REQUEST, UNWRITTEN).status == "created"
        assert not one.catch_up()
        assert Journal().read(REQUEST.digest) == []
    assert one.catch_up()
    assert [attempt.outcome for attempt in Journal().read(REQUEST.digest)] == ["created"]


def test_forked_process_waits_for_no_thread_that_caught_up() -> None:
    unwritten = sender()._unwritten
    unwritten._catching.acquire()
    unwritten.after_fork()
    assert unwritten.catch_up(Journal())


def test_package_whose_answer_cannot_be_written_is_reported_with_a_warning() -> None:
    one = Sender(SageMaker(Losing("arn:1")), Journal())
    outcome = one.send(REQUEST, PLAIN)
    assert (outcome.status, outcome.arn) == ("created", "arn:1")
    (issue,) = outcome.issues
    assert issue.severity == "warning"
    assert str(Journal().folder) in issue.message


def test_refusal_that_cannot_be_written_is_reported_all_the_same() -> None:
    one = Sender(SageMaker(Losing(said("no"))), Journal())
    outcome = one.send(REQUEST, PLAIN)
    assert outcome.status == "refused"
    assert "no" in messages(outcome)
