"""What the sandbox answers to requests, as AWS would."""

from typing import Any

import pytest

from modelpkg_widget.fake_aws import Sandbox
from tests.helpers.newer_boto3 import needs_boto3


def refused(call: Any, **request: Any) -> tuple[str, str, int]:
    from botocore.exceptions import ClientError

    with pytest.raises(ClientError) as caught:
        call(**request)
    response = caught.value.response
    status = response["ResponseMetadata"]["HTTPStatusCode"]
    assert response["ResponseMetadata"]["RequestId"]
    return response["Error"]["Code"], response["Error"]["Message"], status


@pytest.mark.slow
def test_group_may_be_named_by_arn(empty: Sandbox) -> None:
    sagemaker = empty.client("sagemaker")
    arn = sagemaker.describe_model_package_group(ModelPackageGroupName=empty.group)
    group = arn["ModelPackageGroupArn"]
    assert arn == {
        **sagemaker.describe_model_package_group(ModelPackageGroupName=group),
        "ResponseMetadata": arn["ResponseMetadata"],
    }
    package = sagemaker.create_model_package(ModelPackageGroupName=group)["ModelPackageArn"]
    description = sagemaker.describe_model_package(ModelPackageName=package)
    assert description["ModelPackageGroupName"] == empty.group
    listed = sagemaker.list_model_packages(ModelPackageGroupName=group)["ModelPackageSummaryList"]
    assert [row["ModelPackageArn"] for row in listed] == [package]


def test_names_are_refused_in_the_words_of_aws(empty: Sandbox) -> None:
    sagemaker = empty.client("sagemaker")
    create, describe = sagemaker.create_model_package, sagemaker.describe_model_package
    group = f"arn:aws:sagemaker:{{}}:{{}}:model-package-group/{empty.group}"
    for request, message in (
        ({}, "Missing ARN"),
        (
            {"ModelPackageName": "a", "ModelPackageGroupName": empty.group},
            BOTH,
        ),
        ({"ModelPackageGroupName": "none"}, "Model Package Group does not exist."),
        (
            {"ModelPackageGroupName": group.format("eu-west-1", empty.account)},
            "ARN should be scoped to correct region: us-east-1",
        ),
    ):
        assert refused(create, **request) == ("ValidationException", message, 400)
    create(ModelPackageGroupName=empty.group)
    arn = f"arn:aws:sagemaker:us-east-1:{empty.account}:model-package/{empty.group}"
    # The name of a group is no name of a package.
    for name in (empty.group, arn, f"{arn}/7"):
        missing = f"ModelPackage {name if name.startswith('arn') else arn} does not exist."
        assert refused(describe, ModelPackageName=name) == ("ValidationException", missing, 400)


@needs_boto3("1.35.52")
def test_describe_tells_what_was_asked_for(empty: Sandbox) -> None:
    """Empty members too, and instance types that are newer than moto's list."""
    sagemaker = empty.client("sagemaker")
    container = {"Image": empty.image, "ModelDataUrl": empty.model_data}
    request = {
        "ModelPackageGroupName": empty.group,
        "ModelPackageDescription": "",
        "InferenceSpecification": {"Containers": [container], "SupportedResponseMIMETypes": []},
        "AdditionalInferenceSpecifications": [
            {
                "Name": "large",
                "Containers": [container],
                "SupportedRealtimeInferenceInstanceTypes": ["ml.g6.xlarge"],
            }
        ],
        "CustomerMetadataProperties": {"10": "a", "2": "b"},
        "ModelCard": {"ModelCardContent": "{}", "ModelCardStatus": "Draft"},
        "ModelLifeCycle": {"Stage": "Development", "StageStatus": "PendingApproval"},
        "SkipModelValidation": "All",
        "SourceUri": "s3://somewhere/else",
    }
    arn = sagemaker.create_model_package(**request)["ModelPackageArn"]
    description = sagemaker.describe_model_package(ModelPackageName=arn)
    assert {name: description[name] for name in request} == request
    assert description["ModelPackageArn"] == arn
    assert description["ModelPackageVersion"] == 1
    assert description["ModelPackageStatus"] == "Completed"
    assert "ModelPackageName" not in description
    nothing: dict[str, list[Any]] = {"ValidationStatuses": [], "ImageScanStatuses": []}
    assert description["ModelPackageStatusDetails"] == nothing


def test_approval_changes_nothing_else(empty: Sandbox) -> None:
    sagemaker = empty.client("sagemaker")
    metadata = {"team": "flowers"}
    arn = sagemaker.create_model_package(
        ModelPackageGroupName=empty.group,
        ModelApprovalStatus="PendingManualApproval",
        CustomerMetadataProperties=metadata,
    )["ModelPackageArn"]
    specification = {"Name": "extra", "Containers": [{"Image": empty.image}]}
    sagemaker.update_model_package(
        ModelPackageArn=arn,
        ModelApprovalStatus="Approved",
        AdditionalInferenceSpecificationsToAdd=[specification],
    )
    description = sagemaker.describe_model_package(ModelPackageName=arn)
    assert description["ModelApprovalStatus"] == "Approved"
    assert description["CustomerMetadataProperties"] == metadata
    assert description["AdditionalInferenceSpecifications"] == [specification]


def test_what_moto_cannot_do_is_said_and_not_tried_again(aws: Sandbox) -> None:
    aws.clear_calls()
    code, message, status = refused(aws.client("sagemaker").list_hubs)
    assert (code, status) == ("NotImplemented", 501)
    assert "ListHubs" in message
    assert [call["operation"] for call in aws.calls] == ["ListHubs"]


BOTH = (
    "Both ModelPackageName and ModelPackageGroupName are provided in the input. "
    "Cannot determine which one to use."
)
