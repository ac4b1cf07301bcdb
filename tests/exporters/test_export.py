"""`export` and `exported`: what they refuse, what they tell, and where members stand."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import warnings
from typing import Any

import pytest

from modelpkg_widget import export
from modelpkg_widget.exporters.export import exported
from modelpkg_widget.exporters.registry import FORMATS
from modelpkg_widget.exporters.to_sagemaker import argument
from modelpkg_widget.request.issues import Path
from tests.exporters.texts import GOOD, HOSTILE, hostile, same
from tests.helpers.sandboxes import request

KINDS: tuple[Any, ...] = tuple(FORMATS)
CALLS: tuple[Any, ...] = tuple(name for name in FORMATS if not name.startswith("catalog"))
"""Those that create the package; a change set only refers to one that was created."""


@pytest.mark.parametrize("name", GOOD)
def test_json_is_the_request(name: str) -> None:
    assert same(json.loads(export(request(name), "json")), request(name))


@pytest.mark.parametrize("kind", FORMATS)
def test_the_text_of_one_request_is_one_text(kind: Any) -> None:
    sent = request("07-inference-recommender-resnet50.json")
    code = (
        "import json, sys; from modelpkg_widget.exporters.export import exported;"
        f"sys.stdout.write(exported(json.loads(sys.stdin.read()), {kind!r}).text)"
    )
    other = subprocess.run(
        [sys.executable, "-c", code], input=json.dumps(sent), text=True, capture_output=True
    )
    assert other.stdout == exported(sent, kind).text != ""
    assert other.stdout.endswith("\n")


@pytest.mark.parametrize("kind", FORMATS)
def test_the_request_stays_as_it_is(kind: Any) -> None:
    sent = request("own-empty-valid.json")
    exported(sent, kind)
    assert same(sent, request("own-empty-valid.json"))


def leaves(value: Any, path: Path = ()) -> list[tuple[Path, Any]]:
    if isinstance(value, (dict, list)) and value:
        steps = value.items() if isinstance(value, dict) else enumerate(value)
        return [leaf for step, child in steps for leaf in leaves(child, (*path, step))]
    return [(path, value)]


@pytest.mark.parametrize("kind", CALLS)
@pytest.mark.parametrize("name", ["02-marketplace-iris-validation.json", "own-map-keys.json"])
def test_each_member_stands_in_its_lines(name: str, kind: Any) -> None:
    made = exported(request(name), kind)
    lines = made.text.splitlines()
    left = [gap.path for gap in made.gaps if gap.kind == "lacks"]
    for path, value in leaves(request(name)):
        if any(path[: len(gap)] == gap for gap in left):
            assert path not in made.lines
            continue
        first, last = made.lines[path]
        assert first == last
        if isinstance(path[-1], str) and path[-1].isascii():
            assert re.search(f"{re.escape(path[-1])}|{argument(path[-1])}=", lines[first - 1])
        if isinstance(value, str) and value.isalnum():
            assert f'"{value}"' in lines[first - 1]
        for depth in range(1, len(path)):  # what holds it has its line, too
            begin, end = made.lines[path[:depth]]
            assert begin <= first <= end


def test_lines_of_a_structure_go_from_its_name_to_its_end() -> None:
    made = exported({"A": {"B": [1, {"C": 2, "D": []}]}, "E": 3}, "boto3")
    lines = made.text.splitlines()
    assert [lines[at - 1].strip() for at in made.lines["A",]] == ["A={", "},"]
    assert [lines[at - 1].strip() for at in made.lines["A", "B", 1]] == ["{", "},"]
    assert [lines[at - 1].strip() for at in made.lines["E",]] == ["E=3,", "E=3,"]


@pytest.mark.parametrize("kind", FORMATS)
def test_no_text_holds_what_would_hide_in_it(kind: Any) -> None:
    """Nothing that moves the cursor, turns the direction of writing, or is half of a character."""
    text = exported(hostile(HOSTILE), kind).text
    assert {char for char in text if not char.isprintable()} == {"\n"}


@pytest.mark.parametrize(
    ("sent", "error", "said"),
    [
        ([], ValueError, "a Python list"),
        ("text", ValueError, "a Python str"),
        (None, ValueError, "a Python NoneType"),
        ({"A": float("nan")}, ValueError, "A: this number can't be written"),
        ({"A": [float("-inf")]}, ValueError, r"A\[0\]: this number can't be written"),
        ({"A": 10**5000}, ValueError, "A: this number can't be written"),
        ({"A": {1, 2}}, TypeError, "A is a Python set"),
        ({1: 2}, TypeError, "keys must be text"),
    ],
)
def test_what_is_no_request_is_refused_with_its_place(
    sent: Any, error: type[Exception], said: str
) -> None:
    for kind in KINDS:
        with pytest.raises(error, match=said):
            exported(sent, kind)


@pytest.mark.slow
def test_what_is_nested_too_deep_is_refused() -> None:
    deep: Any = {}
    for _ in range(10_000):
        deep = {"A": deep}
    for kind in KINDS:
        with pytest.raises(ValueError, match="too deeply"):
            exported(deep, kind)


def test_an_unknown_format_names_the_known_ones() -> None:
    with pytest.raises(ValueError, match="boto3, cli, json, cloudformation, pipeline"):
        export({}, "xml")  # type: ignore[arg-type]


def test_what_is_left_out_is_warned_of_where_it_was_asked_for() -> None:
    with pytest.warns(UserWarning, match="CertifyForMarketplace: SageMaker Pipelines") as caught:
        export({"CertifyForMarketplace": True}, "pipeline")
    assert caught[0].filename == __file__
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        export({"CertifyForMarketplace": True}, "cloudformation")


def test_a_token_is_in_the_text_only_if_it_was_typed() -> None:
    for kind in CALLS:
        assert "ClientToken" not in exported({"ModelPackageName": "a"}, kind).text
        assert '"mine"' in exported({"ClientToken": "mine"}, kind).text


def test_plain_json_of_it() -> None:
    made = exported({"ModelLifeCycle": {}, "Domain": "X"}, "cloudformation").as_dict()
    assert json.loads(json.dumps(made)) == made
    assert made["gaps"] == [
        {
            "path": ["ModelLifeCycle"],
            "kind": "lacks",
            "why": "The CloudFormation resource has no such property.",
        }
    ]
    assert [["Domain"], 7, 7] in made["lines"]
