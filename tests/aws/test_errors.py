"""What AWS and botocore say becomes issues; the sentences:
tests/conformance/cases/service_errors.json."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Any

import boto3
import botocore.exceptions
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError
from hypothesis import given
from hypothesis import strategies as st

from modelpkg_widget import issues_from_error
from modelpkg_widget.aws.answers import NoArnError
from modelpkg_widget.aws.errors import error_category
from modelpkg_widget.resources.tables import load_table
from tests.aws.client_errors import client_error
from tests.conformance.shared_cases import CASES, read
from tests.helpers.newer_boto3 import needs_boto3, skip_unless_known
from tests.helpers.ports import closed_port
from tests.helpers.text_style import assert_style

ROWS: list[dict[str, Any]] = read(CASES / "service_errors.json")
TABLES = load_table("aws/error_explanations")
PROFILE = ("ValidationSpecification", "ValidationProfiles", 0)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row["name"]))
def test_shared_case(row: dict[str, Any]) -> None:
    skip_unless_known(*(tuple(path) for path, *_ in row["issues"]))
    found = issues_from_error(client_error(row["code"], row["message"]))
    assert [[list(issue.path), issue.message, issue.hint] for issue in found] == row["issues"]
    for issue in found:
        assert_style(issue)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row["name"]))
def test_meaning_of_a_shared_case(row: dict[str, Any]) -> None:
    assert error_category(client_error(row["code"], row["message"])) == row.get("meaning", "")


LOGIN = getattr(botocore.exceptions, "LoginRefreshRequired", None)  # not in the lowest botocore


@pytest.mark.parametrize(
    ("error", "means"),
    [
        (botocore.exceptions.UnauthorizedSSOTokenError(), "expired"),
        *((kind(), "expired") for kind in [LOGIN] if kind),
        (botocore.exceptions.NoCredentialsError(), ""),
        (botocore.exceptions.ReadTimeoutError(endpoint_url="a"), ""),
        (KeyError("ModelPackage a does not exist."), ""),
    ],
)
def test_meaning_of_an_exception(error: Exception, means: str) -> None:
    assert error_category(error) == means


def test_one_sentence_for_several_clauses_is_said_once() -> None:
    clause = "Value 'x' at 'validationSpecification.validationRole' failed to satisfy constraint: "
    text = (
        f"2 validation errors detected: {clause}Member must have length greater than or equal to "
        f"20; {clause}Member must satisfy regular expression pattern: arn"
    )
    assert len(issues_from_error(client_error("ValidationException", text))) == 1


def test_both_names_are_related() -> None:
    (row,) = (row for row in ROWS if row["name"] == "both names")
    (issue,) = issues_from_error(client_error(row["code"], row["message"]))
    assert issue.related == (("ModelPackageGroupName",),)


@pytest.mark.parametrize(
    ("sentence", "path", "related"),
    [
        (
            "SourceUri cannot be used together with InferenceSpecification.",
            ("SourceUri",),
            (("InferenceSpecification",),),
        ),
        (
            "MaxPayloadInMB is too large for the InstanceCount.",
            (*PROFILE, "TransformJobDefinition", "MaxPayloadInMB"),
            ((*PROFILE, "TransformJobDefinition", "TransformResources", "InstanceCount"),),
        ),
    ],
)
def test_a_sentence_that_names_members(
    sentence: str, path: tuple[Any, ...], related: tuple[Any, ...]
) -> None:
    skip_unless_known(path)
    (issue,) = issues_from_error(client_error("ValidationException", sentence))
    assert (issue.path, issue.related) == (path, related)


def test_the_members_of_another_request() -> None:
    clause = "1 validation error detected: Value at 'modelPackageGroupDescription' failed to "
    text = clause + "satisfy constraint: Member must have length less than or equal to 1024"
    error = {"Error": {"Code": "ValidationException", "Message": text}}
    (issue,) = issues_from_error(ClientError(error, "CreateModelPackageGroup"))
    assert issue.path == ("ModelPackageGroupDescription",)
    (issue,) = issues_from_error(ClientError(error, "CreateModelPackage"))
    assert issue.path == ()


def test_the_permission_that_an_operation_needs() -> None:
    error = {"Error": {"Code": "AccessDeniedException", "Message": ""}}
    (issue,) = issues_from_error(ClientError(error, "DescribeModelPackage"))
    assert "sagemaker:DescribeModelPackage" in issue.hint


@pytest.mark.parametrize(
    ("member", "has"), [("CustomerMetadataProperties", "has"), ("Newer", "doesn't have")]
)
def test_a_member_that_a_pipeline_does_not_accept(member: str, has: str) -> None:
    text = f"Unable to parse pipeline definition. Unknown Argument member '{member}'."
    error = {"Error": {"Code": "ValidationException", "Message": text}}
    (issue,) = issues_from_error(ClientError(error, "CreatePipeline"))
    assert issue.path == (member,)
    assert issue.message == f"SageMaker Pipelines doesn't accept {member}."
    assert f"The installed {boto3.__version__} {has} it." in issue.hint
    assert_style(issue)


def test_the_request_id_is_said_where_no_sentence_helps() -> None:
    metadata = {"ResponseMetadata": {"RequestId": "1-2-3"}}
    for code in ("SomethingNew", "AccessDeniedException"):
        (issue,) = issues_from_error(client_error(code, "Words", **metadata))
        assert issue.hint.endswith("Request ID 1-2-3.")
        assert_style(issue)


@pytest.mark.parametrize(
    "response",
    [
        {"Error": {}},
        {"Error": {"Code": None, "Message": None}},
        {"Error": {"Code": 5, "Message": ["a"]}},
        {"Error": {"Code": "x", "Message": "y"}, "ResponseMetadata": None},
        {"Error": {"Code": "x", "Message": "y"}, "ResponseMetadata": {"RequestId": 5}},
        {"Error": {"Code": "ValidationException", "Message": "z" * 100_000}},
    ],
)
def test_answers_of_another_make(response: Any) -> None:
    error = ClientError({"Error": {}}, "CreateModelPackage")
    error.response = response
    (issue,) = issues_from_error(error)
    assert_style(issue)
    assert len(issue.message) < 5000


@given(st.text(), st.text())
@pytest.mark.slow
def test_whatever_aws_says_is_an_issue(code: str, text: str) -> None:
    for message in (text, f"Value '{text}' at '{text}' failed to satisfy constraint: {text}"):
        for said in (code, "ValidationException"):
            assert issues_from_error(client_error(said, message))


def exceptions() -> list[Any]:
    members = inspect.getmembers(botocore.exceptions, inspect.isclass)
    base = botocore.exceptions.BotoCoreError
    return [kind for _, kind in members if issubclass(kind, base)]


class _Filled(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "x"


@pytest.mark.parametrize("kind", exceptions(), ids=lambda kind: str(kind.__name__))
def test_every_exception_of_botocore_is_said_in_words(kind: type[Exception]) -> None:
    error = kind.__new__(kind)
    error.args = (kind.fmt.format_map(_Filled()),)  # type: ignore[attr-defined]
    (issue,) = issues_from_error(error)
    assert issue.path == ()
    assert_style(issue)


@pytest.mark.parametrize(
    ("error", "begins"),
    [
        (botocore.exceptions.NoCredentialsError(), "No AWS credentials found."),
        (botocore.exceptions.NoRegionError(), "No AWS region is set."),
        (botocore.exceptions.ProfileNotFound(profile="a"), "The AWS profile doesn't exist"),
        (botocore.exceptions.SSOTokenLoadError(error_msg="a"), "Your single sign-on session"),
        (botocore.exceptions.UnauthorizedSSOTokenError(), "Your single sign-on session"),
        *((kind(), "Your sign-in session") for kind in [LOGIN] if kind),
        (
            botocore.exceptions.EndpointConnectionError(endpoint_url="a"),
            "Can't connect to AWS.",
        ),
        (
            botocore.exceptions.ConnectTimeoutError(endpoint_url="a"),
            "The connection to AWS timed out",
        ),
        (botocore.exceptions.ReadTimeoutError(endpoint_url="a"), "The response timed out"),
        (botocore.exceptions.ConnectionClosedError(endpoint_url="a"), "The connection was lost"),
        (botocore.exceptions.SSLError(endpoint_url="a", error="b"), "The secure connection"),
        (NoArnError(), "The response contains no ARN."),
    ],
    ids=lambda given: type(given).__name__ if isinstance(given, Exception) else "",
)
def test_errors_that_people_meet_say_what_to_do(error: Exception, begins: str) -> None:
    (issue,) = issues_from_error(error)
    assert issue.message.startswith(begins)
    assert issue.hint
    assert_style(issue)


def test_a_sandbox_that_has_ended() -> None:
    config = Config(retries={"total_max_attempts": 1})
    with closed_port() as port:
        address = f"127.0.0.1:{port}"
        client = boto3.client(
            "sagemaker", region_name="us-east-1", endpoint_url=f"http://{address}", config=config
        )
        with pytest.raises(botocore.exceptions.EndpointConnectionError) as raised:
            client.create_model_package(ModelPackageName="n")
    (issue,) = issues_from_error(raised.value)
    assert issue.message == f"Nothing is listening at {address}."
    assert "Start it again" in issue.hint
    assert "proxy" not in issue.hint


@pytest.mark.parametrize(
    ("endpoint", "local"),
    [
        ("http://127.0.0.1:5000/", True),
        ("http://127.5.0.1:5000", True),
        ("http://localhost", True),
        ("http://[::1]:5000/", True),
        ("https://api.sagemaker.us-east-1.amazonaws.com/", False),
        ("https://10.0.0.1:443/", False),
        ("http://127.0.0.1.example.org/", False),
        ("http://[::1", False),
        ("http://localhost:notaport/", False),
        ("", False),
    ],
)
def test_an_endpoint_of_this_machine(endpoint: str, local: bool) -> None:
    error = botocore.exceptions.EndpointConnectionError(endpoint_url=endpoint)
    (issue,) = issues_from_error(error)
    assert issue.message.startswith("Nothing is listening at" if local else "Can't connect to AWS.")
    assert_style(issue)


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (KeyError("a"), "KeyError: 'a'."),
        (RuntimeError(), "RuntimeError."),
        (RuntimeError("two\nlines "), "RuntimeError: two lines."),
        (OSError("why?"), "OSError: why?"),
    ],
)
def test_any_other_exception(error: Exception, message: str) -> None:
    (issue,) = issues_from_error(error)
    assert issue.message == message
    assert_style(issue)


def texts(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        yield from (node[name] for name in ("message", "hint") if name in node)
        for child in node.values():
            yield from texts(child)
    elif isinstance(node, list):
        for child in node:
            yield from texts(child)


@pytest.mark.parametrize("text", list(texts(TABLES)))
def test_a_text_of_the_table(text: str) -> None:
    assert text == text.strip()
    assert "  " not in text
    assert text.endswith((".", "{rest}", "{text}"))


@needs_boto3("1.41.0")
def test_exceptions_of_the_table_exist() -> None:
    known = {name for name, _ in inspect.getmembers(botocore.exceptions, inspect.isclass)}
    assert set(TABLES["exceptions"]) <= known | {
        "NoAnswerError", "NoArnError", "ResponseParserError",
    }  # fmt: skip
