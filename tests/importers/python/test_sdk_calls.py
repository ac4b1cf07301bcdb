"""Calls and objects of the SageMaker SDK, of sagemaker-core and of the CDK."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from modelpkg_widget.importers.source import load_source, text_loaded
from modelpkg_widget.request.issues import format_path
from modelpkg_widget.resources.tables import load_table
from modelpkg_widget.schema.from_botocore import request_schema
from tests.helpers.newer_boto3 import needs_boto3

REGISTER = "model.register(content_types=['a/b'], response_types=['c/d'])"


def gaps(loaded: Any) -> list[str]:
    return [format_path(note.path) for note in loaded.gaps]


def test_register_of_a_plain_model_names_image_and_artifact() -> None:
    loaded = text_loaded(
        "env = {'A': 'b'}\nmodel = Model('image:1', model_data='s3://b/m', env=env)\n"
        "env['C'] = 'd'\n" + REGISTER
    )
    (container,) = loaded.base["InferenceSpecification"]["Containers"]
    assert container == {
        "Image": "image:1",
        "ModelDataUrl": "s3://b/m",
        "Environment": {"A": "b", "C": "d"},
    }
    assert loaded.base["InferenceSpecification"]["SupportedContentTypes"] == ["a/b"]
    assert gaps(loaded) == []


@pytest.mark.parametrize(
    "made",
    [
        "XGBoostModel(model_data='s3://b/m', env={'A': 'b'})",
        "Model(model_data='s3://b/m', entry_point='serve.py')",
        "unknown()",
    ],
)
def test_what_the_sdk_chooses_is_a_gap(made: str) -> None:
    loaded = text_loaded(f"model = {made}\n{REGISTER}")
    container = "InferenceSpecification.Containers[0]"
    assert gaps(loaded) == [f"{container}.Image", f"{container}.ModelDataUrl"]
    assert "The SageMaker SDK chooses Image" in loaded.gaps[0].why


def test_metrics_and_details_of_the_container_are_placed() -> None:
    loaded = text_loaded(
        "metrics = ModelMetrics(model_statistics=MetricsSource('a/b', 's3://b/s'),\n"
        "    bias=MetricsSource(s3_uri='s3://b/x', content_type=kind))\n"
        "Model(image_uri='i', model_data='d').register(content_types=['a/b'],\n"
        "    response_types=['c/d'], model_metrics=metrics, framework='XGBOOST',\n"
        "    data_input_configuration='{}', description=None, marketplace_cert=True, wrong=x)"
    )
    statistics = {"ContentType": "a/b", "S3Uri": "s3://b/s"}
    assert loaded.base["ModelMetrics"] == {
        "ModelQuality": {"Statistics": statistics},
        "Bias": {"Report": {"S3Uri": "s3://b/x"}},
    }
    (container,) = loaded.base["InferenceSpecification"]["Containers"]
    assert container["Framework"] == "XGBOOST"
    assert container["ModelInput"] == {"DataInputConfig": "{}"}
    assert loaded.base["CertifyForMarketplace"] is True
    assert "ModelPackageDescription" not in loaded.base
    assert gaps(loaded) == ["ModelMetrics.Bias.Report.ContentType", ""]


def test_create_of_sagemaker_core_has_the_names_of_aws() -> None:
    loaded = text_loaded(
        "ModelPackage.create(model_package_group_name='g', session=s, customer_metadata_properties="
        "{'my_key': 'x'}, inference_specification=InferenceSpecification(containers=["
        "ModelPackageContainerDefinition(image='i:1', environment={'a_b': 'c'}, model_data_url=u)],"
        " supported_response_mime_types=['a/b']))"
    )
    assert loaded.base == {
        "ModelPackageGroupName": "g",
        "CustomerMetadataProperties": {"my_key": "x"},
        "InferenceSpecification": {
            "Containers": [{"Image": "i:1", "Environment": {"a_b": "c"}}],
            "SupportedResponseMIMETypes": ["a/b"],
        },
    }
    assert gaps(loaded) == ["InferenceSpecification.Containers[0].ModelDataUrl"]


def test_calls_of_two_kinds_are_listed() -> None:
    with pytest.raises(ValueError, match="lines 1, 2"):
        text_loaded(f"{REGISTER}\nsm.create_model_package(Domain='a')")


def test_pipeline_definition_written_as_a_dict_is_read() -> None:
    loaded = text_loaded(
        "definition = {'Version': '2020-12-01', 'Steps': [{'Name': 'r', 'Type': 'RegisterModel',\n"
        "    'Arguments': {'ModelPackageGroupName': 'churn', 'Domain': domain}}]}"
    )
    assert loaded.base == {"ModelPackageGroupName": "churn"}
    assert gaps(loaded) == ["Domain"]


# ---- objects


class Unassigned:
    """As sagemaker-core has it for what it does not know."""


class ModelMetrics:
    def _to_request_dict(self) -> dict[str, Any]:
        return {"ModelQuality": {"Statistics": {"ContentType": "a/b", "S3Uri": "s3://b/m"}}}


class InferenceSpecification:
    def model_dump(self) -> dict[str, Any]:
        container = {"image": "i:1", "environment": {"a_b": "1"}, "model_input": Unassigned()}
        return {"containers": [container], "supported_response_mime_types": ["a/b"]}


class ModelPackage:
    def model_dump(self) -> dict[str, Any]:
        return {
            "model_package_name": Unassigned(),
            "model_package_group_name": "churn",
            "model_package_version": 3,
            "model_package_arn": "arn:aws:sagemaker:eu-west-1:123456789012:model-package/churn/3",
            "creation_time": dt.datetime(2025, 1, 1, tzinfo=dt.timezone.utc),
            "model_package_status": "Completed",
            "model_approval_status": "Approved",
            "inference_specification": InferenceSpecification().model_dump(),
        }


SPECIFICATION = {
    "Containers": [{"Image": "i:1", "Environment": {"a_b": "1"}}],
    "SupportedResponseMIMETypes": ["a/b"],
}


def test_metrics_become_their_member() -> None:
    assert load_source(ModelMetrics()).base == {"ModelMetrics": ModelMetrics()._to_request_dict()}


def test_shape_becomes_its_member() -> None:
    assert load_source(InferenceSpecification()).base == {"InferenceSpecification": SPECIFICATION}


def test_resource_is_read_as_a_described_package() -> None:
    loaded = load_source(ModelPackage())
    assert loaded.base == {
        "ModelPackageGroupName": "churn",
        "InferenceSpecification": SPECIFICATION,
    }
    assert "ModelApprovalStatus" in [format_path(note.path) for note in loaded.left_out]


@pytest.mark.parametrize("source", [object(), ModelMetrics, 1, ["a"]])
def test_other_objects_are_refused(source: object) -> None:
    with pytest.raises(ValueError, match="isn't a request"):
        load_source(source)


@needs_boto3("1.35.52")
def test_paths_of_the_table_are_members() -> None:
    schema = request_schema()
    for path in load_table("importers/python/interpreter/library/sdk")["register"].values():
        here = schema
        for step in path:
            here = schema["$defs"].get(here.get("$ref", "").removeprefix("#/$defs/"), here)
            here = here["items"] if isinstance(step, int) else here["properties"][step]
