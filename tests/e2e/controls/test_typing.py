"""Typing: quick, beside a kernel that is busy and writes to the same form; and its spelling."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.kernel_page import Cells
from tests.e2e.lab import busy
from tests.e2e.own_page import OwnPage
from tests.helpers.marks import SOAK_OR_ENGINES

Open = Callable[..., Cells]
START = """
from modelpkg_widget import ModelPackageForm, sandbox
form = ModelPackageForm({"ModelPackageDescription": "()"}, session=sandbox().session)
form
"""
# The kernel sets other members all the while, and lists that stand above and below.
ASSIGN = """
import threading, time
ended = threading.Event()
def assign():
    at = 0
    while not ended.is_set():
        at += 1
        tags = [{"Key": "k", "Value": str(at)}]
        form.value = {**form.value, "Domain": f"round {at}", "Tags": tags}
        time.sleep(0.1)
writer = threading.Thread(target=assign)
writer.start()
"""
BUSY = {"sleeps": "time.sleep(0.05)", "computes": "sum(range(1000))"}
SHOW = "ended.set(); writer.join(); print(json.dumps(form.value))"
TEXT = "abcdefghij klmnopqrst uvwxyz 0123456789 ABCDEFGHIJ KLMNOPQRS"
CARET = "(box) => [box.selectionStart, box.selectionEnd]"


@pytest.mark.timeout(240)
@pytest.mark.parametrize("kernel", [pytest.param("sleeps", marks=SOAK_OR_ENGINES), "computes"])
def test_nothing_is_lost_or_doubled_and_the_caret_stays(
    cells: Open, kernel: str, tmp_path: Path
) -> None:
    """Hundreds of keys against a kernel that is busy: the one way to lose what was typed."""
    assert len(TEXT) == 60
    gate = tmp_path / "gate"
    page = cells(START, ASSIGN, busy(gate, BUSY[kernel]), "import json\n" + SHOW)
    page.run_cell(0)
    form = page.form()
    description = form.get_by_label("ModelPackageDescription")
    expect(description).to_have_value("()")
    page.run_cell(1)
    tag = form.locator('[data-path="Tags[0].Value"] input')
    expect(tag).to_be_visible()
    page.run_cell(2, wait=False)
    description.focus()
    description.press("Home")
    description.press("ArrowRight")
    page.page.keyboard.type(TEXT, delay=30)
    assert page.is_running(2)
    assert description.evaluate(CARET) == [61, 61]
    expect(description).to_have_value(f"({TEXT})")
    round_then = tag.input_value()
    expect(tag).not_to_have_value(round_then)  # the kernel's writes still arrive
    assert description.evaluate(CARET) == [61, 61]
    page.page.keyboard.type("!")
    page.page.keyboard.press("Tab")
    assert page.is_running(2)
    # What the next cell reads is all that was typed before it was started.
    page.run_cell(3, wait=False)
    gate.touch()
    page.wait_run(3)
    value = json.loads(page.text(3))
    assert value["ModelPackageDescription"] == f"({TEXT}!)"
    assert int(value["Tags"][0]["Value"]) > 1
    assert page.errors == []


def test_prose_is_checked_for_spelling_and_names_are_not(own_page: Callable[[], OwnPage]) -> None:
    """Firefox underlined the name of each group as a word that it doesn't know."""
    form = own_page().show({"ModelPackageGroupName": "a-group"})
    for name, checked in {
        "ModelPackageGroupName": "false",
        "ModelPackageName": "false",
        "ModelPackageDescription": "true",
    }.items():
        expect(form.get_by_label(name)).to_have_attribute("spellcheck", checked)
