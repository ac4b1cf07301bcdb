"""What a request says about a run."""

from __future__ import annotations

from typing import Any

import pytest

from modelpkg_widget.rehearsal.plan import UNBOUNDED, Settings, plan_of

from .requests import request


def test_containers_have_the_variables_of_the_service() -> None:
    given = request(
        "works", "works", fault="x",
        Environment={"FAULT": "job"}, BatchStrategy="SingleRecord", MaxPayloadInMB=3,
        MaxConcurrentTransforms=7,
    )  # fmt: skip
    second = given["InferenceSpecification"]["Containers"][1]
    second["Environment"] = {"OWN": "1", "SAGEMAKER_BATCH": "no"}

    ours = {
        "SAGEMAKER_BATCH": "true",
        "SAGEMAKER_MAX_PAYLOAD_IN_MB": "3",
        "SAGEMAKER_BATCH_STRATEGY": "SINGLE_RECORD",
        "SAGEMAKER_MAX_CONCURRENT_TRANSFORMS": "7",
        "SAGEMAKER_BIND_TO_PORT": "8080",
    }
    plan = plan_of(given)
    assert plan.variables(0) == {"FAULT": "job", **ours}
    assert plan.variables(1) == {"OWN": "1", "FAULT": "job", **ours}


def test_what_is_not_set_is_no_variable() -> None:
    assert plan_of(request()).variables(0) == {"SAGEMAKER_BATCH": "true"}


def test_no_limit_of_a_body_is_a_variable() -> None:
    variables = plan_of(request(MaxPayloadInMB=0)).variables(0)
    assert variables["SAGEMAKER_MAX_PAYLOAD_IN_MB"] == "0"


@pytest.mark.parametrize(
    ("job", "parameters", "settings"),
    [
        ({}, (None, 0, ""), Settings(6 * 1024**2, 1, many=True)),
        ({}, (2, 4, "SingleRecord"), Settings(2 * 1024**2, 4, many=False)),
        (
            {"MaxPayloadInMB": 1, "MaxConcurrentTransforms": 3, "BatchStrategy": "MultiRecord"},
            (2, 4, "SingleRecord"),
            Settings(1024**2, 3, many=True),
        ),
        ({"MaxPayloadInMB": 0}, (2, 0, ""), Settings(UNBOUNDED, 1, many=True)),
        ({}, (0, 0, ""), Settings(UNBOUNDED, 1, many=True)),
    ],
    ids=["defaults", "container", "request", "request without a limit", "container without one"],
)
def test_the_request_decides_then_the_container_then_the_defaults(
    job: dict[str, Any], parameters: tuple[int | None, int, str], settings: Settings
) -> None:
    assert plan_of(request(**job)).with_parameters(*parameters) == settings


def test_model_and_test_data_are_where_the_request_says() -> None:
    given = request("a", "b", "c")
    one, two, _ = given["InferenceSpecification"]["Containers"]
    one["ModelDataUrl"] = "s3://bucket/model.tar.gz"
    two["ModelDataSource"] = {
        "S3DataSource": {
            "S3Uri": "s3://bucket/model/", "S3DataType": "S3Prefix", "CompressionType": "None",
        }
    }  # fmt: skip
    job = given["ValidationSpecification"]["ValidationProfiles"][0]["TransformJobDefinition"]
    job["TransformInput"] |= {
        "CompressionType": "Gzip",
        "DataSource": {"S3DataSource": {"S3Uri": "s3://bucket/data", "S3DataType": "ManifestFile"}},
    }
    plan = plan_of(given)

    models = [(row.model.uri if row.model else "", row.is_archive) for row in plan.containers]
    assert models == [("s3://bucket/model.tar.gz", True), ("s3://bucket/model/", False), ("", True)]
    assert plan.source is not None
    assert (plan.source.uri, plan.source_type, plan.is_compressed) == (
        "s3://bucket/data", "ManifestFile", True,
    )  # fmt: skip


@pytest.mark.parametrize(
    "given",
    [
        None,
        [],
        {"InferenceSpecification": []},
        {"InferenceSpecification": {"Containers": [None, {"Image": 1}, "x"]}},
        {"ValidationSpecification": {"ValidationProfiles": [{"TransformJobDefinition": []}]}},
    ],
)
def test_any_json_has_a_plan(given: Any) -> None:
    assert plan_of(given).containers == ()
