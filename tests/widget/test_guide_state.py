"""Where a person is in the guide, as the kernel remembers it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from modelpkg_widget import ModelPackageForm

from .recorded_comm import GOOD, Make, Wire

START = {"mode": "guided", "guide": "", "step": ""}


def test_the_mode_is_where_a_page_begins(make: Make) -> None:
    assert make().guide == {"mode": "full", "guide": "", "step": ""}
    assert make(mode="guided").guide == START


@pytest.mark.parametrize("mode", ["other", "", None, 3, ["guided"]])
def test_an_unknown_mode_is_said(mode: Any) -> None:
    with pytest.raises(ValueError, match='must be "full" or "guided"'):
        ModelPackageForm(mode=mode)


def test_a_step_is_remembered_and_given_to_the_next_page(make: Make) -> None:
    form = make(mode="guided")
    wire = Wire(form)
    place = {"mode": "guided", "guide": "marketplace", "step": "review"}
    wire.message({"kind": "navigate", "id": "1", **place})
    assert form.guide == place
    assert form.last_ack == "1"
    assert form.get_state()["guide"] == place


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"mode": "guided"},
        {"mode": "guided", "guide": "marketplace", "step": "nothing"},
        {"mode": "guided", "guide": ["marketplace"], "step": ""},
        {"mode": {}, "guide": "", "step": ""},
        {"mode": "guided", "guide": "", "step": "x" * 100_000},
    ],
)
def test_what_is_no_place_changes_nothing(make: Make, more: dict[str, Any]) -> None:
    form = make(mode="guided")
    Wire(form).message({"kind": "navigate", "id": "1", **more})
    assert form.guide == START
    assert form.last_ack == "1"


def tick(form: ModelPackageForm, *tasks: Any) -> None:
    Wire(form).message({"kind": "set_done_tasks", "id": "7", "tasks": list(tasks)})


def test_ticked_tasks_are_a_trait_and_not_part_of_the_request(make: Make) -> None:
    form = make(GOOD)
    assert form.done_tasks == []
    tick(form, "notebook", "seller")
    assert form.done_tasks == ["seller", "notebook"]  # in the order of the guide
    assert form.get_state()["done_tasks"] == ["seller", "notebook"]
    assert form.last_ack == "7"
    assert form.value == GOOD
    tick(form)
    assert form.done_tasks == []


@pytest.mark.parametrize(
    "tasks",
    [None, "seller", {"seller": True}, [3], [["seller"]], ["x" * 1000], ["seller"] * 1000],
)
def test_what_is_no_list_of_tasks_changes_nothing(make: Make, tasks: Any) -> None:
    form = make(GOOD)
    tick(form, "tax")
    Wire(form).message({"kind": "set_done_tasks", "id": "8", "tasks": tasks})
    assert form.done_tasks == ["tax"]


def test_tasks_of_no_guide_are_passed_over(make: Make) -> None:
    form = make(GOOD)
    tick(form, "other", "tax", "tax", "../seller")
    assert form.done_tasks == ["tax"]


def test_ticked_tasks_come_back_with_the_draft(make: Make, tmp_path: Path) -> None:
    file = tmp_path / "draft.json"
    form = make(GOOD, draft=file)
    tick(form, "seller", "role")
    kept = file.read_text(encoding="utf-8")
    assert "seller" not in kept  # beside the request, not in it
    form.close()
    again = make(draft=file)
    assert again.value == GOOD
    assert again.done_tasks == ["seller", "role"]
    tick(again)
    again.close()
    assert make(draft=file).done_tasks == []


def test_a_draft_that_somebody_changed_ticks_no_unknown_task(make: Make, tmp_path: Path) -> None:
    file = tmp_path / "draft.json"
    form = make(GOOD, draft=file)
    tick(form, "seller")
    form.close()
    beside = file.with_name("draft.json.loaded")
    kept = json.loads(beside.read_text(encoding="utf-8"))
    assert kept["done_tasks"] == ["seller"]
    kept["done_tasks"] = ["tax", "other", 5]
    beside.write_text(json.dumps(kept), encoding="utf-8")
    assert make(draft=file).done_tasks == ["tax"]
