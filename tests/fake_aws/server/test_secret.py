"""A sandbox answers only those who know its secret: other users of the machine reach its port."""

from __future__ import annotations

import http.client
import logging
import urllib.request
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from modelpkg_widget import ModelPackageForm
from modelpkg_widget.fake_aws import Sandbox
from modelpkg_widget.fake_aws.services.containers import blobs
from modelpkg_widget.runtime.sandbox_address import new_secret, without_secret
from tests.fake_aws.server.test_wsgi import CONTROLS
from tests.helpers.sandboxes import fresh


@pytest.fixture(scope="module")
def aws() -> Iterator[Sandbox]:
    with fresh() as made:
        made.client("s3").put_object(Bucket=made.bucket, Key="mine", Body=b"text of mine")
        yield made


def secret(aws: Sandbox) -> str:
    return urlsplit(aws.url).path.strip("/")


def ask(
    aws: Sandbox, method: str, path: str, body: bytes | None = None, **headers: str
) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection(urlsplit(aws.url).netloc, timeout=60)
    connection.request(
        method, path, body, {name.replace("_", "-"): text for name, text in headers.items()}
    )
    answer = connection.getresponse()
    text = answer.read()
    connection.close()
    return answer.status, text


def signed(service: str) -> str:
    scope = f"sandbox/20260101/us-east-1/{service}/aws4_request"
    return f"AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders=host, Signature=0"


def guesses(aws: Sandbox) -> list[str]:
    """What stands before the path of those who do not know the secret."""
    known = secret(aws)
    return [
        "", f"/{new_secret()}", f"/{known[:-1]}", f"/{known}x", f"/{known.upper()}", "/sandbox-",
        f"/x/{known}", f"/%2F{known}", f"/%C3%A9{known}",
    ]  # fmt: skip


@pytest.mark.parametrize("method", ["GET", "POST", "DELETE", "PUT", "HEAD", "OPTIONS"])
@pytest.mark.slow
def test_nobody_controls_it_without_the_secret(aws: Sandbox, method: str) -> None:
    before = (aws.speed, len(aws.calls), aws.planned_failures())
    body = b'{"speed": 7, "kind": "ping"}' if method in ("POST", "PUT") else None
    for guess in guesses(aws):
        for path in ("", "/", *CONTROLS):
            status, text = ask(aws, method, f"{guess}/_modelpkg{path}", body)
            assert status == 403, (guess, path)
            assert aws.account.encode() not in text
            assert secret(aws).encode() not in text
    assert (aws.speed, len(aws.calls), aws.planned_failures()) == before


def test_the_secret_counts_only_at_the_beginning_of_the_path(aws: Sandbox) -> None:
    known = secret(aws)
    for path in (f"/_modelpkg?{known}", f"/_modelpkg/{known}", f"/_modelpkg#/{known}"):
        assert ask(aws, "GET", path)[0] == 403
    assert ask(aws, "GET", "/_modelpkg", Authorization=known, X_Secret=known)[0] == 403
    assert ask(aws, "GET", f"/{known}/_modelpkg")[0] == 200


FORM = {"Content_Type": "application/x-www-form-urlencoded"}
ECR = {"X_Amz_Target": "AmazonEC2ContainerRegistry_V20150921.DescribeRepositories"}
AWS_CALLS: list[tuple[str, str, str, bytes | None, dict[str, str]]] = [
    ("sagemaker", "POST", "/", b"{}", {"X_Amz_Target": "SageMaker.ListModelPackageGroups"}),
    ("ecr", "POST", "/", b"{}", ECR),
    ("logs", "POST", "/", b"{}", {"X_Amz_Target": "Logs_20140328.DescribeLogGroups"}),
    ("iam", "POST", "/", b"Action=ListRoles&Version=2010-05-08", FORM),
    ("sts", "POST", "/", b"Action=GetCallerIdentity&Version=2011-06-15", FORM),
    ("s3", "GET", "/{bucket}?list-type=2", None, {}),
    ("s3", "GET", "/{bucket}/mine", None, {}),
    ("s3", "HEAD", "/{bucket}/mine", None, {}),
    ("s3", "PUT", "/{bucket}/theirs", b"text of theirs", {}),
    ("s3", "DELETE", "/{bucket}/mine", None, {}),
]  # fmt: skip


@pytest.mark.parametrize(("service", "method", "path", "body", "headers"), AWS_CALLS)
def test_no_service_answers_without_the_secret(
    aws: Sandbox, service: str, method: str, path: str, body: bytes | None, headers: dict[str, str]
) -> None:
    calls = len(aws.calls)
    for guess in guesses(aws):
        for who in ({"Authorization": signed(service)}, {}):
            status, text = ask(
                aws, method, guess + path.format(bucket=aws.bucket), body, **who, **headers
            )
            assert status == 403, guess
            for text_of_mine in (aws.account, aws.group, "text of mine", secret(aws)):
                assert text_of_mine.encode() not in text
    assert len(aws.calls) == calls, "recorded, or met by a fault"
    s3 = aws.client("s3")
    assert [row["Key"] for row in s3.list_objects_v2(Bucket=aws.bucket)["Contents"]].count("mine")
    assert not s3.list_objects_v2(Bucket=aws.bucket, Prefix="theirs")["KeyCount"]


QUESTIONS: list[tuple[str, str, dict[str, Any], str]] = [
    ("sagemaker", "list_model_package_groups", {}, "AccessDeniedException"),
    ("ecr", "describe_repositories", {}, "AccessDeniedException"),
    ("logs", "describe_log_groups", {}, "AccessDeniedException"),
    ("service-quotas", "list_services", {}, "AccessDeniedException"),
    ("iam", "list_roles", {}, "AccessDenied"),
    ("sts", "get_caller_identity", {}, "AccessDenied"),
    ("s3", "list_buckets", {}, "AccessDenied"),
]  # fmt: skip


@pytest.mark.parametrize(("service", "operation", "request_", "code"), QUESTIONS)
def test_clients_read_why(
    aws: Sandbox, service: str, operation: str, request_: dict[str, Any], code: str
) -> None:
    client = boto3.client(
        service,
        region_name=aws.region,
        endpoint_url=without_secret(aws.url),
        aws_access_key_id="a",
        aws_secret_access_key="b",
        config=Config(retries={"total_max_attempts": 1}),
    )
    with pytest.raises(ClientError, match="doesn't have the secret of the sandbox") as caught:
        getattr(client, operation)(**request_)
    assert caught.value.response["Error"]["Code"] == code
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 403


@pytest.mark.parametrize(
    "key",
    ["a", "a b+c", "ü/ß.csv", "a//b", "a/", "x%2Fy%20z", "?a=1&b", "_modelpkg", "#", "a/../b"],
)
def test_objects_are_found_under_their_own_keys(aws: Sandbox, key: str) -> None:
    s3 = aws.client("s3")
    s3.put_object(Bucket=aws.bucket, Key=f"keys/{key}", Body=key.encode())
    listed = s3.list_objects_v2(Bucket=aws.bucket, Prefix="keys/")["Contents"]
    assert f"keys/{key}" in [row["Key"] for row in listed]
    assert s3.get_object(Bucket=aws.bucket, Key=f"keys/{key}")["Body"].read() == key.encode()
    s3.copy_object(
        Bucket=aws.bucket, Key="copy", CopySource={"Bucket": aws.bucket, "Key": f"keys/{key}"}
    )
    address = s3.generate_presigned_url("get_object", {"Bucket": aws.bucket, "Key": f"keys/{key}"})
    assert address.startswith(f"{aws.url}/")
    with urllib.request.urlopen(address, timeout=60) as answer:
        assert answer.read() == key.encode()
    s3.delete_object(Bucket=aws.bucket, Key=f"keys/{key}")


def test_a_layer_is_downloaded_from_its_url(aws: Sandbox) -> None:
    digest, repository = next(iter(blobs())), aws.image.rpartition("/")[2].partition(":")[0]
    found = aws.client("ecr").get_download_url_for_layer(
        repositoryName=repository, layerDigest=digest
    )
    with urllib.request.urlopen(found["downloadUrl"], timeout=60) as answer:
        assert answer.status == 200


def test_the_secret_is_in_no_log(
    aws: Sandbox, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG, "modelpkg_widget")
    aws.client("s3").list_buckets()
    ask(aws, "GET", f"/{secret(aws)}/_modelpkg/nothing")
    assert "POST / HTTP" not in caplog.text
    assert "GET /_modelpkg/nothing HTTP" in caplog.text, "logged without the secret"
    everything = caplog.text + "".join(capfd.readouterr()) + repr(aws) + repr(aws.calls)
    assert secret(aws) not in everything


def test_the_secret_is_in_no_trait(aws: Sandbox) -> None:
    form = ModelPackageForm({"ModelPackageGroupName": aws.group}, session=aws.session)
    arn = form.submit()
    form._controller.target.find_now()
    assert form.target["endpoint"] == without_secret(aws.url) != aws.url
    assert arn in form.next_steps["approve"]
    assert secret(aws) not in repr(form.get_state())
    form.close()


def test_each_sandbox_has_a_secret_of_its_own(aws: Sandbox) -> None:
    with fresh() as other:
        assert secret(other) != secret(aws)
        assert len(secret(other)) == len("sandbox-") + 32
        assert ask(other, "GET", f"/{secret(aws)}/_modelpkg")[0] == 403
