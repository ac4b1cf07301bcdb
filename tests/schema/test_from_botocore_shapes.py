"""Kinds of shapes that the request does not have today, in models made up here."""

from __future__ import annotations

import json
from typing import Any

import pytest
from botocore.model import ServiceModel
from jsonschema import Draft202012Validator

from modelpkg_widget.schema.from_botocore import shape_to_schema
from tests.conformance.shared_cases import refs
from tests.golden.listing import listing
from tests.helpers.any_schema import check_against


def made(shapes: dict[str, Any], root: str = "Root") -> dict[str, Any]:
    return shape_to_schema(ServiceModel({"metadata": {}, "shapes": shapes}).shape_for(root))


def member_of(**shape: Any) -> dict[str, Any]:
    """The definition of one shape that stands in a structure."""
    root = {"type": "structure", "members": {"Member": {"shape": "Given"}}}
    here: dict[str, Any] = made({"Root": root, "Given": shape, "Text": {"type": "string"}})[
        "$defs"
    ]["Given"]
    here.pop("title")
    return here


@pytest.mark.parametrize(
    ("shape", "expected"),
    [
        ({"type": "blob"}, {"type": "string", "x-aws-type": "blob"}),
        ({"type": "timestamp"}, {"type": "string", "x-aws-type": "timestamp"}),
        ({"type": "long", "min": -5}, {"type": "integer", "minimum": -5, "x-aws-type": "long"}),
        ({"type": "float", "max": 0.5}, {"type": "number", "maximum": 0.5, "x-aws-type": "float"}),
        ({"type": "double", "min": 0}, {"type": "number", "minimum": 0}),
        ({"type": "character", "max": 1}, {"type": "string", "maxLength": 1}),
        ({"type": "boolean"}, {"type": "boolean"}),
        ({"type": "string", "sensitive": True}, {"type": "string", "x-aws-sensitive": True}),
        ({"type": "structure", "members": {}, "document": True}, {"x-aws-type": "document"}),
        ({"type": "quaternion"}, {"x-aws-type": "quaternion"}),
        ({"type": "string", "pattern": r"\bx\b"}, {"type": "string", "x-aws-pattern": r"\bx\b"}),
        ({"type": "string", "enum": ["a", "b"]}, {"type": "string", "enum": ["a", "b"]}),
        (
            {"type": "structure", "members": {}},
            {"type": "object", "properties": {}, "additionalProperties": False},
        ),
    ],
    ids=lambda value: str(value.get("type")),
)
def test_kind(shape: dict[str, Any], expected: dict[str, Any]) -> None:
    assert member_of(**shape) == expected


def test_a_union_holds_one_member() -> None:
    union = {
        "type": "structure",
        "union": True,
        "members": {"A": {"shape": "Text"}, "B": {"shape": "Text"}},
    }
    root = {"type": "structure", "members": {"Choice": {"shape": "Choice"}}}
    schema = made({"Root": root, "Choice": union, "Text": {"type": "string"}})
    verdicts = {"{}": ["minProperties"], '{"A": ""}': [], '{"A": "", "B": ""}': ["maxProperties"]}
    for text, codes in verdicts.items():
        assert [
            issue.code for issue in check_against(schema, {"Choice": json.loads(text)})
        ] == codes


TREE = {
    "Root": {
        "type": "structure",
        "required": ["Name"],
        "members": {"Name": {"shape": "Text"}, "Trees": {"shape": "Trees"}},
    },
    "Trees": {"type": "list", "member": {"shape": "Root"}},
    "Text": {"type": "string"},
}


def test_a_root_that_contains_itself() -> None:
    schema = made(TREE)
    Draft202012Validator.check_schema(schema)
    assert refs(schema) <= set(schema["$defs"])
    found = check_against(schema, {"Name": "", "Trees": [{"Trees": [{"Name": 1}]}]})
    assert [(issue.path, issue.code) for issue in found] == [
        (("Trees", 0, "Name"), "required"),
        (("Trees", 0, "Trees", 0, "Name"), "type"),
    ]
    assert found[0].message == "Required in Trees item 1."
    assert check_against(schema, {})[0].message == "Required in every request."
    assert not Draft202012Validator(schema).is_valid({"Name": "", "Trees": [{}]})


def test_a_structure_below_the_root_that_contains_itself() -> None:
    top = {"Top": {"type": "structure", "members": {"Tree": {"shape": "Root"}}}}
    schema = made(TREE | top, "Top")
    assert set(schema["$defs"]) == set(TREE)
    assert listing(schema).splitlines()[-2].startswith("Tree.Trees[]  object Root")


def test_a_document_takes_any_json() -> None:
    root = {"type": "structure", "members": {"Any": {"shape": "Doc"}}}
    schema = made({"Root": root, "Doc": {"type": "structure", "members": {}, "document": True}})
    values: list[Any] = [None, 1, "x", [1, {"a": None}], {"b": []}]
    for value in values:
        assert check_against(schema, {"Any": value}) == []


def test_one_shape_in_two_places_keeps_what_is_said_of_each() -> None:
    text = {"shape": "Text"}
    token = {"shape": "Text", "idempotencyToken": True, "documentation": "<p>The <b>token</b>.</p>"}
    root = {"type": "structure", "members": {"Name": text, "Token": token}}
    schema = made({"Root": root, "Text": {"type": "string"}})
    assert schema["properties"] == {
        "Name": {"$ref": "#/$defs/Text"},
        "Token": {
            "$ref": "#/$defs/Text",
            "description": "The token.",
            "x-aws-idempotency-token": True,
        },
    }
    assert schema["$defs"] == {"Text": {"title": "Text", "type": "string"}}
