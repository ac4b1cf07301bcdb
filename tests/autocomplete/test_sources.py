"""What each source of suggestions finds in a sandbox."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from modelpkg_widget.autocomplete import cached_lists
from modelpkg_widget.autocomplete import iam as iam_roles
from modelpkg_widget.aws.sagemaker import SageMaker
from modelpkg_widget.aws.target import Target
from modelpkg_widget.fake_aws import Sandbox
from modelpkg_widget.fake_aws.services.ecr import DOCKER as MANIFEST
from tests.autocomplete.display import Display

pytestmark = pytest.mark.slow

NOBODY = '{"Version": "2012-10-17", "Statement": []}'


def test_groups_are_found_by_a_part_of_their_name(aws: Sandbox, look: Display) -> None:
    sagemaker = aws.client("sagemaker")
    for name in ("churn-daily", "churn-weekly", "fraud"):
        sagemaker.create_model_package_group(ModelPackageGroupName=name)
    assert look.values("groups", "churn") == ["churn-weekly", "churn-daily"]
    assert look.values("groups") == ["fraud", "churn-weekly", "churn-daily", aws.group]
    begun = f"arn:aws:sagemaker:{aws.region}:{aws.account}:model-package-group/"
    assert look.values("groups", begun + "fr") == [f"{begun}fraud"]
    assert look.values("groups", "no name, this") == []
    (offer,) = look("groups", aws.group)["suggestions"][-1:]
    assert offer["details"] == (("text", "Made with the sandbox, to register model packages in"),)


def test_packages_are_found_with_the_versions_of_groups(aws: Sandbox, look: Display) -> None:
    sagemaker = aws.client("sagemaker")
    group = "of-packages"
    sagemaker.create_model_package_group(ModelPackageGroupName=group)
    made = [
        sagemaker.create_model_package(
            ModelPackageGroupName=group, ModelApprovalStatus="PendingManualApproval"
        )["ModelPackageArn"]
        for _ in range(2)
    ]
    answer = look("packages", "of-pack")
    assert [offer["value"] for offer in answer["suggestions"]] == made[::-1]
    assert answer["suggestions"][0]["details"] == (("text", "PendingManualApproval"),)
    # What stands there already is no news to somebody who opens the list.
    assert look.values("packages", made[0]) == made[::-1]


def test_algorithms_are_found(aws: Sandbox, look: Display) -> None:
    instances = {
        "TrainingImage": aws.image,
        "SupportedTrainingInstanceTypes": ["ml.m5.large"],
        "TrainingChannels": [
            {
                "Name": "train",
                "SupportedContentTypes": ["text/csv"],
                "SupportedInputModes": ["File"],
            }
        ],
    }
    aws.client("sagemaker").create_algorithm(
        AlgorithmName="trees", AlgorithmDescription="Many", TrainingSpecification=instances
    )
    answer = look("algorithms", "ree")
    assert answer["suggestions"] == [
        {"value": "trees", "details": (("text", "Many"),), "is_prefix": False}
    ]
    (arn,) = look.values("algorithms", "arn:aws")
    assert arn == f"arn:aws:sagemaker:{aws.region}:{aws.account}:algorithm/trees"


def test_training_jobs_are_found_with_their_status(aws: Sandbox, look: Display) -> None:
    answer = look("jobs")
    (thing,) = answer["suggestions"]
    assert thing["value"] == aws.training_job
    assert thing["details"][0] == ("text", "Completed")
    assert look.values("jobs", "sandbox") == [aws.training_job]
    assert look.values("jobs", "none") == []
    (arn,) = look.values("jobs", "arn:aws")
    assert arn.endswith(f":training-job/{aws.training_job}")


def test_images_are_found_by_repository_then_by_tag_and_digest(aws: Sandbox, look: Display) -> None:
    ecr = aws.client("ecr")
    registry, name = aws.image.rpartition(":")[0].split("/")
    ecr.create_repository(repositoryName="team/serve")
    for tag in ("1.0", "1.1"):
        manifest = json.dumps(
            {"schemaVersion": 2, "mediaType": MANIFEST, "config": {"digest": tag}}
        )
        ecr.put_image(repositoryName="team/serve", imageTag=tag, imageManifest=manifest)
    address = f"{registry}/team/serve"
    answer = look("images", "serv")
    assert answer["suggestions"] == [{"value": address, "details": (), "is_prefix": True}]
    assert look.values("images", registry) == [f"{registry}/{name}", address]
    inside = look.values("images", address)
    assert {f"{address}:1.0", f"{address}:1.1"} < set(inside)
    digests = [value for value in inside if "@" in value]
    assert len(digests) == 2 and all(value.startswith(f"{address}@sha256:") for value in digests)
    assert look.values("images", "team/serve:1.1", typed=True) == [f"{address}:1.1"]
    assert sorted(look.values("images", f"{address}:1.1")) == [f"{address}:1.0", f"{address}:1.1"]
    assert look.values("images", f"{address}@1.1", typed=True) == [
        value for value in digests if ("tag", "1.1") in about(look, address)[value]
    ]
    assert look.values("images", f"{address}:2", typed=True) == []
    assert look.values("images", f"{registry}/gone:1") == []
    assert look.values("images", address.replace(aws.region, "eu-west-1")) == []
    assert look.values("images", "docker.io/python:3") == []


def about(look: Display, address: str) -> dict[str, Any]:
    return {offer["value"]: offer["details"] for offer in look("images", address)["suggestions"]}


def test_buckets_are_found_then_their_keys_level_by_level(aws: Sandbox, look: Display) -> None:
    s3, place = aws.client("s3"), f"s3://{aws.bucket}/"
    for key in ("deep/", "deep/a b/model.tar.gz", "deep/ä.csv", "deep//x"):
        s3.put_object(Bucket=aws.bucket, Key=key, Body=b"12345")
    for text in ("", "s3", "s3://", "sage", aws.bucket, f"s3://{aws.bucket}"):
        (offer,) = look("objects", text)["suggestions"]
        assert offer == {"value": place, "details": (), "is_prefix": True}
    assert look.values("objects", f"{place}de") == [f"{place}deep/"]
    inside = [f"{place}deep//", f"{place}deep/a b/", f"{place}deep/ä.csv"]
    assert look.values("objects", f"{place}deep/") == inside
    (offer,) = look("objects", f"{place}deep/ä", typed=True)["suggestions"]
    assert offer["details"][0] == ("text", "5 B") and not offer["is_prefix"]
    for text in ("s3://no-such-bucket/", "s3://NO/", "s3:///", "https://x/", "/", "s3://a b/c"):
        assert look.values("objects", text) == []


def test_roles_that_trust_sagemaker_come_first(aws: Sandbox, look: Display) -> None:
    iam = aws.client("iam")
    other = {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}}
    denied = {"Effect": "Deny", "Principal": {"Service": "sagemaker.amazonaws.com"}}
    listed = {"Effect": "Allow", "Principal": {"Service": ["x", "sagemaker.amazonaws.com"]}}
    for name, statements in (("a", other), ("b", [denied]), ("c", [other, listed])):
        document = {"Version": "2012-10-17", "Statement": statements}
        iam.create_role(
            RoleName=f"look-{name}", Path="/p/", AssumeRolePolicyDocument=json.dumps(document)
        )
    answer = look("roles", "Look-")
    arn = f"arn:aws:iam::{aws.account}:role/p/look-"
    values = [offer["value"] for offer in answer["suggestions"]]
    assert values[0] == f"{arn}c" and sorted(values[1:]) == [f"{arn}a", f"{arn}b"]
    assert [offer["details"] for offer in answer["suggestions"]] == [(("trusts", ""),), (), ()]
    assert look.values("roles", f"{arn}a", typed=True) == [f"{arn}a"]
    assert look.values("roles")[0] in (aws.role, f"{arn}c")


@pytest.mark.parametrize(
    "answer", ['{"ExecutionRoleArn": "%s"}', "[]", "{", '{"ExecutionRoleArn": 1}']
)
def test_the_role_of_a_sagemaker_notebook_comes_first(
    look: Display, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    arn = "arn:aws:iam::123456789012:role/service-role/Studio"
    file = tmp_path / "resource-metadata.json"
    file.write_text(answer.replace("%s", arn))
    monkeypatch.setattr(iam_roles, "METADATA", file)
    first = look("roles")["suggestions"][0]
    if "%s" in answer:
        assert first == {"value": arn, "details": (("execution", ""),), "is_prefix": False}
    else:
        assert first["details"] == (("trusts", ""),)
    assert arn not in look.values("roles", "look-")


def test_an_assumed_role_is_found_by_its_name(aws: Sandbox) -> None:
    """Its ARN has lost the path; one that SageMaker may not assume is no notebook's role."""
    trust = aws.client("iam").get_role(RoleName=aws.role.rpartition("/")[2])["Role"]
    document = json.dumps(trust["AssumeRolePolicyDocument"])
    aws.client("iam").create_role(
        RoleName="Studio", Path="/service-role/", AssumeRolePolicyDocument=document
    )
    aws.client("iam").create_role(RoleName="Admin", AssumeRolePolicyDocument=NOBODY)

    class Assumed(cached_lists.Reader):
        identity = "arn:aws:sts::123456789012:assumed-role/{}/session"

        def target(self) -> Target:
            return Target("known", identity=self.identity)

    arn = f"arn:aws:iam::{aws.account}:role/service-role/Studio"
    for name, found in (("Studio", arn), ("Admin", ""), ("Gone", "")):
        read = Assumed(cached_lists.ListCache(SageMaker(session=aws.session)))
        read.identity = read.identity.format(name)
        assert iam_roles.execution_role(read) == found


def test_aliases_of_keys_are_found_those_of_aws_last(aws: Sandbox, look: Display) -> None:
    kms = aws.client("kms")
    key = kms.create_key()["KeyMetadata"]["KeyId"]
    kms.create_alias(AliasName="alias/zebra", TargetKeyId=key)
    first, second = look("keys", "alias")["suggestions"][:2]
    assert first == {"value": "alias/zebra", "details": (("text", key),), "is_prefix": False}
    assert second["value"].startswith("alias/aws/")
    (arn,) = look.values("keys", f"arn:aws:kms:{aws.region}:{aws.account}:alias/ze")
    assert arn.endswith(":alias/zebra")
