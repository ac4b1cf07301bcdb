"""The template, read by cfn-lint."""

from __future__ import annotations

import json
from typing import Any

import pytest

from modelpkg_widget.exporters.export import exported
from modelpkg_widget.request.issues import format_path
from modelpkg_widget.resources.tables import load_table
from tests.exporters.texts import GOOD, HOSTILE, hostile, same, without
from tests.golden import cloudformation
from tests.helpers.sandboxes import request

_MISSING = "E3003"


def properties(text: str) -> dict[str, Any]:
    """The properties of the resource, as cfn-lint reads the text."""
    from cfnlint.decode import decode_str  # here: to import it takes half a second of each worker

    template, problems = decode_str(text)
    assert not problems
    (resource,) = template["Resources"].values()
    assert resource["Type"] == "AWS::SageMaker::ModelPackage"
    read: dict[str, Any] = json.loads(json.dumps(resource["Properties"]))
    return read


def linted(text: str) -> list[tuple[str, str]]:
    from cfnlint.api import ManualArgs, lint

    found = lint(text, config=ManualArgs(regions=["us-east-1"]))
    return sorted((str(match.rule.id), match.message) for match in found)


@pytest.mark.parametrize("name", GOOD)
def test_what_the_template_holds_is_the_request_without_what_is_listed(name: str) -> None:
    made = exported(request(name), "cloudformation")
    lacking = [gap.path for gap in made.gaps if gap.kind == "lacks"]
    assert same(properties(made.text), without(request(name), lacking))


@pytest.mark.slow
def test_cfn_lint_finds_nothing_in_good_requests_but_what_is_listed() -> None:
    """All in one template, because a run of cfn-lint takes seconds."""
    made = {name: exported(request(name), "cloudformation") for name in GOOD}
    resources = {
        f"Package{at}": {"Type": "AWS::SageMaker::ModelPackage", "Properties": properties(one.text)}
        for at, one in enumerate(made.values())
    }
    expected = [
        (_MISSING, f"{str(gap.path[-1])!r} is a required property")
        for one in made.values()
        for gap in one.gaps
        if gap.kind == "needs"
    ]
    assert linted(json.dumps({"Resources": resources})) == sorted(expected)


@pytest.mark.slow
def test_cfn_lint_takes_the_text_itself() -> None:
    made = exported(request("02-marketplace-iris-validation.json"), "cloudformation")
    assert made.gaps == ()
    assert linted(made.text) == []


@pytest.mark.slow
def test_each_text_is_read_back_as_it_is() -> None:
    request = hostile([text for text in HOSTILE if "\ud800" not in text])
    assert same(properties(exported(request, "cloudformation").text), request)


def test_half_of_a_character_is_left_out() -> None:
    """Another reader than this one would refuse the whole template for it."""
    request = {
        "Domain": "\ud800",
        "Task": "t",
        "CustomerMetadataProperties": {"a": "b", "\udfff": "c"},
    }
    made = exported(request, "cloudformation")
    assert [gap.path for gap in made.gaps] == [("Domain",), ("CustomerMetadataProperties",)]
    assert properties(made.text) == {"Task": "t"}


def test_the_table_is_what_the_registry_says() -> None:
    """A newer cfn-lint shows here what AWS has changed: python -m tests.golden takes it over."""
    assert load_table("exporters/to_cloudformation")["shapes"] == cloudformation.shapes()


def test_a_member_that_the_resource_lacks_is_listed_above_it() -> None:
    request = {
        "ModelPackageGroupName": "a",
        "ModelLifeCycle": {"Stage": "Development"},
        "InferenceSpecification": {"Containers": [{"Image": "i", "IsCheckpoint": True}]},
        "not a member\nResources:": 1,
    }
    made = exported(request, "cloudformation")
    lacks = "The CloudFormation resource has no such property."
    needs = "The CloudFormation resource requires this property, but the request doesn't have it."
    assert made.text.splitlines()[:6] == [
        f"# ModelLifeCycle: {lacks}",
        f"# InferenceSpecification.Containers[0].IsCheckpoint: {lacks}",
        f"# InferenceSpecification.SupportedContentTypes: {needs}",
        f"# InferenceSpecification.SupportedResponseMIMETypes: {needs}",
        f'# {{"not a member\\nResources:"}}: {lacks}',
        'AWSTemplateFormatVersion: "2010-09-09"',
    ]


@pytest.mark.parametrize("key", ["Ref", "Fn::Sub", "Fn::GetAtt", "Condition"])
def test_a_map_that_would_be_a_function_is_left_out(key: str) -> None:
    made = exported({"CustomerMetadataProperties": {key: "x"}}, "cloudformation")
    assert [(format_path(gap.path), gap.kind) for gap in made.gaps] == [
        ("CustomerMetadataProperties", "lacks")
    ]
    assert properties(made.text) == {}


def test_a_text_that_would_be_looked_up_is_left_out() -> None:
    tag = {"Key": "k", "Value": "{{resolve:secretsmanager:mine}}"}
    made = exported({"Tags": [tag, {"Key": "l", "Value": "{{other}}"}]}, "cloudformation")
    assert [format_path(gap.path) for gap in made.gaps] == ["Tags[0].Value"]
    assert properties(made.text) == {"Tags": [{"Key": "k"}, {"Key": "l", "Value": "{{other}}"}]}
