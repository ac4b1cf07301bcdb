"""The form in the boxes of ipywidgets, and with a width of its own: as wide as it can be used."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from playwright.sync_api import expect

from tests.e2e.lab import Notebook
from tests.helpers.marks import SOAK_OR_ENGINES

Open = Callable[..., Notebook]
START = """
import ipywidgets as w
from modelpkg_widget import ModelPackageForm, sandbox
form = ModelPackageForm({"ModelPackageName": "a_"}, session=sandbox().session)
button = lambda: w.Button(description="beside")
"""
#: The one that once left it no width.
FEW = ("HBox",)
BOXES = {
    "alone": "form",
    "HBox": "w.HBox([button(), form])",
    "HBox of two": "w.HBox([form, form])",
    "VBox": "w.VBox([button(), form])",
    "Tab": "w.Tab([form], titles=['Form'])",
    "GridBox": "w.GridBox([button(), form], layout=w.Layout(grid_template_columns='100px 1fr'))",
    "GridBox of itself": "w.GridBox([form])",
}
SIZE = """(cell) => {
  const form = cell.querySelector(".modelpkg-form");
  const output = cell.querySelector(".jp-OutputArea-output");
  const input = form.querySelector("[data-path='ModelPackageName'] input");
  return {
    form: form.getBoundingClientRect().width,
    output: output.clientWidth,
    over: output.scrollWidth - output.clientWidth,
    input: input.getBoundingClientRect().width / parseFloat(getComputedStyle(input).fontSize),
  };
}"""


@pytest.mark.parametrize("names", [FEW, pytest.param([*BOXES], marks=SOAK_OR_ENGINES)], ids=len)
def test_the_form_has_a_sane_width_in_boxes(notebook: Open, names: Sequence[str]) -> None:
    """The boxes of ipywidgets in JupyterLab, whose style once left the form 4 pixels."""
    narrow = "form.layout.width = '500px'\nform"
    page = notebook(START, *(BOXES[name] for name in names), narrow)
    page.page.set_viewport_size({"width": 1500, "height": 900})
    page.run(0)
    found = {}
    for at, name in enumerate([*names, "500 px"], start=1):
        page.run(at)
        expect(page.form(at).first).to_be_visible()
        cell = page.page.locator(".jp-CodeCell").nth(at)
        found[name] = cell.evaluate(SIZE)
    print(found)
    for name, size in found.items():
        assert size["over"] <= 1, (name, size)
        assert size["input"] >= 20, (name, size)
        assert size["form"] <= 960, (name, size)
    wide = [name for name in found if name not in ("HBox of two", "500 px")]
    assert all(found[name]["form"] >= 640 for name in wide), found
    assert found["500 px"]["form"] <= 500
    assert page.errors == []
