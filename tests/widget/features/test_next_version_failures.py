"""The next version when AWS refuses, does not answer or cannot be reached."""

from __future__ import annotations

from typing import Any

import pytest

from modelpkg_widget.fake_aws import Sandbox
from modelpkg_widget.fake_aws.server.boto_session import SandboxSession
from tests.helpers import sandboxes
from tests.helpers.ports import closed_port
from tests.helpers.sandboxes import HOLD_SECONDS
from tests.widget.recorded_comm import Make


def test_a_group_that_one_may_not_look_at(make: Make, aws: Sandbox, group: str) -> None:
    form = make(client=sandboxes.client(aws))
    aws.inject_fault("access_denied", "DescribeModelPackageGroup")
    form.load(group=group)
    assert form.value == {"ModelPackageGroupName": group}


FAULTS = [
    ("access_denied", "ListModelPackages", "sagemaker:ListModelPackages"),
    ("access_denied", "DescribeModelPackage", "sagemaker:DescribeModelPackage"),
    ("throttle", "ListModelPackages", "Too many requests to AWS"),
    ("expired_token", "DescribeModelPackage", "Sign in again"),
    ("500", "ListModelPackages", "AWS had an internal error"),
    ("timeout", "ListModelPackages", "connection was lost"),
    ("reset", "DescribeModelPackage", "connection was lost"),
]


@pytest.mark.parametrize(("kind", "operation", "message"), FAULTS)
def test_failed_load_keeps_the_request_and_can_be_repeated(
    make: Make, aws: Sandbox, group: str, kind: str, operation: str, message: str
) -> None:
    client = sandboxes.client(aws)
    client.create_model_package(ModelPackageGroupName=group, Domain="registered")
    form = make({"Domain": "typed"}, client=client)
    before = {**form.loaded}
    aws.inject_fault(kind, operation, seconds=HOLD_SECONDS)
    with pytest.raises(ValueError, match=message) as error:
        form.load(group=group)
    assert error.value.__cause__ is error.value.__context__ is None, "no traceback of botocore's"
    assert form.value == {"Domain": "typed"}
    assert form.loaded == {**before, "state": "failed", "problem": str(error.value)}
    form.load(group=group)
    assert form.value["Domain"] == "registered"
    assert (form.loaded["state"], form.loaded["problem"]) == ("", "")


def test_load_that_nobody_answers_in_time_keeps_the_request(
    make: Make, aws: Sandbox, group: str
) -> None:
    sandboxes.client(aws).create_model_package(ModelPackageGroupName=group)
    form = make({"Domain": "typed"}, client=sandboxes.client(aws, read_timeout=0.3))
    aws.inject_fault("timeout", "ListModelPackages", seconds=60)
    with pytest.raises(ValueError, match="timed out"):
        form.load(group=group)
    aws.clear_faults()  # an earlier call may have been the late one
    assert form.value == {"Domain": "typed"}
    assert form.loaded["state"] == "failed"


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"group": "no-such-group"}, "This model package group doesn't exist"),
        ({"package": "no-such-package"}, "This model package doesn't exist"),
        ({"group": "not a name!"}, "Use 1 to 63 letters"),
    ],
)
def test_load_of_a_missing_source_keeps_the_request(
    make: Make, aws: Sandbox, given: dict[str, Any], message: str
) -> None:
    form = make({"Domain": "typed"}, client=aws.client("sagemaker"))
    with pytest.raises(ValueError, match=message):
        form.load(**given)
    assert form.value == {"Domain": "typed"}


def test_no_network(make: Make) -> None:
    with closed_port() as port:
        missing = SandboxSession(f"http://127.0.0.1:{port}", "us-east-1")
        form = make(client=missing.client("sagemaker"))
        with pytest.raises(ValueError, match=r"127\.0\.0\.1"):
            form.load(group="any")


def test_no_credentials_and_no_region(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    with pytest.raises(ValueError, match="region"):
        make().load(group="any")
