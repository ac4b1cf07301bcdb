"""The guides are data: each step says why it exists, and shows members that exist."""

from __future__ import annotations

import re
from typing import Any

import pytest
from botocore.session import get_session

from modelpkg_widget.exporters.registry import FORMATS
from modelpkg_widget.resources.tables import load_table
from modelpkg_widget.widget.guide_state import (
    WizardPosition,
    known_tasks,
    recalled_place,
    wizard_position,
)
from tests.conformance.shared_cases import model
from tests.conftest import ROOT
from tests.resources.test_tables import paths

GUIDES: list[dict[str, Any]] = load_table("resources/guides")
STEPS = [(guide, step) for guide in GUIDES for step in guide["steps"]]
VIEWS = {"guides", "load", "preflight", "rehearsal", "review", "send", "follow", "next"}


def names(row: tuple[dict[str, Any], dict[str, Any]]) -> str:
    return f"{row[0]['id']} {row[1]['id']}"


@pytest.mark.parametrize("row", STEPS, ids=names)
def test_a_step_says_why_it_exists_and_what_goes_wrong(
    row: tuple[dict[str, Any], dict[str, Any]],
) -> None:
    _, step = row
    assert set(step) <= {
        "id",
        "title",
        "why",
        "wrong",
        "view",
        "members",
        "more",
        "listed",
        "tasks",
    }
    for text in (step["why"], step["wrong"]):
        assert text.endswith(".")
        assert text == text.strip()
    assert not step["title"].endswith(".")
    assert step.get("members") or step["view"] in VIEWS
    assert set(step) & {"view"} == set() or step["view"] in VIEWS


def test_steps_show_members_that_exist_and_each_once_in_a_guide() -> None:
    known = paths(model())
    for guide in GUIDES:
        shown = [member for step in guide["steps"] for member in step.get("members", [])]
        assert set(shown) <= known
        assert len(shown) == len(set(shown))
        ids = [step["id"] for step in guide["steps"]]
        assert len(ids) == len(set(ids))


def test_each_guide_leads_to_another_kind_and_shows_what_that_requires_and_nothing_it_forbids() -> (
    None
):
    kinds = {kind["id"]: kind for kind in load_table("resources/layout")["kinds"]}
    assert len({guide["kind"] for guide in GUIDES}) == len(GUIDES)
    for guide in GUIDES:
        kind = kinds[guide["kind"]]
        shown = {member for step in guide["steps"] for member in step.get("members", [])}
        assert {path for need in kind["needs"] for path in need["paths"]} <= shown
        assert {row["path"] for row in kind["sets"]} <= shown
        assert shown.isdisjoint(row["path"] for row in kind["without"])


def test_each_guide_reviews_then_sends_then_follows() -> None:
    for guide in GUIDES:
        views = [step["view"] for step in guide["steps"] if "view" in step]
        assert views[0] == "guides"
        after = [view for view in views[views.index("preflight") :] if view != "rehearsal"]
        assert after[:4] == ["preflight", "review", "send", "follow"]


def test_only_what_is_certified_is_rehearsed_right_after_its_preflight() -> None:
    for guide in GUIDES:
        views = [step.get("view") for step in guide["steps"]]
        after = views[views.index("preflight") + 1]
        assert (after == "rehearsal") is (guide["id"] == "marketplace")


def test_the_marketplace_guide_says_what_sellers_must_know() -> None:
    steps = {step["id"]: step for step in GUIDES[0]["steps"]}
    assert "Buyers can see" in steps["validation"]["wrong"]
    assert "no network" in steps["container"]["wrong"]
    for step in ("what", "send"):
        assert "can't turn on certification later" in steps[step]["wrong"]


def test_the_marketplace_guide_opens_with_what_takes_days() -> None:
    first = GUIDES[0]["steps"][0]
    tasks = first["tasks"]["items"]
    assert [task["id"] for task in tasks] == [
        "seller",
        "tax",
        "role",
        "bucket",
        "usage",
        "sample",
        "notebook",
    ]
    for task in tasks:
        assert task["text"].endswith(".")
        assert ("link" in task) == ("title" in task)
        assert task.get("link", "https://docs.aws.amazon.com/").startswith("https://docs.aws.")


def test_ids_of_tasks_are_unique_in_all_guides() -> None:
    ids = [task["id"] for _, step in STEPS for task in step.get("tasks", {}).get("items", ())]
    assert len(ids) == len(set(ids))
    assert known_tasks([*reversed(ids), ids[0], "other", 3]) == ids
    assert known_tasks(None) == known_tasks("seller") == known_tasks({"seller": 1}) == []


def test_the_last_step_offers_the_catalog_api_beside_the_portal() -> None:
    more = [row["text"] for row in GUIDES[0]["steps"][-1]["more"]]
    for one in FORMATS.values():
        if one.id.startswith("catalog"):
            assert any(one.title in text for text in more)


def test_the_cost_stands_at_members_that_exist() -> None:
    known = paths(model())
    for path in load_table("resources/layout")["cost"]:
        spelled = "".join("[]" if isinstance(step, int) else f".{step}" for step in path)
        assert spelled.removeprefix(".") in known


@pytest.mark.parametrize(
    "given",
    [
        ("full",),
        ("guided",),
        ("guided", "marketplace"),
        ("guided", "marketplace", "portal"),
        ("full", "registry", "load"),
    ],
)
def test_a_place_that_exists(given: tuple[str, ...]) -> None:
    place = wizard_position(*given)
    assert place == WizardPosition(*given)  # type: ignore[arg-type]
    assert place is not None
    assert list(place.as_dict()) == ["mode", "guide", "step"]


@pytest.mark.parametrize("given", [None, "guided", {}, {"mode": "guided", "guide": 3}, ["full"]])
def test_what_is_kept_beside_a_draft_may_be_no_place(given: Any) -> None:
    assert recalled_place(given) is None
    assert recalled_place(WizardPosition("guided", "registry", "load").as_dict()) is not None


@pytest.mark.parametrize(
    "given",
    [
        ("other",),
        (None,),
        (["guided"],),
        ("guided", "nothing"),
        ("guided", None),
        ("guided", "marketplace", "load"),
        ("guided", "", "name"),
        ("guided", "marketplace", 3),
        ("guided", "marketplace" * 1000),
    ],
)
def test_a_place_that_does_not_exist(given: tuple[Any, ...]) -> None:
    assert wizard_position(*given) is None


def test_what_can_change_in_a_version_is_reported_as_boto3_has_it() -> None:
    """A model that is older has fewer; a newer one with more makes this fail."""
    model = get_session().get_service_model("sagemaker")
    create, update = (
        set(model.operation_model(f"{verb}ModelPackage").input_shape.members) - {"ClientToken"}
        for verb in ("Create", "Update")
    )
    page = (ROOT / "docs" / "versions.md").read_text(encoding="utf-8")
    rows = page.partition("## What can change")[2].partition("\n\nSo look")[0].splitlines()
    cells = [row.strip("|").split(" | ") for row in rows if row.startswith("| `")]
    can, fixed = (
        set(re.findall(r"`(\w+)`", " ".join(column))) for column in zip(*cells, strict=True)
    )
    assert create & update <= can
    assert create - update - can <= fixed
    assert not can & fixed
    assert not fixed & update
