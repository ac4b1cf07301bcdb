"""Sandboxes for tests: empty ones, one beside this process, and how they refuse."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from modelpkg_widget.fake_aws import Sandbox, sandbox
from modelpkg_widget.fake_aws.sagemaker.store import Group
from modelpkg_widget.fake_aws.server.http_server import _stores
from modelpkg_widget.fake_aws.server.process import Process
from tests.conftest import ROOT
from tests.helpers.newer_boto3 import skip_unless_supported

#: Until a sandbox closes a connection that it leaves without a response. It gives up, not the
#: client: one with so little patience would lose responses of a busy machine as well.
HOLD_SECONDS = 0.1
REQUESTS = ROOT / "tests" / "conformance" / "cases" / "requests"
# State is kept by account for the whole process: each empty sandbox takes the next.
_ACCOUNTS = (f"{number:012d}" for number in range(700_000, 800_000))


@contextmanager
def fresh(**options: Any) -> Iterator[Sandbox]:
    """A sandbox of this process in which nothing was made yet."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("MODELPKG_SANDBOX", raising=False)
        made = sandbox(account=next(_ACCOUNTS), **options)
    with made:
        yield made


@contextmanager
def beside(**options: Any) -> Iterator[Sandbox]:
    """A sandbox in a process of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(ROOT))
        process = Process(**options)
        patch.setenv("MODELPKG_SANDBOX", process.url)
        attached = sandbox()
    with process, attached:
        yield attached


def client(aws: Sandbox, **options: Any) -> Any:
    """A client of SageMaker that sends each request as it is, once."""
    from botocore.config import Config

    once = {"total_max_attempts": 1, "mode": "standard"}
    return aws.client(
        "sagemaker", config=Config(parameter_validation=False, retries=once, **options)
    )


def crowded(aws: Sandbox, *, keys: int, repositories: int, groups: int) -> None:
    """Fill a sandbox of this process with much, past HTTP: 10,000 calls would take a minute."""
    aws.client("s3").head_bucket(Bucket=aws.bucket)  # moto is loaded by now, on its own thread
    from moto.ecr.models import ecr_backends
    from moto.s3.models import s3_backends

    s3, ecr = s3_backends[aws.account]["aws"], ecr_backends[aws.account][aws.region]
    for number in range(keys):
        s3.put_object(aws.bucket, f"data/{number:05d}.csv", b"")
    for number in range(repositories):
        ecr.create_repository(f"team/model-{number:03d}", None, {}, {}, "MUTABLE", [])
    store = _stores[aws.account]
    for number in range(groups):
        name = f"group-{number:03d}"
        arn = f"arn:aws:sagemaker:{aws.region}:{aws.account}:model-package-group/{name}"
        store.groups[arn] = Group(arn, {"ModelPackageGroupName": name}, {})


def refused(call: Callable[..., Any], **request: Any) -> tuple[str, str, int]:
    """Code, sentence and HTTP status."""
    from botocore.exceptions import ClientError

    with pytest.raises(ClientError) as caught:
        call(**request)
    response = caught.value.response
    assert response["ResponseMetadata"]["RequestId"]
    error = response["Error"]
    return error["Code"], error["Message"], response["ResponseMetadata"]["HTTPStatusCode"]


def names(pattern: str) -> list[str]:
    """File names of real requests."""
    found = sorted(path.name for path in REQUESTS.glob(pattern))
    assert found
    return found


def request(name: str) -> dict[str, Any]:
    """A real request, by the name of its file; a boto3 that is too old for it skips the test."""
    found: dict[str, Any] = json.loads((REQUESTS / name).read_text(encoding="utf-8"))
    skip_unless_supported(found)
    return found


def with_group(aws: Sandbox, request: dict[str, Any]) -> dict[str, Any]:
    """The request, whose group is there now, in the account of the sandbox."""
    group = request.get("ModelPackageGroupName")
    if group is None:
        return request
    sagemaker, name = aws.client("sagemaker"), group.rpartition("/")[2]
    listed = sagemaker.list_model_package_groups(NameContains=name[:63])
    if not listed["ModelPackageGroupSummaryList"]:
        sagemaker.create_model_package_group(ModelPackageGroupName=name)
    if group.startswith("arn:"):
        description = sagemaker.describe_model_package_group(ModelPackageGroupName=name)
        name = description["ModelPackageGroupArn"]
    return {**request, "ModelPackageGroupName": name}


def certified(aws: Sandbox, name: str = "Flowers") -> dict[str, Any]:
    """A request for a package that is certified, with an image and one profile."""
    sent = request("02-marketplace-iris-validation.json")
    sent["ModelPackageName"] = name
    sent["InferenceSpecification"]["Containers"][0]["Image"] = aws.image
    return sent
