"""One request, one package: wherever its draft is, and whatever the journal holds."""

from __future__ import annotations

import json
import os
import shutil
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from modelpkg_widget import ModelPackageForm
from modelpkg_widget.aws.sagemaker import SageMaker
from modelpkg_widget.fake_aws import Sandbox
from modelpkg_widget.request.plain_json import Json
from modelpkg_widget.request.request_value import Request
from modelpkg_widget.submission.idempotent_sender import Sender
from modelpkg_widget.submission.journal import Attempt, Journal
from modelpkg_widget.submission.outcome import Outcome
from modelpkg_widget.submission.send_options import SendOptions
from modelpkg_widget.submission.state_machine import Submission
from tests.widget.scripted_client import SECONDS, TIMEOUT, Client, until

from .person import AGAIN, RESOLVE, Person

FIXTURES = Path(__file__).parent / "journals"
DRAFT = Path("/drafts/a.json")
ARN = "arn:aws:sagemaker:us-east-1:123456789012:model-package/g/{}"


def _added(a: Path, _: Path) -> tuple[Path | None, Path | None]:
    return None, a


def _removed(a: Path, _: Path) -> tuple[Path | None, Path | None]:
    return a, None


def _moved(a: Path, b: Path) -> tuple[Path | None, Path | None]:
    a.rename(b)
    return a, b


def _linked(a: Path, b: Path) -> tuple[Path | None, Path | None]:
    b.hardlink_to(a)
    return a, b


def _copied(a: Path, b: Path) -> tuple[Path | None, Path | None]:
    shutil.copy(a, b)
    return a, b


WAYS = [_added, _removed, _moved, _linked, _copied]


@pytest.mark.parametrize("lost", [False, True], ids=["created", "lost"])
@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__[1:])
def test_the_same_request_is_the_same_intention(
    person: Person,
    tmp_path: Path,
    way: Callable[[Path, Path], tuple[Path | None, Path | None]],
    lost: bool,
) -> None:
    draft = tmp_path / "a.json"
    draft.write_text("{}")
    before, after = way(draft, tmp_path / "b.json")
    person.sender.journal = Journal(before)
    first = person.lose() if lost else person.send()
    person.restart()
    person.sender.journal = Journal(after)
    recalled = person.sender.restore(Request(person.request))
    assert recalled
    assert recalled.status == first.status
    found = person.send(RESOLVE) if lost else person.send()
    assert found.status == "created"
    assert person.packages() == [found.arn]
    assert person.send().arn == found.arn
    assert "again" in found.actions
    person.send(AGAIN)
    assert len(person.packages()) == 2


def test_a_second_form_with_an_equal_request_shows_the_arn(aws: Sandbox, tmp_path: Path) -> None:
    client = aws.client("sagemaker")
    client.create_model_package_group(ModelPackageGroupName="two-drafts")
    request = {"ModelPackageGroupName": "two-drafts", "ModelPackageDescription": "one"}
    arn = ModelPackageForm(request, client=client, draft=tmp_path / "a.json").submit()
    other = ModelPackageForm(request, client=client, draft=tmp_path / "b.json")
    assert (other.status, other.arn) == ("created", arn)
    assert "again" in other.submission["actions"]
    assert other.submit() == arn


# What the journal holds and nobody here understands.


class Desk:
    """Somebody who sends one request by a client that answers."""

    def __init__(self, *answers: object, draft: Path | None = None) -> None:
        self.request: Json = {"a": 1}
        self.client = Client(*answers)
        self.journal = Journal(draft)
        self.restart()

    def restart(self) -> None:
        self.sender = Sender(SageMaker(self.client), self.journal)
        self.submission = Submission(self.sender, lambda: None, lambda _: None)

    def press(self, **how: Any) -> Outcome:
        return self.submission.submit(Request(self.request), SendOptions(**how)).result(SECONDS)

    @property
    def file(self) -> Path:
        return self.journal._file(Request(self.request).digest)

    def rows(self, **changes: object) -> None:
        rows = json.loads(self.file.read_text())
        self.file.write_text(json.dumps([{**row, **changes} for row in rows]))


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
    assert "did not arrive" in outcome.issues[0].message
    assert person.send().status == "created"


# Journals that earlier versions wrote.


@pytest.fixture
def old(tmp_path: Path) -> Path:
    folder = tmp_path / "state" / "journal"
    shutil.copytree(FIXTURES, folder)
    return folder


def _request(text: str) -> Json:
    return {"ModelPackageGroupName": "g", "ModelPackageDescription": text}


@pytest.mark.parametrize(
    ("text", "draft", "status", "arn"),
    [
        ("of a draft", None, "created", ARN.format(1)),
        ("of a draft", DRAFT, "uncertain", ""),  # of its later request
        ("lost with a draft", DRAFT, "uncertain", ""),
        ("lost with a draft", None, "uncertain", ""),
        ("of a request", None, "created", ARN.format(3)),
        ("of a request", Path("/drafts/b.json"), "created", ARN.format(3)),
        ("lost", None, "uncertain", ""),
        ("refused", None, "", ""),
        ("absent", None, "", ""),
        ("left", None, "", ""),
        ("of a key", None, "", ""),
    ],
)
@pytest.mark.usefixtures("old")
def test_a_journal_of_an_earlier_version(
    text: str, draft: Path | None, status: str, arn: str
) -> None:
    recalled = Sender(SageMaker(Client()), Journal(draft)).restore(Request(_request(text)))
    assert (recalled.status if recalled else "") == status
    assert (recalled.arn if recalled else "") == arn


@pytest.mark.usefixtures("old")
def test_a_key_of_an_earlier_version_still_has_its_package() -> None:
    client = Client()
    sender = Sender(SageMaker(client), Journal(key="nightly"))
    assert sender.send(Request(_request("whatever")), SendOptions()).arn == ARN.format(8)
    assert client.calls == []


def test_what_is_found_out_stays_in_the_journal_of_an_earlier_version(old: Path) -> None:
    client = Client()
    sender = Sender(SageMaker(client), Journal())
    outcome = sender.send(Request(_request("lost with a draft")), SendOptions(reconcile_only=True))
    assert outcome.status == "refused"  # too old for its token, and nothing is there
    assert Sender(SageMaker(client), Journal(DRAFT)).restore(Request(_request("new"))) is not None
    found, broken = Journal(folder=old).all()
    assert broken == []
    assert {one.token: one.outcome for one in found}["t2"] == "absent"


# Sent without the journal.


def test_what_was_sent_without_the_journal_is_written_as_soon_as_that_can_be(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("MODELPKG_STATE_DIR", str(tmp_path / "file"))
    desk = Desk("arn:1", TIMEOUT)
    assert desk.sender.send(Request({"a": 1}), SendOptions(without_journal=True)).arn == "arn:1"
    assert (
        desk.sender.send(Request({"a": 2}), SendOptions(without_journal=True)).status == "uncertain"
    )
    monkeypatch.setenv("MODELPKG_STATE_DIR", str(tmp_path / "state"))
    until(lambda: len(Journal().all()[0]) == 2)
    assert [one.outcome for one in Journal().all()[0]] == ["created", "unknown"]
    other = Desk()
    assert other.press().arn == "arn:1"
    other.request = {"a": 2}
    other.restart()
    recalled = other.sender.restore(Request(other.request))
    assert recalled
    assert recalled.status == "uncertain"
    until(lambda: not [one for one in threading.enumerate() if one.name == "retry"])


def test_an_attempt_is_equal_whatever_is_beside_it() -> None:
    assert Attempt("t", "d") == Attempt("t", "d", extra={"later": 1})
