"""What a screen reader says on the way to a package, by a virtual one over the real form."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

from tests.conftest import ROOT

from .kernel_page import KernelPage

READER = ROOT / "js/node_modules/@guidepup/virtual-screen-reader/lib/esm/index.browser.js"
MAKE = """
from modelpkg_widget import ModelPackageForm, sandbox
aws = sandbox()
form = ModelPackageForm({value}, session=aws.session)
form"""


class Reader:
    """Listens to a form."""

    def __init__(self, page: Page) -> None:
        self.page = page
        page.route("**/reader.js", lambda route: route.fulfill(path=READER))
        page.evaluate(_START)

    def said(self) -> list[str]:
        """Return what it has said since the last time."""
        phrases: list[str] = self.page.evaluate(_SAID)
        return phrases


_START = """async () => {
  const { virtual } = await import("/static/reader.js");
  await virtual.start({ container: document.querySelector(".modelpkg-form") });
  window.reader = virtual;
}"""
_SAID = """async () => {
  const said = await window.reader.spokenPhraseLog();
  await window.reader.clearSpokenPhraseLog();
  return said;
}"""


def test_all(kernel_page: Callable[[], KernelPage]) -> None:
    shown = kernel_page()
    page = shown.page
    form = shown.show(MAKE.format(value={}))
    reader = Reader(page)
    print(reader.said())
    name = form.get_by_role("combobox", name="ModelPackageGroupName")
    name.focus()
    page.keyboard.type("-no name-")
    page.keyboard.press("Tab")
    page.wait_for_timeout(1000)
    print("WRONG", reader.said())
    form.get_by_role("button", name="Create model package", exact=True).focus()
    print("CREATE", reader.said())
    page.keyboard.press("Enter")
    page.wait_for_timeout(1000)
    print("PROBLEMS", reader.said())
    name.fill("no-such-group")
    form.get_by_role("button", name="Create model package", exact=True).focus()
    page.keyboard.press("Enter")
    page.wait_for_timeout(3000)
    print("REFUSED", reader.said())
    name.fill("modelpkg-sandbox")
    form.get_by_role("button", name="Create model package", exact=True).focus()
    page.keyboard.press("Enter")
    page.wait_for_timeout(3000)
    print("SUCCESS", reader.said())
