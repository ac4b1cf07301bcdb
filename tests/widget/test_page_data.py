from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from modelpkg_widget.resources.tables import load_table
from modelpkg_widget.schema.from_botocore import OPERATION, operation_schema
from modelpkg_widget.validation.pending import pending_from_wire, pending_issues
from modelpkg_widget.widget import page_data

LENGTHS = ("minLength", "minItems", "minProperties")
ROW: dict[str, Any] = {"path": ["Tags", 0], "key": "a", "text": "b", "code": "key.uniqueItems"}


def test_tables_are_made_once_and_are_json() -> None:
    tables = page_data.tables()
    assert page_data.tables() is tables
    assert set(tables) == {"schema", "layout", "guides", "words", "rules", "boto"}
    assert json.loads(json.dumps(tables)) == tables
    exports = tables["layout"]["exports"]
    assert tables["layout"] == {**load_table("resources/layout"), "exports": exports}


def whole(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema as the page reads it."""
    return {**schema, "$defs": {name: written_out(name, d) for name, d in schema["$defs"].items()}}


def written_out(name: str, sent: dict[str, Any]) -> dict[str, Any]:
    made = {"title": name, **sent}
    if "properties" in made:
        made["additionalProperties"] = False
    if "x-enum" in made:
        pairs = made.pop("x-enum")
        made["enum"] = [f"{begin}.{end}" for begin, ends in pairs for end in ends.split(" ")]
    return made


@pytest.mark.parametrize("operation", ["CreateModelPackage", "CreateModelPackageGroup"])
def test_the_schema_of_the_page_differs_in_what_no_verdict_needs(operation: str) -> None:
    def silent(node: Any) -> Any:
        if isinstance(node, dict):
            spoken = {name for name in ("description", "x-aws-pattern") if _is_text(node, name)}
            limits = {name for name, least in node.items() if name in LENGTHS and least == 0}
            kept = {name: node[name] for name in node if name not in spoken | limits}
            return {name: silent(child) for name, child in kept.items()}
        return [silent(child) for child in node] if isinstance(node, list) else node

    schema = operation_schema(operation)
    sent = page_data.tables(operation)["schema"]
    assert silent({"additionalProperties": False, **whole(sent)}) == silent(schema)
    assert len(json.dumps(sent)) < 0.75 * len(json.dumps(schema))
    for name, shape in sent["$defs"].items():
        spoken = "pattern" in page_data.tables()["words"]["shapes"].get(name, {})
        assert ("x-aws-pattern" in shape) == ("pattern" in shape and not spoken)


def test_the_order_of_a_long_list_of_values_is_kept() -> None:
    schema = page_data.tables()["schema"]
    long = [name for name, shape in schema["$defs"].items() if "x-enum" in shape]
    assert long == ["TransformInstanceType", "ProductionVariantInstanceType"]
    for name in long:
        expected = operation_schema("CreateModelPackage")["$defs"][name]["enum"]
        assert whole(schema)["$defs"][name]["enum"] == expected


def test_the_rules_of_the_page_say_once_what_several_have() -> None:
    rows = page_data.tables()["rules"]
    shared = ("scope", "when", "hint", "source")
    read = [
        {**row, **{n: rows[row[n]][n] for n in shared if isinstance(row[n], int)}} for row in rows
    ]
    assert read == load_table("validation/rules")
    assert len(json.dumps(rows)) < 0.9 * len(json.dumps(read))
    for name in shared:
        long = [json.dumps(row[name]) for row in rows if not isinstance(row[name], int)]
        again = [value for value in long if len(value) > 3]
        assert len(set(again)) == len(again)


def _is_text(node: dict[str, Any], name: str) -> bool:
    return isinstance(node.get(name), str)


def test_pending_entries_are_taken_as_they_are() -> None:
    rows: list[dict[str, Any]] = [
        ROW,
        {"path": [], "key": "", "text": "x", "code": "key.required"},
        {"path": [], "key": "a", "text": "", "code": "value.required"},
    ]
    before = copy.deepcopy(rows)
    found = pending_from_wire(rows)
    assert found == rows == before
    assert found is not rows
    assert found[0]["path"] is not ROW["path"]
    assert pending_from_wire([]) == []
    assert pending_from_wire([{**ROW, "more": 1}]) == [ROW]


GARBAGE: list[Any] = [
    None,
    {},
    "text",
    5,
    [None],
    [[]],
    [{}],
    [ROW, None],
    [{**ROW, "path": None}],
    [{**ROW, "path": "Tags"}],
    [{**ROW, "path": [None]}],
    [{**ROW, "path": [[]]}],
    [{**ROW, "path": [1.5]}],
    [{**ROW, "path": [True]}],
    [{**ROW, "path": [-1]}],
    [{**ROW, "path": [2**60]}],
    [{**ROW, "path": ["a"] * 101}],
    [{**ROW, "path": ["a" * 100_001]}],
    [{**ROW, "key": None}],
    [{**ROW, "key": 5}],
    [{**ROW, "key": "a" * 100_001}],
    [{**ROW, "text": ["a"]}],
    [{**ROW, "text": "a" * 100_001}],
    [{**ROW, "code": "type"}],
    [{**ROW, "code": ""}],
    [{**ROW, "code": []}],
    [{name: ROW[name] for name in ROW if name != "code"}],
    [ROW] * 1001,
]


@pytest.mark.parametrize("wire", GARBAGE, ids=lambda wire: repr(wire)[:50])
def test_what_is_no_such_list(wire: Any) -> None:
    assert pending_from_wire(wire) is None


def test_each_pending_entry_is_an_error_at_its_place() -> None:
    rows: list[dict[str, Any]] = [
        ROW,
        {"path": [], "key": "", "text": "x", "code": "key.required"},
        {"path": [], "key": "b", "text": "", "code": "value.required"},
    ]
    one, other, valueless = pending_issues(rows)
    assert (valueless.path, valueless.message) == (("b",), "This entry has no value.")
    assert one.path == ("Tags", 0, "a")
    assert one.code == "key.uniqueItems"
    assert one.message == "Another entry has the same name."
    assert other.path == ("",)
    assert {issue.source for issue in (one, other)} == {"form"}
    assert {issue.severity for issue in (one, other)} == {"error"}


def test_what_goes_on_is_reported_whole_when_asked() -> None:
    members = operation_schema(OPERATION)["properties"]
    sent = page_data.tables()["schema"]["properties"]
    name = "ModelPackageGroupName"
    whole, shown = members[name]["description"], sent[name]["description"]
    assert shown.endswith("\n")
    assert whole.startswith(shown.strip())
    assert page_data.explanation((name,)) == whole
    short = sent["ModelPackageDescription"]["description"]
    assert not short.endswith("\n")
    assert page_data.explanation(("ModelPackageDescription",)) == short


@pytest.mark.parametrize(
    "path",
    [
        ("InferenceSpecification", "Containers", 0, "Image"),
        ("InferenceSpecification", "Containers"),
        ("CustomerMetadataProperties", "any"),
    ],
)
def test_members_of_any_depth_are_explained(path: tuple[str | int, ...]) -> None:
    assert isinstance(page_data.explanation(path), str)
    assert page_data.explanation(path) or path[-1] == "any"


@pytest.mark.parametrize(
    "path", [("No",), (0,), ("Tags", "Key"), ("Tags", 0, "Key", "a"), ("a",) * 99]
)
def test_what_is_no_member_is_explained_by_nothing(path: tuple[str | int, ...]) -> None:
    assert page_data.explanation(path) == ""
