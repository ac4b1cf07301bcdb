"""One request, one package: a journal that cannot be written, is gone, or is another's."""

from __future__ import annotations

import errno
import os
from dataclasses import replace
from pathlib import Path

import pytest

from modelpkg_widget.fake_aws import Sandbox
from modelpkg_widget.request.request_value import Request
from modelpkg_widget.submission.journal import Journal
from modelpkg_widget.submission.send_options import SendOptions
from tests.helpers.sandboxes import HOLD_SECONDS

from .person import RESOLVE, Person, codes


def test_without_a_journal_nothing_is_sent_unless_it_is_asked_for(
    person: Person, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("MODELPKG_STATE_DIR", str(tmp_path / "file"))
    outcome = person.send()
    assert outcome.status == "refused"
    assert outcome.actions == {"anyway"}
    assert "journal can't be written" in codes(outcome)[0]
    assert person.tokens() == []

    unwritten = SendOptions(without_journal=True)
    person.aws.inject_fault("timeout_after_accept", seconds=HOLD_SECONDS)
    assert person.send(unwritten).status == "uncertain"
    monkeypatch.setenv("MODELPKG_STATE_DIR", str(tmp_path / "state"))
    # What memory holds is written as soon as that is possible.
    assert person.send(RESOLVE).status == "created"
    assert len(person.packages()) == 1
    assert [attempt.outcome for attempt in person.journal()] == ["created"]


def test_what_was_sent_unwritten_once_is_no_licence_for_the_next(
    person: Person, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("MODELPKG_STATE_DIR", str(tmp_path / "file"))
    first = person.send(SendOptions(without_journal=True))
    assert first.status == "created"
    assert person.send().arn == first.arn  # memory knows it
    assert person.send(ModelPackageDescription="two").actions == {"anyway"}
    assert len(person.packages()) == 1


@pytest.mark.slow
def test_lost_attempt_is_found_although_the_journal_was_removed(person: Person) -> None:
    person.lose()
    person.restart()
    assert person.sender.restore(Request(person.request))
    for path in Journal().folder.iterdir():
        path.unlink()
    assert person.send(RESOLVE).status == "created"
    assert len(person.packages()) == 1


def test_a_journal_that_is_removed_meanwhile_loses_nothing(person: Person) -> None:
    person.lose("timeout")
    for path in Journal().folder.iterdir():
        path.unlink()
    assert person.send(RESOLVE).status == "created"
    assert len(set(person.tokens())) == 1
    assert len(person.packages()) == 1


def test_what_went_to_another_target_is_another_matter(person: Person, aws: Sandbox) -> None:
    person.send()
    (attempt,) = person.journal()
    with Journal().open(attempt.digest) as page:
        page.attempts = []
        page.write(replace(attempt, instance="of yesterday"))
    assert person.sender.restore(Request(person.request)) is None
    assert person.send().status == "created"
    assert len(person.packages()) == 2


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS, errno.EIO])
def test_a_home_whose_locks_fail_is_reported_at_once(
    person: Person, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """As on many NFS servers: no wait of minutes for a kernel that does not exist."""
    fcntl = pytest.importorskip("fcntl")

    def fail(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(fcntl, "flock", fail)
    outcome = person.send()
    assert outcome.status == "refused"
    assert outcome.actions == {"anyway"}
    assert os.strerror(number) in codes(outcome)[0]
    assert "on a local disk" in outcome.issues[0].hint
    assert person.tokens() == []
    assert person.send(SendOptions(without_journal=True)).status == "created"


@pytest.mark.parametrize("number", [errno.EDQUOT, errno.ENOSPC, errno.EROFS])
def test_a_home_without_room_is_reported(
    person: Person, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def fail(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fail)
    outcome = person.send()
    assert outcome.status == "refused"
    assert outcome.actions == {"anyway"}
    assert os.strerror(number) in codes(outcome)[0]
    assert person.tokens() == []
    monkeypatch.undo()
    assert person.send().status == "created"
    assert len(person.packages()) == 1
