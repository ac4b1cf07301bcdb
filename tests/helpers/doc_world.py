"""What the examples of the documentation find: files, and a sandbox in the place of AWS."""

from __future__ import annotations

import json
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import boto3
import pytest

import modelpkg_widget
from modelpkg_widget import export
from modelpkg_widget.fake_aws import Sandbox, sandbox

# State is kept by account for the whole process: the examples of each page have one of their own.
_ACCOUNTS = (f"{number:012d}" for number in range(424_242_000_000, 424_242_999_999))
SPEED = 100_000
BUCKET = "my-bucket"
TRAINING_JOB = "churn-2024-06-11"


def request(aws: Sandbox, week: int) -> dict[str, Any]:
    """Return the request of a version of the group churn."""
    return {
        "ModelPackageGroupName": "churn",
        "ModelPackageDescription": f"Trained in week {week}",
        "MetadataProperties": {"CommitId": "4c1d9a7"},
        "InferenceSpecification": {
            "Containers": [
                {"Image": aws.image, "ModelDataUrl": f"s3://{aws.bucket}/{week}/model.tar.gz"}
            ],
            "SupportedContentTypes": ["text/csv"],
            "SupportedResponseMIMETypes": ["text/csv"],
        },
    }


def write_files(folder: Path, aws: Sandbox) -> None:
    """Write the files that examples read."""
    python = export(request(aws, 3), "boto3")
    cell = {"cell_type": "code", "source": python, "metadata": {}, "outputs": []}
    texts = {
        "train.ipynb": json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4}),
        "register.py": python,
        "team-defaults.json": '{"ModelApprovalStatus": "PendingManualApproval"}',
        "defaults.json": '{"ModelApprovalStatus": "PendingManualApproval"}',
        "evaluation.json": '{"accuracy": 0.9}',
        "request.json": json.dumps(request(aws, 4)),
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    write_draft(folder, aws)
    (folder / "models").mkdir(exist_ok=True)
    for week, name in [(8, "north"), (9, "south")]:
        text = json.dumps(request(aws, week) | {"MetadataProperties": {"CommitId": f"{week}"}})
        (folder / "models" / f"{name}.json").write_text(text, encoding="utf-8")
    with tarfile.open(folder / "model.tar.gz", "w:gz") as archive:
        archive.add(folder / "evaluation.json", "model.json")


def write_draft(folder: Path, aws: Sandbox) -> None:
    """Write churn.json as somebody has it who prepares the next version."""
    changed = request(aws, 7) | {"MetadataProperties": {"CommitId": "9be02f3"}}
    for beside in folder.glob("churn.json.*"):
        beside.unlink()
    (folder / "churn.json").write_text(json.dumps(changed), encoding="utf-8")


def fill(aws: Sandbox) -> None:
    """Make what examples name: groups, a version, buckets, a training job."""
    sagemaker = aws.client("sagemaker")
    for name in ("churn", "churn-north", "churn-south"):
        sagemaker.create_model_package_group(ModelPackageGroupName=name)
    sagemaker.create_model_package(**request(aws, 1))
    aws.client("s3").create_bucket(Bucket=BUCKET)
    described = sagemaker.describe_training_job(TrainingJobName=aws.training_job)
    given = ("RoleArn", "AlgorithmSpecification", "OutputDataConfig", "ResourceConfig")
    sagemaker.create_training_job(
        TrainingJobName=TRAINING_JOB,
        StoppingCondition={"MaxRuntimeInSeconds": 3600},
        **{name: described[name] for name in given},
    )


@contextmanager
def example_aws(monkeypatch: pytest.MonkeyPatch) -> Iterator[Sandbox]:
    """Let examples reach a sandbox, whatever session they make."""
    account = next(_ACCOUNTS)
    aws = sandbox(account=account, speed=SPEED)
    fill(aws)

    def own(**options: Any) -> Sandbox:
        return sandbox(**{**options, "account": account, "speed": SPEED})

    monkeypatch.setattr(modelpkg_widget, "sandbox", own)
    monkeypatch.setattr(boto3, "Session", lambda **_: aws.session)
    monkeypatch.setattr(boto3, "client", partial(aws.client))
    yield aws
    s3 = aws.client("s3")
    for row in s3.list_objects_v2(Bucket=BUCKET).get("Contents", []):
        s3.delete_object(Bucket=BUCKET, Key=row["Key"])
    s3.delete_bucket(Bucket=BUCKET)  # a name is there once, for all accounts
