"""A journal that holds what nobody here understands is not an empty one."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from modelpkg_widget.request.request_value import Request
from modelpkg_widget.submission.journal import Attempt, Journal

from .desk import Desk
from .person import RESOLVE, Person


def _newer(path: Path) -> None:
    path.write_text(json.dumps({"version": 2, "attempts": []}))


def _pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def _dangling(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.parent / "nothing")


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _empty(path: Path) -> None:
    path.write_text("")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pipes of this kind")
@pytest.mark.parametrize("draft", [False, True], ids=["request", "draft"])
@pytest.mark.parametrize(
    "become", [_newer, _pipe, _dangling, _folder, _empty], ids=lambda one: one.__name__[1:]
)
def test_a_file_that_is_not_understood_is_no_empty_one(
    become: Callable[[Path], None], draft: bool, tmp_path: Path
) -> None:
    desk = Desk(draft=tmp_path / "a" if draft else None)
    assert desk.press().status == "created"
    become(desk.file)
    desk.restart()
    desk.submission.restore(Request(desk.request))
    assert desk.submission.outcome.status == "uncertain"
    for _ in range(2):
        outcome = desk.press()
        assert outcome.status == "uncertain"
        assert "sent before" in outcome.issues[0].message
        assert str(desk.file) in outcome.issues[0].message
    assert len(desk.client.calls) == 1
    assert "again" in outcome.actions
    assert desk.press(allow_duplicate=True).status == "created"
    assert len(desk.client.calls) == 2
    assert len(list(desk.file.parent.glob("*.unread-*"))) == 1
    desk.restart()
    assert desk.press().status == "created"
    assert len(desk.client.calls) == 2


def test_an_own_request_in_a_damaged_file_of_another_draft_is_asked_about(tmp_path: Path) -> None:
    other = Desk(draft=tmp_path / "b")
    other.press()
    other.file.write_text(other.file.read_text()[:-3])
    assert Desk().press().status == "uncertain"
    stranger = Desk()
    stranger.request = {"a": 2}
    assert stranger.press().status == "created"


@pytest.mark.parametrize("body", [False, True])
@pytest.mark.parametrize("word", ["verifying", "", "Created", "created "])
def test_an_outcome_word_that_is_not_understood_is_no_end(word: str, body: bool) -> None:
    desk = Desk()
    desk.press()
    text = json.dumps(desk.request) if body else ""
    desk.rows(outcome=word, body=text, arn="")
    desk.restart()
    recalled = desk.sender.restore(Request(desk.request))
    assert recalled
    assert recalled.status == "uncertain"
    outcome = desk.press()
    assert outcome.status == "uncertain"
    assert f'"{word}"' in outcome.issues[0].message
    assert len(desk.client.calls) == 1
    assert desk.press(allow_duplicate=True).status == "created"
    assert len(desk.client.calls) == 2


def test_a_created_package_without_an_arn_is_not_understood() -> None:
    desk = Desk()
    desk.press()
    desk.rows(arn=" ")
    desk.restart()
    assert desk.press().status == "uncertain"
    assert len(desk.client.calls) == 1


@pytest.mark.parametrize(
    "when",
    ["0001-01-01T00:00:00+00:00", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"],
)
def test_a_row_of_a_year_that_cannot_be_is_found_out(person: Person, when: str) -> None:
    person.lose("timeout")
    (attempt,) = person.journal()
    with Journal().open(attempt.digest) as page:
        page.attempts = []
        page.write(replace(attempt, first_sent=when))
    person.restart()
    outcome = person.send(RESOLVE)
    assert outcome.status == "refused"
    assert "didn't reach AWS" in outcome.issues[0].message
    assert person.send().status == "created"


def test_an_attempt_is_equal_whatever_is_beside_it() -> None:
    assert Attempt("t", "d") == Attempt("t", "d", extra={"later": 1})
