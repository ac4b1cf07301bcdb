"""Undo and redo in Python, of what the page did and of what Python did."""

from __future__ import annotations

import random
from typing import Any

import pytest

from modelpkg_widget import ModelPackageForm
from modelpkg_widget.aws.sagemaker import SageMaker
from modelpkg_widget.widget.controller import FormController
from modelpkg_widget.widget.features.undo_redo import UndoRedoFeature
from tests.widget.recorded_comm import GOOD, Make, Wire
from tests.widget.value_writes import wire

pytestmark = pytest.mark.usefixtures("quiet")


def test_a_new_form_has_nothing_to_undo(make: Make) -> None:
    form = make(GOOD)
    for act in (form.undo, form.redo):
        with pytest.raises(ValueError, match=r"^Nothing to (undo|redo)\.$"):
            act()
    form.reset()
    assert form.value == GOOD
    with pytest.raises(ValueError, match="undo"):
        form.undo()


def test_each_change_is_a_step(make: Make) -> None:
    form = make(GOOD)
    form["Domain"] = "a"
    form.load({"Task": "b"}, merge=True)
    Wire(form).write({**GOOD, "Domain": "a", "Task": "c"})
    form.undo()
    assert form.value == {**GOOD, "Domain": "a", "Task": "b"}
    form.undo()
    form.undo()
    assert form.value == GOOD
    form.redo()
    assert form.value == {**GOOD, "Domain": "a"}
    form["Domain"] = "other"  # ends what could be made again
    with pytest.raises(ValueError, match="redo"):
        form.redo()


def test_reset_goes_to_the_first_request_and_is_a_step(make: Make) -> None:
    form = make(GOOD)
    form["Domain"] = "a"
    form.reset()
    assert form.value == GOOD
    form.undo()
    assert form["Domain"] == "a"


def test_reset_of_a_form_with_a_draft_goes_to_what_the_file_held(tmp_path: Any) -> None:
    path = tmp_path / "draft.json"
    path.write_text('{"Domain": "kept"}')
    form = ModelPackageForm(draft=path)
    form["Domain"] = "other"
    form.reset()
    assert form.value == {"Domain": "kept"}
    form.close()


def test_what_is_typed_in_one_place_is_one_step(make: Make) -> None:
    form = make()
    wire = Wire(form)
    spec: dict[str, Any] = {}
    for text in ("1", "12", "123"):  # the structures around it are made with the first character
        spec = {"InferenceSpecification": {"Containers": [{"Image": text}]}}
        wire.write(spec)
    for text in ("a", "ab"):
        wire.write({**spec, "Domain": text})
    form.undo()
    assert form.value == spec
    form.undo()
    assert form.value == {}


def test_pause_in_typing_starts_a_new_step() -> None:
    now = 0.0
    form = FormController(SageMaker(None, None), clock=lambda: now)
    for seq, (at, text) in enumerate(((0.0, "a"), (0.9, "ab"), (2.0, "abc")), 1):
        now = at
        form.write(wire({"Domain": text}, form.request.revision, seq=seq), [])
    form.undo_redo.undo()
    assert form.request.view() == {"Domain": "ab"}
    form.close()


def test_undo_restores_entries_that_json_cannot_hold(make: Make) -> None:
    form = make(GOOD)
    row = {"path": ["CustomerMetadataProperties"], "key": "", "text": "x", "code": "key.required"}
    Wire(form).write(GOOD, pending=[row])
    form.value = {}
    form.undo()
    assert (form.value, form.pending) == (GOOD, [row])
    form.undo()
    assert (form.value, form.pending) == (GOOD, [])


def test_what_the_page_undoes_is_undone_here(make: Make) -> None:
    form = make({"Domain": "a"})
    wire = Wire(form)
    form["Domain"] = "b"
    wire.write({"Domain": "a"})  # the page took it back
    with pytest.raises(ValueError, match="undo"):
        form.undo()
    form.redo()
    assert form.value == {"Domain": "b"}


def test_undo_in_python_reaches_the_page(make: Make) -> None:
    form = make(GOOD)
    form["Domain"] = "a"
    wire = Wire(form)
    form.undo()
    assert any("value" in state for state in wire.updates())


def test_history_is_limited_in_steps_and_characters(make: Make) -> None:
    form = make()
    for number in range(300):
        form["Domain"] = str(number)
    count = 0
    while True:
        try:
            form.undo()
        except ValueError:
            break
        count += 1
    assert 100 <= count < 300
    large = "x" * 3_000_000
    for number in range(5):
        form["Domain"] = f"{number}{large}"
    history: UndoRedoFeature = form._controller.undo_redo
    assert sum(len(state.request.text) for state in history._past) < 10_000_000


def test_any_order_of_changes_agrees_with_a_list_of_them(make: Make) -> None:
    seed = 20
    print(f"seed {seed}")
    draw = random.Random(seed)
    form, wire = make(), None
    past: list[Any] = []
    future: list[Any] = []
    now: Any = {}
    wire = Wire(form)
    for number in range(400):
        act = draw.choice(["undo", "redo", "python", "python", "page", "page"])
        if act in ("undo", "redo"):
            here, there = (past, future) if act == "undo" else (future, past)
            if not here:
                with pytest.raises(ValueError, match=act):
                    getattr(form, act)()
                continue
            there.append(now)
            now = here.pop()
            getattr(form, act)()
        else:
            past, future = [*past, now][-200:], []
            now = {"Domain" if act == "python" else f"N{number}": str(number)}
            if act == "python":
                form.value = now
            else:
                wire.write(now)
        assert form.value == now


def test_an_exercise_starts_over(make: Make, tmp_path: Any) -> None:
    from modelpkg_widget import exercise

    lesson = exercise({"Domain": "a"}, goal="g", answer_file=tmp_path / "a.json", requirements={})
    lesson["Domain"] = "b"
    lesson.reset()
    assert lesson.value == {"Domain": "a"}
    lesson.undo()
    assert lesson["Domain"] == "b"
    lesson.close()


def test_what_is_typed_after_an_undo_in_the_page_is_a_step(make: Make) -> None:
    form = make({"ModelPackageName": "start"})
    form.load({"ModelPackageName": "loaded", "Domain": "a"})
    wire, held = Wire(form), form.value.copy()
    for request in ({**held, "Task": "a"}, held, {**held, "Task": "b"}):  # typed, undone, typed
        wire.write(request)
    form.undo()
    assert form.value == held
