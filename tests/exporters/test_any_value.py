"""Whatever a value is, it never breaks out of its literal: each format is read back."""

from __future__ import annotations

import ast
import json
import shlex
from typing import Any

import pytest
import yaml
from hypothesis import given, strategies

from modelpkg_widget.exporters.export import exported
from modelpkg_widget.request.plain_json import to_plain_json
from tests.exporters.texts import HOSTILE, same, without

TEXT = strategies.one_of(
    strategies.text(strategies.characters()),  # halves of characters, too
    strategies.text(strategies.sampled_from("'\"\\!$`{}[]#:-?&*|>%@~=,\n\r\t\u2028\x85 aRn")),
    strategies.sampled_from([text for text in HOSTILE if len(text) < 1000]),
)
NUMBERS = strategies.one_of(
    strategies.integers(-(2**53), 2**53), strategies.floats(allow_nan=False, allow_infinity=False)
)
VALUE = strategies.recursive(
    strategies.one_of(TEXT, NUMBERS, strategies.booleans(), strategies.none()),
    lambda inner: strategies.one_of(
        strategies.lists(inner, max_size=4), strategies.dictionaries(TEXT, inner, max_size=4)
    ),
    max_leaves=12,
)
REQUEST = strategies.dictionaries(TEXT, VALUE, max_size=4)


@given(REQUEST)
@pytest.mark.slow
def test_python(request: dict[str, Any]) -> None:
    imported, _, called, printed = ast.parse(exported(request, "boto3").text).body
    assert isinstance(imported, ast.Import)
    assert isinstance(printed, ast.Expr)
    assert isinstance(called, ast.Assign)
    assert isinstance(called.value, ast.Call)
    assert not called.value.args
    read: dict[str, Any] = {}
    for keyword in called.value.keywords:
        value = ast.literal_eval(keyword.value)
        read |= value if keyword.arg is None else {keyword.arg: value}
    assert same(read, to_plain_json(request))


@given(REQUEST)
@pytest.mark.slow
def test_command(request: dict[str, Any]) -> None:
    text = exported(request, "cli").text
    assert text.isascii()
    assert text.count("'") == 2
    assert "!" not in text
    *command, body = shlex.split(text)
    assert command == ["aws", "sagemaker", "create-model-package", "--cli-input-json"]
    assert same(json.loads(body), to_plain_json(request))


@given(REQUEST)
@pytest.mark.slow
def test_json(request: dict[str, Any]) -> None:
    assert same(json.loads(exported(request, "json").text), to_plain_json(request))


@given(REQUEST)
@pytest.mark.slow
def test_pipeline(request: dict[str, Any]) -> None:
    made = exported(request, "pipeline")
    definition = json.loads(made.text)
    assert list(definition) == ["Version", "Steps"]
    (step,) = definition["Steps"]
    assert same(step["Arguments"], without(to_plain_json(request), lacking(made)))


@given(strategies.dictionaries(TEXT, VALUE, max_size=4), VALUE)
@pytest.mark.slow
def test_template(entries: dict[str, Any], value: Any) -> None:
    request = {"CustomerMetadataProperties": entries, "Domain": value, "Tags": [{"Key": value}]}
    made = exported(request, "cloudformation")
    template = yaml.safe_load(made.text)
    assert list(template) == ["AWSTemplateFormatVersion", "Resources"]
    assert list(template["Resources"]) == ["ModelPackage"]
    resource = template["Resources"]["ModelPackage"]
    assert list(resource) == ["Type", "Properties"]
    assert same(resource["Properties"], without(to_plain_json(request), lacking(made)))


def lacking(made: Any) -> list[Any]:
    return [gap.path for gap in made.gaps if gap.kind == "lacks"]
