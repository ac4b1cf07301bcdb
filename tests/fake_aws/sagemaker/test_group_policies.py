"""Groups of another account in the sandbox: reached by ARN, as far as their policies allow."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from modelpkg_widget.fake_aws import Sandbox
from tests.helpers.sandboxes import beside, client, fresh, refused


@pytest.fixture
def aws() -> Iterator[Sandbox]:
    with fresh() as made:
        yield made


def other(aws: Sandbox) -> Any:
    return aws.session_of(aws.other_account).client("sagemaker")


def share(aws: Sandbox, **statement: Any) -> str:
    """A group of the other account with a policy of one statement; returns its ARN."""
    theirs = other(aws)
    arn: str = theirs.create_model_package_group(ModelPackageGroupName="g")["ModelPackageGroupArn"]
    row = {
        "Effect": "Allow",
        "Principal": {"AWS": f"arn:aws:iam::{aws.account}:root"},
        "Action": "sagemaker:CreateModelPackage",
        "Resource": f"{arn.replace('model-package-group', 'model-package')}/*",
        **statement,
    }
    policy = json.dumps({"Version": "2012-10-17", "Statement": row})
    theirs.put_model_package_group_policy(ModelPackageGroupName="g", ResourcePolicy=policy)
    return arn


@pytest.mark.slow
def test_a_version_in_a_shared_group_is_of_the_other_account(aws: Sandbox) -> None:
    sagemaker, theirs = client(aws), other(aws)
    made = sagemaker.create_model_package(ModelPackageGroupName=aws.shared_group)
    arn = made["ModelPackageArn"]
    assert arn == f"{aws.shared_group.replace('-package-group', '-package')}/1"
    assert f":{aws.other_account}:" in arn
    description = sagemaker.describe_model_package(ModelPackageName=arn)
    assert description["ModelPackageVersion"] == 1
    assert description["CreatedBy"]["IamIdentity"]["Arn"] == f"arn:aws:iam::{aws.account}:user/moto"
    assert (
        theirs.describe_model_package(ModelPackageName=arn)["CreatedBy"] == description["CreatedBy"]
    )
    named = {"ModelPackageGroupName": aws.shared_group}
    group = sagemaker.describe_model_package_group(**named)
    assert group["CreatedBy"]["IamIdentity"]["Arn"] == f"arn:aws:iam::{aws.other_account}:user/moto"
    listed = sagemaker.list_model_packages(**named)["ModelPackageSummaryList"]
    assert [row["ModelPackageArn"] for row in listed] == [arn]
    own = sagemaker.list_model_package_groups()["ModelPackageGroupSummaryList"]
    assert [row["ModelPackageGroupName"] for row in own] == [aws.group]
    # What the policy does not allow stays with the owner.
    assert refused(sagemaker.delete_model_package, ModelPackageName=arn)[0] == (
        "AccessDeniedException"
    )
    theirs.delete_model_package(ModelPackageName=arn)


@pytest.mark.slow
def test_without_a_policy_nothing_is_reached(aws: Sandbox) -> None:
    sagemaker = client(aws)
    missing = aws.closed_group.replace("-closed", "-gone")
    for arn in (aws.closed_group, missing):  # a group that is not there is not told either
        code, message, _ = refused(sagemaker.create_model_package, ModelPackageGroupName=arn)
        assert code == "AccessDeniedException"
        resource = f"{arn.replace('model-package-group', 'model-package')}/*"
        assert f"sagemaker:CreateModelPackage on resource: {resource} because no" in message
        assert refused(sagemaker.describe_model_package_group, ModelPackageGroupName=arn)[0] == code
    made = other(aws).create_model_package(ModelPackageName="theirs")["ModelPackageArn"]
    assert refused(sagemaker.describe_model_package, ModelPackageName=made)[0] == (
        "AccessDeniedException"
    )


@pytest.mark.parametrize(
    ("statement", "allowed"),
    [
        ({}, True),
        ({"Principal": "*"}, True),
        ({"Principal": {"AWS": ["999999999999", "ACCOUNT"]}}, True),
        ({"Principal": {"AWS": "arn:aws:iam::ACCOUNT:user/moto"}}, True),
        ({"Principal": {"AWS": "arn:aws:iam::ACCOUNT:user/somebody"}}, False),
        ({"Principal": {"AWS": "999999999999"}}, False),
        ({"Principal": {"Service": "sagemaker.amazonaws.com"}}, False),
        ({"Action": "sagemaker:*"}, True),
        ({"Action": "sagemaker:DescribeModelPackage"}, False),
        ({"Effect": "Deny"}, False),
        ({"Resource": "arn:aws:sagemaker:us-east-1:*:model-package/other/*"}, False),
    ],
    ids=str,
)
@pytest.mark.slow
def test_the_policy_decides(aws: Sandbox, statement: dict[str, Any], allowed: bool) -> None:
    spelled = json.loads(json.dumps(statement).replace("ACCOUNT", aws.account))
    request = {"ModelPackageGroupName": share(aws, **spelled)}
    if allowed:
        assert client(aws).create_model_package(**request)["ModelPackageArn"].endswith("/g/1")
    else:
        assert refused(client(aws).create_model_package, **request)[0] == "AccessDeniedException"


def test_policy_is_put_returned_and_deleted(aws: Sandbox) -> None:
    sagemaker, named = client(aws), {"ModelPackageGroupName": aws.group}
    code, message, _ = refused(sagemaker.get_model_package_group_policy, **named)
    assert (code, message.partition(":")[0]) == (
        "ValidationException",
        "Cannot find resource policy for",
    )
    text = json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": [
                {"Effect": "Allow", "Principal": "*", "Action": "sagemaker:*", "Resource": "*"}
            ],
        }
    )
    answer = sagemaker.put_model_package_group_policy(**named, ResourcePolicy=text)
    assert answer["ModelPackageGroupArn"].endswith(f"/{aws.group}")
    assert sagemaker.get_model_package_group_policy(**named)["ResourcePolicy"] == text
    sagemaker.delete_model_package_group_policy(**named)
    assert refused(sagemaker.get_model_package_group_policy, **named)[1] == message
    missing = {"ModelPackageGroupName": "gone"}
    assert (
        "Cannot find Model Package Group: arn:aws:"
        in (refused(sagemaker.put_model_package_group_policy, **missing, ResourcePolicy=text)[1])
    )


@pytest.mark.parametrize(
    "text", ["no json", "[]", "{}", '{"Statement": [1]}', '{"Statement": {"Effect": "Allow"}}']
)
@pytest.mark.slow
def test_what_is_no_policy_is_refused(aws: Sandbox, text: str) -> None:
    put = client(aws).put_model_package_group_policy
    assert refused(put, ModelPackageGroupName=aws.group, ResourcePolicy=text)[0] == (
        "ValidationException"
    )


def test_one_token_makes_one_version_there_too(aws: Sandbox) -> None:
    request = {"ModelPackageGroupName": aws.shared_group, "ClientToken": "once"}
    create = client(aws).create_model_package
    assert create(**request)["ModelPackageArn"] == create(**request)["ModelPackageArn"]
    aws.expire_tokens()
    assert create(**request)["ModelPackageArn"].endswith("/2")


def test_what_is_denied_is_denied_to_the_own_account(aws: Sandbox) -> None:
    aws.deny()
    assert refused(client(aws).list_model_package_groups)[0] == "AccessDeniedException"
    assert other(aws).list_model_package_groups()["ModelPackageGroupSummaryList"]
    assert aws.session_of(aws.other_account).client("sts").get_caller_identity()["Account"] == (
        aws.other_account
    )
    with pytest.raises(ValueError, match="12 digits"):
        aws.session_of("2222")


@pytest.mark.slow
def test_beside_this_process_there_is_a_second_account_too() -> None:
    with beside() as aws:
        assert aws.other_account == "222222222222"
        made = client(aws).create_model_package(ModelPackageGroupName=aws.shared_group)
        assert ":222222222222:model-package/" in made["ModelPackageArn"]
