from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from modelpkg_widget import page
from modelpkg_widget.data import table

LENGTHS = ("minLength", "minItems", "minProperties")
ROW: dict[str, Any] = {"path": ["Tags", 0], "key": "a", "text": "b", "code": "key.uniqueItems"}


def test_tables_are_made_once_and_are_json() -> None:
    tables = page.tables()
    assert page.tables() is tables
    assert set(tables) >= {"schema", "layout", "words"}
    assert json.loads(json.dumps(tables)) == tables
    assert tables["layout"] == table("layout")


def test_the_schema_of_the_page_differs_in_what_no_verdict_needs() -> None:
    def silent(node: Any) -> Any:
        if isinstance(node, dict):
            spoken = {name for name in ("description", "x-aws-pattern") if _is_text(node, name)}
            limits = {name for name, least in node.items() if name in LENGTHS and least == 0}
            kept = {name: node[name] for name in node if name not in spoken | limits}
            return {name: silent(child) for name, child in kept.items()}
        return [silent(child) for child in node] if isinstance(node, list) else node

    from modelpkg_widget import request_schema

    schema = request_schema()
    shortened = page.tables()["schema"]
    assert silent(shortened) == silent(schema)
    assert len(json.dumps(shortened)) < 0.8 * len(json.dumps(schema))
    for name, shape in shortened["$defs"].items():
        spoken = "pattern" in page.tables()["words"]["shapes"].get(name, {})
        assert ("x-aws-pattern" in shape) == ("pattern" in shape and not spoken)


def _is_text(node: dict[str, Any], name: str) -> bool:
    return isinstance(node.get(name), str)


def test_pending_entries_are_taken_as_they_are() -> None:
    rows: list[dict[str, Any]] = [
        ROW,
        {"path": [], "key": "", "text": "x", "code": "key.required"},
    ]
    before = copy.deepcopy(rows)
    found = page.pending_from_wire(rows)
    assert found == rows == before
    assert found is not rows
    assert found[0]["path"] is not ROW["path"]
    assert page.pending_from_wire([]) == []
    assert page.pending_from_wire([{**ROW, "more": 1}]) == [ROW]


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
    assert page.pending_from_wire(wire) is None


def test_each_pending_entry_is_an_error_at_its_place() -> None:
    rows: list[dict[str, Any]] = [
        ROW,
        {"path": [], "key": "", "text": "x", "code": "key.required"},
    ]
    one, other = page.pending_issues(rows)
    assert one.path == ("Tags", 0, "a")
    assert one.code == "key.uniqueItems"
    assert one.message == "Another entry has the same name."
    assert other.path == ("",)
    assert {issue.source for issue in (one, other)} == {"form"}
    assert {issue.severity for issue in (one, other)} == {"error"}
