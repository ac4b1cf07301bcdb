"""The later part of the page's program, as pages request it."""

from __future__ import annotations

import base64
import gzip
from pathlib import Path

import nbclient
import nbformat
import pytest

from modelpkg_widget.widget import page_program
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


def test_both_parts_are_of_one_build(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, make: Make
) -> None:
    """The package is upgraded while a kernel runs, between the display and the first panel."""
    for name in ("widget.js", "later.js"):
        (tmp_path / name).write_text(f"old {name}")
    monkeypatch.setattr(page_program, "_STATIC", tmp_path)
    page_program.page_program.cache_clear()
    try:
        wire = Wire(make(GOOD))
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
def test_a_saved_notebook_has_the_first_part_with_each_form_and_no_later_part() -> None:
    cells = [nbformat.v4.new_code_cell(cell) for cell in CELLS]  # type: ignore[no-untyped-call]
    notebook = nbformat.v4.new_notebook(cells=cells)  # type: ignore[no-untyped-call]
    nbclient.NotebookClient(notebook, kernel_name="python3", **PATIENT).execute()
    states = notebook.metadata["widgets"][STATE]["state"].values()
    saved = [
        buffer["data"]
        for state in states
        for buffer in state.get("buffers", [])
        if buffer["path"] == ["page_code"]
    ]
    program = page_program.page_program()
    first, later = (base64.b64encode(part).decode("ascii") for part in program)
    print(f"{len(first)} bytes of Base64, {len(nbformat.writes(notebook))} of the notebook")  # type: ignore[no-untyped-call]
    assert saved == [first, first]
    assert later[:200] not in nbformat.writes(notebook)  # type: ignore[no-untyped-call]
