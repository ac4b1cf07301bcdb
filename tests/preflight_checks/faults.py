"""One fault for each check of the preflight: what is wrong, in the request or in the sandbox."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from modelpkg_widget.fake_aws import Sandbox
from modelpkg_widget.fake_aws.control.scenarios import request
from modelpkg_widget.fake_aws.control.seed import create_bucket, put_image
from modelpkg_widget.fake_aws.services import ecr

Request = dict[str, Any]
#: A bucket that no service in any region reaches: what a client of another region made.
ELSEWHERE = "sagemaker-eu-west-1-elsewhere"


def container(request: Request) -> dict[str, Any]:
    found: dict[str, Any] = request["InferenceSpecification"]["Containers"][0]
    return found


def job(request: Request) -> dict[str, Any]:
    profiles = request["ValidationSpecification"]["ValidationProfiles"]
    found: dict[str, Any] = profiles[0]["TransformJobDefinition"]
    return found


def data(request: Request) -> dict[str, Any]:
    found: dict[str, Any] = job(request)["TransformInput"]["DataSource"]["S3DataSource"]
    return found


def pushed(aws: Sandbox, tag: str, kind: str = ecr.DOCKER, platform: str = "amd64") -> str:
    number = sum(map(ord, tag))
    put_image(aws.client("ecr"), tag, ecr.manifest(kind, platform, number), kind)
    return f"{aws.image.rpartition(':')[0]}:{tag}"


def role(aws: Sandbox, name: str, trusted: str, *, allowed: bool) -> str:
    iam = aws.client("iam")
    trust = {"Effect": "Allow", "Principal": {"Service": trusted}, "Action": "sts:AssumeRole"}
    document = json.dumps({"Version": "2012-10-17", "Statement": [trust]})
    made: str = iam.create_role(RoleName=name, AssumeRolePolicyDocument=document)["Role"]["Arn"]
    if allowed:
        policy = {"Effect": "Allow", "Action": "*", "Resource": "*"}
        document = json.dumps({"Version": "2012-10-17", "Statement": [policy]})
        iam.put_role_policy(RoleName=name, PolicyName="all", PolicyDocument=document)
    return made


def unfinished(aws: Sandbox, request: Request) -> None:
    del request["InferenceSpecification"]["SupportedTransformInstanceTypes"]


def public_image(aws: Sandbox, request: Request) -> None:
    container(request)["Image"] = "public.ecr.aws/flowers/serve:1.0"


def no_archive(aws: Sandbox, request: Request) -> None:
    key = "model/model.zip"
    aws.client("s3").put_object(Bucket=aws.bucket, Key=key, Body=b"x")
    container(request)["ModelDataUrl"] = f"s3://{aws.bucket}/{key}"


def large_payload(aws: Sandbox, request: Request) -> None:
    job(request).update(MaxPayloadInMB=60, MaxConcurrentTransforms=2)


def key_elsewhere(aws: Sandbox, request: Request) -> None:
    arn = f"arn:aws:kms:eu-west-1:{aws.account}:key/1"
    job(request)["TransformOutput"]["KmsKeyId"] = arn


def no_image(aws: Sandbox, request: Request) -> None:
    container(request)["Image"] = f"{aws.image}-gone"


def vulnerable(aws: Sandbox, request: Request) -> None:
    container(request)["Image"] = pushed(aws, "vulnerable")
    aws.set_scan_result(container(request)["Image"], {"HIGH": 1})


def never_scanned(aws: Sandbox, request: Request) -> None:
    container(request)["Image"] = pushed(aws, "unscanned")
    aws.set_scan_result(container(request)["Image"], None)


def oci(aws: Sandbox, request: Request) -> None:
    container(request)["Image"] = pushed(aws, "oci-made", ecr.OCI)


def arm(aws: Sandbox, request: Request) -> None:
    container(request)["Image"] = pushed(aws, "arm", platform="arm64")


def no_model(aws: Sandbox, request: Request) -> None:
    container(request)["ModelDataUrl"] = f"s3://{aws.bucket}/model/gone.tar.gz"


def no_data(aws: Sandbox, request: Request) -> None:
    data(request)["S3Uri"] = f"s3://{aws.bucket}/nothing-here/"


def no_bucket(aws: Sandbox, request: Request) -> None:
    data(request)["S3Uri"] = "s3://sagemaker-that-nobody-made/data/"


def bucket_elsewhere(aws: Sandbox, request: Request) -> None:
    s3 = aws.client("s3", region_name="eu-west-1")
    name = f"{ELSEWHERE}-{aws.account}"
    create_bucket(s3, name, "eu-west-1")
    s3.put_object(Bucket=name, Key="data/a.csv", Body=b"1\n")
    data(request)["S3Uri"] = f"s3://{name}/data/"


def large_file(aws: Sandbox, request: Request) -> None:
    aws.client("s3").put_object(Bucket=aws.bucket, Key="large/a.csv", Body=b"1" * 1_100_000)
    data(request)["S3Uri"] = f"s3://{aws.bucket}/large/"
    job(request)["MaxPayloadInMB"] = 1
    del job(request)["TransformInput"]["SplitType"]


def same_place(aws: Sandbox, request: Request) -> None:
    job(request)["TransformOutput"]["S3OutputPath"] = f"{data(request)['S3Uri']}answers/"


def no_role(aws: Sandbox, request: Request) -> None:
    request["ValidationSpecification"]["ValidationRole"] = f"{aws.role}-gone"


def not_trusted(aws: Sandbox, request: Request) -> None:
    arn = role(aws, "not-trusted", "ec2.amazonaws.com", allowed=True)
    request["ValidationSpecification"]["ValidationRole"] = arn


def not_allowed(aws: Sandbox, request: Request) -> None:
    arn = role(aws, "not-allowed", "sagemaker.amazonaws.com", allowed=False)
    request["ValidationSpecification"]["ValidationRole"] = arn


def no_pass_role(aws: Sandbox, request: Request) -> None:
    aws.deny("iam:PassRole")


def no_quota(aws: Sandbox, request: Request) -> None:
    aws.quota("ml.m5.large", 0)


def taken(aws: Sandbox, sent: Request) -> None:
    made = request(aws, sent["ModelPackageName"])
    aws.client("sagemaker").create_model_package(**made)


#: The check that is not passed, how it ends, what it says, and what does it.
FAULTS: list[tuple[str, str, str, Callable[[Sandbox, Request], None]]] = [
    ("request", "failed", "SupportedTransformInstanceTypes", unfinished),
    ("image-address", "failed", "an image in a private Amazon ECR", public_image),
    ("bucket-names", "warning", "This isn't a .tar.gz file", no_archive),
    ("profile", "failed", "100", large_payload),
    ("region", "failed", "is in eu-west-1, not in us-east-1", key_elsewhere),
    ("image", "failed", "not found.", no_image),
    ("scan", "failed", "found 0 critical and 1 high", vulnerable),
    ("scan", "warning", "was never scanned", never_scanned),
    ("manifest", "failed", "application/vnd.oci.image.manifest.v1+json", oci),
    ("manifest", "failed", "was built for linux/arm64", arm),
    ("objects", "failed", "Nothing found at", no_model),
    ("objects", "failed", "No test data found at", no_data),
    ("objects", "failed", "doesn't exist.", no_bucket),
    ("objects", "failed", "is in eu-west-1, not in us-east-1", bucket_elsewhere),
    ("objects", "failed", "is 1.0 MB", large_file),
    ("objects", "failed", "in the same folder as the test data", same_place),
    ("role", "failed", "doesn't exist.", no_role),
    ("role", "failed", "SageMaker can't assume", not_trusted),
    ("permissions", "failed", "The role isn't allowed to perform s3:GetObject on", not_allowed),
    ("permissions", "failed", "You aren't allowed to perform iam:PassRole on", no_pass_role),
    ("quota", "failed", "is 0, and 1 is needed", no_quota),
    ("name", "failed", "already", taken),
]
