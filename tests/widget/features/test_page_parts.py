"""The later part of the page's program, as pages request it."""

from __future__ import annotations

import base64
import gzip
import json
from pathlib import Path

import nbclient
import nbformat
import pytest

from modelpkg_widget.widget import page_data, page_program
from tests.project.notebooks import PATIENT
from tests.widget.recorded_comm import GOOD, Make, Wire

pytestmark = pytest.mark.usefixtures("quiet")
STATIC = Path(page_program.__file__).parent.parent / "static"


def test_a_page_is_sent_the_later_part_when_it_requests_it(make: Make) -> None:
    form = make(GOOD)
    wire = Wire(form)
    state = form.get_state()
    wire.message({"kind": "get_page_part", "id": "7"})
    said = [frame["data"] for frame in wire.frames]
    (event,) = [one["content"] for one in said if one["method"] == "custom"]
    assert event["kind"] == "page_part"
    later = gzip.decompress(base64.b64decode(event["code"]))
    assert later == (STATIC / "later.js").read_bytes()
    assert form.get_state() == {**state, "last_ack": "7"}, "a notebook would save it"


def test_a_form_gets_the_program_itself_when_its_page_finds_no_shared_one(make: Make) -> None:
    form = make(GOOD)
    wire = Wire(form)
    names = ("page_code", "page_style", "form_data")
    assert [getattr(form, name) for name in names] == [None, None, None]
    wire.message({"kind": "get_page_program", "id": "7"})
    assert sorted(wire.frames[0]["data"]["buffer_paths"]) == sorted([name] for name in names)
    assert wire.updates() == [{"page_program": None}, {"last_ack": "7"}]
    code, style, tables = (gzip.decompress(getattr(form, name)) for name in names)
    assert code == (STATIC / "widget.js").read_bytes()
    assert style == (STATIC / "widget.css").read_bytes()
    assert json.loads(tables) == page_data.tables()
    wire.message({"kind": "get_page_program", "id": "8"})
    assert wire.updates() == [{"last_ack": "8"}], "other pages have it"


def test_both_parts_are_of_one_build(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, make: Make
) -> None:
    """The package is upgraded while a kernel runs, between the display and the first panel."""
    for name in ("widget.js", "widget.css", "later.js"):
        (tmp_path / name).write_text(f"old {name}")
    monkeypatch.setattr(page_program, "_STATIC", tmp_path)
    page_program.page_program.cache_clear()
    try:
        wire = Wire(make(GOOD))
        page_program.own_program()
        (tmp_path / "later.js").write_text("new")
        wire.message({"kind": "get_page_part", "id": "7"})
        said = [frame["data"] for frame in wire.frames]
        (event,) = [one["content"] for one in said if one["method"] == "custom"]
        assert gzip.decompress(base64.b64decode(event["code"])) == b"old later.js"
    finally:
        page_program.page_program.cache_clear()


STATE = "application/vnd.jupyter.widget-state+json"
CELLS = ["from modelpkg_widget import ModelPackageForm\nModelPackageForm()", "ModelPackageForm()"]


@pytest.mark.slow
def test_a_saved_notebook_has_the_first_part_once_and_no_later_part() -> None:
    cells = [nbformat.v4.new_code_cell(cell) for cell in CELLS]  # type: ignore[no-untyped-call]
    notebook = nbformat.v4.new_notebook(cells=cells)  # type: ignore[no-untyped-call]
    nbclient.NotebookClient(notebook, kernel_name="python3", **PATIENT).execute()
    states = notebook.metadata["widgets"][STATE]["state"]
    sizes = sorted(len(json.dumps(state)) for state in states.values())
    whole = len(nbformat.writes(notebook))  # type: ignore[no-untyped-call]
    print(f"{whole} bytes of the notebook, of which its widgets have {sizes}")
    buffers = [
        (tuple(buffer["path"]), base64.b64decode(buffer["data"]))
        for state in states.values()
        for buffer in state.get("buffers", [])
    ]
    assert sorted(buffers) == sorted(((n,), part) for n, part in page_program.own_program().items())
    *_, second, first, shared = sizes
    assert shared > 90_000
    assert second <= first < 7_000
    later = base64.b64encode(page_program.page_program().later).decode("ascii")
    assert later[:200] not in nbformat.writes(notebook)  # type: ignore[no-untyped-call]
