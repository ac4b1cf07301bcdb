"""What is in a sandbox from the start, so that a request can be made at once."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from modelpkg_widget.fake_aws.services import ecr as ecr_service

from .resource_names import INPUT_KEY, MODEL_KEY, NAME, TAG, Names

if TYPE_CHECKING:
    from collections.abc import Iterator

EXISTS = {"EntityAlreadyExists", "BucketAlreadyOwnedByYou", "RepositoryAlreadyExistsException",
          "ImageAlreadyExistsException",
          "ResourceInUse"}  # fmt: skip

#: A sample of Fisher's irises: four lengths in cm.
TEST_DATA = b"5.1,3.5,1.4,0.2\n6.2,3.4,5.4,2.3\n"


def fill(session: Any, names: Names, **client_options: Any) -> None:
    """Create the seeded resources; keep those that exist.

    Args:
        session: a boto3 session whose clients reach the sandbox.
        names: the names to create.
        client_options: keywords for the session's `client`.

    Raises:
        botocore.exceptions.ClientError: the sandbox refused.
    """
    s3, iam, ecr, sagemaker = (
        session.client(service, **client_options) for service in ("s3", "iam", "ecr", "sagemaker")
    )
    create_bucket(s3, names.bucket, names.region)
    s3.put_object(Bucket=names.bucket, Key=MODEL_KEY, Body=_model_archive())
    s3.put_object(Bucket=names.bucket, Key=INPUT_KEY, Body=TEST_DATA)
    with _unless_there():
        iam.create_role(RoleName=NAME, AssumeRolePolicyDocument=json.dumps(_trust()))
    iam.put_role_policy(RoleName=NAME, PolicyName=NAME, PolicyDocument=json.dumps(_rights(names)))
    with _unless_there():
        ecr.create_repository(repositoryName=NAME)
    put_image(ecr, TAG, ecr_service.manifest(), ecr_service.DOCKER)
    _group(sagemaker, names.group, "Made with the sandbox, to register model packages in")
    _share(session.of(names.other_account).client("sagemaker", **client_options), names)
    with _unless_there():
        sagemaker.create_training_job(
            TrainingJobName=names.training_job,
            AlgorithmSpecification={"TrainingImage": names.image, "TrainingInputMode": "File"},
            RoleArn=names.role,
            OutputDataConfig={"S3OutputPath": f"s3://{names.bucket}/training/"},
            ResourceConfig={
                "InstanceType": "ml.m5.large",
                "InstanceCount": 1,
                "VolumeSizeInGB": 10,
            },
            StoppingCondition={"MaxRuntimeInSeconds": 3600},
        )
    artifact = f"training/{names.training_job}/output/model.tar.gz"
    s3.put_object(Bucket=names.bucket, Key=artifact, Body=_model_archive())


def _group(sagemaker: Any, name: str, description: str) -> None:
    groups = sagemaker.list_model_package_groups(NameContains=name)
    found = [row["ModelPackageGroupName"] for row in groups["ModelPackageGroupSummaryList"]]
    if name not in found:
        sagemaker.create_model_package_group(
            ModelPackageGroupName=name, ModelPackageGroupDescription=description
        )


def _share(sagemaker: Any, names: Names) -> None:
    """The groups of the other account, and the policy of that which is shared."""
    shared, closed = (one.rpartition("/")[2] for one in (names.shared_group, names.closed_group))
    _group(sagemaker, closed, "Of another account, which shares it with nobody")
    _group(sagemaker, shared, "Of another account, to register model packages in")
    sagemaker.put_model_package_group_policy(
        ModelPackageGroupName=shared, ResourcePolicy=json.dumps(_shared_with(names))
    )


def _shared_with(names: Names) -> dict[str, Any]:
    """A policy of the shared group that lets this account in."""
    versions = names.shared_group.replace("model-package-group/", "model-package/") + "/*"
    actions = ["CreateModelPackage", "DescribeModelPackage", "DescribeModelPackageGroup",
               "ListModelPackages"]  # fmt: skip
    row = {
        "Effect": "Allow",
        "Principal": {"AWS": f"arn:{names.role.split(':')[1]}:iam::{names.account}:root"},
        "Action": [f"sagemaker:{action}" for action in actions],
        "Resource": [names.shared_group, versions],
    }
    return {"Version": "2012-10-17", "Statement": [row]}


def create_bucket(s3: Any, name: str, region: str) -> None:
    """Creates a bucket in a region; one that is there already stays."""
    place = {"CreateBucketConfiguration": {"LocationConstraint": region}}
    with _unless_there():
        s3.create_bucket(Bucket=name, **({} if region == "us-east-1" else place))


def put_image(ecr: Any, tag: str, manifest: str, kind: str) -> None:
    """Pushes an image; one that is there already stays."""
    with _unless_there():
        ecr.put_image(
            repositoryName=NAME, imageTag=tag, imageManifest=manifest, imageManifestMediaType=kind
        )


@contextmanager
def _unless_there() -> Iterator[None]:
    from botocore.exceptions import ClientError

    try:
        yield
    except ClientError as error:
        if error.response["Error"]["Code"] not in EXISTS:
            raise


def _model_archive() -> bytes:
    """A gzipped tar with one small file, the same bytes each time."""
    content = b'{"kind": "sandbox"}\n'
    plain = io.BytesIO()
    with tarfile.open(fileobj=plain, mode="w") as archive:
        member = tarfile.TarInfo("model.json")
        member.size = len(content)
        archive.addfile(member, io.BytesIO(content))
    return gzip.compress(plain.getvalue(), mtime=0)


def _trust() -> dict[str, Any]:
    return {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"Service": "sagemaker.amazonaws.com"},
                "Action": "sts:AssumeRole",
            }
        ],
    }


def _rights(names: Names) -> dict[str, Any]:
    """Of AmazonSageMakerFullAccess what a validation needs; of S3, objects by their ARN alone."""
    of = names.role.split(":")[1]
    named = [
        f"arn:{of}:s3:::*{name}*" for name in ("SageMaker", "Sagemaker", "sagemaker", "aws-glue")
    ]
    rows = [
        (["s3:GetObject", "s3:PutObject"], named),
        (["s3:ListBucket"], "*"),
        (["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetAuthorizationToken",
          "ecr:GetDownloadUrlForLayer"], "*"),
        (["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents",
          "logs:DescribeLogStreams", "cloudwatch:PutMetricData"], "*"),
    ]  # fmt: skip
    statements = [{"Effect": "Allow", "Action": one, "Resource": at} for one, at in rows]
    return {"Version": "2012-10-17", "Statement": statements}
