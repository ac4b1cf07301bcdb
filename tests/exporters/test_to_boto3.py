"""The Python text, run."""

from __future__ import annotations

import ast
import contextlib
from collections.abc import Iterator
from typing import Any

import pytest
from botocore.exceptions import ClientError

from modelpkg_widget import export
from modelpkg_widget.fake_aws import Sandbox
from tests.exporters.texts import GOOD, HOSTILE, arrived, hostile, same
from tests.helpers.newer_boto3 import needs_boto3
from tests.helpers.sandboxes import fresh, request, with_group


@pytest.fixture(scope="module")
def aws() -> Iterator[Sandbox]:
    with fresh() as made:
        yield made


def run(aws: Sandbox, request: dict[str, Any]) -> dict[str, Any]:
    """Run the text of a request, and return the one that arrived, whatever was answered."""
    text = export(request, "boto3", region="us-east-1", endpoint=aws.url)
    aws.clear_calls()
    with contextlib.suppress(ClientError):  # the sandbox is as strict as AWS
        exec(compile(text, "exported.py", "exec"), {})
    return arrived(aws, request)


@pytest.mark.parametrize("name", GOOD)
def test_a_good_request_arrives_as_it_is(name: str, aws: Sandbox) -> None:
    sent = with_group(aws, request(name))
    assert same(run(aws, sent), sent)


def test_the_arn_is_printed(aws: Sandbox, capsys: pytest.CaptureFixture[str]) -> None:
    run(aws, with_group(aws, request(GOOD[0])))
    assert capsys.readouterr().out.startswith("arn:aws:sagemaker:us-east-1:")


@pytest.mark.slow
@needs_boto3("1.40.72")
def test_each_text_arrives_as_it_is(aws: Sandbox) -> None:
    assert same(run(aws, hostile(HOSTILE)), hostile(HOSTILE))


def test_a_member_that_is_no_name_of_python_does_not_end_the_call() -> None:
    request = {'x"): import os; (y': 1, "class": "2", "ModelPackageName": "a"}
    tree = ast.parse(export(request, "boto3"))
    (call,) = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and node.keywords[:1]]
    assert ast.literal_eval(call.keywords[0].value) == request


def test_the_text_reads_as_a_person_would_write_it() -> None:
    request = {
        "ModelPackageGroupName": "churn",
        "InferenceSpecification": {
            "Containers": [{"Image": 'a\\b "c"'}],
            "SupportedContentTypes": [],
        },
        "CertifyForMarketplace": False,
    }
    assert (
        export(request, "boto3", region="eu-west-1")
        == """\
import boto3

client = boto3.client("sagemaker", region_name="eu-west-1")
response = client.create_model_package(
    ModelPackageGroupName="churn",
    InferenceSpecification={
        "Containers": [
            {
                "Image": "a\\\\b \\"c\\"",
            },
        ],
        "SupportedContentTypes": [],
    },
    CertifyForMarketplace=False,
)
print(response["ModelPackageArn"])
"""
    )


def test_without_a_target_the_text_names_none() -> None:
    assert 'boto3.client("sagemaker")\n' in export({}, "boto3")
