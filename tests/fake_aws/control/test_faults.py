"""Faults on demand, over real connections, in this process and in another."""

from collections.abc import Iterator
from typing import Any

import pytest
from botocore.exceptions import (
    ClientError,
    ConnectionClosedError,
    EndpointConnectionError,
    ReadTimeoutError,
)

from modelpkg_widget.fake_aws import Sandbox
from modelpkg_widget.fake_aws.server.messages import table
from tests.helpers.sandboxes import beside, client, fresh, refused

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", params=["here", "beside"])
def shared(request: pytest.FixtureRequest) -> Iterator[Sandbox]:
    with fresh() if request.param == "here" else beside() as made:
        yield made


@pytest.fixture
def aws(shared: Sandbox) -> Iterator[Sandbox]:
    shared.clear_calls()
    yield shared
    shared.clear_faults()


def versions(aws: Sandbox) -> int:
    pages = client(aws).get_paginator("list_model_packages")
    found = pages.paginate(ModelPackageGroupName=aws.group)
    return sum(len(page["ModelPackageSummaryList"]) for page in found)


def creations(aws: Sandbox) -> list[dict[str, Any]]:
    return [call for call in aws.calls if call["operation"] == "CreateModelPackage"]


ANSWERS = {
    "throttle": ("ThrottlingException", 400),
    "expired_token": ("ExpiredTokenException", 400),
    "access_denied": ("AccessDeniedException", 400),
    "limit_exceeded": ("ResourceLimitExceeded", 400),
    "500": ("InternalFailure", 500),
    "500_after_accept": ("InternalFailure", 500),
}


@pytest.mark.parametrize("kind", ANSWERS)
def test_answers(aws: Sandbox, kind: str) -> None:
    before = versions(aws)
    aws.inject_fault(kind)
    request = {"ModelPackageGroupName": aws.group}
    code, message, status = refused(client(aws).create_model_package, **request)
    assert (code, status) == ANSWERS[kind]
    assert message
    assert versions(aws) - before == kind.endswith("after_accept")
    (call,) = creations(aws)
    assert (call["fault"], call["status"], call["answered"]) == (kind, status, True)
    client(aws).create_model_package(**request)  # it happened as often as it was to


@pytest.mark.parametrize("kind", ["timeout", "timeout_after_accept"])
def test_no_answer_in_time(aws: Sandbox, kind: str) -> None:
    before = versions(aws)
    aws.inject_fault(kind, seconds=5)
    with pytest.raises(ReadTimeoutError):
        client(aws, read_timeout=0.2).create_model_package(ModelPackageGroupName=aws.group)
    assert versions(aws) - before == kind.endswith("after_accept")
    (call,) = creations(aws)
    assert (call["fault"], call["answered"], call["status"], call["answer"]) == (
        (kind, False, None, None)
    )


@pytest.mark.parametrize("kind", ["timeout", "timeout_after_accept", "reset", "reset_after_accept"])
def test_a_connection_that_ends_without_an_answer(aws: Sandbox, kind: str) -> None:
    before = versions(aws)
    aws.inject_fault(kind, seconds=0.1)
    with pytest.raises(ConnectionClosedError) as caught:
        client(aws).create_model_package(ModelPackageGroupName=aws.group)
    cause = repr(caught.value.kwargs["error"])
    assert ("ConnectionResetError" in cause) == kind.startswith("reset"), cause
    assert versions(aws) - before == kind.endswith("after_accept")
    assert creations(aws)[0]["request_id"] == ""


def test_every_kind_is_tried_here() -> None:
    cut = {"timeout", "timeout_after_accept", "reset", "reset_after_accept"}
    assert set(table("faults")) == {*ANSWERS, *cut}


def test_boto_repeats_with_the_same_token(aws: Sandbox) -> None:
    """What was accepted is found again: one package in spite of three requests."""
    before = versions(aws)
    aws.inject_fault("500_after_accept")
    aws.inject_fault("reset_after_accept")
    made = aws.client("sagemaker").create_model_package(ModelPackageGroupName=aws.group)
    assert versions(aws) - before == 1
    calls = creations(aws)
    assert [call["fault"] for call in calls] == ["500_after_accept", "reset_after_accept", ""]
    assert len({call["request"]["ClientToken"] for call in calls}) == 1
    assert calls[-1]["answer"] == {"ModelPackageArn": made["ModelPackageArn"]}


def test_times_and_operations(aws: Sandbox) -> None:
    sagemaker = client(aws)
    aws.inject_fault("500", operation="ListModelPackages", times=2)
    sagemaker.create_model_package(ModelPackageGroupName=aws.group)
    for _ in range(2):
        assert refused(sagemaker.list_model_packages)[0] == "InternalFailure"
    sagemaker.list_model_packages()
    aws.inject_fault("throttle", operation=None, times=None)
    for call in (sagemaker.list_models, sagemaker.list_model_packages, sagemaker.list_models):
        assert refused(call)[1] == "Rate exceeded"
    aws.client("s3").list_buckets()  # faults are SageMaker's
    aws.clear_faults()
    sagemaker.list_models()


def test_a_denied_access_names_who_what_and_where(aws: Sandbox) -> None:
    aws.inject_fault("access_denied")
    who = aws.client("sts").get_caller_identity()["Arn"]
    message = refused(client(aws).create_model_package, ModelPackageGroupName=aws.group)[1]
    assert message == (
        f"User: {who} is not authorized to perform: sagemaker:CreateModelPackage on resource: "
        f"arn:aws:sagemaker:us-east-1:{aws.account}:model-package-group/{aws.group} "
        "because no identity-based policy allows the sagemaker:CreateModelPackage action"
    )
    aws.inject_fault("access_denied", operation="ListModelPackages")
    assert " on resource: * because" in refused(client(aws).list_model_packages)[1]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"kind": "flood"}, "Unknown fault 'flood'. Use one of: throttle, "),
        ({"kind": "500", "operation": "CreateModelPackages"}, "'CreateModelPackages' is neither"),
        ({"kind": "500", "times": 0}, "times=0 must be"),
        ({"kind": "500", "times": 1.5}, "times=1.5 must be"),
        ({"kind": "timeout", "seconds": -1}, "seconds=-1 must be a number above 0"),
    ],
)
def test_a_fault_that_is_none(aws: Sandbox, options: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        aws.inject_fault(**options)


def test_other_clients_wait_for_nobody(aws: Sandbox) -> None:
    """A held connection holds up no other."""
    aws.inject_fault("timeout", seconds=5)
    with pytest.raises(ReadTimeoutError):
        client(aws, read_timeout=0.1).create_model_package(ModelPackageGroupName=aws.group)
    assert client(aws, read_timeout=60).list_model_packages()


def test_a_fault_comes_before_any_check(aws: Sandbox) -> None:
    aws.inject_fault("expired_token")
    with pytest.raises(ClientError, match="ExpiredTokenException"):
        client(aws).create_model_package(ModelPackageName="not a name")


def test_a_stopped_sandbox_says_so() -> None:
    with fresh() as aws:
        sagemaker = client(aws)
    with pytest.raises(ConnectionError, match="No sandbox is running"):
        aws.inject_fault("500")
    with pytest.raises(EndpointConnectionError):
        sagemaker.list_model_packages()
