"""The service's grammar of validation errors, in the sandbox's answers."""

from collections.abc import Iterator
from typing import Any

import pytest

from modelpkg_widget.fake_aws import Sandbox
from modelpkg_widget.fake_aws.server.constraints import as_java, check, constraints, unmet
from modelpkg_widget.fake_aws.server.http_messages import ServiceError
from modelpkg_widget.fake_aws.server.parsers import read
from modelpkg_widget.fake_aws.server.service_model import request_shape
from tests.helpers.newer_boto3 import needs_boto3
from tests.helpers.sandboxes import client, fresh, names, refused, request

ROLE = r"arn:aws[a-z\-]*:iam::\d{12}:role/?[a-zA-Z_0-9+=,.@\-_/]+"
ENTITY = r"[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}"
KEYS = (
    "Map keys must satisfy constraint: [Member must have length less than or equal to 1024, "
    "Member must have length greater than or equal to 0, "
    "Member must satisfy regular expression pattern: [a-zA-Z_][a-zA-Z0-9_]*]"
)


@pytest.fixture(scope="module")
def aws() -> Iterator[Sandbox]:
    with fresh() as made:
        yield made


def clauses(request: dict[str, Any], operation: str = "CreateModelPackage") -> list[str]:
    shape = request_shape(operation)
    return list(unmet(shape, read(shape, request), ""))


@needs_boto3("1.38.14")
def test_one_clause_as_the_service_says_it(aws: Sandbox) -> None:
    """The sentence is quoted in aws/amazon-sagemaker-examples#4843."""
    sent = request("32-NEG-role-name-instead-of-arn.json")
    assert refused(client(aws).create_model_package, **sent) == (
        "ValidationException",
        (
            "1 validation error detected: Value 'AmazonSageMaker-ExecutionRole-20230901T123456' at "
            "'validationSpecification.validationRole' failed to satisfy constraint: "
            f"Member must satisfy regular expression pattern: {ROLE}"
        ),
        400,
    )


@needs_boto3("1.38.14")
def test_the_name_that_is_none(aws: Sandbox) -> None:
    sent = request("31-NEG-ack-invalid-name.json")
    code, message, _ = refused(client(aws).create_model_package, **sent)
    assert code == "ValidationException"
    assert message == (
        "1 validation error detected: Value 'intentionally@invalid-name' at 'modelPackageName' "
        f"failed to satisfy constraint: Member must satisfy regular expression pattern: {ENTITY}"
    )


@needs_boto3("1.38.14")
def test_several_clauses_are_counted() -> None:
    with pytest.raises(ServiceError) as caught:
        check(request_shape("CreateModelPackage"), {"ModelPackageName": "", "ClientToken": "a_"})
    assert caught.value.message == (
        "3 validation errors detected: "
        "Value '' at 'modelPackageName' failed to satisfy constraint: "
        "Member must have length greater than or equal to 1; "
        "Value '' at 'modelPackageName' failed to satisfy constraint: "
        f"Member must satisfy regular expression pattern: {ENTITY}; "
        "Value 'a_' at 'clientToken' failed to satisfy constraint: "
        "Member must satisfy regular expression pattern: [a-zA-Z0-9-]+"
    )


@pytest.mark.parametrize(
    ("sent", "clause"),
    [
        (
            {"ValidationSpecification": {"ValidationProfiles": []}},
            (
                "Value null at 'validationSpecification.validationRole' failed to satisfy "
                "constraint: Member must not be null"
            ),
        ),
        (
            {"InferenceSpecification": {"Containers": []}},
            (
                "Value '[]' at 'inferenceSpecification.containers' failed to satisfy constraint: "
                "Member must have length greater than or equal to 1"
            ),
        ),
        (
            {"InferenceSpecification": {"Containers": [{}, {"ImageDigest": "x y"}]}},
            (
                "Value 'x y' at 'inferenceSpecification.containers.2.member.imageDigest' failed to "
                "satisfy constraint: Member must satisfy regular expression pattern: "
                "[Ss][Hh][Aa]256:[0-9a-fA-F]{64}"
            ),
        ),
        (
            {"InferenceSpecification": {"Containers": [{"Environment": {"9x": "1"}}]}},
            (
                "Value '{9x=1}' at 'inferenceSpecification.containers.1.member.environment' failed "
                f"to satisfy constraint: {KEYS}"
            ),
        ),
        (
            {"SkipModelValidation": "Some"},
            (
                "Value 'Some' at 'skipModelValidation' failed to satisfy constraint: "
                "Member must satisfy enum value set: [All, None]"
            ),
        ),
        (
            {"Tags": [{"Key": "a", "Value": "b"}, None]},
            "Value null at 'tags.2.member' failed to satisfy constraint: Member must not be null",
        ),
        (
            {"ModelCard": {"ModelCardContent": "a\nb"}},
            (
                "Value at 'modelCard.modelCardContent' failed to satisfy constraint: "
                "Member must satisfy regular expression pattern: .*"
            ),
        ),
    ],
    ids=["required", "list", "item", "key", "enum", "null-item", "sensitive"],
)
@needs_boto3("1.40.72")
def test_each_kind_has_its_clause(sent: dict[str, Any], clause: str) -> None:
    assert clauses(sent) == [clause]


def test_values_of_a_map_and_its_size() -> None:
    name = "CustomerMetadataProperties"
    (clause,) = clauses({name: {"a": "x,y"}})
    assert clause.startswith("Value '{a=x,y}' at 'customerMetadataProperties' failed to satisfy")
    assert "Map value must satisfy constraint: [Member must have length less than or" in clause
    (clause,) = clauses({name: {}})
    assert clause.endswith("Member must have length greater than or equal to 1")
    (clause,) = clauses({name: {f"k{n}": "v" for n in range(51)}})
    assert clause.endswith("Member must have length less than or equal to 50")
    (clause,) = clauses({name: {"a": None}})
    assert clause.endswith("Map value must satisfy constraint: [Member must not be null]")


def test_numbers_and_code_points() -> None:
    (clause,) = clauses({"MaxResults": 101}, "ListModelPackages")
    assert clause == (
        "Value '101' at 'maxResults' failed to satisfy constraint: "
        "Member must have value less than or equal to 100"
    )
    assert clauses({"MaxResults": 100}, "ListModelPackages") == []
    assert clauses({"ModelPackageDescription": "🌍" * 1024}) == []
    assert len(clauses({"ModelPackageDescription": "🌍" * 1025})) == 1


def test_a_final_newline_does_not_match() -> None:
    assert len(clauses({"ModelPackageName": "name\n"})) == 1


@pytest.mark.parametrize("name", names("*.json"))
def test_real_requests_meet_the_model(name: str) -> None:
    """Of the negative ones, those that break a rule beyond the model meet it too."""
    broken = ("31-NEG", "32-NEG", "own-empty-invalid", "own-card-indented", "own-map-keys-env")
    assert bool(clauses(request(name))) == name.startswith(broken)


@needs_boto3("1.34.116")
def test_values_are_shown_as_java_does() -> None:
    shape = request_shape("CreateModelPackage")
    value = {"CertifyForMarketplace": True, "Tags": [{"Key": "a", "Value": "b"}]}
    assert as_java(shape, value).endswith(
        "(certifyForMarketplace=true, tags=[Tag(key=a, value=b)])"
    )
    assert "secret" not in as_java(shape, {"ModelCard": {"ModelCardContent": "secret"}})


def test_a_pattern_that_only_java_reads_is_not_checked() -> None:
    from botocore.model import StringShape

    (one,) = constraints(StringShape("Odd", {"type": "string", "pattern": "(?>a)b"}, None))
    assert one.text.endswith("pattern: (?>a)b")
    assert one.meets("x")
