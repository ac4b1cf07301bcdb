"""Permissions, policies, scans, quotas and jobs: what the sandbox plays beside SageMaker."""

import json
import time
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest

from modelpkg_widget.fake_aws import Sandbox
from modelpkg_widget.fake_aws.control.permissions import action_of
from modelpkg_widget.fake_aws.control.scenarios import request
from modelpkg_widget.fake_aws.services.iam_policies import decision
from tests.helpers.sandboxes import fresh, refused

FAST = 36_000.0  # two hours in 0.2 s


@pytest.fixture(scope="module")
def shared() -> Iterator[Sandbox]:
    with fresh(speed=FAST) as made:
        yield made


@pytest.fixture
def aws(shared: Sandbox) -> Iterator[Sandbox]:
    yield shared
    shared.allow()


def split(image: str) -> dict[str, Any]:
    repository, _, tag = image.rpartition("/")[2].partition(":")
    return {"repositoryName": repository, "imageId": {"imageTag": tag}}


def test_a_denied_call_is_refused_as_its_service_refuses(aws: Sandbox) -> None:
    aws.deny()
    ecr, iam, s3 = (aws.client(name) for name in ("ecr", "iam", "s3"))
    code, said, _ = refused(ecr.describe_repositories)
    assert code == "AccessDeniedException"
    assert "is not authorized to perform: ecr:DescribeRepositories" in said
    code, said, status = refused(iam.get_role, RoleName="modelpkg-sandbox")
    assert (code, status) == ("AccessDenied", 403)
    assert "iam:GetRole" in said
    assert refused(s3.list_objects_v2, Bucket=aws.bucket)[0] == "AccessDenied"
    assert refused(s3.head_object, Bucket=aws.bucket, Key="x")[::2] == ("403", 403)
    assert refused(aws.client("sagemaker").list_model_packages)[0] == "AccessDeniedException"
    assert aws.client("sts").get_caller_identity()["Account"] == aws.account
    aws.allow()
    assert ecr.describe_repositories()["repositories"]


def test_one_permission_is_taken_and_the_others_stay(aws: Sandbox) -> None:
    aws.deny("ecr:describe*", "s3:GetObject")
    ecr, s3 = aws.client("ecr"), aws.client("s3")
    assert refused(ecr.describe_repositories)[0] == "AccessDeniedException"
    assert ecr.list_images(repositoryName="modelpkg-sandbox")["imageIds"]
    assert refused(s3.get_object, Bucket=aws.bucket, Key="model/model.tar.gz")[0] == "AccessDenied"
    assert s3.list_objects_v2(Bucket=aws.bucket)["KeyCount"]
    for wrong in ("DescribeImages", "ecr:", ""):
        with pytest.raises(ValueError, match="is not an IAM action"):
            aws.deny(wrong)


@pytest.mark.parametrize(
    ("operation", "query", "action"),
    [
        ("GET /", "", "ListAllMyBuckets"),
        ("GET /bucket", "list-type=2", "ListBucket"),
        ("GET /bucket/", "location", "GetBucketLocation"),
        ("HEAD /bucket", "", "ListBucket"),
        ("HEAD /bucket/key/more", "", "GetObject"),
        ("PUT /bucket/key", "", "PutObject"),
        ("DELETE /bucket", "", "DeleteBucket"),
    ],
)
def test_what_s3_calls_a_call(operation: str, query: str, action: str) -> None:
    assert action_of("s3", operation, query) == f"s3:{action}"


def policy(*statements: dict[str, Any]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": [*statements]})


ALLOW = {"Effect": "Allow", "Action": ["s3:Get*"], "Resource": "arn:aws:s3:::*sagemaker*"}
DENY = {"Effect": "Deny", "Action": "s3:*", "NotResource": "arn:aws:s3:::sagemaker-a/*"}
PASS = {
    "Effect": "Allow",
    "Action": "iam:PassRole",
    "Resource": "*",
    "Condition": {"StringEquals": {"iam:PassedToService": "sagemaker.amazonaws.com"}},
}
ODD = {**PASS, "Condition": {"DateGreaterThan": {"aws:CurrentTime": "2020"}}}


@pytest.mark.parametrize(
    ("documents", "action", "resource", "context", "expected"),
    [
        ([policy(ALLOW)], "s3:GetObject", "arn:aws:s3:::my-sagemaker-b/k", {}, "allowed"),
        ([policy(ALLOW)], "s3:getobject", "arn:aws:s3:::sagemaker", {}, "allowed"),
        ([policy(ALLOW)], "s3:GetObject", "arn:aws:s3:::other/k", {}, "implicitDeny"),
        ([policy(ALLOW)], "s3:PutObject", "arn:aws:s3:::sagemaker/k", {}, "implicitDeny"),
        (
            [policy(ALLOW), policy(DENY)],
            "s3:GetObject",
            "arn:aws:s3:::sagemaker-a/k",
            {},
            "allowed",
        ),
        (
            [policy(ALLOW, DENY)],
            "s3:GetObject",
            "arn:aws:s3:::sagemaker-b/k",
            {},
            "explicitDeny",
        ),
        ([policy(PASS)], "iam:PassRole", "*", {}, "implicitDeny"),
        (
            [policy(PASS)],
            "iam:PassRole",
            "*",
            {"iam:passedtoservice": ["sagemaker.amazonaws.com"]},
            "allowed",
        ),
        ([policy(ODD)], "iam:PassRole", "*", {"aws:CurrentTime": ["2030"]}, "implicitDeny"),
        ([json.dumps({"Statement": ALLOW})], "s3:GetX", "arn:aws:s3:::sagemaker", {}, "allowed"),
        (
            [policy({**ALLOW, "Action": "s3:Get?"})],
            "s3:GetX",
            "arn:aws:s3:::sagemaker",
            {},
            "allowed",
        ),
        ([], "s3:GetObject", "*", {}, "implicitDeny"),
    ],
)
def test_what_policies_allow(
    documents: list[str], action: str, resource: str, context: Any, expected: str
) -> None:
    assert decision(documents, action, resource, context) == expected


def test_a_simulation_is_strict(aws: Sandbox) -> None:
    iam = aws.client("iam")
    request = {"PolicySourceArn": aws.role, "ActionNames": ["s3:GetObject", "s3:DeleteObject"]}
    arns = [f"arn:aws:s3:::{aws.bucket}/k", "arn:aws:s3:::other/k"]
    rows = iam.simulate_principal_policy(**request, ResourceArns=arns)["EvaluationResults"]
    reported = [row["EvalDecision"] for row in rows]
    assert reported == ["allowed", "implicitDeny", "implicitDeny", "implicitDeny"]
    assert [row["EvalResourceName"] for row in rows[:2]] == arns
    sts = f"arn:aws:sts::{aws.account}:assumed-role/a/b"
    assert refused(iam.simulate_principal_policy, **{**request, "PolicySourceArn": sts})[0] == (
        "InvalidInput"
    )
    missing = {**request, "PolicySourceArn": f"{aws.role}-gone"}
    assert refused(iam.simulate_principal_policy, **missing)[0] == "NoSuchEntity"
    wrong = {**request, "ActionNames": ["GetObject"]}
    assert refused(iam.simulate_principal_policy, **wrong)[0] == "InvalidInput"
    aws.deny("iam:PassRole")
    arn = aws.client("sts").get_caller_identity()["Arn"]
    mine = iam.simulate_principal_policy(
        PolicySourceArn=arn, ActionNames=["iam:PassRole", "s3:GetObject"]
    )
    assert [row["EvalDecision"] for row in mine["EvaluationResults"]] == ["implicitDeny", "allowed"]


def test_scans(aws: Sandbox) -> None:
    ecr, image = aws.client("ecr"), split(aws.image)
    description = ecr.describe_image_scan_findings(**image)
    assert description["imageScanStatus"]["status"] == "COMPLETE"
    assert description["imageScanFindings"]["findingSeverityCounts"] == {}
    aws.set_scan_result(aws.image, {"CRITICAL": 1, "LOW": 2})
    found = ecr.describe_image_scan_findings(**image)["imageScanFindings"]
    assert found["findingSeverityCounts"] == {"CRITICAL": 1, "LOW": 2}
    assert len({row["name"] for row in found["findings"]}) == 3
    aws.set_scan_result(aws.image, None)
    assert refused(ecr.describe_image_scan_findings, **image)[0] == "ScanNotFoundException"
    aws.set_scan_result(aws.image, {})
    missing = {**image, "imageId": {"imageTag": "gone"}}
    assert refused(ecr.describe_image_scan_findings, **missing)[0] == "ImageNotFoundException"
    wrong = aws.client("ecr").describe_images
    elsewhere = {"registryId": "210987654321", "repositoryName": image["repositoryName"]}
    assert refused(wrong, **elsewhere)[0] == "AccessDeniedException"


def test_an_image_has_a_configuration(aws: Sandbox) -> None:
    ecr, image = aws.client("ecr"), split(aws.image)
    ids = [image.pop("imageId")]
    (row,) = ecr.batch_get_image(**image, imageIds=ids)["images"]
    digest = json.loads(row["imageManifest"])["config"]["digest"]
    url = ecr.get_download_url_for_layer(**image, layerDigest=digest)["downloadUrl"]
    with urllib.request.urlopen(url, timeout=60) as answer:
        assert json.loads(answer.read())["architecture"] == "amd64"
    unknown = f"sha256:{'0' * 64}"
    request = {**image, "layerDigest": unknown}
    assert refused(ecr.get_download_url_for_layer, **request)[0] == "LayersNotFoundException"


def test_quotas_come_in_pages(aws: Sandbox) -> None:
    quotas = aws.client("service-quotas")
    aws.quota("ml.m5.large", 3)
    pages = list(quotas.get_paginator("list_service_quotas").paginate(ServiceCode="sagemaker"))
    rows = {row["QuotaName"]: row for page in pages for row in page["Quotas"]}
    assert rows["ml.m5.large for transform job usage"]["Value"] == 3
    assert rows["ml.m4.xlarge for transform job usage"]["Value"] == 20
    small = quotas.list_service_quotas(ServiceCode="sagemaker", MaxResults=1)
    assert len(small["Quotas"]) == 1
    assert small["NextToken"]
    assert refused(quotas.list_service_quotas, ServiceCode="ec2")[0] == "NoSuchResourceException"


def ended(aws: Sandbox, request: dict[str, Any]) -> dict[str, Any]:
    sagemaker = aws.client("sagemaker")
    arn = sagemaker.create_model_package(**request)["ModelPackageArn"]
    for _ in range(200):
        description: dict[str, Any] = sagemaker.describe_model_package(ModelPackageName=arn)
        if description["ModelPackageStatus"] in ("Completed", "Failed"):
            return description
        time.sleep(0.05)
    raise AssertionError(description)


@pytest.mark.parametrize(
    ("kind", "status", "line"),
    [("", "Completed", "POST /invocations"), ("installs", "Failed", "No matching distribution")],
)
def test_a_validation_leaves_a_job_and_its_log(
    aws: Sandbox, kind: str, status: str, line: str
) -> None:
    sagemaker, logs = aws.client("sagemaker"), aws.client("logs")
    name = f"job-{kind or 'good'}"
    if kind:
        aws.fail_next(kind, None, name)
    description = ended(aws, request(aws, name))
    assert description["ModelPackageStatus"] == status
    listed = sagemaker.list_transform_jobs(
        CreationTimeAfter=description["CreationTime"], NameContains=name
    )
    (row,) = listed["TransformJobSummaries"]
    assert row["TransformJobStatus"] == status
    job = sagemaker.describe_transform_job(TransformJobName=row["TransformJobName"])
    profile = description["ValidationSpecification"]["ValidationProfiles"][0]
    assert job["TransformInput"] == profile["TransformJobDefinition"]["TransformInput"]
    group = "/aws/sagemaker/TransformJobs"
    prefix = f"{row['TransformJobName']}/"
    streams = logs.describe_log_streams(logGroupName=group, logStreamNamePrefix=prefix)
    (stream,) = streams["logStreams"]
    sent = {"logGroupName": group, "logStreamName": stream["logStreamName"]}
    events = logs.get_log_events(**sent, limit=1)["events"]
    assert len(events) == 1
    assert line in logs.get_log_events(**sent)["events"][-1]["message"]
    assert refused(logs.get_log_events, **{**sent, "logStreamName": "gone"})[0] == (
        "ResourceNotFoundException"
    )
    assert refused(sagemaker.describe_transform_job, TransformJobName="gone")[0]


@pytest.mark.slow
def test_an_ending_is_bound_to_what_a_request_names(aws: Sandbox) -> None:
    aws.fail_next("ping", None, "named-one")
    assert ended(aws, request(aws, "another"))["ModelPackageStatus"] == "Completed"
    assert ended(aws, request(aws, "named-one"))["ModelPackageStatus"] == "Failed"
    aws.clear_planned_failures()
    with pytest.raises(ValueError, match="must be a string"):
        aws.fail_next("ping", None, 1)  # type: ignore[arg-type]
