"""What JupyterLab saves of forms when it saves the state of widgets, and shows of it later."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from tests.e2e.lab import LabServer, Notebook

START = """
from modelpkg_widget import ModelPackageForm
ModelPackageForm({"ModelPackageName": "first"})
"""
STATE = "application/vnd.jupyter.widget-state+json"
SAVE = "() => window.jupyterapp.commands.execute('docmanager:save')"
SHUT_DOWN = "() => window.jupyterapp.shell.currentWidget.sessionContext.shutdown()"


@pytest.fixture
def saving(lab: LabServer) -> Iterator[None]:
    """Turn on "Save Widget State Automatically"."""
    folder = lab.folder / "settings" / "@jupyter-widgets" / "jupyterlab-manager"
    folder.mkdir(parents=True, exist_ok=True)
    setting = folder / "plugin.jupyterlab-settings"
    setting.write_text('{"saveState": true}')
    yield
    setting.unlink()


@pytest.mark.own_tab  # JupyterLab reads the setting when it is loaded
@pytest.mark.usefixtures("saving")
def test_the_program_is_saved_once_and_shows_forms_without_their_kernel(
    lab: LabServer, notebook: Callable[..., Notebook], request: pytest.FixtureRequest
) -> None:
    """JupyterLab saves the state of widgets, and shows it when the kernel is another one."""
    page = notebook(START, 'ModelPackageForm({"ModelPackageName": "second"})')
    for cell, name in enumerate(("first", "second")):
        page.run(cell)
        shown = page.form(cell).get_by_label("ModelPackageName", exact=True)
        expect(shown).to_have_value(name)
    page.page.evaluate(SAVE)
    text = (lab.root / f"{request.node.name}.ipynb").read_text()
    states = json.loads(text)["metadata"]["widgets"][STATE]["state"].values()
    sizes = sorted(len(json.dumps(state)) for state in states)
    print(f"{len(text)} bytes of the notebook, of which its widgets have {sizes}")
    *_, second, first, shared = sizes
    assert shared > 90_000
    assert second <= first < 10_000

    page.page.evaluate(SHUT_DOWN)
    page.page.reload()
    for cell, name in enumerate(("first", "second")):
        shown = page.form(cell).get_by_label("ModelPackageName", exact=True)
        expect(shown).to_have_value(name)
    toolbar = page.form(0).locator(".mp-toolbar")
    expect(toolbar).to_have_css("display", "grid")
    assert page.errors == []
