"""Several writers of one form: two tabs, the kernel, a reload; with a real kernel."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.kernel_page import Cells
from tests.e2e.lab import LabServer, Notebook
from tests.e2e.restoring import restored

Open = Callable[..., Notebook]
OpenCells = Callable[..., Cells]
START = """
from modelpkg_widget import ModelPackageForm, sandbox
form = ModelPackageForm(session=sandbox().session)
form
"""
# The kernel assigns other members, and the very one that is typed into, while a person types.
ASSIGN = """
import threading, time
def assign():
    for at in range(12):
        form.value = {**form.value, "Domain": f"round {at}", "ModelPackageName": f"kernel-{at}"}
        time.sleep(0.2)
assigning = threading.Thread(target=assign)
assigning.start()
"""
ASSIGNED = "assigning.join()"
SHOW = "import json; print(json.dumps(form.value))"
TEXT = "abcdefghij klmnopqrst uvwxyz 0123456789 " * 2


def test_typing_beside_a_kernel_that_assigns(cells: OpenCells) -> None:
    page = cells(START, ASSIGN, SHOW)
    page.run_cell(0)
    form = page.form()
    description = form.get_by_label("ModelPackageDescription")
    expect(description).to_be_visible()
    page.run_cell(1)
    name = form.get_by_label("ModelPackageName")
    expect(name).to_have_value(re.compile("kernel-"))
    description.press_sequentially(TEXT, delay=15)
    expect(description).to_have_value(TEXT)
    expect(name).to_have_value("kernel-11")
    description.blur()
    page.wait_quiet()
    page.run_cell(2)
    assert json.loads(page.text(2)) == {
        "Domain": "round 11",
        "ModelPackageName": "kernel-11",
        "ModelPackageDescription": TEXT,
    }
    assert page.errors == []


def test_typing_into_the_member_that_the_kernel_assigns(cells: OpenCells) -> None:
    """A real kernel assigns while 54 letters are typed: page and kernel end equal."""
    page = cells(START, ASSIGN, SHOW, ASSIGNED)
    page.run_cell(0)
    name = page.form().get_by_label("ModelPackageName")
    expect(name).to_be_visible()
    typed = "typed-by-a-person-" * 3
    name.press_sequentially("typed-", delay=10)
    page.run_cell(1)
    name.focus()
    name.press("End")
    name.press("x")  # from now on nobody else writes over it
    already = name.input_value()
    name.press_sequentially(typed, delay=40)
    expect(name).to_have_value(already + typed)
    page.run_cell(3)
    page.wait_quiet()
    expect(name).to_have_value(already + typed)
    name.blur()
    page.wait_quiet()
    page.run_cell(2)
    assert json.loads(page.text(2))["ModelPackageName"] == already + typed


@pytest.mark.soak
@pytest.mark.own_tab
def test_two_tabs_of_one_kernel_end_equal(notebook: Open, lab: LabServer, page: Page) -> None:
    """Two tabs of JupyterLab type into one form at once: both end with the same request."""
    first = notebook(START, SHOW)
    first.run(0)
    expect(first.form()).to_be_visible()
    first.page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")
    other = page.context.new_page()
    second = Notebook(other, lab, "test_two_tabs_of_one_kernel_end_equal[chromium].ipynb")
    expect(second.form()).to_be_visible()

    one, two = first.form(), second.form()
    for step in range(4):
        for form, label, text in (
            (one, "ModelPackageName", f"one{step}-"),
            (two, "ModelPackageDescription", f"two{step} "),
        ):
            form.get_by_label(label).press("End")
            form.get_by_label(label).press_sequentially(text, delay=30)
        two.get_by_role("button", name="Add Tags item").click()
        two.locator(f'[data-path="Tags[{step}].Key"] input').fill(f"key{step}")
        expect(one.locator(f'[data-path="Tags[{step}].Key"] input')).to_have_value(f"key{step}")
        one.locator(f'[data-path="Tags[{step}].Value"] input').fill(f"value{step}")
    one.get_by_label("ModelPackageName").blur()
    two.get_by_label("ModelPackageName").blur()
    name, text = "one0-one1-one2-one3-", "two0 two1 two2 two3 "
    expected = {
        "ModelPackageName": name,
        "ModelPackageDescription": text,
        "Tags": [{"Key": f"key{step}", "Value": f"value{step}"} for step in range(4)],
    }
    first.expect_printed(1, expected)
    for form in (one, two):
        expect(form.get_by_label("ModelPackageName")).to_have_value(name)
        expect(form.locator('[data-path="Tags[3].Value"] input')).to_have_value("value3")
        description = form.get_by_label("ModelPackageDescription")
        expect(description).to_have_value(text)
    assert first.errors == second.errors == []


@pytest.mark.own_tab  # JupyterLab restores what was open, for the tests that follow as well
def test_a_reload_with_a_live_kernel_brings_the_form_back(notebook: Open) -> None:
    """JupyterLab is loaded twice: only it restores a form from the traits of a live kernel."""
    page = notebook(START, SHOW)
    page.run(0)
    page.form().get_by_label("ModelPackageName").press_sequentially("kept")
    page.form().get_by_label("Package type").select_option("unversioned")
    page.expect_printed(1, {"ModelPackageName": "kept"})
    page.page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")

    def load() -> Notebook:
        page.page.reload()
        return page

    name = restored(load).form().get_by_label("ModelPackageName")
    expect(name).to_have_value("kept")
    expect(page.form().get_by_label("Package type")).to_have_value("unversioned")
    name.press("End")
    name.press_sequentially("-on")
    name.blur()
    page.expect_printed(1, {"ModelPackageName": "kept-on"})
