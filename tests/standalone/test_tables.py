"""What the page without a kernel is given."""

from __future__ import annotations

import copy
import json
from typing import Any

from modelpkg_widget.resources.tables import load_table
from modelpkg_widget.schema.from_botocore import OPERATION, operation_schema
from modelpkg_widget.standalone.tables import without_kernel
from modelpkg_widget.widget import page_data

GIVEN = page_data.tables()
TABLES = without_kernel(GIVEN, operation_schema(OPERATION))
TEXTS = load_table("standalone/texts")


def test_what_is_given_is_not_changed() -> None:
    before = copy.deepcopy(GIVEN)
    without_kernel(GIVEN, operation_schema(OPERATION))
    assert before == GIVEN
    assert set(TABLES) == set(GIVEN)
    assert (TABLES["rules"], TABLES["boto"]) == (GIVEN["rules"], GIVEN["boto"])


def test_nothing_asks_for_what_the_account_has() -> None:
    layout = TABLES["layout"]
    assert '"account"' in json.dumps(GIVEN["layout"])
    assert '"account"' not in json.dumps(layout)
    assert layout["load"] == {}
    assert layout["exports"] == []
    for rows in ("shapes", "members"):
        for name, row in GIVEN["layout"][rows].items():
            assert {**layout[rows][name], **row} == row


def test_the_guides_keep_the_steps_that_need_no_kernel() -> None:
    views = {step.get("view") for guide in TABLES["guides"] for step in guide["steps"]}
    assert views == {None, "guides", "load", "review"}
    for guide, whole in zip(TABLES["guides"], GIVEN["guides"], strict=True):
        assert guide["steps"][-1]["view"] == "review"
        ids = [step["id"] for step in guide["steps"]]
        assert ids == [step["id"] for step in whole["steps"] if step["id"] in ids]


def test_each_text_of_its_own_takes_the_place_of_one_or_is_new() -> None:
    ids = {step["id"] for guide in GIVEN["guides"] for step in guide["steps"]}
    assert set(TEXTS["steps"]) <= ids
    assert set(TEXTS["issues"]) <= set(GIVEN["words"]["issues"])
    known = set(GIVEN["words"]["page"])
    assert all(key in known or key.startswith("standalone.") for key in TEXTS["page"])
    assert TABLES["words"]["page"]["load"] == TEXTS["page"]["load"]
    assert TABLES["words"]["page"]["undo"] == GIVEN["words"]["page"]["undo"]


def test_members_have_all_that_aws_says_of_them() -> None:
    found = list(_documented(TABLES["schema"]))
    assert len(found) > 30
    for node in found:
        first = node["description"]
        assert first.endswith("\n") is ("x-documentation" in node)
        if first.endswith("\n"):
            assert node["x-documentation"].startswith(first.rstrip("…\n"))
    name = TABLES["schema"]["properties"]["ModelPackageName"]
    assert name["x-documentation"] == page_data.explanation(("ModelPackageName",))


def _documented(node: Any) -> Any:
    if isinstance(node, dict):
        if isinstance(node.get("description"), str):
            yield node
        for child in node.values():
            yield from _documented(child)
