"""What botocore's own check finds becomes issues on the members that it names."""

from __future__ import annotations

from typing import Any

import boto3
import pytest
from botocore.exceptions import ParamValidationError
from botocore.model import DenormalizedStructureBuilder
from botocore.validate import ParamValidator

from modelpkg_widget import issues_from_error
from tests.helpers.text_style import assert_style


def sagemaker() -> Any:
    return boto3.client("sagemaker", region_name="us-east-1")


@pytest.mark.parametrize(
    ("request_", "path", "message"),
    [
        ({"Nope": 1}, ("Nope",), "The request has no member with this name."),
        ({"Tags": [{"Key": "a"}]}, ("Tags", 0, "Value"), "Required because Tags item 1 is set."),
        (
            {"ValidationSpecification": {}},
            ("ValidationSpecification", "ValidationProfiles"),
            "Required because ValidationSpecification is",
        ),
        (
            {"InferenceSpecification": {"Containers": [{"Image": None}]}},
            ("InferenceSpecification", "Containers", 0, "Image"),
            "boto3 expects str, but got NoneType.",
        ),
        ({"Tags": "a"}, ("Tags",), "boto3 expects list or tuple, but got str."),
        (
            {"Tags": "a\nMissing, type: b\n"},
            ("Tags",),
            "boto3 expects list or tuple, but got str.",
        ),
        (
            {"CustomerMetadataProperties": {"a.b": 5}},
            ("CustomerMetadataProperties", "a.b"),
            "boto3 expects str, but got int.",
        ),
        (
            {"CustomerMetadataProperties": {5: "a"}},
            ("CustomerMetadataProperties", "5"),
            "boto3 expects str, but got int.",
        ),
        (
            {"ModelPackageName": ""},
            ("ModelPackageName",),
            "boto3 requires a length of at least 1.",
        ),
        (
            {
                "AdditionalInferenceSpecifications": [
                    {"Name": "a", "Containers": [{"Image": "i", "ModelDataUrl": 1.5}]}
                ]
            },
            ("AdditionalInferenceSpecifications", 0, "Containers", 0, "ModelDataUrl"),
            "boto3 expects str, but got float.",
        ),
    ],
)
def test_what_botocore_finds_itself(request_: Any, path: tuple[Any, ...], message: str) -> None:
    with pytest.raises(ParamValidationError) as raised:
        sagemaker().create_model_package(**request_)
    found = {issue.path: issue for issue in issues_from_error(raised.value)}
    assert found[path].message.startswith(message)
    for issue in found.values():
        assert_style(issue)


def test_several_findings_of_botocore() -> None:
    with pytest.raises(ParamValidationError) as raised:
        sagemaker().create_model_package(A=1, B=2, Tags=5)
    assert [issue.path for issue in issues_from_error(raised.value)] == [("A",), ("B",), ("Tags",)]


def test_what_an_older_botocore_found() -> None:
    report = (
        'Unknown parameter in InferenceSpecification.Containers[0]: "Environment", must be one of: '
        "ContainerHostname, Image, ImageDigest, ModelDataUrl, ProductId"
    )
    (issue,) = issues_from_error(ParamValidationError(report=report))
    assert issue.path == ("InferenceSpecification", "Containers", 0, "Environment")


SHAPES: dict[str, Any] = {
    "Tags": {"type": "structure", "union": True, "members": {"A": {}, "B": {}}},
    "Domain": {"type": "structure", "document": True, "members": {}},
    "Task": {"type": "timestamp"},
    "ModelMetrics": {"type": "blob"},
    "ClientToken": {"type": "integer", "min": 5},
    "SamplePayloadUrl": {"type": "double"},
}


@pytest.mark.parametrize(
    ("given_", "path", "message"),
    [
        ({"Tags": {"A": "", "B": ""}}, ("Tags",), "boto3 accepts only one of these here: A, B."),
        ({"Tags": {}}, ("Tags",), "boto3 requires one of these here: A, B."),
        ({"Domain": {1, 2}}, ("Domain",), "boto3 expects str or int or bool or float or list or "),
        ({"Task": "no"}, ("Task",), "boto3 expects datetime.datetime or timestamp-string,"),
        (
            {"ModelMetrics": 5},
            ("ModelMetrics",),
            "boto3 expects bytes or bytearray or file-like object",
        ),
        ({"ClientToken": 4}, ("ClientToken",), "boto3 requires at least 5."),
        ({"SamplePayloadUrl": ""}, ("SamplePayloadUrl",), "boto3 expects float or decimal.Decimal"),
    ],
)
def test_the_other_forms_of_a_report(given_: Any, path: tuple[Any, ...], message: str) -> None:
    """Of kinds of members that CreateModelPackage does not have in every version."""
    members = {
        name: {"type": "string", **shape}
        | {"members": {key: {"type": "string"} for key in shape.get("members", ())}}
        for name, shape in SHAPES.items()
    }
    shape = DenormalizedStructureBuilder().with_members(members).build_model()
    for name, given_shape in SHAPES.items():
        metadata = {key: given_shape[key] for key in ("union", "document") if key in given_shape}
        if metadata:
            model = shape.members[name]
            model.metadata.update(metadata)
            model.__dict__.update(is_tagged_union="union" in metadata)
            model.__dict__.update(is_document_type="document" in metadata)
    report = ParamValidator().validate(given_, shape).generate_report()
    (issue,) = issues_from_error(ParamValidationError(report=report))
    assert issue.path == path
    assert issue.message.startswith(message), issue.message
    assert_style(issue)


def test_a_finding_of_botocore_that_is_not_known() -> None:
    for report in ("Something new", "Something\nnew.", "New in Tags, value: it, type: new", ""):
        (issue,) = issues_from_error(ParamValidationError(report=report))
        assert issue.path == ()
        assert_style(issue)
