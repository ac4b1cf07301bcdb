"""What AWS may answer a preflight, though the sandbox doesn't: each answer ends in one finding."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from modelpkg_widget import Finding
from modelpkg_widget.fake_aws import Sandbox
from modelpkg_widget.fake_aws.control.scenarios import request
from modelpkg_widget.fake_aws.server.boto_session import SandboxSession
from modelpkg_widget.preflight_checks.runner import run_checks
from tests.helpers.sandboxes import fresh

from .faults import role

pytestmark = pytest.mark.slow

Answers = dict[str, dict[str, Any]]
TRUST = {
    "Statement": {
        "Effect": "Allow",
        "Principal": {"Service": "sagemaker.amazonaws.com"},
        "Action": "sts:AssumeRole",
    }
}


@pytest.fixture(scope="module")
def aws() -> Iterator[Sandbox]:
    with fresh() as made:
        yield made


def answering(aws: Sandbox, answers: Answers) -> SandboxSession:
    """A session of the sandbox in which some operations answer otherwise.

    Args:
        aws: that answers the others.
        answers: by botocore's name of the operation, such as ``ecr.DescribeImages``.
    """
    session = SandboxSession(aws.url, aws.region)
    for name, answer in answers.items():
        status = SimpleNamespace(status_code=400 if "Error" in answer else 200)

        def say(said: tuple[object, Any] = (status, answer), **_: Any) -> tuple[object, Any]:
            return copy.deepcopy(said)  # boto3 decodes it in its place

        session.events.register(f"before-call.{name}", say)
    return session


def error(code: str, message: str = "The service said no") -> dict[str, Any]:
    return {"Error": {"Code": code, "Message": message}}


def found(aws: Sandbox, sent: dict[str, Any], answers: Answers) -> dict[str, Finding]:
    return {one.id: one for one in run_checks(sent, answering(aws, answers))}


def version(aws: Sandbox) -> dict[str, Any]:
    container = {"Image": aws.image, "ModelDataUrl": aws.model_data}
    return {
        "ModelPackageGroupName": aws.group,
        "InferenceSpecification": {"Containers": [container]},
    }


@pytest.mark.parametrize(
    ("check", "operation"),
    [
        ("image", "ecr.DescribeImages"),
        ("scan", "ecr.DescribeImageScanFindings"),
        ("manifest", "ecr.BatchGetImage"),
        ("objects", "s3.HeadBucket"),
        ("objects", "s3.HeadObject"),
        ("role", "iam.GetRole"),
        ("permissions", "iam.SimulatePrincipalPolicy"),
        ("name", "sagemaker.DescribeModelPackage"),
    ],
)
def test_refusal_that_says_nothing_of_the_request_leaves_its_check_unknown(
    aws: Sandbox, check: str, operation: str
) -> None:
    findings = found(aws, request(aws, "flowers"), {operation: error("TeapotException")})
    assert findings[check].state == "unknown"
    assert "The service said no" in findings[check].detail
    assert {one.state for one in findings.values()} <= {"passed", "info", "unknown"}


def test_refused_look_at_the_group_is_unknown(aws: Sandbox) -> None:
    answers = {"sagemaker.DescribeModelPackageGroup": error("TeapotException")}
    assert found(aws, version(aws), answers)["name"].state == "unknown"


def test_throttled_look_is_unknown_and_no_fault(aws: Sandbox) -> None:
    answers = {"ecr.DescribeImages": error("ThrottlingException", "Rate exceeded")}
    diagnostic = found(aws, request(aws, "flowers"), answers)["image"]
    assert diagnostic.state == "unknown"
    assert diagnostic.detail.startswith("No response from AWS")


@pytest.mark.parametrize(
    ("status", "state", "says"),
    [
        ("Pending", "warning", "isn't ready yet (Pending)"),
        ("Failed", "failed", "doesn't accept versions (Failed)"),
    ],
)
def test_group_that_takes_no_versions_is_reported_by_its_status(
    aws: Sandbox, status: str, state: str, says: str
) -> None:
    answers = {"sagemaker.DescribeModelPackageGroup": {"ModelPackageGroupStatus": status}}
    diagnostic = found(aws, version(aws), answers)["name"]
    assert (diagnostic.state, says in diagnostic.detail) == (state, True)


@pytest.mark.parametrize("code", ["RepositoryNotFoundException", "ImageNotFoundException"])
def test_missing_image_is_one_fault_and_leaves_the_others_unknown(aws: Sandbox, code: str) -> None:
    operations = ("DescribeImages", "DescribeImageScanFindings", "BatchGetImage")
    answers = {f"ecr.{name}": error(code) for name in operations}
    findings = found(aws, request(aws, "flowers"), answers)
    assert {name: findings[name].state for name in ("image", "scan", "manifest")} == {
        "image": "failed",
        "scan": "unknown",
        "manifest": "unknown",
    }
    assert "because the image doesn't exist" in findings["manifest"].detail


@pytest.mark.parametrize(
    ("status", "said"), [({"status": "IN_PROGRESS"}, "IN_PROGRESS"), ({}, "?")]
)
def test_scan_that_is_not_complete_is_reported_by_its_status(
    aws: Sandbox, status: dict[str, str], said: str
) -> None:
    answers: Answers = {"ecr.DescribeImageScanFindings": {"imageScanStatus": status}}
    diagnostic = found(aws, request(aws, "flowers"), answers)["scan"]
    assert diagnostic.state == "warning"
    assert f"isn't complete: {said}." in diagnostic.detail


@pytest.mark.parametrize("url", ["file:///etc/hostname", "http://127.0.0.1:0/nobody"])
def test_configuration_that_cannot_be_fetched_leaves_the_platform_unknown(
    aws: Sandbox, url: str
) -> None:
    answers = {"ecr.GetDownloadUrlForLayer": {"downloadUrl": url}}
    diagnostic = found(aws, request(aws, "flowers"), answers)["manifest"]
    assert diagnostic.state == "unknown"
    assert "Couldn't read the configuration" in diagnostic.detail


def test_role_with_a_path_is_reported_by_its_real_arn(aws: Sandbox) -> None:
    arn = aws.role.replace(":role/", ":role/service-role/")
    given = {"Arn": arn, "AssumeRolePolicyDocument": json.dumps(TRUST)}
    diagnostic = found(aws, request(aws, "flowers"), {"iam.GetRole": {"Role": given}})["role"]
    assert diagnostic.state == "failed"
    assert diagnostic.detail == f"The role's ARN is {arn}."


@pytest.mark.parametrize(
    "policy", ["{}", '{"Statement": {"Effect": "Allow", "Principal": "*"}}', "[]"]
)
def test_role_without_a_service_in_its_trust_is_not_trusted(aws: Sandbox, policy: str) -> None:
    given = {"Arn": aws.role, "AssumeRolePolicyDocument": policy}
    diagnostic = found(aws, request(aws, "flowers"), {"iam.GetRole": {"Role": given}})["role"]
    assert diagnostic.state == "failed"
    assert "SageMaker can't assume" in diagnostic.detail


@pytest.mark.parametrize(
    ("caller", "state", "says"),
    [
        ("iam::{account}:root", "passed", ""),
        ("iam::{account}:user/ann", "failed", "You aren't allowed to perform"),
        ("sts::{account}:assumed-role/works/ann", "passed", ""),
        ("sts::{account}:assumed-role/idle/ann", "failed", "You aren't allowed to perform"),
        ("sts::{account}:assumed-role/gone/ann", "unknown", "IAM can't simulate permissions for"),
        ("sts::{account}:federated-user/ann", "unknown", "IAM can't simulate permissions for"),
    ],
)
def test_permissions_are_simulated_for_whom_the_caller_is(
    caller: str, state: str, says: str
) -> None:
    """A root may do all; a session of a role has the policies of the role."""
    with fresh() as aws:
        aws.client("iam").create_user(UserName="ann")
        for name, allowed in {"works": True, "idle": False}.items():
            role(aws, name, "sagemaker.amazonaws.com", allowed=allowed)
        arn = f"arn:aws:{caller.format(account=aws.account)}"
        answers: Answers = {"sts.GetCallerIdentity": {"Arn": arn, "Account": aws.account}}
        diagnostic = found(aws, request(aws, "flowers"), answers)["permissions"]
    assert (diagnostic.state, says in diagnostic.detail) == (state, True)


def test_quota_that_is_in_no_page_is_reported(aws: Sandbox) -> None:
    """Each page names a next one: the look ends all the same."""
    page = {"Quotas": [{"QuotaName": "Another", "Value": 1.0}], "NextToken": "more"}
    diagnostic = found(aws, request(aws, "flowers"), {"service-quotas.ListServiceQuotas": page})[
        "quota"
    ]
    assert diagnostic.state == "warning"
    assert "AWS has no quota named" in diagnostic.detail


@pytest.mark.parametrize(
    "host", ["https://{bucket}.s3.us-east-1.amazonaws.com/", "https://s3.amazonaws.com/{bucket}/"]
)
def test_address_of_the_web_is_looked_for_in_its_bucket(aws: Sandbox, host: str) -> None:
    sent = version(aws)
    (container,) = sent["InferenceSpecification"]["Containers"]
    key = aws.model_data.partition(f"{aws.bucket}/")[2]
    container["ModelDataUrl"] = f"{host.format(bucket=aws.bucket)}{key}"
    assert found(aws, sent, {})["objects"].state == "passed"
    container["ModelDataUrl"] += "-gone"
    assert found(aws, sent, {})["objects"].state == "failed"


def test_folder_without_its_slash_is_there(aws: Sandbox) -> None:
    sent = version(aws)
    (container,) = sent["InferenceSpecification"]["Containers"]
    container["ModelDataUrl"] = aws.model_data.rpartition("/")[0]
    assert found(aws, sent, {})["objects"].state == "passed"
