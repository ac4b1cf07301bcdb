"""One request, one package: wherever its draft is."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from modelpkg_widget import ModelPackageForm
from modelpkg_widget.fake_aws import Sandbox
from modelpkg_widget.request.request_value import Request
from modelpkg_widget.submission.journal import Journal
from modelpkg_widget.submission.send_options import SendOptions
from tests.widget.scripted_client import TIMEOUT, until

from .desk import Desk
from .person import AGAIN, RESOLVE, Person


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
@pytest.mark.slow
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


@pytest.mark.slow
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
