"""What AWS tells of a package becomes a request: which members, and which are marked."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from botocore.session import Session

from modelpkg_widget.importers.loaded_request import Loaded
from modelpkg_widget.importers.model_package import next_version
from modelpkg_widget.request.issues import format_path
from modelpkg_widget.resources.tables import load_table
from modelpkg_widget.review.review import confirm
from modelpkg_widget.schema.from_botocore import request_schema
from modelpkg_widget.validation.validator import check
from tests.helpers.newer_boto3 import needs_boto3
from tests.resources.test_tables import paths

TABLE = load_table("resources/layout")["next_version"]
ARN = "arn:aws:sagemaker:us-east-1:123456789012:model-package/churn/7"
DIGEST = "sha256:" + "0" * 64
ETAG = "0123456789abcdef"


def description(**more: Any) -> dict[str, Any]:
    """An answer of DescribeModelPackage, as it is read from the wire."""
    return {
        "ModelPackageGroupName": "churn",
        "ModelPackageVersion": 7,
        "ModelPackageArn": ARN,
        "CreationTime": "2025-01-01T00:00:00+00:00",
        "ModelPackageStatus": "Completed",
        "ModelPackageStatusDetails": {"ValidationStatuses": [], "ImageScanStatuses": []},
        "CertifyForMarketplace": False,
        "ModelApprovalStatus": "Approved",
        "ApprovalDescription": "good",
        "CreatedBy": {"UserProfileName": "me"},
        **more,
    }


def data_source(name: str) -> dict[str, Any]:
    return {
        "S3Uri": f"s3://bucket/{name}/",
        "S3DataType": "S3Prefix",
        "CompressionType": "None",
        "ETag": ETAG,
        "ManifestEtag": ETAG,
    }


def spelled(loaded: Loaded, request: Any = None) -> list[str]:
    return [format_path(path) for path in loaded.carried(request or loaded.base)]


def test_what_is_awss_own_is_not_taken_over() -> None:
    loaded = next_version(description(Domain="OTHER"), "churn")
    assert loaded.base == {"ModelPackageGroupName": "churn", "Domain": "OTHER"}
    assert (loaded.source, loaded.arn) == ("version 7 of churn", ARN)
    assert [row.path for row in loaded.left_out] == [("ModelApprovalStatus",)]


def test_members_stand_in_the_order_of_the_request() -> None:
    loaded = next_version(
        description(Task="OTHER", Domain="OTHER", ModelPackageDescription="x"), "churn"
    )
    order = [name for name in request_schema()["properties"] if name in loaded.base]
    assert list(loaded.base) == order


@needs_boto3("1.42.93")
def test_what_belongs_to_the_earlier_image_and_artifact() -> None:
    container = {
        "Image": "image:1",
        "ImageDigest": DIGEST,
        "ModelDataUrl": "s3://bucket/model.tar.gz",
        "ModelDataETag": ETAG,
        "Environment": {"b": "1", "a": "2", "ModelDataETag": "kept"},
        "AdditionalModelDataSources": [{"ChannelName": "a", "S3DataSource": data_source("more")}],
        "IsCheckpoint": False,
    }
    large = {"ModelDataSource": {"S3DataSource": data_source("large")}}
    given = description(
        InferenceSpecification={"Containers": [container, large]},
        AdditionalInferenceSpecifications=[{"Name": "gpu", "Containers": [container]}],
        ModelLifeCycle={"Stage": "Production", "StageStatus": "Approved"},
    )
    before = json.dumps(given)
    loaded = next_version(given, "churn")
    assert json.dumps(given) == before
    one, two = loaded.base["InferenceSpecification"]["Containers"]
    assert one["Environment"] == container["Environment"]
    assert list(one["Environment"]) == ["b", "a", "ModelDataETag"]
    assert one["IsCheckpoint"] is False
    assert "ETag" not in json.dumps([{**one, "Environment": {}}, two])
    assert "Digest" not in json.dumps(loaded.base)
    assert loaded.base["AdditionalInferenceSpecifications"][0]["Containers"] == [one]
    left = [format_path(row.path) for row in loaded.left_out]
    assert left.count("InferenceSpecification.Containers[0].ImageDigest") == 1
    assert "ModelLifeCycle" in left
    assert len(left) == 2 + 4 + 2 + 4
    place = "{}.Containers[0].AdditionalModelDataSources[0].S3DataSource.S3Uri"
    assert spelled(loaded) == [
        "InferenceSpecification.Containers[0].ModelDataUrl",
        place.format("InferenceSpecification"),
        "InferenceSpecification.Containers[1].ModelDataSource.S3DataSource.S3Uri",
        "AdditionalInferenceSpecifications[0].Containers[0].ModelDataUrl",
        place.format("AdditionalInferenceSpecifications[0]"),
    ]


def test_metrics_baselines_and_commit_are_marked_and_test_data_is_not() -> None:
    source = {"ContentType": "application/json", "ContentDigest": DIGEST, "S3Uri": "s3://b/k"}
    profile = {
        "ProfileName": "p",
        "TransformJobDefinition": {
            "TransformInput": {"DataSource": {"S3DataSource": {"S3Uri": "s3://bucket/test"}}}
        },
    }
    loaded = next_version(
        description(
            ModelMetrics={"ModelQuality": {"Statistics": source}},
            DriftCheckBaselines={"Bias": {"ConfigFile": source}},
            MetadataProperties={"CommitId": "abc", "Repository": "r"},
            ValidationSpecification={"ValidationRole": "r", "ValidationProfiles": [profile]},
            SamplePayloadUrl="s3://bucket/sample",
        ),
        "churn",
    )
    assert spelled(loaded) == [
        "MetadataProperties.CommitId",
        "ModelMetrics.ModelQuality.Statistics.ContentDigest",
        "ModelMetrics.ModelQuality.Statistics.S3Uri",
        "DriftCheckBaselines.Bias.ConfigFile.ContentDigest",
        "DriftCheckBaselines.Bias.ConfigFile.S3Uri",
    ]


def test_an_unversioned_package_needs_a_name() -> None:
    given = {**description(Domain="OTHER"), "ModelPackageName": "flowers"}
    for name in ("ModelPackageGroupName", "ModelPackageVersion"):
        del given[name]
    loaded = next_version(given, "")
    assert loaded.source == "the package flowers"
    assert loaded.base == {"Domain": "OTHER"}
    left = [row.path for row in loaded.left_out]
    assert left == [("ModelApprovalStatus",), ("ModelPackageName",), ("Tags",)]


def test_certification_that_was_asked_for_is_taken_over() -> None:
    assert next_version(description(CertifyForMarketplace=True), "churn").base[
        "CertifyForMarketplace"
    ]


def test_a_mark_lasts_until_its_value_changes_or_is_confirmed() -> None:
    containers = [{"Image": f"i:{n}", "ModelDataUrl": f"s3://b/{n}"} for n in range(3)]
    loaded = next_version(description(InferenceSpecification={"Containers": containers}), "churn")
    place = "InferenceSpecification.Containers[{}].ModelDataUrl"
    request = json.loads(json.dumps(loaded.base))
    now = request["InferenceSpecification"]["Containers"]
    now[1]["Image"] = "i:new"
    assert len(spelled(loaded, request)) == 3, "another member is no change"
    now[1]["ModelDataUrl"] = "s3://b/new"
    assert spelled(loaded, request) == [place.format(0), place.format(2)]
    now.insert(0, {"Image": "first"})
    assert spelled(loaded, request) == [place.format(1), place.format(3)]
    confirmed = confirm(loaded, request, place.format(3))
    assert spelled(confirmed, request) == [place.format(1)]
    now[3]["ModelDataUrl"] = "s3://b/other"
    assert spelled(confirmed, request) == [place.format(1)]
    now[3]["ModelDataUrl"] = "s3://b/2"
    assert spelled(confirmed, request) == [place.format(1)], "the same value is confirmed again"
    assert len(spelled(loaded)) == 3, "taken back, it is marked again"


def test_each_unreviewed_value_says_where_it_comes_from() -> None:
    loaded = next_version(description(MetadataProperties={"CommitId": "abc"}), "churn")
    (issue,) = loaded.issues(loaded.base)
    assert (issue.path, issue.code, issue.severity) == (
        ("MetadataProperties", "CommitId"),
        "carried",
        "error",
    )
    assert issue.message == "Copied from version 7 of churn."
    assert loaded.issues({}) == []
    assert "carried" not in [found.code for found in check(loaded.base)]
    assert "error" not in [found.severity for found in check(loaded.base)]


# ---- the table


def described() -> set[str]:
    service = Session().get_service_model("sagemaker")
    return set(service.operation_model("DescribeModelPackage").output_shape.members)


@pytest.mark.parametrize("name", ["arn", "name", "group", "version"])
def test_the_table_names_members_that_aws_tells(name: str) -> None:
    assert TABLE[name] in described()


@pytest.mark.parametrize(
    "path", [*TABLE["carried"], *(row["path"] for row in TABLE["left_out"] + TABLE["unversioned"])]
)
@needs_boto3("1.42.93")
def test_the_table_speaks_of_places_that_exist(path: str) -> None:
    form = ".*".join(re.escape(part) for part in path.split("**"))
    assert any(re.fullmatch(form, place) for place in paths(request_schema()))


def test_each_reason_is_a_sentence() -> None:
    texts = [row["why"] for row in TABLE["left_out"] + TABLE["unversioned"]]
    rows = [load_table("importers/texts")["issues"][code] for code in ("carried", "equal", "first")]
    texts += [text for row in rows for text in row.values()]
    assert all(text.endswith(".") for text in texts)


@pytest.mark.slow
def test_what_aws_does_not_tell_is_known() -> None:
    """A member of a newer model that cannot be read back must be listed as left out."""
    unread = set(request_schema()["properties"]) - described()
    assert unread - {row["path"] for row in TABLE["unversioned"]} == {"ClientToken"}
