from __future__ import annotations

from typing import Any

import pytest

from modelpkg_widget.resources.tables import load_table
from tests.conformance.shared_cases import model


def test_a_table_is_read_once() -> None:
    assert load_table("resources/page_texts") is load_table("resources/page_texts")


def test_a_table_that_is_not_there() -> None:
    with pytest.raises(FileNotFoundError):
        load_table("nothing")


def test_layout_places_each_member_at_most_once_and_knows_no_other() -> None:
    """Names of a newer or older botocore would be found in the section for others, or in none."""
    sections = load_table("resources/layout")["sections"]
    placed = [member for section in sections for member in section["members"]]
    assert len(placed) == len(set(placed))
    assert set(placed) <= set(model()["properties"])


def test_layout_places_all_that_the_model_of_the_cases_has() -> None:
    placed = {
        member
        for section in load_table("resources/layout")["sections"]
        for member in section["members"]
    }
    assert set(model()["properties"]) - placed == set()


def test_layout_speaks_of_shapes_that_exist() -> None:
    assert set(load_table("resources/layout")["shapes"]) <= set(model()["$defs"])


def paths(schema: dict[str, Any]) -> set[str]:
    """Every place of the request, as layout's "members" spells it."""
    found: set[str] = set()

    def walk(given: dict[str, Any], path: str) -> None:
        here = schema["$defs"][given["$ref"][8:]] if "$ref" in given else given
        found.add(path)
        for name, child in here.get("properties", {}).items():
            walk(child, f"{path}.{name}" if path else name)
        if "items" in here:
            walk(here["items"], f"{path}[]")
        if "propertyNames" in here:
            walk(here["additionalProperties"], f"{path}{{}}")

    walk(schema, "")
    return found


def test_layout_speaks_of_members_that_exist() -> None:
    assert set(load_table("resources/layout")["members"]) <= paths(model())


def test_what_a_person_begins_with_is_a_member() -> None:
    defs = model()["$defs"]
    first = {
        name: row["first"]
        for name, row in load_table("resources/layout")["shapes"].items()
        if "first" in row
    }
    assert first
    assert all(member in defs[name]["properties"] for name, member in first.items())


def test_open_shapes_have_a_list_of_values() -> None:
    opened = [
        name
        for name, hints in load_table("resources/layout")["shapes"].items()
        if hints.get("open")
    ]
    assert sorted(opened) == ["ProductionVariantInstanceType", "TransformInstanceType"]
    assert all(model()["$defs"][name]["enum"] for name in opened)
