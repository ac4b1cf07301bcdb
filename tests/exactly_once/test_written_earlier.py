"""A journal that commit c066d87 wrote, by its own code, still ends in one package a request.

The rows are as they were written; a test moves only their time, which decides whether AWS still
knows the token.
"""

from __future__ import annotations

import json
import shutil
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from modelpkg_widget.aws.sagemaker import SageMaker
from modelpkg_widget.request.plain_json import Json
from modelpkg_widget.request.request_value import Request
from modelpkg_widget.storage.file_format import FORMAT
from modelpkg_widget.submission.idempotent_sender import Sender
from modelpkg_widget.submission.journal import Journal
from modelpkg_widget.submission.send_options import SendOptions
from tests.widget.scripted_client import Client

FIXTURES = Path(__file__).parent / "fixtures" / "c066d87" / "journal"
DRAFT = Path("/drafts/next.json")
ARN = "arn:aws:sagemaker:us-east-1:123456789012:model-package/group/{}"
LOST = [("lost", Journal), ("lost from the draft", lambda: Journal(DRAFT))]
RESOLVE = SendOptions(reconcile_only=True)


class Registry(Client):
    """Makes one package for each token, as SageMaker does, and records what it was asked."""

    def __init__(self) -> None:
        super().__init__()
        self.made: dict[str, dict[str, Any]] = {}

    def create_model_package(self, **request: Any) -> dict[str, Any]:
        self.calls.append(request)
        self.made.setdefault(request["ClientToken"], request)
        return {"ModelPackageArn": self._arn(request["ClientToken"])}

    def list_model_packages(self, **_: Any) -> dict[str, Any]:
        now = datetime.now(timezone.utc)
        rows = [{"ModelPackageArn": self._arn(one), "CreationTime": now} for one in self.made]
        return {"ModelPackageSummaryList": rows}

    def describe_model_package(self, ModelPackageName: str) -> dict[str, Any]:  # noqa: N803
        token = next(one for one in self.made if self._arn(one) == ModelPackageName)
        request = {name: value for name, value in self.made[token].items() if name != "ClientToken"}
        return {**request, "ModelPackageArn": ModelPackageName, "ModelPackageStatus": "Completed"}

    def _arn(self, token: str) -> str:
        return ARN.format(100 + list(self.made).index(token))


def request(text: str) -> dict[str, Json]:
    return {"ModelPackageGroupName": "churn", "ModelPackageDescription": text}


@pytest.fixture
def folder(state_folder: Path) -> Path:
    made = state_folder / "journal"
    shutil.copytree(FIXTURES, made)
    return made


def rewrite(folder: Path, **changes: Any) -> None:
    for path in folder.glob("*.json"):
        rows = json.loads(path.read_text(encoding="utf-8"))
        path.write_text(json.dumps([{**row, **changes} for row in rows]), encoding="utf-8")


def token_of(folder: Path, text: str) -> str:
    of = Request(request(text)).digest
    return next(one.token for one in Journal(folder=folder).all()[0] if one.digest == of)


def test_all_rows_are_read(folder: Path) -> None:
    found, broken = Journal(folder=folder).all()
    assert broken == []
    outcomes = sorted(one.outcome for one in found)
    assert outcomes == ["created", "created", "refused", "unknown", "unknown", "unknown"]


@pytest.mark.parametrize(
    ("text", "draft", "status", "arn"),
    [
        ("created", None, "created", ARN.format(1)),
        ("created", Path("/drafts/other.json"), "created", ARN.format(1)),
        ("refused", None, "", ""),
        ("made from the draft", None, "created", ARN.format(2)),
        ("lost", None, "uncertain", ""),
        ("lost from the draft", None, "uncertain", ""),
        ("whatever it holds now", DRAFT, "uncertain", ""),
    ],
)
@pytest.mark.usefixtures("folder")
def test_a_form_knows_what_was_sent(text: str, draft: Path | None, status: str, arn: str) -> None:
    recalled = Sender(SageMaker(Registry()), Journal(draft)).restore(Request(request(text)))
    assert ((recalled.status, recalled.arn) if recalled else ("", "")) == (status, arn)


@pytest.mark.parametrize("arrived", [False, True], ids=["lost", "arrived"])
@pytest.mark.parametrize("hours", [0, 5], ids=["young", "old"])
@pytest.mark.parametrize(("text", "journal"), LOST, ids=["request", "draft"])
def test_an_unknown_outcome_ends_in_one_package(
    folder: Path, text: str, journal: Any, hours: int, arrived: bool
) -> None:
    sent = datetime.now(timezone.utc) - timedelta(hours=hours)
    rewrite(folder, first_sent=sent.isoformat(timespec="milliseconds"))
    client, token = Registry(), token_of(folder, text)
    if arrived:
        client.made[token] = request(text)
    sender = Sender(SageMaker(client), journal())
    found = sender.send(Request(request(text)), RESOLVE)
    if hours and not arrived:  # AWS knows the token no more, and nothing is there
        assert (found.status, client.calls) == ("refused", [])
        found = sender.send(Request(request(text)), SendOptions())
    assert found.status == "created"
    assert len(client.made) == 1
    assert {one["ClientToken"] for one in client.calls} <= set(client.made)
    again = Sender(SageMaker(client), journal())
    assert again.send(Request(request(text)), SendOptions()).arn == found.arn
    assert len(client.made) == 1


def test_a_job_that_lost_its_answer_sends_the_same_token(folder: Path) -> None:
    rewrite(folder, first_sent=datetime.now(timezone.utc).isoformat(timespec="milliseconds"))
    client, token = Registry(), token_of(folder, "lost by a job")
    sender = Sender(SageMaker(client), Journal(key="nightly"))
    assert sender.send(Request(request("lost by a job")), SendOptions()).status == "created"
    assert [one["ClientToken"] for one in client.calls] == [token]


def test_rewritten_rows_have_the_format_number(folder: Path) -> None:
    text = "lost"
    Sender(SageMaker(Registry()), Journal()).send(Request(request(text)), RESOLVE)
    rows = json.loads(Journal()._file(Request(request(text)).digest).read_text(encoding="utf-8"))
    assert [row["format"] for row in rows] == [FORMAT]


@pytest.mark.parametrize("number", [FORMAT + 1, 1.5, "2", None, True])
@pytest.mark.parametrize("text", ["created", "lost", "refused"])
def test_rows_of_a_format_that_is_not_understood_count_as_sent(
    folder: Path, text: str, number: Any
) -> None:
    rewrite(folder, format=number)
    client = Registry()
    sender = Sender(SageMaker(client), Journal())
    restored = sender.restore(Request(request(text)))
    assert restored
    for outcome in (restored, sender.send(Request(request(text)), SendOptions())):
        assert outcome.status == "uncertain"
        assert outcome.actions
        assert "format" in outcome.issues[0].message
    assert client.calls == []
