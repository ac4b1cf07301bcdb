"""Lists of packages and groups: which rows, in which order, in pages."""

import time
from collections.abc import Iterator
from typing import Any

import pytest

from modelpkg_widget.fake_aws import Sandbox
from modelpkg_widget.fake_aws.server.service_model import only_listed
from tests.helpers.newer_boto3 import needs_boto3
from tests.helpers.sandboxes import client, fresh, refused

OTHER = "other-group"


@pytest.fixture(scope="module")
def aws() -> Iterator[Sandbox]:
    """With versions of two groups and unversioned packages, each made at a time of its own."""
    with fresh() as made:
        sagemaker = client(made)
        sagemaker.create_model_package_group(ModelPackageGroupName=OTHER)
        for request in (
            {"ModelPackageGroupName": made.group},
            {"ModelPackageName": "zebra"},
            {"ModelPackageGroupName": OTHER, "ModelApprovalStatus": "Approved"},
            {"ModelPackageName": "Ant"},
            {"ModelPackageGroupName": made.group},
        ):
            sagemaker.create_model_package(**request)
            time.sleep(0.002)
        yield made


def listed(aws: Sandbox, **request: Any) -> list[str]:
    rows = client(aws).list_model_packages(**request)["ModelPackageSummaryList"]
    return [row["ModelPackageArn"].partition("/")[2] for row in rows]


@pytest.mark.slow
def test_types(aws: Sandbox) -> None:
    group = aws.group
    assert listed(aws) == ["zebra", "ant"]
    assert listed(aws, ModelPackageType="Unversioned") == ["zebra", "ant"]
    versions = [f"{group}/1", f"{OTHER}/1", f"{group}/2"]
    assert listed(aws, ModelPackageType="Versioned") == versions
    assert len(listed(aws, ModelPackageType="Both")) == 5


def test_of_a_group(aws: Sandbox) -> None:
    assert listed(aws, ModelPackageGroupName=aws.group) == [f"{aws.group}/1", f"{aws.group}/2"]
    arn = client(aws).describe_model_package_group(ModelPackageGroupName=OTHER)
    assert listed(aws, ModelPackageGroupName=arn["ModelPackageGroupArn"]) == [f"{OTHER}/1"]
    assert listed(aws, ModelPackageGroupName="none") == []
    assert listed(aws, ModelPackageGroupName=OTHER, ModelPackageType="Unversioned") == []


def test_names_approval_and_order(aws: Sandbox) -> None:
    assert listed(aws, NameContains="EBR") == ["zebra"]
    both = {"ModelPackageType": "Both"}
    assert listed(aws, ModelApprovalStatus="Approved", **both) == [f"{OTHER}/1"]
    by_name = listed(aws, SortBy="Name", **both)
    assert by_name == sorted(by_name)
    assert listed(aws, SortBy="Name", SortOrder="Descending", **both) == by_name[::-1]
    by_time = listed(aws, **both)
    assert listed(aws, SortOrder="Descending", **both) == by_time[::-1]


def test_times(aws: Sandbox) -> None:
    now = time.time()
    both = {"ModelPackageType": "Both"}
    assert len(listed(aws, CreationTimeAfter=now - 3600, **both)) == 5
    assert listed(aws, CreationTimeAfter=now + 3600, **both) == []
    assert len(listed(aws, CreationTimeBefore=now + 3600, **both)) == 5
    assert listed(aws, CreationTimeBefore=now - 3600, **both) == []


@pytest.mark.parametrize("order", ["Ascending", "Descending"])
@pytest.mark.parametrize("by", ["Name", "CreationTime"])
def test_pages_hold_all_once(aws: Sandbox, by: str, order: str) -> None:
    request = {"ModelPackageType": "Both", "SortBy": by, "SortOrder": order}
    pages = (
        client(aws)
        .get_paginator("list_model_packages")
        .paginate(**request, PaginationConfig={"PageSize": 2})
    )
    found = [[row["ModelPackageArn"] for row in page["ModelPackageSummaryList"]] for page in pages]
    assert [len(page) for page in found] == [2, 2, 1]
    assert [arn.partition("/")[2] for page in found for arn in page] == listed(aws, **request)


def test_a_page_is_not_shifted_by_what_goes() -> None:
    with fresh() as aws:
        sagemaker = client(aws)
        for name in "abc":
            sagemaker.create_model_package(ModelPackageName=name)
        request = {"SortBy": "Name", "MaxResults": 1}
        token = sagemaker.list_model_packages(**request)["NextToken"]
        sagemaker.delete_model_package(ModelPackageName="a")
        assert listed(aws, **request, NextToken=token) == ["b"]


@pytest.mark.parametrize("token", ["x", "W10=", "WzEsMl0=", "é"])
def test_a_token_that_was_not_given_out(aws: Sandbox, token: str) -> None:
    found = refused(client(aws).list_model_packages, NextToken=token)
    assert found == ("ValidationException", "Invalid NextToken.", 400)


def test_rows_say_the_same_as_describe(aws: Sandbox) -> None:
    sagemaker = client(aws)
    rows = sagemaker.list_model_packages(ModelPackageType="Both")["ModelPackageSummaryList"]
    for row in rows:
        known = sagemaker.describe_model_package(ModelPackageName=row["ModelPackageArn"])
        assert row == only_listed("ListModelPackages", known)


@needs_boto3("1.34.124")
def test_groups(aws: Sandbox) -> None:
    sagemaker = client(aws)
    answer = sagemaker.list_model_package_groups(SortBy="Name")["ModelPackageGroupSummaryList"]
    assert [row["ModelPackageGroupName"] for row in answer] == [aws.group, OTHER]
    for row in answer:
        name = row["ModelPackageGroupName"]
        known = sagemaker.describe_model_package_group(ModelPackageGroupName=name)
        assert row == only_listed("ListModelPackageGroups", known)
    first = sagemaker.list_model_package_groups(SortBy="Name", MaxResults=1)
    second = sagemaker.list_model_package_groups(SortBy="Name", NextToken=first["NextToken"])
    assert [row["ModelPackageGroupName"] for row in second["ModelPackageGroupSummaryList"]] == [
        OTHER
    ]
    shared = sagemaker.list_model_package_groups(CrossAccountFilterOption="CrossAccount")
    assert shared["ModelPackageGroupSummaryList"] == []
