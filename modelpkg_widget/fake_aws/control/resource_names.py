"""The names of what a sandbox holds from the start; they follow from account and region."""

from __future__ import annotations

from dataclasses import asdict, dataclass

NAME = "modelpkg-sandbox"
TAG = "1.0"
MODEL_KEY = "model/model.tar.gz"
ACCOUNT = "123456789012"
INPUT_KEY = "validation-input/iris.csv"


@dataclass(frozen=True)
class Names:
    """What was seeded, as text that goes into a request as it is.

    Attributes:
        account: 12 digits.
        region: for example "us-east-1".
        group: name of a model package group.
        bucket: name of an S3 bucket.
        image: URI with a tag of an image in the sandbox's ECR.
        role: ARN of a role that SageMaker may assume.
        model_data: S3 URI of a small `model.tar.gz`.
        validation_input: S3 URI of a folder that holds a small CSV file.
        validation_output: S3 URI of a folder that is empty.
        training_job: name of a training job that made a model.
        other_account: 12 digits: another account, which shares a group.
        shared_group: ARN of its group, whose policy lets this account register versions.
        closed_group: ARN of its group that has no policy.
    """

    account: str
    region: str
    group: str
    bucket: str
    image: str
    role: str
    model_data: str
    validation_input: str
    validation_output: str
    training_job: str
    other_account: str
    shared_group: str
    closed_group: str

    def as_dict(self) -> dict[str, str]:
        return asdict(self)


def names(account: str, region: str) -> Names:
    """The names of the sandbox of an account (12 digits) and a region."""
    domain = "amazonaws.com.cn" if region.startswith("cn-") else "amazonaws.com"
    # SageMaker's own full-access policy reads only objects with "sagemaker" in bucket or key.
    bucket = f"sagemaker-{region}-{account}"
    # Each account has another one of its own, so that no two change the policy of one group.
    other = "222222222222" if account == ACCOUNT else f"{10**12 - 1 - int(account):012d}"
    groups = f"arn:{partition(region)}:sagemaker:{region}:{other}:model-package-group"
    return Names(
        account=account,
        region=region,
        group=NAME,
        bucket=bucket,
        image=f"{account}.dkr.ecr.{region}.{domain}/{NAME}:{TAG}",
        role=f"arn:{partition(region)}:iam::{account}:role/{NAME}",
        model_data=f"s3://{bucket}/{MODEL_KEY}",
        validation_input=f"s3://{bucket}/{INPUT_KEY.rpartition('/')[0]}/",
        validation_output=f"s3://{bucket}/validation-output/",
        training_job=NAME,
        other_account=other,
        shared_group=f"{groups}/{NAME}-shared",
        closed_group=f"{groups}/{NAME}-closed",
    )


def partition(region: str) -> str:
    """The partition of a region, as it stands in an ARN."""
    if region.startswith("cn-"):
        return "aws-cn"
    return "aws-us-gov" if region.startswith("us-gov-") else "aws"
