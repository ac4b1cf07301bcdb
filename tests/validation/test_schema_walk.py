"""The way through a schema: the same findings as jsonschema's own way, at a part of its cost."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest

from modelpkg_widget import check, request_schema
from modelpkg_widget.validation.schema_walk import SchemaWalk
from tests.bench import loads
from tests.helpers.cpu_time import assert_ratio
from tests.helpers.newer_boto3 import needs_boto3


def without_patterns(schema: Any) -> Any:
    """Python's own expressions read some of AWS's in another way, or not at all."""
    if isinstance(schema, dict):
        return {
            name: without_patterns(part)
            for name, part in schema.items()
            if name != "pattern" or not isinstance(part, str)
        }
    return [without_patterns(part) for part in schema] if isinstance(schema, list) else schema


@pytest.mark.parametrize(("load", "at_most"), [("largest", 0.55), ("typical", 1.0)])
@needs_boto3("1.34.53")  # older ones have lower limits
def test_a_check_costs_less_than_jsonschema_alone(load: str, at_most: float) -> None:
    """Patterns and rules included, which jsonschema alone is spared."""
    request = loads.load(load)
    validator = jsonschema.Draft202012Validator(without_patterns(request_schema()))
    check(request)  # expressions are compiled once
    assert list(validator.iter_errors(request)) == []
    assert_ratio(
        lambda: check(request), lambda: list(validator.iter_errors(request)), at_most=at_most
    )


TREE: dict[str, Any] = {
    "$ref": "#/$defs/Node",
    "$defs": {
        "Node": {
            "type": "object",
            "title": "Node",
            "additionalProperties": False,
            "properties": {
                "name": {"$ref": "#/$defs/Name"},
                "nodes": {"type": "array", "items": {"$ref": "#/$defs/Node"}, "maxItems": 2},
            },
        },
        "Name": {"type": "string", "title": "Name", "maxLength": 3},
    },
}


def found(value: Any, schema: dict[str, Any]) -> list[tuple[Any, ...]]:
    errors = SchemaWalk(schema).descend(value, schema)
    return [(list(error.path), error.code, error.title) for error in errors]


def test_references_lead_anywhere_also_to_themselves() -> None:
    leaf = {"name": "long name"}
    assert found({"name": "a", "nodes": [leaf, {"nodes": [leaf, leaf, {}]}]}, TREE) == [
        (["nodes", 0, "name"], "maxLength", "Name"),
        (["nodes", 1, "nodes", 0, "name"], "maxLength", "Name"),
        (["nodes", 1, "nodes", 1, "name"], "maxLength", "Name"),
        (["nodes", 1, "nodes"], "maxItems", ""),
    ]


def test_the_keywords_of_a_part_are_found_once(monkeypatch: pytest.MonkeyPatch) -> None:
    walk, resolved = SchemaWalk(TREE), []
    steps_of = SchemaWalk._steps_of

    def counted(self: SchemaWalk, part: Any) -> Any:
        resolved.append(part)
        return steps_of(self, part)

    monkeypatch.setattr(SchemaWalk, "_steps_of", counted)
    value: Any = {}
    for _ in range(20):
        value = {"nodes": [value, {"name": "a"}]}
    walk.descend(value, TREE)
    first = len(resolved)
    walk.descend(value, TREE)
    assert len(resolved) == first < 20


def test_a_keyword_that_nothing_judges_is_no_pass() -> None:
    with pytest.raises(NotImplementedError, match="multipleOf"):
        found({"name": 3}, {"properties": {"name": {"multipleOf": 2}}})
