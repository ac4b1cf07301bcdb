"""Reading the step of a pipeline that registers a model package."""

from __future__ import annotations

import json
from typing import Any

import pytest

from modelpkg_widget.exporters.export import exported
from modelpkg_widget.importers.parse_result import ParseError
from modelpkg_widget.importers.source import text_loaded
from tests.exporters.texts import GOOD, same, without
from tests.helpers.sandboxes import request


def definition(*steps: Any) -> str:
    return json.dumps({"Version": "2020-12-01", "Steps": steps})


def registering(name: str, **request: Any) -> dict[str, Any]:
    return {"Name": name, "Type": "RegisterModel", "Arguments": request}


@pytest.mark.parametrize("name", GOOD)
def test_what_was_exported_comes_back(name: str) -> None:
    sent = request(name)
    made = exported(sent, "pipeline")
    lacking = [gap.path for gap in made.gaps if gap.kind == "lacks"]
    loaded = text_loaded(made.text)
    assert same(loaded.base, without(sent, lacking))
    assert (loaded.gaps, loaded.repaired) == ((), ())
    assert loaded.source == "a SageMaker pipeline"


def test_what_only_a_run_tells_is_a_gap() -> None:
    url = {"Get": "Steps.Train.ModelArtifacts.S3ModelArtifacts"}
    containers = [{"Image": "i", "ModelDataUrl": url}]
    step = registering("r", Domain="d", InferenceSpecification={"Containers": containers})
    loaded = text_loaded(definition({"Name": "Train", "Type": "Training"}, step))
    container = {"Containers": [{"Image": "i"}]}
    assert loaded.base == {"Domain": "d", "InferenceSpecification": container}
    (gap,) = loaded.gaps
    assert gap.path == ("InferenceSpecification", "Containers", 0, "ModelDataUrl")
    assert "Steps.Train" in gap.why


def test_a_step_of_a_condition_is_found() -> None:
    inner = {"IfSteps": [registering("r", Domain="d")], "ElseSteps": []}
    condition = {"Name": "c", "Type": "Condition", "Arguments": inner}
    assert text_loaded(definition(condition)).base == {"Domain": "d"}


@pytest.mark.parametrize(
    ("steps", "why"),
    [
        ([{"Name": "t", "Type": "Training"}, 5, None], "no step of type RegisterModel"),
        ([registering("a"), registering("b")], "2 steps register a model package: a, b"),
        ([registering("a", Domain=json.loads("[" * 100 + "]" * 100))], "nested deeper"),
    ],
)
def test_what_is_no_request(steps: list[Any], why: str) -> None:
    with pytest.raises(ParseError, match=f"^A SageMaker pipeline: .*{why}"):
        text_loaded(definition(*steps))
