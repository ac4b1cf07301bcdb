"""Journals that earlier versions wrote are read, and still end in one package."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from modelpkg_widget.aws.sagemaker import SageMaker
from modelpkg_widget.request.plain_json import Json
from modelpkg_widget.request.request_value import Request
from modelpkg_widget.submission.idempotent_sender import Sender
from modelpkg_widget.submission.journal import Journal
from modelpkg_widget.submission.send_options import SendOptions
from tests.widget.scripted_client import Client

FIXTURES = Path(__file__).parent / "journals"
DRAFT = Path("/drafts/a.json")
ARN = "arn:aws:sagemaker:us-east-1:123456789012:model-package/g/{}"


@pytest.fixture
def old(state_folder: Path) -> Path:
    folder = state_folder / "journal"
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
