"""The Python text for sagemaker-core, read without that package; `make sdk` runs it with it."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import botocore
import pytest

from modelpkg_widget import export
from modelpkg_widget.exporters.export import exported
from modelpkg_widget.exporters.to_sagemaker import argument
from modelpkg_widget.request.issues import format_path
from modelpkg_widget.resources.tables import load_table
from modelpkg_widget.schema.from_botocore import OPERATION, operation_schema
from tests.exporters.texts import GOOD, HOSTILE, hostile, same, without
from tests.helpers.sandboxes import request

TABLE = load_table("exporters/to_sagemaker")


def sent(text: str) -> dict[str, Any]:
    """The request of a text: its calls as the recorded classes of the package spell them."""
    tree = ast.parse(text)
    (call,) = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and is_create(node)]
    imported = {
        name.name
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and node.module == "sagemaker.core.shapes.shapes"
        for name in node.names
    }

    def value(node: ast.expr) -> Any:
        if isinstance(node, ast.List):
            return [value(item) for item in node.elts]
        if not isinstance(node, ast.Call):
            return ast.literal_eval(node)
        assert isinstance(node.func, ast.Name)
        assert node.func.id in imported
        return members(node, node.func.id)

    def members(node: ast.Call, name: str) -> dict[str, Any]:
        spelled = {argument(member): member for member in TABLE["shapes"][name]["members"]}
        rows = {row.arg: row.value for row in node.keywords if row.arg}
        aside = {"session", "region"} if is_create(node) else set()
        return {spelled[key]: value(one) for key, one in rows.items() if key not in aside}

    return members(call, TABLE["root"])


def is_create(node: ast.Call) -> bool:
    return ast.unparse(node.func) == "ModelPackage.create"


@pytest.mark.parametrize("name", GOOD)
def test_calls_are_the_request_without_what_is_listed(name: str) -> None:
    made = exported(request(name), "sagemaker", region="us-east-1", endpoint="http://x:1")
    lacking = [gap.path for gap in made.gaps if gap.kind == "lacks"]
    assert same(sent(made.text), without(request(name), lacking))


@pytest.mark.slow
def test_each_text_is_a_literal_of_its_own() -> None:
    made = exported(hostile(HOSTILE), "sagemaker")
    lacking = [gap.path for gap in made.gaps if gap.kind == "lacks"]
    assert same(sent(made.text), without(hostile(HOSTILE), lacking))


def test_the_recorded_members_are_those_of_botocore() -> None:
    """A newer botocore may have more: `make sdk` says whether sagemaker-core has them, too."""
    schema = operation_schema(OPERATION)
    version = tuple(map(int, botocore.__version__.split(".")[:2]))
    for name, row in TABLE["shapes"].items():
        assert len({argument(member) for member in row["members"]}) == len(row["members"])
        known = schema if name == TABLE["root"] else schema["$defs"].get(name)
        if version >= (1, 44):  # an older one has fewer
            assert known is not None, name
            assert row["members"].keys() <= known["properties"].keys()
            assert set(row["required"]) <= set(known.get("required", []))


@pytest.mark.parametrize(
    ("member", "name"),
    [
        ("SupportedResponseMIMETypes", "supported_response_mime_types"),
        ("ModelDataETag", "model_data_e_tag"),
        ("S3Uri", "s3_uri"),
        ("MaxPayloadInMB", "max_payload_in_mb"),
        ("KmsKeyId", "kms_key_id"),
    ],
)
def test_argument_is_called_as_the_code_generator_of_the_package_does(
    member: str, name: str
) -> None:
    assert argument(member) == name


def test_the_text_reads_as_a_person_would_write_it() -> None:
    request = {"ModelPackageGroupName": "churn", "Tags": [{"Key": "a", "Value": "b"}]}
    assert (
        export(request, "sagemaker", region="eu-west-1")
        == """\
import boto3
from sagemaker.core.resources import ModelPackage
from sagemaker.core.shapes.shapes import (
    Tag,
)


def add_name(parsed, **_):
    # sagemaker-core looks for a name that AWS doesn't return.
    parsed["ModelPackageName"] = parsed.get("ModelPackageArn")


session = boto3.Session(region_name="eu-west-1")
session.events.register("after-call.sagemaker.CreateModelPackage", add_name)
model_package = ModelPackage.create(
    model_package_group_name="churn",
    tags=[
        Tag(
            key="a",
            value="b",
        ),
    ],
    session=session,
    region="eu-west-1",
)
print(model_package.model_package_arn)
"""
    )


def test_names_that_the_package_misspells_are_set_right_where_they_are_used() -> None:
    specification = {"Containers": [{"Image": "i"}], "SupportedResponseMIMETypes": ["a/b"]}
    job = {"MaxPayloadInMB": 1}
    profiles = [{"ProfileName": "p", "TransformJobDefinition": job}]
    text = export(
        {
            "InferenceSpecification": specification,
            "ValidationSpecification": {"ValidationRole": "r", "ValidationProfiles": profiles},
        },
        "sagemaker",
    )
    assert '["supported_response_mime_types"] = "SupportedResponseMIMETypes"\n' in text
    assert '["max_payload_in_mb"] = "MaxPayloadInMB"\n' in text
    assert "MAPPINGS" not in export({"Domain": "d"}, "sagemaker")


def test_what_the_package_does_not_send_is_listed_and_left_out() -> None:
    request = {
        "CertifyForMarketplace": False,  # at the top it is sent
        "Domain": None,
        "Tags": [{"Key": "a", "Value": ""}, {"Key": "b", "Value": "c"}],
        "MetadataProperties": {"CommitId": "", "ProjectId": "p", "wrong": 1},
        "ModelMetrics": {"Bias": {"Report": {"ContentType": "", "S3Uri": "s3://b/k"}}},
        "ModelLifeCycle": {"Stage": "s"},
        "CustomerMetadataProperties": {"k": ""},
        "wrong": {},
    }
    made = exported(request, "sagemaker")
    assert [(format_path(gap.path), gap.kind) for gap in made.gaps] == [
        ("Domain", "lacks"),
        ("Tags[0]", "lacks"),
        ("MetadataProperties.CommitId", "lacks"),
        ("MetadataProperties.wrong", "lacks"),
        ("ModelMetrics.Bias", "lacks"),
        ("ModelLifeCycle.StageStatus", "needs"),
        ("wrong", "lacks"),
    ]
    assert sent(made.text) == {
        "CertifyForMarketplace": False,
        "Tags": [{"Key": "b", "Value": "c"}],
        "MetadataProperties": {"ProjectId": "p"},
        "ModelMetrics": {},
        "ModelLifeCycle": {"Stage": "s"},
        "CustomerMetadataProperties": {"k": ""},
    }
    assert made.text.splitlines()[:3] == [
        "# coding: utf-8",
        "# Domain: sagemaker-core doesn't send null.",
        "# Tags[0]: sagemaker-core doesn't send Value, which is required here.",
    ]


@pytest.mark.parametrize("codec", ["unicode_escape", "nope", "latin-1"])
def test_a_member_cannot_choose_the_encoding_of_the_file(codec: str, tmp_path: Path) -> None:
    """A comment in the first two lines of a file may declare one (PEP 263)."""
    request = {
        f"coding: {codec}": 1,
        'x\nraise SystemExit("injected")\n#': 2,
        "ModelPackageDescription": "caf\u00e9",
    }
    file = tmp_path / "made.py"
    file.write_text(export_of(request), encoding="utf-8")
    tree = ast.parse(file.read_bytes())
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.Raise)]
    texts = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    assert "caf\u00e9" in texts


def test_a_lost_item_with_an_unknown_member_is_left_out() -> None:
    request = {
        "Tags": [{"Key": "a", "Value": "", "Note": 1}, {"Key": "b", "Value": "c"}],
        "AdditionalInferenceSpecifications": [{"Name": "x", "Containers": [], "typo": 1}],
    }
    assert sent(exported(request, "sagemaker").text)["Tags"] == [{"Key": "b", "Value": "c"}]


def export_of(request: Any) -> str:
    return exported(request, "sagemaker").text
