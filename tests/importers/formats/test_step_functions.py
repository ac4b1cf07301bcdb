"""Reading the task of a state machine that makes a model package."""

from __future__ import annotations

import json
from typing import Any

import pytest

from modelpkg_widget.importers.source import text_loaded

TASK = {
    "Type": "Task",
    "Resource": "arn:aws:states:::aws-sdk:sagemaker:createModelPackage",
    "Parameters": {"Domain": "d", "Task": "t"},
}
ARN = "arn:aws:states:eu-west-1:123456789012:stateMachine:x"


def described(definition: str) -> str:
    """What AWS answers when it describes a state machine."""
    return json.dumps({"stateMachineArn": ARN, "definition": definition})


def test_the_definition_that_aws_describes_is_read() -> None:
    found = text_loaded(described(json.dumps({"States": {"Make": TASK}})))
    assert found.base == {"Domain": "d", "Task": "t"}
    assert found.source == "a Step Functions state machine"


@pytest.mark.parametrize("definition", ["{", "[]", "5", "null", '"text"', '{"States": 5}'])
def test_a_described_definition_without_a_task_is_said(definition: str) -> None:
    with pytest.raises(
        ValueError, match=r"^(A Step Functions state machine|No CreateModelPackage)"
    ):
        text_loaded(described(definition))


def test_a_task_that_is_nested_too_deep_is_said() -> None:
    deep: dict[str, Any] = {"Domain": "d"}
    for _ in range(120):
        deep = {"x": deep}
    with pytest.raises(ValueError, match="nested deeper than 64 levels"):
        text_loaded(json.dumps({"States": {"Make": {**TASK, "Parameters": deep}}}))
