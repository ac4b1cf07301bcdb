"""`check` given everything that is no request at all."""

from __future__ import annotations

import enum
from collections import OrderedDict
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Any

import pytest

from modelpkg_widget import check
from modelpkg_widget.request.issues import Issue, format_path
from modelpkg_widget.validation.validator import check_schema
from tests.conformance.shared_cases import keyword_cases, verdict
from tests.helpers.any_schema import check_against
from tests.helpers.cpu_time import assert_growth

DEEP = 2_000


def issues_of(request: object) -> list[Issue]:
    """What the schema says; the rules beyond it have tests of their own."""
    return [issue for issue in check(request) if issue.source == "schema"]


def only(request: object) -> Issue:
    (issue,) = issues_of(request)
    assert issue.severity == "error"
    assert issue.message
    return issue


@pytest.mark.parametrize("request_", [[], [{"Tags": []}], (), "text", "", None, True, 0, 1.5])
def test_the_top_is_a_structure(request_: object) -> None:
    issue = only(request_)
    assert (issue.path, issue.code) == ((), "type")
    assert "an object" in issue.message


def nested(levels: int, wrap: Any) -> Any:
    value: Any = "x"
    for _ in range(levels):
        value = wrap(value)
    return value


LISTS = nested(DEEP, lambda inner: [inner])
OBJECTS = nested(DEEP, lambda inner: {"A": inner})


@pytest.mark.parametrize("deep", [LISTS, OBJECTS], ids=["lists", "objects"])
@pytest.mark.parametrize(
    ("request_", "path"),
    [
        (lambda deep: {"ModelPackageName": deep}, ("ModelPackageName",)),
        (lambda deep: {"Unknown": deep}, ("Unknown",)),
        (
            lambda deep: {"CustomerMetadataProperties": {"A": deep}},
            ("CustomerMetadataProperties", "A"),
        ),
        (lambda deep: {"Tags": [{"Key": "a", "Value": deep}]}, ("Tags", 0, "Value")),
    ],
    ids=["member", "unknown", "map", "item"],
)
def test_depth_is_answered_at_its_place(request_: Any, path: tuple[Any, ...], deep: Any) -> None:
    assert only(request_(deep)).path == path


@pytest.mark.parametrize("wrap", [lambda inner: [inner], lambda inner: {"Tags": inner}])
def test_depth_from_the_top(wrap: Any) -> None:
    assert [issue.code for issue in issues_of(nested(DEEP, wrap))] == ["type"]


@pytest.mark.slow
def test_depth_without_end_costs_no_memory() -> None:
    assert only(nested(50_000, lambda inner: [inner])).path == ()


def test_a_schema_that_contains_itself_and_a_value_of_thousands_of_levels() -> None:
    """The model of today has none; a newer one must not end in a crash."""
    schema = next(case.schema for case in keyword_cases() if case.schema["title"] == "Tree")
    value = nested(DEEP, lambda inner: {"Name": "a", "Children": [inner] if inner != "x" else []})
    (issue,) = check_against(schema, value)
    assert (issue.path, issue.code, issue.severity) == ((), "type", "error")
    assert "deep" in issue.message


COUNT = "ValidationSpecification ValidationProfiles 0 TransformJobDefinition MaxPayloadInMB"
COUNT_PATH = tuple(int(step) if step.isdigit() else step for step in COUNT.split())


def with_count(value: object) -> dict[str, Any]:
    job = {
        "MaxPayloadInMB": value,
        "TransformInput": {
            "DataSource": {"S3DataSource": {"S3DataType": "S3Prefix", "S3Uri": "s3://b"}}
        },
        "TransformOutput": {"S3OutputPath": "s3://b"},
        "TransformResources": {"InstanceType": "ml.m5.large", "InstanceCount": 1},
    }
    role = "arn:aws:iam::123456789012:role/R"
    profile = {"ProfileName": "a", "TransformJobDefinition": job}
    return {"ValidationSpecification": {"ValidationRole": role, "ValidationProfiles": [profile]}}


@pytest.mark.parametrize(
    ("value", "word"),
    [
        (float("nan"), "NaN"),
        (float("inf"), "large"),
        (float("-inf"), "large"),
        pytest.param(10**5000, "large", id="huge"),
        pytest.param(-(10**5000), "large", id="huge-negative"),
        (2**53, "large"),
        (1e300, "large"),
        (0.5, "decimal"),
        (True, "true or false"),
        ("6", "text"),
        (None, "null"),
        (Fraction(1, 2), "decimal"),
    ],
)
def test_numbers_that_are_none(value: object, word: str) -> None:
    issue = only(with_count(value))
    assert (issue.path, issue.code) == (COUNT_PATH, "type")
    assert word in issue.message


@pytest.mark.parametrize("value", [0, 6, 6.0, 2**53 - 1, Fraction(6, 1), enum.IntEnum("E", "A").A])  # type: ignore[attr-defined]
def test_numbers_that_are_whole(value: object) -> None:
    assert issues_of(with_count(value)) == []


class Stage(str, enum.Enum):
    NAME = "my-name"
    BAD = "my name"


def test_text_of_another_class_is_taken_by_its_text() -> None:
    assert issues_of({"ModelPackageName": Stage.NAME}) == []
    assert only({"ModelPackageName": Stage.BAD}).code == "pattern"


def cycle_in_list() -> Any:
    items: list[Any] = [{"Key": "a", "Value": "b"}]
    items.append(items)
    return {"Tags": items}


def cycle_in_dict() -> Any:
    request: dict[str, Any] = {}
    request["ModelMetrics"] = {"Bias": request}
    return request


@pytest.mark.parametrize(
    ("request_", "path", "word"),
    [
        (cycle_in_list(), ("Tags", 1), "itself"),
        (cycle_in_dict(), ("ModelMetrics", "Bias"), "itself"),
        ({"Tags": {"a", "b"}}, ("Tags",), "set"),
        ({"Tags": [b"bytes"]}, ("Tags", 0), "bytes"),
        ({"ModelPackageName": object()}, ("ModelPackageName",), "object"),
        ({"Domain": Decimal(1)}, ("Domain",), "Decimal"),
        ({"Domain": 1j}, ("Domain",), "complex"),
        ({"Domain": Fraction(10**5000, 1)}, ("Domain",), "Fraction"),
        ({"Tags": iter(())}, ("Tags",), "iterator"),
        ({1: "x"}, (), "int"),
        ({"ModelMetrics": {None: 1}}, ("ModelMetrics",), "NoneType"),
        ({"ModelMetrics": {("a", 1): 1}}, ("ModelMetrics",), "tuple"),
        (object(), (), "object"),
    ],
)
def test_what_json_cannot_hold(request_: object, path: tuple[Any, ...], word: str) -> None:
    issue = only(request_)
    assert (issue.path, issue.code) == (path, "type")
    assert word in issue.message


def test_the_same_object_twice_is_no_cycle() -> None:
    tag = {"Key": "a", "Value": "b"}
    assert issues_of({"Tags": [tag, tag]}) == []


def test_other_mappings_and_tuples_are_taken() -> None:
    tags = (OrderedDict(Key="a", Value="b"),)
    assert issues_of(MappingProxyType({"ModelPackageName": "a", "Tags": tags})) == []


@pytest.mark.parametrize("text", ["\ud800", "a\udfff", "\udfff\ud800"])
def test_lone_surrogates(text: str) -> None:
    assert only({"ModelPackageDescription": text}).path == ("ModelPackageDescription",)
    found = issues_of({"CustomerMetadataProperties": {text: "x"}})
    assert verdict(found) == [[["CustomerMetadataProperties", text], "key.type", "error"]]
    assert only({text: "x"}).path == (text,)
    assert str(found[0]).isascii()


def test_places_in_a_map_are_spelled_with_their_key() -> None:
    specification = {"Containers": [{"Image": "x", "Environment": {"é": "", "b": 1}}]}
    found = issues_of({"InferenceSpecification": specification})
    assert [format_path(issue.path).partition("[0].")[2] for issue in found] == [
        'Environment{"\\u00e9"}',
        'Environment{"b"}',
    ]


def test_the_request_is_left_as_it_was() -> None:
    request = with_count(6.0)
    before = repr(request)
    issues_of(request)
    assert repr(request) == before


@pytest.mark.parametrize("text", ["a", "😀", "a\n", "-", "\ud800"])
@pytest.mark.slow
def test_a_long_text_costs_no_more_than_its_length(text: str) -> None:
    """Length before pattern: no pattern ever runs over more than its length allows."""
    members = (
        "ModelPackageName",
        "ModelPackageDescription",
        "SourceUri",
        "SamplePayloadUrl",
        "Domain",
    )

    def work(size: int) -> None:
        long = text * size
        card = {"ModelCard": {"ModelCardContent": long}}
        assert len(issues_of(dict.fromkeys(members, long) | card)) >= len(members)

    assert_growth(work, 2**18, below=3)


@pytest.mark.parametrize(("head", "many", "end"), [("s3://b", "/", "\n"), ("s3://", "b", "/\n")])
@pytest.mark.slow
def test_a_pattern_that_looks_back_does_not_grow_out_of_hand(
    head: str, many: str, end: str
) -> None:
    """Quadratic at the worst: the pattern is AWS's own, and its texts are at most 1024 long."""

    def work(size: int) -> None:
        text = head + many * size + end
        for _ in range(20):
            assert only({"SamplePayloadUrl": text}).code == "pattern"

    assert_growth(work, 127, below=12)


@pytest.mark.slow
def test_many_unknown_members_cost_no_more_than_their_number() -> None:
    def work(size: int) -> None:
        assert len(issues_of({f"Member{at}": 1 for at in range(size)})) == size

    assert_growth(work, 4_000, below=3)


def test_a_sensitive_text_stands_in_no_issue() -> None:
    secret = "the secret\nof the card"
    (issue,) = issues_of({"ModelCard": {"ModelCardContent": secret}})
    assert "secret" not in str(issue)


def test_check_schema_takes_other_operations() -> None:
    assert verdict(check_schema({}, "DescribeModelPackage")) == [
        [["ModelPackageName"], "required", "error"]
    ]
    assert [issue.message for issue in check_schema({}, "DescribeModelPackage")] == [
        "Required in every request."
    ]
