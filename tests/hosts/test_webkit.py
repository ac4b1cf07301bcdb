"""WebKitGTK, an engine of Safari's family: one visit to the ARN, and the geometry."""

from __future__ import annotations

import importlib
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest

from tests.e2e.hosting import hosted, voila
from tests.e2e.hosts.test_hosts import ARN, START
from tests.e2e.layout.test_scenes import JUDGES
from tests.e2e.own_page import OPEN_ALL
from tests.e2e.serving import served
from tests.hosts.results import record
from tests.hosts.screen import screen

BROWSERS = Path("/usr/lib").glob("*/webkit2gtk-*/MiniBrowser")
SECONDS = 90
WIDTHS = (1400, 700, 320)
REQUEST = {
    "ModelPackageName": "-wrong-",
    "InferenceSpecification": {"Containers": [{"Image": "a b"}]},
}


@pytest.fixture
def display(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Start a screen that nobody sees."""
    assert shutil.which("Xvfb"), "Xvfb is missing: apt install xvfb"
    with screen() as name:
        monkeypatch.setenv("DISPLAY", name)
        yield


@pytest.fixture
def browser(display: None) -> Iterator[Any]:
    """Start WebKitGTK's MiniBrowser."""
    webdriver = importlib.import_module("selenium.webdriver")
    gtk = "selenium.webdriver.webkitgtk"
    options = importlib.import_module(f"{gtk}.options").Options()
    service = importlib.import_module(f"{gtk}.service").Service
    program, driver = next(iter(sorted(BROWSERS)), None), shutil.which("WebKitWebDriver")
    assert program and driver, "WebKitGTK is missing: apt install webkit2gtk-driver"
    options.binary_location = str(program)
    options.add_argument("--automation")
    started = webdriver.WebKitGTK(options=options, service=service(driver))
    yield started
    started.quit()


class Visit:
    """A person at a form in WebKitGTK."""

    def __init__(self, browser: Any) -> None:
        ui = importlib.import_module("selenium.webdriver.support.ui")
        self.browser = browser
        self._wait = ui.WebDriverWait(browser, SECONDS, poll_frequency=0.1)

    def find(self, selector: str) -> Any:
        """Wait for an element that can be seen."""

        def shown(browser: Any) -> Any:
            found = browser.find_elements("css selector", selector)
            return next((one for one in found if one.is_displayed()), None)

        return self._wait.until(shown, selector)

    def until_text(self, selector: str, text: str) -> None:
        """Wait until an element has a text; an empty one means no text at all."""
        self._wait.until(
            lambda browser: text in (found := self.text(selector)) and (text or not found),
            f"{selector}: {text}",
        )

    def until(self, condition: str) -> None:
        """Wait until an expression of JavaScript is true."""
        self._wait.until(lambda browser: browser.execute_script(f"return {condition}"), condition)

    def text(self, selector: str) -> str:
        return str(self.browser.find_element("css selector", selector).text)


# The names of groups whose menu is not beside them, but below.
BELOW = """return [...document.querySelectorAll("fieldset.mp-group")].filter((group) => {
  const name = group.querySelector(":scope > legend").firstElementChild.getBoundingClientRect();
  const menu = group.querySelector(":scope > .mp-buttons").getBoundingClientRect();
  return menu.height > 0 && menu.top >= name.bottom;
}).map((group) => group.dataset.path)"""


def keep_picture(browser: Any, name: str) -> None:
    """Save a screenshot, if SCREENSHOTS names a folder."""
    if folder := os.environ.get("SCREENSHOTS"):
        browser.save_screenshot(f"{folder}/webkitgtk-{name}.png")


def test_one_visit_to_the_arn_in_webkitgtk(browser: Any, tmp_path: Path) -> None:
    keys = importlib.import_module("selenium.webdriver.common.keys").Keys
    cells = [nbformat.v4.new_code_cell(START)]  # type: ignore[no-untyped-call]
    made = nbformat.v4.new_notebook(cells=cells)  # type: ignore[no-untyped-call]
    nbformat.write(made, tmp_path / "host.ipynb")  # type: ignore[no-untyped-call]
    name = '[data-path="ModelPackageGroupName"]'
    with hosted(tmp_path, voila("host.ipynb"), "/voila/static/") as url:
        browser.set_page_load_timeout(SECONDS)
        browser.get(url)
        visit = Visit(browser)
        visit.find(".modelpkg-form")
        visit.until_text('[data-role="target"]', "Sandbox: nothing is sent to AWS")
        field = visit.find(f"{name} input")
        field.send_keys("-not a name-", keys.TAB)
        visit.until_text(f'{name} [data-role="error"]', "letters, digits, or hyphens")
        field.send_keys(keys.CONTROL, "a")
        field.send_keys("modelpkg-sandbox")
        visit.until_text(f'{name} [data-role="error"]', "")
        visit.find('[data-role="submit"]').click()
        arn = visit.find('[data-role="arn"]').text
        assert ARN.match(arn)
        keep_picture(browser, "voila")
    (tmp_path / "harness").mkdir()
    with served(tmp_path / "harness") as url:
        browser.get(url)
        visit.until("window.ready === true")
        browser.execute_script("return display(arguments[0], ['first'])", json.dumps(REQUEST))
        visit.find(".modelpkg-form")
        browser.execute_script(f"return ({OPEN_ALL})()")
        browser.execute_script(JUDGES)
        for width in WIDTHS:
            if width > 600:  # the narrowest window that MiniBrowser has
                browser.set_window_size(width, 1000)
                visit.until(f"Math.abs(window.innerWidth - {width}) < 40")
            browser.execute_script(f"document.body.style.width = '{width - 40}px'")
            found = browser.execute_script("return geometry()")
            keep_picture(browser, str(width))
            if width > 600:  # in a narrow column they wrap, as in any engine
                assert browser.execute_script(BELOW) == [], width
            assert {judge: rows for judge, rows in found.items() if rows} == {}, width
    version = browser.capabilities["browserVersion"]
    record("engines", "WebKitGTK", version=version, tests="one visit to the ARN, geometry")
