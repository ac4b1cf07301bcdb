"""What JupyterLab saves of forms when it saves the state of widgets, and shows of it later."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from tests.e2e.lab import LabServer, Notebook
from tests.e2e.restoring import restored
from tests.e2e.tabs import SharedTab

START = """
from modelpkg_widget import ModelPackageForm
ModelPackageForm({"ModelPackageName": "first"})
"""
STATE = "application/vnd.jupyter.widget-state+json"
SAVE = "() => window.jupyterapp.commands.execute('docmanager:save')"


#: Turns "Save Widget State Automatically" on, and off.
TOGGLE = """() => window.jupyterapp.commands.execute(
  "@jupyter-widgets/jupyterlab-manager:saveWidgetState")"""


@pytest.fixture
def saving(notebook: Callable[..., Notebook]) -> Iterator[Callable[..., Notebook]]:
    """Return what opens a notebook of which the state of widgets is saved."""
    opened: list[Notebook] = []

    def saved(*cells: str) -> Notebook:
        page = notebook(*cells)
        page.page.evaluate(TOGGLE)
        opened.append(page)
        return page

    yield saved
    for page in opened:
        page.page.evaluate(TOGGLE)


@pytest.mark.parametrize("loads", ["opened", pytest.param("loaded", marks=pytest.mark.soak)])
def test_the_program_is_saved_once_and_shows_forms_without_their_kernel(
    lab: LabServer,
    lab_tab: SharedTab,
    saving: Callable[..., Notebook],
    request: pytest.FixtureRequest,
    loads: str,
) -> None:
    """JupyterLab saves the state of widgets, and shows it when the kernel is another one.

    The notebook is opened again, or JupyterLab is loaded again with it.
    """
    page = saving(START, 'ModelPackageForm({"ModelPackageName": "second"})')
    for cell, name in enumerate(("first", "second")):
        page.run(cell)
        shown = page.form(cell).get_by_label("ModelPackageName", exact=True)
        expect(shown).to_have_value(name)
    page.page.evaluate(SAVE)
    file = f"{request.node.name}.ipynb"
    text = (lab.root / file).read_text()
    states = json.loads(text)["metadata"]["widgets"][STATE]["state"].values()
    sizes = sorted(len(json.dumps(state)) for state in states)
    print(f"{len(text)} bytes of the notebook, of which its widgets have {sizes}")
    *_, second, first, shared = sizes
    assert shared > 90_000
    assert second <= first < 10_000
    lab_tab.reset()
    assert page.errors == []

    def load() -> Notebook:
        lab_tab.reset()
        if loads == "loaded":
            lab_tab.page().goto("about:blank")
        return Notebook(lab_tab.page(), lab, file)

    again = restored(load)
    for cell, name in enumerate(("first", "second")):
        shown = again.form(cell).get_by_label("ModelPackageName", exact=True)
        expect(shown).to_have_value(name)
    toolbar = again.form(0).locator(".mp-toolbar")
    expect(toolbar).to_have_css("display", "grid")
    assert again.errors == []
