"""The pipeline's definition, against AWS's structure, and given to CreatePipeline."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

from modelpkg_widget.exporters.export import exported
from modelpkg_widget.request.issues import format_path
from tests.conformance.shared_cases import CASES, read
from tests.exporters.texts import GOOD, HOSTILE, hostile, same, without
from tests.helpers.sandboxes import fresh, request

STRUCTURE = read(CASES / "pipeline_definition.json")


def arguments(text: str) -> dict[str, Any]:
    (step,) = json.loads(text)["Steps"]
    found: dict[str, Any] = step["Arguments"]
    return found


@pytest.mark.parametrize("name", GOOD)
def test_a_good_request_has_the_published_structure(name: str) -> None:
    """What AWS's schema of 2020 does not name among the arguments, its SDK sends."""
    made = exported(request(name), "pipeline")
    definition = json.loads(made.text)
    jsonschema.validate(definition, STRUCTURE["schema"])
    known = {*STRUCTURE["arguments"], *STRUCTURE["sent by the SDK"]}
    unsure = {gap.path[0] for gap in made.gaps if gap.kind == "unsure"}
    assert arguments(made.text).keys() - unsure <= known


@pytest.mark.parametrize("name", GOOD)
def test_the_step_carries_the_request_without_what_is_listed(name: str) -> None:
    made = exported(request(name), "pipeline")
    lacking = [gap.path for gap in made.gaps if gap.kind == "lacks"]
    assert same(arguments(made.text), without(request(name), lacking))


@pytest.mark.slow
def test_create_pipeline_takes_it() -> None:
    with fresh() as aws:
        sagemaker = aws.client("sagemaker")
        for at, name in enumerate(GOOD):
            text = exported(request(name), "pipeline").text
            sent = {"PipelineName": f"p{at}", "PipelineDefinition": text, "RoleArn": aws.role}
            sagemaker.create_pipeline(**sent, ClientRequestToken=f"{at:032d}")
            description = sagemaker.describe_pipeline(PipelineName=f"p{at}")
            assert description["PipelineDefinition"] == text


def test_what_the_step_refuses_is_left_out_and_what_nobody_names_is_reported() -> None:
    request = {
        "ModelPackageName": "a",
        "CertifyForMarketplace": True,
        "ManagedStorageType": "Restricted",
    }
    made = exported(request, "pipeline")
    assert [(format_path(gap.path), gap.kind) for gap in made.gaps] == [
        ("ModelPackageName", "unsure"),
        ("CertifyForMarketplace", "lacks"),
        ("ManagedStorageType", "unsure"),
    ]
    assert list(arguments(made.text)) == ["ModelPackageName", "ManagedStorageType"]


@pytest.mark.parametrize("key", ["Get", "Std:Join", "Std:JsonGet"])
def test_a_map_that_would_be_a_function_is_left_out(key: str) -> None:
    made = exported({"CustomerMetadataProperties": {key: "Parameters.X"}}, "pipeline")
    assert arguments(made.text) == {}
    assert made.gaps[0].kind == "lacks"


def test_each_text_is_read_back_as_it_is() -> None:
    assert same(arguments(exported(hostile(HOSTILE), "pipeline").text), hostile(HOSTILE))
