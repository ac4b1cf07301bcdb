"""Where a request goes to: without credentials, region or profile, and with a client alone."""

from __future__ import annotations

import logging
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import boto3
import botocore.exceptions
import pytest

from modelpkg_widget import ModelPackageForm, SubmitError, check
from modelpkg_widget.aws.target import Target
from modelpkg_widget.request import json_codec
from tests.helpers.sandboxes import fresh

from .recorded_comm import BAD, GOOD, Make, Wire
from .scripted_client import ARN, Client, press, until

pytestmark = pytest.mark.usefixtures("quiet")


@pytest.fixture
def nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A machine that AWS is not set up on."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE", "AWS_DEFAULT_REGION"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", None)


def failing(form: ModelPackageForm) -> tuple[str, str]:
    """What stands beside the button, and what the submission says."""
    Wire(form).message({"kind": "hello"})
    until(lambda: form.target["state"] not in ("unknown", "asking"))
    assert form.target["state"] == "failed"
    with pytest.raises(SubmitError) as raised:
        form.submit()
    assert form.status == "refused"
    (issue,) = raised.value.issues
    assert issue.path == ()
    assert issue.hint
    return form.target["problem"], f"{issue.message} {issue.hint}"


@pytest.mark.usefixtures("nothing")
def test_no_region(make: Make) -> None:
    beside, answer = failing(make(GOOD))
    assert beside == answer
    assert beside.startswith("No AWS region is set. Set AWS_DEFAULT_REGION")


@pytest.mark.usefixtures("nothing")
@pytest.mark.slow
def test_no_credentials(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-1")
    form = make(GOOD)
    beside, answer = failing(form)
    assert beside == answer
    assert beside.startswith("No AWS credentials found. Sign in")
    assert form.target["region"] == "eu-west-1"
    assert form.target["endpoint"] == "https://api.sagemaker.eu-west-1.amazonaws.com"


@pytest.mark.usefixtures("nothing")
def test_a_profile_that_is_not_there(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_PROFILE", "nobody")
    beside, answer = failing(make(GOOD))
    assert beside == answer
    assert beside.startswith("The AWS profile doesn't exist. Check the name nobody. It comes from")


def test_the_same_form_works_after_logging_in(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """Credentials that a client was made with stay with it: after a failure it is made anew."""
    missing = botocore.exceptions.NoCredentialsError()
    clients = [Client(missing), Client(), Client()]

    class Session:
        def client(self, name: str, **_: Any) -> Any:
            return clients[0] if name == "sagemaker" else _Sts(clients[0])

    monkeypatch.setattr(boto3, "Session", Session)
    form = make(GOOD)
    wire = Wire(form)
    wire.message({"kind": "hello"})
    until(lambda: form.target["state"] == "failed")
    with pytest.raises(SubmitError, match="No AWS credentials found"):
        form.submit()
    del clients[0]
    press(wire, GOOD)
    until(lambda: form.status == "created" and form.target["state"] == "known")
    assert form.target["account"] == "123456789012"
    assert form.submit() == ARN.format(1)


class _Sts:
    def __init__(self, client: Client) -> None:
        self._client = client

    def get_caller_identity(self) -> dict[str, str]:
        for answer in self._client.answers:
            raise answer
        return {"Account": "123456789012", "Arn": "arn:aws:iam::123456789012:user/a"}


def test_a_client_alone(make: Make) -> None:
    form = make(GOOD, client=Client())
    Wire(form).message({"kind": "hello"})
    until(lambda: form.target["state"] == "known")
    assert form.target["region"] == "us-east-1"
    assert (form.target["account"], form.target["identity"]) == ("", "")
    assert form.target["problem"] == "not known here; pass session= to see it"


def test_a_client_that_is_none(make: Make) -> None:
    form = make(GOOD, client=object())
    Wire(form).message({"kind": "hello"})
    until(lambda: form.target["state"] == "failed")
    assert form.target["problem"].startswith("AttributeError: ")
    with pytest.raises(SubmitError, match="AttributeError"):
        form.submit()


def test_a_request_is_checked_once(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """However large it is: the write, the press and the sending share one verdict."""
    form = make(client=Client())
    wire = Wire(form)
    checked: list[Any] = []

    def counted(value: Any) -> Any:
        checked.append(value)
        return check(value)

    monkeypatch.setattr("modelpkg_widget.validation.validator.check", counted)
    wire.write(GOOD)
    press(wire, GOOD)
    until(lambda: form.status == "created")
    form.submit()
    assert checked == [GOOD]
    form.value = BAD
    wire.write(BAD)
    assert checked == [GOOD, BAD]


def test_one_submit_parses_once_and_writes_once(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The text that came with the press is parsed; what it says is spelled as JSON, and hashed."""
    form = make(client=Client())
    wire = Wire(form)
    texts = json_codec.dumps(GOOD)
    counts: Counter[str] = Counter()
    for name in ("loads", "dumps"):
        original = getattr(json_codec, name)

        def counted(
            given: Any, *more: Any, name: str = name, of: Any = original, **how: Any
        ) -> Any:
            counts[name] += given in (GOOD, texts)
            return of(given, *more, **how)

        monkeypatch.setattr(json_codec, name, counted)
    press(wire, texts)
    until(lambda: form.status == "created")
    assert counts == {"loads": 1, "dumps": 1}


# ---- a fault that any notebook put into a sandbox


def test_a_fault_in_the_sandbox_is_reported_when_a_page_is_displayed(make: Make) -> None:
    with fresh() as aws:
        form = make({"ModelPackageGroupName": aws.group}, session=aws.session)
        wire = Wire(form)
        wire.message({"kind": "hello", "id": "h"})
        until(lambda: form.target["state"] == "known")
        assert form.target["faulty"] is False
        before = form.target
        aws.deny("ecr:DescribeImages")
        wire.message({"kind": "hello", "id": "h"})
        until(lambda: form.target["faulty"])
        assert form.target == {**before, "faulty": True}
        aws.allow()
        form.preflight()
        until(lambda: not form.target["faulty"])


def test_the_sandbox_is_refreshed_after_a_submission(make: Make) -> None:
    with fresh() as aws:
        aws.inject_fault("access_denied")
        form = make({"ModelPackageGroupName": aws.group}, session=aws.session)
        Wire(form).message({"kind": "hello", "id": "h"})
        until(lambda: form.target["faulty"])
        with pytest.raises(SubmitError):
            form.submit()
        until(lambda: not form.target["faulty"])


def test_what_a_sandbox_does_not_answer_is_kept() -> None:
    known = Target("known", sandbox=True, faulty=True, endpoint="http://127.0.0.1:9", instance="a")
    assert known.refreshed("http://127.0.0.1:9") is known
    with fresh() as aws:
        other = replace(known, endpoint="http://127.0.0.1:10")
        assert other.refreshed(aws.url) is other


@pytest.mark.usefixtures("nothing")
def test_the_region_of_other_tools_is_understood(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """boto3 does not read ``AWS_REGION``, which Studio, Lambda and the other SDKs set."""
    monkeypatch.setenv("AWS_REGION", "eu-west-1")
    for form in (make(GOOD), ModelPackageForm(GOOD, session=boto3.Session())):
        Wire(form).message({"kind": "hello"})
        until(lambda form=form: form.target["state"] not in ("unknown", "asking"))
        assert form.target["region"] == "eu-west-1"
    own = ModelPackageForm(GOOD, session=boto3.Session(region_name="eu-north-1"))
    Wire(own).message({"kind": "hello"})
    until(lambda: own.target["state"] not in ("unknown", "asking"))
    assert own.target["region"] == "eu-north-1"


SSO = """
[default]
sso_session = mine
sso_account_id = 123456789012
sso_role_name = r
region = eu-west-1
[profile "our dev"]
sso_session = mine
sso_account_id = 123456789012
sso_role_name = r
region = eu-west-1
[profile old]
sso_start_url = https://example.awsapps.com/start
sso_region = eu-west-1
sso_account_id = 123456789012
sso_role_name = r
region = eu-west-1
[sso-session mine]
sso_start_url = https://example.awsapps.com/start
sso_region = eu-west-1
"""


@pytest.mark.usefixtures("nothing")
@pytest.mark.parametrize(
    ("profile", "command"),
    [
        ("our dev", "aws sso login --profile 'our dev'"),
        ("old", "aws sso login --profile old"),
        ("default", "aws sso login"),
    ],
)
@pytest.mark.slow
def test_a_login_that_has_expired_names_its_profile(
    make: Make, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, profile: str, command: str
) -> None:
    (tmp_path / "config").write_text(SSO)
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    monkeypatch.setenv("AWS_PROFILE", profile)
    for name in ("botocore.credentials", "botocore.tokens"):  # they log the same, with a traceback
        monkeypatch.setattr(logging.getLogger(name), "disabled", True)
    beside, answer = failing(make(GOOD))
    assert beside == answer
    assert f" Run {command}, then try again." in answer
