"""Each place of a request, as the service and botocore spell it, is found again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from modelpkg_widget.aws.error_paths import named_in, parse_botocore_path, resolve
from modelpkg_widget.request.issues import MapKey, Path
from modelpkg_widget.schema.from_botocore import operation_schema
from tests.helpers.newer_boto3 import needs_boto3, skip_unless_known

OPERATIONS = ("CreateModelPackage", "CreateModelPackageGroup")
KEYS = ("KEY", "a.b", "member", "1", "it's", "a[0]", "Name")


def places(given: Any, root: Any, path: Path) -> Iterator[Path]:
    """Every place of a request, each list at its first, its second and a far item."""
    schema = root["$defs"][given["$ref"].removeprefix("#/$defs/")] if "$ref" in given else given
    if path:
        yield path
    for name, child in schema.get("properties", {}).items():
        yield from places(child, root, (*path, name))
    for at in (0, 1, 49) if "items" in schema else ():
        yield from places(schema["items"], root, (*path, at))
    for key in KEYS if "propertyNames" in schema else ():
        yield (*path, MapKey(key))


ROOTS = {name: operation_schema(name) for name in OPERATIONS}
PLACES = [(name, path) for name, root in ROOTS.items() for path in places(root, root, ())]


def lower_camel(name: str) -> str:
    """S3Uri is s3Uri, KMSKey would be kmsKey."""
    head = re.match(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]", name)
    return name[: head.end()].lower() + name[head.end() :] if head else name


def of_service(path: Path) -> str:
    steps = [
        f"{step + 1}.member"
        if isinstance(step, int)
        else f"{step}.member"
        if isinstance(step, MapKey)
        else lower_camel(step)
        for step in path
    ]
    return ".".join(steps)


def of_newer_service(path: Path) -> str:
    steps = [str(step) if isinstance(step, (int, MapKey)) else lower_camel(step) for step in path]
    return "".join("/" + step.replace("~", "~0").replace("/", "~1") for step in steps)


@needs_boto3("1.42.93")
def test_there_are_hundreds() -> None:
    assert len(PLACES) > 1000


@pytest.mark.parametrize("spell", [of_service, of_newer_service])
def test_a_spelled_place_is_found(spell: Any) -> None:
    for operation, path in PLACES:
        found, _, more = resolve(spell(path), operation)
        assert (found, more) == (path, False), spell(path)
        kinds = [isinstance(step, MapKey) for step in found]
        assert kinds == [isinstance(step, MapKey) for step in path]


def test_a_member_in_its_own_spelling_is_found() -> None:
    for operation, path in PLACES:
        spelled = ".".join(f"{s + 1}.member" if isinstance(s, int) else s for s in path)
        assert resolve(spelled, operation)[0] == path


def test_a_place_as_botocore_spells_it_is_found() -> None:
    for operation, path in PLACES:
        if operation == "CreateModelPackage" and path[-1] not in ("a[0]", "member"):
            steps = [f"[{step}]" if isinstance(step, int) else f".{step}" for step in path]
            assert parse_botocore_path("".join(steps).lstrip(".")) == path
            if isinstance(path[-1], MapKey):
                of_key = "".join(steps[:-1]).lstrip(".") + f" (key: {path[-1]})"
                assert parse_botocore_path(of_key) == path


@pytest.mark.parametrize(
    ("spelled", "path"),
    [
        ("", ()),
        (".", ()),
        ("nope", ()),
        ("tags.x", ("Tags",)),
        ("tags.1.member.nope", ("Tags", 0)),
        ("tags.0.member.key", ("Tags", 0, "Key")),
        ("tags.99999999999.member.key", ("Tags",)),
        ("domain.more", ("Domain",)),
        ("/", ()),
        ("/tags/-1", ("Tags",)),
    ],
)
def test_what_the_schema_does_not_know_ends_the_path(spelled: str, path: Path) -> None:
    assert resolve(spelled)[0] == path
    assert resolve(spelled)[2] is (path != ("Tags", 0, "Key"))


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Nothing that has a name of several words: Tags, Domain, S3", []),
        ("SourceUri or ModelApprovalStatus", [("SourceUri",), ("ModelApprovalStatus",)]),
        ("SourceUri, SourceUri", [("SourceUri",)]),
        (
            "AlgorithmName",
            [("SourceAlgorithmSpecification", "SourceAlgorithms", 0, "AlgorithmName")],
        ),
        ("KmsKeyId is of several places", []),
        ("sourceUri and XSourceUri", []),
    ],
)
def test_members_that_a_sentence_names(sentence: str, found: list[Path]) -> None:
    skip_unless_known(*found, ("SecurityConfig",))
    assert named_in(sentence) == found
