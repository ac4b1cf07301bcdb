"""Take the picture of the form again: ``python -m tests.e2e.picture``.

Writes it for the README, and into the notebook that starts with it. Needs Pillow, which makes the
picture a third of the size: ``pip install pillow``.
"""

from __future__ import annotations

import base64
import importlib
import io
import tempfile
from pathlib import Path
from typing import Any

import nbformat
from playwright.sync_api import Page, ViewportSize, expect, sync_playwright

from tests.conftest import ROOT

from .conftest import ARGUMENTS, CHROMIUM
from .lab import LabServer, Notebook

README = ROOT / ".github" / "form.png"
NOTEBOOK = ROOT / "notebooks" / "01_quickstart.ipynb"
#: What the notebook calls it; the text of the notebook shows it by this name.
NAME = "form.png"
MAKE = """from modelpkg_widget import ModelPackageForm, sandbox

aws = sandbox()
form = ModelPackageForm(session=aws.session)
form"""
START = """
form.value = {
    "ModelPackageGroupName": aws.group + "_",
    "ModelPackageDescription": "Gradient boosted trees that predict who is about to leave.",
    "InferenceSpecification": {"Containers": [{"Image": aws.image}]},
}
"""
SIZE: ViewportSize = {"width": 1240, "height": 1600}
COLOURS = 128
#: Controls of JupyterLab that show only while a cell is selected.
HIDE = ".jp-cell-toolbar, .jp-cell-menu { display: none !important; }"


def main() -> None:
    """Fill in a form in JupyterLab, take its picture, and store it in both places."""
    picture = reduced(taken())
    README.write_bytes(picture)
    attach(picture)
    print(f"{README.name}: {len(picture)} bytes")


def taken() -> bytes:
    """Return a PNG of the first cell and the form below it."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        lab = LabServer(Path(folder), {})
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        try:
            lab.wait()
            lab.write("picture.ipynb", [MAKE, START])
            page = browser.new_page(viewport=SIZE)
            return _shown(page, Notebook(page, lab, "picture.ipynb"))
        finally:
            browser.close()
            lab.stop()


def _shown(page: Page, notebook: Notebook) -> bytes:
    notebook.run(0)
    notebook.run(1)
    page.evaluate("() => window.jupyterapp.commands.execute('application:toggle-left-area')")
    page.add_style_tag(content=HIDE)
    form = notebook.form()
    name = form.get_by_label("ModelPackageGroupName", exact=True)
    name.focus()
    name.blur()
    expect(form.get_by_text("Use 1 to 63 letters").first).to_be_visible()
    expect(form.locator('[data-role="target"]')).to_contain_text("Sandbox: nothing is sent to AWS")
    page.locator(".jp-CodeCell").first.scroll_into_view_if_needed()
    page.evaluate("() => document.querySelector('.jp-WindowedPanel-outer').scrollTo(0, 0)")
    page.wait_for_timeout(500)
    cell = page.locator(".jp-CodeCell").first.bounding_box()
    assert cell
    assert cell["y"] + cell["height"] < SIZE["height"], "The form is taller than the window."
    return page.screenshot(clip=cell)


def reduced(picture: bytes) -> bytes:
    """Return a PNG with a palette, which looks the same."""
    image: Any = importlib.import_module("PIL.Image")
    made = image.open(io.BytesIO(picture)).convert("RGB")
    out = io.BytesIO()
    made.quantize(COLOURS, dither=image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


def attach(picture: bytes) -> None:
    """Store a PNG in the cell of the notebook that shows it.

    Raises:
        StopIteration: no cell shows it.
    """
    notebook: Any = nbformat.read(NOTEBOOK, as_version=4)  # type: ignore[no-untyped-call]
    cell = next(one for one in notebook.cells if f"(attachment:{NAME})" in one.source)
    cell.attachments = {NAME: {"image/png": base64.b64encode(picture).decode("ascii")}}
    nbformat.write(notebook, NOTEBOOK)  # type: ignore[no-untyped-call]


if __name__ == "__main__":
    main()
