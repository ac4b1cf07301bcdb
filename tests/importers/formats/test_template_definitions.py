"""Reading the definitions of pipelines and state machines in a template of CloudFormation."""

from __future__ import annotations

import json
from typing import Any

import pytest

from modelpkg_widget.importers.parse_result import ParseError
from modelpkg_widget.importers.source import text_loaded
from modelpkg_widget.request.issues import format_path

STEP = {"Name": "r", "Type": "RegisterModel", "Arguments": {"Domain": "d", "Task": "t"}}
PIPELINE = json.dumps({"Version": "2020-12-01", "Steps": [STEP]})
TASK = {
    "Type": "Task",
    "Resource": "arn:aws:states:::aws-sdk:sagemaker:createModelPackage",
    "Parameters": {"Domain": "d", "Task": "t"},
    "End": True,
}
MACHINE = {"StartAt": "Make", "States": {"Make": TASK}}
NONE = "no resource of type AWS::SageMaker::ModelPackage found"
GIVEN = {"Domain": "d", "Task": "t"}


def pipeline(definition: Any) -> dict[str, Any]:
    return {"Type": "AWS::SageMaker::Pipeline", "Properties": {"PipelineDefinition": definition}}


def machine(kind: str = "AWS::StepFunctions::StateMachine", **properties: Any) -> dict[str, Any]:
    return {"Type": kind, "Properties": properties}


def template(**resources: Any) -> str:
    return json.dumps({"AWSTemplateFormatVersion": "2010-09-09", "Resources": resources})


def loaded(**resources: Any) -> tuple[Any, list[str]]:
    found = text_loaded(template(**resources))
    return found.base, [format_path(note.path) for note in found.gaps]


@pytest.mark.parametrize(
    "resource",
    [
        pipeline({"PipelineDefinitionBody": PIPELINE}),
        pipeline(PIPELINE),
        pipeline({"PipelineDefinitionBody": {"Fn::Sub": PIPELINE}}),
        pipeline({"PipelineDefinitionBody": {"Fn::Sub": [PIPELINE, {"X": "y"}]}}),
        machine(Definition=MACHINE),
        machine(DefinitionString=json.dumps(MACHINE)),
        machine("AWS::Serverless::StateMachine", Definition=MACHINE),
    ],
)
def test_a_definition_is_read_wherever_it_stands(resource: Any) -> None:
    assert loaded(One=resource) == (GIVEN, [])


def test_parts_that_a_template_joins_are_one_text() -> None:
    before, after = PIPELINE.split('"t"')
    parts = [before + '"', {"Ref": "Task"}, '"' + after]
    joined = {"Fn::Join": ["", parts]}
    assert loaded(One=pipeline({"PipelineDefinitionBody": joined})) == ({"Domain": "d"}, ["Task"])


def test_what_a_deployment_fills_in_is_a_gap_and_an_escaped_one_a_text() -> None:
    text = json.dumps(MACHINE).replace('"t"', '"${Task}"').replace('"d"', '"${!d}"')
    assert loaded(One=machine(DefinitionString={"Fn::Sub": text})) == (
        {"Domain": "${d}"},
        ["Task"],
    )


def test_a_definition_of_yaml_with_the_short_form_of_sub() -> None:
    text = (
        "Resources:\n  One:\n    Type: AWS::StepFunctions::StateMachine\n    Properties:\n"
        "      DefinitionString: !Sub |\n        "
        + json.dumps(MACHINE).replace('"t"', '"${Task}"')
        + "\n"
    )
    found = text_loaded(text)
    assert found.base == {"Domain": "d"}
    assert [format_path(note.path) for note in found.gaps] == ["Task"]


def test_a_definition_elsewhere_does_not_hide_the_one_that_is_there() -> None:
    elsewhere = machine(DefinitionString={"Fn::GetAtt": ["Other", "Text"]})
    broken = machine(DefinitionString="{")
    no_task = machine(Definition={"States": {"Wait": {"Type": "Wait", "Seconds": 1}}})
    rows = {"A": elsewhere, "B": broken, "C": no_task, "D": pipeline(PIPELINE)}
    assert loaded(**rows) == (GIVEN, [])


@pytest.mark.parametrize(
    ("resources", "said"),
    [
        (
            {"One": pipeline(PIPELINE), "Two": machine(Definition=MACHINE)},
            "2 resources .*: One, Two; keep one",
        ),
        ({"One": machine(DefinitionString="{")}, "line 1, column 2 in .0.: expected a key"),
        ({"One": machine(DefinitionString={"Fn::Sub": 5})}, NONE),
        ({"One": machine(DefinitionString={"Fn::Join": ["-", ["a"]]})}, NONE),
        ({"One": machine(DefinitionString=json.dumps({"a": 1}))}, NONE),
    ],
)
def test_what_is_no_single_definition_is_said(resources: dict[str, Any], said: str) -> None:
    with pytest.raises(ParseError, match=f"^A CloudFormation template: .*{said}"):
        text_loaded(template(**resources))
