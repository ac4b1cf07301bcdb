"""The record of what went over the wire."""

import json
from collections.abc import Iterator
from datetime import datetime, timezone

import pytest

from modelpkg_widget.fake_aws import Sandbox
from modelpkg_widget.fake_aws.control.request_log import MOST_BYTES, MOST_CALLS, RequestLog
from modelpkg_widget.fake_aws.server.http_messages import JsonResponse
from tests.helpers.sandboxes import client, fresh, refused


@pytest.fixture
def aws() -> Iterator[Sandbox]:
    with fresh() as made:
        yield made


def test_a_call_as_it_went_over_the_wire(aws: Sandbox) -> None:
    request = {"ModelPackageGroupName": aws.group, "ClientToken": "t"}
    made = client(aws).create_model_package(**request)
    (call,) = aws.calls
    when = datetime.fromisoformat(call.pop("time"))
    assert abs((datetime.now(timezone.utc) - when).total_seconds()) < 60
    assert call == {
        "service": "sagemaker",
        "operation": "CreateModelPackage",
        "request": request,
        "answered": True,
        "status": 200,
        "answer": {"ModelPackageArn": made["ModelPackageArn"]},
        "request_id": made["ResponseMetadata"]["RequestId"],
        "fault": "",
    }


def test_refusals_and_empty_answers_are_recorded_too(aws: Sandbox) -> None:
    sagemaker = client(aws)
    code, message, _ = refused(sagemaker.create_model_package)
    sagemaker.create_model_package(ModelPackageName="a")
    sagemaker.delete_model_package(ModelPackageName="a")
    first, _, last = aws.calls
    assert (first["status"], first["answer"]) == (400, {"__type": code, "message": message})
    assert (last["status"], last["answer"]) == (200, None)


@pytest.mark.slow
def test_of_other_services_only_the_operation(aws: Sandbox) -> None:
    aws.client("sts").get_caller_identity()
    aws.client("ecr").get_authorization_token()
    aws.client("s3").put_object(Bucket=aws.bucket, Key="a", Body=b"secret")
    found = [(call["service"], call["operation"], call["status"]) for call in aws.calls]
    assert found == [
        ("sts", "GetCallerIdentity", 200),
        ("ecr", "GetAuthorizationToken", 200),
        ("s3", f"PUT /{aws.bucket}/a", 200),
    ]
    assert all(call["request"] is None and call["answer"] is None for call in aws.calls)


def test_what_fills_the_sandbox_is_not_recorded_nor_is_a_signature(aws: Sandbox) -> None:
    assert aws.calls == []
    client(aws).list_model_packages()
    assert "AWS4-HMAC" not in json.dumps(aws.calls)


def test_the_oldest_are_dropped() -> None:
    calls, reply = RequestLog(), JsonResponse({}).reply()
    for number in range(MOST_CALLS + 5):
        calls.add("sagemaker", str(number), b"{}", reply, "")
    assert [row["operation"] for row in calls.rows()][:2] == ["5", "6"]
    assert len(calls.rows()) == MOST_CALLS
    for _ in range(3):
        calls.add("sagemaker", "large", b'"%s"' % (b"x" * (MOST_BYTES // 3)), reply, "")
    assert [row["operation"] for row in calls.rows()] == ["large", "large"]
    calls.clear()
    assert calls.rows() == []


def test_what_is_no_json_is_kept_as_text() -> None:
    calls = RequestLog()
    calls.add("sagemaker", "a", b"\xff{", None, "reset")
    assert calls.rows()[0]["request"] == "\ufffd{"
