"""What is not as the schema has it is brought into its form, where the way is certain."""

from __future__ import annotations

import json
from typing import Any

import pytest

from modelpkg_widget.importers.source import load_source, text_loaded
from modelpkg_widget.request.issues import format_path
from tests.helpers.sandboxes import names, request

SPEC = "InferenceSpecification"
BOTH = [{"Key": "a", "Value": "1"}, {"Key": "b", "Value": "2"}]


def container(**members: Any) -> dict[str, Any]:
    return {SPEC: {"Containers": [members]}}


@pytest.mark.parametrize(
    ("given", "expected", "at"),
    [
        ({"modelPackageName": "a"}, {"ModelPackageName": "a"}, "ModelPackageName"),
        ({"model_package_name": "a"}, {"ModelPackageName": "a"}, "ModelPackageName"),
        ({"model-package-name": "a"}, {"ModelPackageName": "a"}, "ModelPackageName"),
        ({"Tags": {"a": "1", "b": "2"}}, {"Tags": BOTH}, "Tags"),
        ({"Tags": BOTH[0]}, {"Tags": BOTH[:1]}, "Tags"),
        (
            {"CustomerMetadataProperties": BOTH},
            {"CustomerMetadataProperties": {"a": "1", "b": "2"}},
            "CustomerMetadataProperties",
        ),
        (
            {"CustomerMetadataProperties": [{"a": "1"}, {"b": "2"}]},
            {"CustomerMetadataProperties": {"a": "1", "b": "2"}},
            "CustomerMetadataProperties",
        ),
        (
            container(Environment=[{"name": "A", "value": "1"}]),
            container(Environment={"A": "1"}),
            f"{SPEC}.Containers[0].Environment",
        ),
        (container(Environment={"A": 1}), container(Environment={"A": "1"}),
         f'{SPEC}.Containers[0].Environment{{"A"}}'),
        ({SPEC: {"Containers": {"Image": "i"}}}, container(Image="i"), f"{SPEC}.Containers"),
        (
            {SPEC: {"SupportedContentTypes": "text/csv"}},
            {SPEC: {"SupportedContentTypes": ["text/csv"]}},
            f"{SPEC}.SupportedContentTypes",
        ),
        ({"CertifyForMarketplace": "True"}, {"CertifyForMarketplace": True},
         "CertifyForMarketplace"),
        ({"CertifyForMarketplace": "off"}, {"CertifyForMarketplace": False},
         "CertifyForMarketplace"),
        (
            container(ModelInput={"DataInputConfig": {"input_1": [1, 3]}}),
            container(ModelInput={"DataInputConfig": '{"input_1":[1,3]}'}),
            f"{SPEC}.Containers[0].ModelInput.DataInputConfig",
        ),
    ],
)  # fmt: skip
def test_a_repair_is_listed_at_its_place(given: Any, expected: Any, at: str) -> None:
    loaded = load_source(given)
    assert loaded.base == expected
    assert [format_path(note.path) for note in loaded.repaired] == [at]
    (why,) = {note.why for note in loaded.repaired}
    assert why.endswith(".") and "{" not in why.removesuffix("}")


def test_a_number_as_text() -> None:
    profile = {"TransformJobDefinition": {"TransformResources": {"InstanceCount": " 1"}}}
    given = {"ValidationSpecification": {"ValidationProfiles": [profile]}}
    assert load_source(given).base == given, "a space is not repaired in silence"
    profile["TransformJobDefinition"]["TransformResources"]["InstanceCount"] = "1"
    loaded = load_source(given)
    assert json.dumps(loaded.base) == json.dumps(given).replace('"1"', "1")
    assert len(loaded.repaired) == 1


@pytest.mark.parametrize(
    "given",
    [
        {"Unknown": {"a": ["1", True]}, "unknown_too": None},
        {"ModelPackageName": "a", "modelPackageName": "b"},
        {"modelPackageName": "b", "ModelPackageName": "a"},
        {"model_package_name": "b", "modelPackageName": "a"},
        {"Tags": [{"Key": "a"}, "x", None]},
        {"Tags": {"a": {"deep": 1}}},
        {"Tags": "a=b"},
        {"CustomerMetadataProperties": [{"Key": "a", "Value": "1"}, {"Key": "a", "Value": "2"}]},
        {"CustomerMetadataProperties": ["a=b"]},
        {"CertifyForMarketplace": "maybe"},
        {"CertifyForMarketplace": 1},
        {"ModelPackageDescription": True},
        {"ModelPackageDescription": {"a": 1}},
        {SPEC: [{"Containers": []}]},
        {SPEC: None},
        {SPEC: {"Containers": "x"}},
    ],
)
def test_what_nobody_can_tell_stays(given: Any) -> None:
    base = load_source(given).base
    if "modelPackageName" in given and "ModelPackageName" not in given:
        assert set(base.values()) == {"a", "b"}, "one has the name, the other stays"
    else:
        assert json.dumps(base) == json.dumps(given)


@pytest.mark.parametrize("name", names("*.json"))
def test_a_request_in_snake_case_is_the_same(name: str) -> None:
    from botocore import xform_name

    sent = request(name)
    given = {xform_name(member): value for member, value in sent.items()}
    loaded = load_source(given)
    assert json.dumps(loaded.base) == json.dumps(sent)
    assert len(loaded.repaired) >= len(sent)


@pytest.mark.parametrize(
    ("text", "value", "listed"),
    [
        ("no", "no", True),
        ("1.10", "1.10", True),
        ("2020-01-01", "2020-01-01", True),
        ("0755", "0755", True),
        ("12:30:45", "12:30:45", True),
        ("1_000", "1_000", True),
        ("true", "true", True),
        ("text", "text", False),
        ("'no'", "no", False),
        ('"1"', "1", False),
        ("!!str 5", "5", False),
        ("|\n    a\n    b", "a\nb\n", False),
        ("~", None, False),
        ("", None, False),
    ],
)
def test_a_scalar_of_yaml_means_what_its_member_says(text: str, value: Any, listed: bool) -> None:
    loaded = text_loaded(f"ModelPackageName: a\nModelPackageDescription: {text}\n")
    assert loaded.base["ModelPackageDescription"] == value
    assert bool(loaded.repaired) == listed


def test_without_a_member_its_form_says_it() -> None:
    text = "Domain: a\nx: [no, true, 1, 0x1f, 1.5, ~, 2020-01-01, 010]\ny: 12345678901234567890"
    base = text_loaded(text).base
    assert base["x"] == ["no", True, 1, "0x1f", 1.5, None, "2020-01-01", 10]
    assert base["y"] == 12345678901234567890.0
