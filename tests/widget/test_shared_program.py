"""The program that all forms of a kernel share: who has it, and until when."""

from __future__ import annotations

import gzip
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import Any

import ipywidgets
import pytest
from ipywidgets.embed import dependency_state
from ipywidgets.widgets import widget as widget_module

from modelpkg_widget import ModelPackageForm
from modelpkg_widget.widget import page_program, shared_program
from modelpkg_widget.widget.shared_program import SharedProgram

from .recorded_comm import GOOD, Make, Wire
from .test_wire import GARBAGE

pytestmark = pytest.mark.usefixtures("quiet")


@pytest.fixture(autouse=True)
def _own_kernel(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Begin as a new kernel does, and leave nothing to other tests.

    What those have left open is out of sight: all widgets are closed here, once.
    """
    monkeypatch.setattr(shared_program, "_shared", None)
    monkeypatch.setattr(widget_module, "_instances", {})
    yield
    if shared_program._shared:
        shared_program._shared.close()


def program_of(form: ModelPackageForm) -> SharedProgram:
    """The program that it refers to."""
    assert isinstance(form.page_program, SharedProgram)
    return form.page_program


def programs() -> list[SharedProgram]:
    """The open ones."""
    return [one for one in widget_module._instances.values() if isinstance(one, SharedProgram)]


def test_forms_share_one_program(make: Make) -> None:
    first, second = make(GOOD), make()
    shared = program_of(first)
    assert shared is program_of(second)
    assert programs() == [shared]
    (opened,) = shared.comm.frames
    assert sorted(opened["data"]["buffer_paths"]) == [["form_data"], ["page_code"], ["page_style"]]
    names = ("_model_module", "_model_name", "_model_module_version")
    model = [opened["data"]["state"][name] for name in names]
    assert model == [getattr(first, name) for name in names], "it saves bytes"
    assert opened["data"]["state"]["_view_name"] is None
    for form in (first, second):
        state = form.comm.frames[0]["data"]["state"]
        assert state["page_program"] == f"IPY_MODEL_{shared.model_id}"
        assert state["_css"] == ""
    first.close()
    second.close()
    assert shared.comm is not None, "the next form has it"


def test_forms_of_threads_share_one_program(make: Make) -> None:
    with ThreadPoolExecutor(8) as pool:
        forms = list(pool.map(make, [GOOD] * 16))
    assert len({program_of(form).model_id for form in forms}) == 1


def test_next_form_has_a_program_after_all_widgets_were_closed(make: Make) -> None:
    closed = program_of(make(GOOD))
    ipywidgets.Widget.close_all()
    assert closed.comm is None
    form = make(GOOD)
    assert program_of(form) is not closed
    assert program_of(form).comm is not None


def test_next_form_has_a_program_after_a_page_has_closed_it(make: Make) -> None:
    form = make(GOOD)
    shared, known = program_of(form), program_of(form).model_id
    shared.comm.handle_close({})
    assert program_of(make()) is not shared
    # The form that is left names one that its page will not find, and it can still be saved.
    assert form.get_state("page_program") == {"page_program": f"IPY_MODEL_{known}"}
    assert dependency_state([form], drop_defaults=False)[form.model_id]


def test_an_embedded_form_has_its_program(make: Make) -> None:
    form = make(GOOD)
    state = dependency_state([form])
    assert set(state) == {form.model_id, form.layout.model_id, program_of(form).model_id}


@pytest.mark.parametrize(
    "data",
    [*GARBAGE, {"method": "update", "state": {"page_code": "alert(1)", "form_data": None}}],
    ids=lambda data: repr(data)[:70],
)
def test_a_page_does_not_change_it(make: Make, data: Any) -> None:
    shared = program_of(make(GOOD))
    before = shared.get_state()
    shared.comm.frames[:] = []
    shared.comm.handle_msg({"content": {"data": data}, "buffers": []})
    assert shared.get_state() == before
    assert shared.comm.frames == []


def test_a_page_may_request_its_state(make: Make) -> None:
    shared = program_of(make(GOOD))
    shared.comm.handle_msg({"content": {"data": {"method": "request_state"}}, "buffers": []})
    assert shared.comm.frames[-1]["data"]["method"] == "update"


def test_repr_leaves_out_the_bytes(make: Make) -> None:
    assert len(repr(program_of(make(GOOD)))) < 200


def test_in_marimo_each_form_has_its_own_program(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It closes the widgets that a cell has made when the cell runs again."""
    marimo = SimpleNamespace(running_in_notebook=lambda: True)
    monkeypatch.setitem(sys.modules, "marimo", marimo)
    form = make(GOOD)
    assert programs() == []
    assert form.get_state("page_program") == {"page_program": None}
    program = page_program.page_program()
    assert form.page_code == program.first
    assert not form.page_style, "marimo puts the other one where the form is"
    assert str(form._css).encode() == gzip.decompress(program.style)
    wire = Wire(form)
    wire.message({"kind": "get_page_program", "id": "7"})
    assert wire.updates()[-1]["last_ack"] == "7"
    marimo.running_in_notebook = lambda: False  # only imported
    assert program_of(make(GOOD)).comm is not None
