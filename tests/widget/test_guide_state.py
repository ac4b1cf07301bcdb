"""Where a person is in the guide, as the kernel remembers it."""

from __future__ import annotations

from typing import Any

import pytest

from modelpkg_widget import ModelPackageForm

from .recorded_comm import Make, Wire

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
