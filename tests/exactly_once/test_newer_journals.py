"""An attempt of which a newer version has written a word that this one doesn't know."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from modelpkg_widget.fake_aws import Sandbox
from modelpkg_widget.request.request_value import Request
from modelpkg_widget.submission.journal import Journal

from .desk import Desk
from .person import Person


def _word_of_a_newer_version() -> None:
    (file,) = Journal().folder.glob("*.json")
    rows = json.loads(file.read_text())
    file.write_text(json.dumps([{**row, "outcome": "paused", "arn": ""} for row in rows]))


@pytest.mark.slow
def test_package_of_a_newer_journal_is_found_in_aws(person: Person) -> None:
    arn = person.send().arn
    _word_of_a_newer_version()
    person.restart()
    outcome = person.send()
    assert (outcome.status, outcome.arn) == ("created", arn)
    assert person.packages() == [arn]
    assert [attempt.outcome for attempt in person.journal()] == ["created"]


def test_without_permission_to_look_the_user_decides(person: Person, aws: Sandbox) -> None:
    arn = person.send().arn
    _word_of_a_newer_version()
    person.restart()
    aws.deny("sagemaker:ListModelPackages")
    try:
        outcome = person.send()
    finally:
        aws.allow()
    assert outcome.status == "uncertain"
    assert outcome.actions == {"again"}
    assert "paused" in outcome.issues[0].message
    assert person.packages() == [arn]


def test_unknown_request_of_a_newer_journal_needs_a_decision(tmp_path: Path) -> None:
    """Of a draft whose request has changed: its old one is not in the journal."""
    desk = Desk(draft=tmp_path / "draft.json")
    desk.press()
    _word_of_a_newer_version()
    desk.restart()
    desk.request = {"a": 2}
    desk.submission.restore(Request(desk.request))
    outcome = desk.press()
    assert outcome.status == "uncertain"
    assert "again" in outcome.actions
    assert len(desk.client.calls) == 1


@pytest.mark.parametrize("code", ["TeapotException", "ValidationException"])
def test_refused_look_decides_nothing(person: Person, aws: Sandbox, code: str) -> None:
    person.lose("timeout_after_accept")
    tokens = person.tokens()
    person.age()
    look = person.sender._service._client.meta.events
    answer = {"Error": {"Code": code, "Message": "no"}}
    status = type("Status", (), {"status_code": 400})
    look.register("before-call.sagemaker.ListModelPackages", lambda **_: (status, answer))
    outcome = person.send()
    assert outcome.status == "uncertain"
    assert person.tokens() == tokens
