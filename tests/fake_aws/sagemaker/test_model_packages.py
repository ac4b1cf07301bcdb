"""What the sandbox tells of model packages, and how they change and go."""

import json
import time
from collections.abc import Iterator
from typing import Any

import pytest

from modelpkg_widget.fake_aws import Sandbox
from tests.helpers.newer_boto3 import needs_boto3
from tests.helpers.sandboxes import client, fresh, refused


@pytest.fixture
def aws() -> Iterator[Sandbox]:
    with fresh() as made:
        yield made


@pytest.mark.slow
def test_a_version_as_describe_tells_it(aws: Sandbox) -> None:
    sagemaker = client(aws)
    before = time.time()
    arn = sagemaker.create_model_package(ModelPackageGroupName=aws.group)["ModelPackageArn"]
    description = sagemaker.describe_model_package(ModelPackageName=arn)
    del description["ResponseMetadata"]
    assert before - 1 < description.pop("CreationTime").timestamp() < time.time() + 1
    who = aws.client("sts").get_caller_identity()["Arn"]
    assert description == {
        "ModelPackageGroupName": aws.group,
        "ModelPackageVersion": 1,
        "ModelPackageArn": arn,
        "ModelPackageStatus": "Completed",
        "ModelPackageStatusDetails": {"ValidationStatuses": [], "ImageScanStatuses": []},
        "CertifyForMarketplace": False,
        "ModelApprovalStatus": "PendingManualApproval",
        "CreatedBy": {"IamIdentity": {"Arn": who}},
    }
    by_number = sagemaker.describe_model_package(ModelPackageName=f"{aws.group}/1")
    assert by_number["ModelPackageArn"] == arn


def test_an_unversioned_package_as_describe_tells_it(aws: Sandbox) -> None:
    sagemaker = client(aws)
    tags = [{"Key": "team", "Value": "flowers"}]
    arn = sagemaker.create_model_package(ModelPackageName="Iris", Tags=tags)["ModelPackageArn"]
    description = sagemaker.describe_model_package(ModelPackageName="Iris")
    assert description["ModelPackageArn"] == arn
    assert description["ModelPackageName"] == "Iris"
    assert description["ModelPackageStatus"] == "Completed"
    assert not description.keys() & {
        "ModelPackageGroupName", "ModelPackageVersion", "ModelApprovalStatus", "Tags",
    }  # fmt: skip
    assert sagemaker.list_tags(ResourceArn=arn)["Tags"] == tags


def test_a_package_is_found_in_its_region_only(aws: Sandbox) -> None:
    sagemaker = client(aws)
    arn = sagemaker.create_model_package(ModelPackageName="here")["ModelPackageArn"]
    there = aws.client("sagemaker", region_name="eu-west-1")
    assert refused(there.describe_model_package, ModelPackageName=arn)[1] == (
        "ARN should be scoped to correct region: eu-west-1"
    )
    assert "does not exist." in refused(there.describe_model_package, ModelPackageName="here")[1]


def test_update_changes_what_it_names(aws: Sandbox) -> None:
    sagemaker = client(aws)
    extra = [{"Name": name, "Containers": [{"Image": aws.image}]} for name in ("one", "two")]
    arn = sagemaker.create_model_package(
        ModelPackageGroupName=aws.group,
        ModelPackageDescription="stays",
        CustomerMetadataProperties={"a": "1", "b": "2"},
        AdditionalInferenceSpecifications=extra[:1],
    )["ModelPackageArn"]
    assert "LastModifiedTime" not in sagemaker.describe_model_package(ModelPackageName=arn)
    sagemaker.update_model_package(
        ModelPackageArn=arn,
        ModelApprovalStatus="Approved",
        ApprovalDescription="looks good",
        CustomerMetadataProperties={"b": "3", "c": "4"},
        CustomerMetadataPropertiesToRemove=["a"],
        AdditionalInferenceSpecificationsToAdd=extra[1:],
    )
    description = sagemaker.describe_model_package(ModelPackageName=arn)
    assert description["ModelApprovalStatus"] == "Approved"
    assert description["ApprovalDescription"] == "looks good"
    assert description["ModelPackageDescription"] == "stays"
    assert description["CustomerMetadataProperties"] == {"b": "3", "c": "4"}
    assert description["AdditionalInferenceSpecifications"] == extra
    assert description["LastModifiedTime"] >= description["CreationTime"]
    assert description["LastModifiedBy"] == description["CreatedBy"]
    sagemaker.update_model_package(
        ModelPackageArn=arn, CustomerMetadataPropertiesToRemove=["b", "c"]
    )
    description = sagemaker.describe_model_package(ModelPackageName=arn)
    assert "CustomerMetadataProperties" not in description


def test_a_deleted_package_is_gone(aws: Sandbox) -> None:
    sagemaker = client(aws)
    arn = sagemaker.create_model_package(ModelPackageName="short")["ModelPackageArn"]
    sagemaker.delete_model_package(ModelPackageName="short")
    missing = ("ValidationException", f"ModelPackage {arn} does not exist.", 400)
    assert refused(sagemaker.describe_model_package, ModelPackageName=arn) == missing
    assert refused(sagemaker.delete_model_package, ModelPackageName=arn) == missing
    assert refused(sagemaker.update_model_package, ModelPackageArn=arn) == missing
    sagemaker.create_model_package(ModelPackageName="short")


def metadata_only(aws: Sandbox, name: str) -> tuple[dict[str, Any], bool]:
    """Return the card told so; the whole one where this botocore, and so its sandbox, has no such
    member yet."""
    sagemaker = client(aws)
    members = sagemaker.meta.service_model.operation_model(
        "DescribeModelPackage"
    ).input_shape.members
    request = {"IncludedData": "MetadataOnly"} if "IncludedData" in members else {}
    return sagemaker.describe_model_package(ModelPackageName=name, **request)["ModelCard"], bool(
        request
    )


@needs_boto3("1.34.116")
def test_a_card_without_the_right_to_decrypt(aws: Sandbox) -> None:
    content = {
        "model_overview": {"model_creator": "me", "model_name": "iris"},
        "intended_uses": {"risk_rating": "Low", "purpose_of_model": "secret"},
        "business_details": {"business_problem": "secret"},
    }
    card = {"ModelCardStatus": "Draft", "ModelCardContent": json.dumps(content)}
    sagemaker = client(aws)
    arn = sagemaker.create_model_package(ModelPackageGroupName=aws.group, ModelCard=card)
    name = arn["ModelPackageArn"]
    assert sagemaker.describe_model_package(ModelPackageName=name)["ModelCard"] == card
    answer, less = metadata_only(aws, name)
    assert answer["ModelCardStatus"] == "Draft"
    left = {"model_overview": {"model_name": "iris"}, "intended_uses": {"risk_rating": "Low"}}
    assert json.loads(answer["ModelCardContent"]) == (left if less else content)


@pytest.mark.parametrize("content", ["", "no json", "[1]", '{"intended_uses": 1}'])
@pytest.mark.slow
@needs_boto3("1.34.116")
def test_a_card_that_is_no_card(aws: Sandbox, content: str) -> None:
    sagemaker = client(aws)
    arn = sagemaker.create_model_package(
        ModelPackageGroupName=aws.group, ModelCard={"ModelCardContent": content}
    )["ModelPackageArn"]
    answer, less = metadata_only(aws, arn)
    assert answer == {"ModelCardContent": "{}" if less else content}
