"""What AWS and botocore say becomes issues; the sentences: tests/cases/service_errors.json."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from typing import Any

import boto3
import botocore.exceptions
import pytest
from botocore.exceptions import ClientError, ParamValidationError
from hypothesis import given
from hypothesis import strategies as st

from modelpkg_widget import Issue, issues_from_error
from modelpkg_widget.data import table
from modelpkg_widget.service import NoArnError
from tests.shared_cases import CASES, read

ROWS: list[dict[str, Any]] = read(CASES / "service_errors.json")
TABLES = table("service_errors")


def client_error(code: Any, message: Any, **more: Any) -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": message}, **more}, "CreateModelPackage")


def well_spoken(issue: Issue) -> None:
    assert (issue.code, issue.source, issue.severity) == ("service", "service", "error")
    assert issue.message
    for text in (issue.message, issue.hint):
        assert text == " ".join(text.split()), "one line, no space too many"
        assert not re.search(r"[^.]\.\.$|\. \.", text), "a doubled full stop"
        assert "{" not in re.sub(r"It must match .*", "", text), "a place that stayed unfilled"
    assert issue.message[-1] in ".!?…"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row["name"]))
def test_shared_case(row: dict[str, Any]) -> None:
    found = issues_from_error(client_error(row["code"], row["message"]))
    assert [[list(issue.path), issue.message, issue.hint] for issue in found] == row["issues"]
    for issue in found:
        well_spoken(issue)


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


def test_the_request_id_is_said_where_no_sentence_helps() -> None:
    metadata = {"ResponseMetadata": {"RequestId": "1-2-3"}}
    for code in ("SomethingNew", "AccessDeniedException"):
        (issue,) = issues_from_error(client_error(code, "Words", **metadata))
        assert issue.hint.endswith("Request id 1-2-3.")
        well_spoken(issue)


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
    well_spoken(issue)
    assert len(issue.message) < 5000


@given(st.text(), st.text())
def test_whatever_aws_says_is_an_issue(code: str, text: str) -> None:
    for message in (text, f"Value '{text}' at '{text}' failed to satisfy constraint: {text}"):
        for said in (code, "ValidationException"):
            assert issues_from_error(client_error(said, message))


def sagemaker() -> Any:
    return boto3.client("sagemaker", region_name="us-east-1")


@pytest.mark.parametrize(
    ("request_", "path", "message"),
    [
        ({"Nope": 1}, ("Nope",), "The request has no member of this name."),
        ({"Tags": [{"Key": "a"}]}, ("Tags", 0, "Value"), "Required, because Tags item 1 is"),
        (
            {"ValidationSpecification": {}},
            ("ValidationSpecification", "ValidationProfiles"),
            "Required, because ValidationSpecification is",
        ),
        (
            {"InferenceSpecification": {"Containers": [{"Image": None}]}},
            ("InferenceSpecification", "Containers", 0, "Image"),
            "boto3 takes str here; it is NoneType.",
        ),
        ({"Tags": "a"}, ("Tags",), "boto3 takes list or tuple here; it is str."),
        (
            {"Tags": "a\nMissing, type: b\n"},
            ("Tags",),
            "boto3 takes list or tuple here; it is str.",
        ),
        (
            {"CustomerMetadataProperties": {"a.b": 5}},
            ("CustomerMetadataProperties", "a.b"),
            "boto3 takes str here; it is int.",
        ),
        (
            {"CustomerMetadataProperties": {5: "a"}},
            ("CustomerMetadataProperties", "5"),
            "boto3 takes str here; it is int.",
        ),
        (
            {"ModelPackageName": ""},
            ("ModelPackageName",),
            "boto3 accepts a length of at least 1.",
        ),
        (
            {
                "AdditionalInferenceSpecifications": [
                    {"Name": "a", "Containers": [{"ModelDataETag": 1.5}]}
                ]
            },
            ("AdditionalInferenceSpecifications", 0, "Containers", 0, "ModelDataETag"),
            "boto3 takes str here; it is float.",
        ),
    ],
)
def test_what_botocore_finds_itself(request_: Any, path: tuple[Any, ...], message: str) -> None:
    with pytest.raises(ParamValidationError) as raised:
        sagemaker().create_model_package(**request_)
    found = {issue.path: issue for issue in issues_from_error(raised.value)}
    assert found[path].message.startswith(message)
    for issue in found.values():
        well_spoken(issue)


def test_several_findings_of_botocore() -> None:
    with pytest.raises(ParamValidationError) as raised:
        sagemaker().create_model_package(A=1, B=2, Tags=5)
    assert [issue.path for issue in issues_from_error(raised.value)] == [("A",), ("B",), ("Tags",)]


def test_a_finding_of_botocore_that_is_not_known() -> None:
    for report in ("Something new", "Something\nnew.", ""):
        (issue,) = issues_from_error(ParamValidationError(report=report))
        assert issue.path == ()
        well_spoken(issue)


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
    well_spoken(issue)


@pytest.mark.parametrize(
    ("error", "begins"),
    [
        (botocore.exceptions.NoCredentialsError(), "No AWS credentials were found."),
        (botocore.exceptions.NoRegionError(), "No AWS region is set."),
        (botocore.exceptions.ProfileNotFound(profile="a"), "The AWS profile that is named"),
        (botocore.exceptions.SSOTokenLoadError(error_msg="a"), "The single sign-on session"),
        (botocore.exceptions.UnauthorizedSSOTokenError(), "The single sign-on session"),
        (botocore.exceptions.LoginRefreshRequired(), "The login session"),
        (
            botocore.exceptions.EndpointConnectionError(endpoint_url="a"),
            "AWS could not be reached.",
        ),
        (botocore.exceptions.ConnectTimeoutError(endpoint_url="a"), "AWS could not be reached in"),
        (botocore.exceptions.ReadTimeoutError(endpoint_url="a"), "The answer did not arrive"),
        (botocore.exceptions.ConnectionClosedError(endpoint_url="a"), "The connection was lost"),
        (botocore.exceptions.SSLError(endpoint_url="a", error="b"), "The secure connection"),
        (NoArnError(), "The answer holds no ARN."),
    ],
    ids=lambda given: type(given).__name__ if isinstance(given, Exception) else "",
)
def test_errors_that_people_meet_say_what_to_do(error: Exception, begins: str) -> None:
    (issue,) = issues_from_error(error)
    assert issue.message.startswith(begins)
    assert issue.hint
    well_spoken(issue)


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
    well_spoken(issue)


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


def test_exceptions_of_the_table_exist() -> None:
    known = {name for name, _ in inspect.getmembers(botocore.exceptions, inspect.isclass)}
    assert set(TABLES["exceptions"]) <= known | {"NoArnError", "ResponseParserError"}
