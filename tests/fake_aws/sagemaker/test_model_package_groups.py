"""Model package groups in the sandbox, and tags."""

from collections.abc import Iterator

import pytest

from modelpkg_widget.fake_aws import Sandbox
from tests.helpers.sandboxes import client, fresh, refused

TAGS = [{"Key": "team", "Value": "flowers"}, {"Key": "cost", "Value": ""}]


@pytest.fixture
def aws() -> Iterator[Sandbox]:
    with fresh() as made:
        yield made


def test_a_group_as_describe_tells_it(aws: Sandbox) -> None:
    sagemaker = client(aws)
    request = {"ModelPackageGroupName": "Iris", "ModelPackageGroupDescription": ""}
    arn = sagemaker.create_model_package_group(**request, Tags=TAGS)["ModelPackageGroupArn"]
    assert arn == f"arn:aws:sagemaker:us-east-1:{aws.account}:model-package-group/Iris"
    for name in ("Iris", arn):
        description = sagemaker.describe_model_package_group(ModelPackageGroupName=name)
        assert {member: description[member] for member in request} == request
        assert description["ModelPackageGroupArn"] == arn
        assert description["ModelPackageGroupStatus"] == "Completed"
        assert description["CreatedBy"]["IamIdentity"]["Arn"].endswith(":user/moto")


@pytest.mark.parametrize("name", ["Iris", "IRIS"])
def test_a_group_is_made_once(aws: Sandbox, name: str) -> None:
    """Names that differ in case only are one: the ARNs of their versions would be the same."""
    create = client(aws).create_model_package_group
    create(ModelPackageGroupName="Iris")
    code, message, _ = refused(create, ModelPackageGroupName=name)
    assert (code, message) == ("ValidationException", "Model Package Group already exists")


def test_a_name_that_is_none_is_refused(aws: Sandbox) -> None:
    code, message, _ = refused(
        client(aws).create_model_package_group, ModelPackageGroupName="a_b", Tags=[{"Key": "a"}]
    )
    assert code == "ValidationException"
    assert message.startswith("2 validation errors detected: Value 'a_b' at 'modelPackageGroupName")
    assert "Value null at 'tags.1.member.value' failed" in message


def test_a_group_that_holds_packages_stays(aws: Sandbox) -> None:
    sagemaker = client(aws)
    arn = sagemaker.create_model_package(ModelPackageGroupName=aws.group)["ModelPackageArn"]
    delete, name = sagemaker.delete_model_package_group, {"ModelPackageGroupName": aws.group}
    assert "still contains model packages" in refused(delete, **name)[1]
    sagemaker.delete_model_package(ModelPackageName=arn)
    delete(**name)
    assert "does not exist." in refused(sagemaker.describe_model_package_group, **name)[1]
    assert "does not exist." in refused(delete, **name)[1]


@pytest.mark.slow
def test_tags_of_a_group(aws: Sandbox) -> None:
    sagemaker = client(aws)
    arn = sagemaker.create_model_package_group(ModelPackageGroupName="a", Tags=TAGS)
    named = {"ResourceArn": arn["ModelPackageGroupArn"]}
    assert sagemaker.list_tags(**named)["Tags"] == TAGS
    sagemaker.add_tags(**named, Tags=[{"Key": "team", "Value": "trees"}])
    assert sagemaker.list_tags(**named)["Tags"] == [{**TAGS[0], "Value": "trees"}, TAGS[1]]
    sagemaker.delete_tags(**named, TagKeys=["team", "none"])
    assert sagemaker.list_tags(**named)["Tags"] == TAGS[1:]


@pytest.mark.slow
def test_tags_of_packages(aws: Sandbox) -> None:
    sagemaker = client(aws)
    arn = sagemaker.create_model_package(ModelPackageName="a")["ModelPackageArn"]
    assert sagemaker.add_tags(ResourceArn=arn, Tags=TAGS)["Tags"] == TAGS
    version = sagemaker.create_model_package(ModelPackageGroupName=aws.group)["ModelPackageArn"]
    assert refused(sagemaker.add_tags, ResourceArn=version, Tags=TAGS)[1] == (
        "Tags are not supported in Model Package versions. "
        "Please add them to the Model Package Group."
    )
    assert sagemaker.list_tags(ResourceArn=version)["Tags"] == []
    assert "does not exist" in refused(sagemaker.list_tags, ResourceArn=f"{version}0")[1]


def test_tags_of_anything_else_are_kept_by_moto(aws: Sandbox) -> None:
    sagemaker = client(aws)
    arn = sagemaker.create_model(
        ModelName="m", ExecutionRoleArn=aws.role, PrimaryContainer={"Image": aws.image}, Tags=TAGS
    )["ModelArn"]
    assert sagemaker.list_tags(ResourceArn=arn)["Tags"] == TAGS
