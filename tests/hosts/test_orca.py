"""A real screen reader: what Orca says in four walks through the form, in Firefox."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserType, Locator, Page, expect

from tests.e2e.hosts.test_hosts import START
from tests.e2e.kernel_page import KernelPage, KernelServer
from tests.hosts.results import record
from tests.hosts.screen import ScreenReader, missing, orca, version


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[ScreenReader]:
    """Start Orca."""
    assert os.environ.get("FIREFOX"), "Firefox is missing: apt install firefox-esr"
    assert not missing(), f"not installed: {', '.join(missing())}"
    (home := tmp_path / "home").mkdir()
    with orca(home) as started:
        yield started


@pytest.fixture
def window(reader: ScreenReader, browser_type: BrowserType) -> Iterator[Page]:
    """Open a window of Firefox on Orca's screen."""
    browser = browser_type.launch(
        headless=False,
        channel="moz-firefox",
        executable_path=os.environ["FIREFOX"],
        env={**reader.env},
        firefox_user_prefs={"accessibility.force_disabled": -1},
    )
    yield browser.new_page()
    browser.close()


@pytest.fixture
def form(window: Page, tmp_path: Path) -> Iterator[Locator]:
    """Show a form over a real kernel."""
    (folder := tmp_path / "server").mkdir()
    server = KernelServer(folder, {})
    try:
        server.wait()
        shown = KernelPage(window, server, "", tmp_path / "state").show(START)
        expect(shown.locator('[data-role="target"]')).to_contain_text("Sandbox")
        yield shown
    finally:
        server.stop()


class Walk:
    """A person with a keyboard and Orca at a form.

    Args:
        form: its root.
        reader: Orca.
    """

    def __init__(self, form: Locator, reader: ScreenReader) -> None:
        self._reader = reader
        field = form.locator('[data-path="ModelPackageGroupName"]').first
        self._name = field.locator("input")
        self._error = field.locator('[data-role="error"]')
        self._submit = form.locator('[data-role="submit"]')

    def enter(self, name: str) -> None:
        """Enter a name instead of the one before, and leave the field."""
        self._name.focus()
        self._reader.hear("ModelPackageGroupName editable combo box.")
        self._reader.press("ctrl+a")
        self._reader.type(name)
        expect(self._name).to_have_value(name)
        self._reader.press("Tab")
        self._reader.hear("More actions for ModelPackageGroupName")

    def create(self, *, problem: bool = False) -> None:
        """Press the button, when the field shows a problem or none; what is said from then on."""
        if not problem:
            expect(self._error).to_be_empty()
        self._reader.forget()
        self._submit.focus()
        self._reader.hear("Create model package push button.")
        self._reader.press("Return")


def test_four_walks_with_orca(form: Locator, reader: ScreenReader) -> None:
    """A wrong name, a press with a problem, a refusal, a package: each is said, not only shown."""
    walk, walks = Walk(form, reader), {}
    rule = "Use 1 to 63 letters, digits, or hyphens, and start and end with a letter or digit."
    reader.forget()
    walk.enter("-wrong-")
    reader.hear(f"ModelPackageGroupName: {rule}")
    walks["1. Enter a wrong name and leave the field"] = reader.said()
    walk.create(problem=True)
    reader.hear("Nothing was sent. 1 problem.")
    reader.hear(f"ModelPackageGroupName Error: {rule}")
    walks["2. Press **Create model package** with a problem"] = reader.said()
    walk.enter("no-such-group")
    walk.create()
    reader.hear("Nothing was created. See the list of problems.")
    reader.hear("This model package group doesn't exist.")
    walks["3. AWS refuses the request"] = reader.said()
    walk.enter("modelpkg-sandbox")
    walk.create()
    reader.hear("Created: version 1 of modelpkg-sandbox")
    walks["4. AWS creates the package"] = reader.said()
    for name, said in walks.items():
        record("screen_reader", name, said=said)
    record("engines", "Orca, with Firefox", version=version(), tests="four walks by keyboard")
