"""Lines to copy under an ARN."""

from __future__ import annotations

import ast
import shlex
from typing import Any

import botocore.session
import pytest
from botocore.validate import ParamValidator

from modelpkg_widget import ModelPackageForm
from modelpkg_widget.aws.target import Target
from modelpkg_widget.monitoring.next_steps import next_steps, region_of
from modelpkg_widget.monitoring.poller import SANDBOX_INTERVAL
from tests.helpers.sandboxes import fresh

ARN = "arn:aws:sagemaker:eu-west-1:123456789012:model-package/churn/3"
UNVERSIONED = "arn:aws-cn:sagemaker:cn-north-1:123456789012:model-package/churn"
AWS = Target("known")
SANDBOX = Target("known", sandbox=True, account="123456789012")


def test_a_version_is_approved_by_a_command() -> None:
    words = shlex.split(next_steps(ARN, {}, AWS)["approve"])
    assert words[:3] == ["aws", "sagemaker", "update-model-package"]
    given = dict(zip(words[3::2], words[4::2], strict=True))
    assert given == {
        "--region": "eu-west-1",
        "--model-package-arn": ARN,
        "--model-approval-status": "Approved",
    }
    assert "approve" not in next_steps(UNVERSIONED, {}, AWS)


def test_in_the_sandbox_the_lines_reach_the_sandbox() -> None:
    steps = next_steps(ARN, {}, SANDBOX)
    assert (
        ' --endpoint-url "${MODELPKG_SANDBOX:?Set it to the value of sandbox().url}" '
        in steps["approve"]
    )
    assert (
        'sandbox(account="123456789012", region="eu-west-1").client("sagemaker")' in steps["deploy"]
    )
    assert "console" not in steps


@pytest.mark.slow
def test_a_package_that_is_only_followed_is_deployed_where_it_is() -> None:
    with fresh() as aws:
        made = aws.client("sagemaker").create_model_package(ModelPackageGroupName=aws.group)
        form = ModelPackageForm.follow(made["ModelPackageArn"], session=aws.session)
        form.wait(20)
        begin = form.next_steps["deploy"].partition("\nname = ")[0]
        names: dict[str, Any] = {}
        exec(begin, names)
        assert names["sagemaker"].meta.endpoint_url == aws.url
        assert form._controller.monitor.poller.pace == SANDBOX_INTERVAL
        form.close()


@pytest.mark.parametrize(
    ("package", "instance"),
    [
        ({}, "ml.m5.large"),
        ({"SupportedRealtimeInferenceInstanceTypes": []}, "ml.m5.large"),
        ({"SupportedRealtimeInferenceInstanceTypes": ["ml.g5.xlarge"]}, "ml.g5.xlarge"),
        (
            {"SupportedRealtimeInferenceInstanceTypes": ["ml.t2.large", "ml.m5.large"]},
            "ml.m5.large",
        ),
    ],
)
def test_the_lines_that_deploy_are_calls_that_boto3_takes(
    package: dict[str, Any], instance: str
) -> None:
    text = next_steps(ARN, {"InferenceSpecification": package}, AWS)["deploy"]
    model = botocore.session.get_session().get_service_model("sagemaker")
    names = {"name": "churn-3"}
    calls = [node.value for node in ast.parse(text).body if isinstance(node, ast.Expr)]
    assert len(calls) == 3
    for call, operation in zip(
        calls, ("CreateModel", "CreateEndpointConfig", "CreateEndpoint"), strict=True
    ):
        assert isinstance(call, ast.Call)
        made = ast.Call(ast.Name("dict", ast.Load()), [], call.keywords)
        code = compile(ast.fix_missing_locations(ast.Expression(made)), "deploy", "eval")
        given = eval(code, {"dict": dict, **names})
        shape = model.operation_model(operation).input_shape
        assert not ParamValidator().validate(given, shape).has_errors()
    assert instance in text


def test_nothing_is_approved_or_deployed_in_vain() -> None:
    assert set(next_steps(ARN, {"ModelPackageStatus": "Failed"}, AWS)) == {"console"}
    approved = {"ModelPackageStatus": "Completed", "ModelApprovalStatus": "Approved"}
    assert set(next_steps(ARN, approved, AWS)) == {"console", "deploy"}
    waiting = {**approved, "ModelApprovalStatus": "PendingManualApproval"}
    assert set(next_steps(ARN, waiting, AWS)) == {"console", "approve", "deploy"}


CERTIFIED = {
    "ModelPackageStatus": "Completed",
    "CertifyForMarketplace": True,
    "InferenceSpecification": {
        "SupportedTransformInstanceTypes": ["ml.m5.xlarge", "ml.c5.large"],
        "SupportedContentTypes": ["text/csv", 5],
        "SupportedResponseMIMETypes": "text/csv",
    },
}


def test_a_certified_package_lists_what_buyers_will_find() -> None:
    listing = next_steps(UNVERSIONED, CERTIFIED, AWS)["listing"]
    assert [(row["name"], row["values"]) for row in listing] == [
        ("SupportedTransformInstanceTypes", ["ml.m5.xlarge", "ml.c5.large"]),
        ("SupportedRealtimeInferenceInstanceTypes", []),
        ("SupportedContentTypes", ["text/csv"]),
        ("SupportedResponseMIMETypes", []),
    ]


@pytest.mark.parametrize(
    "change",
    [
        {"ModelPackageStatus": "InProgress"},
        {"ModelPackageStatus": "Failed"},
        {"CertifyForMarketplace": False},
        {"CertifyForMarketplace": "true"},
        {"CertifyForMarketplace": None},
    ],
)
def test_one_that_is_not_certified_lists_nothing(change: dict[str, Any]) -> None:
    assert "listing" not in next_steps(UNVERSIONED, {**CERTIFIED, **change}, AWS)
    assert "listing" not in next_steps(ARN, CERTIFIED, AWS)


def test_the_console_is_that_of_the_partition() -> None:
    assert next_steps(ARN, {}, AWS)["console"].startswith(
        "https://eu-west-1.console.aws.amazon.com/sagemaker/home?region=eu-west-1#"
    )
    assert ".console.amazonaws.cn/" in next_steps(UNVERSIONED, {}, AWS)["console"]


@pytest.mark.parametrize(
    "text",
    ["", "churn", "arn:aws:s3:::bucket", ARN + "\n", ARN.replace("package/", "package-group/")],
)
def test_what_is_no_arn_of_a_package_is_reported(text: str) -> None:
    with pytest.raises(ValueError, match="not the ARN of a model package"):
        region_of(text)
    assert next_steps(text, {}, AWS) == {}


def test_a_package_of_another_account_is_deployed_with_a_role_of_ones_own() -> None:
    steps = next_steps(ARN, {}, Target("known", account="222222222222"))
    assert "arn:aws:iam::222222222222:role/YOUR-ROLE" in steps["deploy"]
    assert "console" not in steps
    own = next_steps(ARN, {}, Target("known", account="123456789012"))
    assert "arn:aws:iam::123456789012:role/YOUR-ROLE" in own["deploy"]
    assert "console" in own


def test_where_no_console_is_known_there_is_no_link() -> None:
    assert "console" not in next_steps(ARN.replace("arn:aws:", "arn:aws-iso:"), {}, AWS)


def test_the_region_of_an_arn() -> None:
    assert region_of(ARN) == "eu-west-1"
