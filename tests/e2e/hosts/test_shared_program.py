"""Where the page of a form finds the program that all forms of a kernel share."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.kernel_page import KernelPage

Open = Callable[[], KernelPage]
START = """
from modelpkg_widget import ModelPackageForm, sandbox
form = ModelPackageForm({"ModelPackageGroupName": sandbox().group}, session=sandbox().session)
form"""
#: Messages of a page that request the program with the form itself.
REQUESTS = """() => {
  const send = WebSocket.prototype.send;
  window.requests = 0;
  WebSocket.prototype.send = function (data) {
    if (String(data).includes('"get_page_program"')) window.requests += 1;
    return send.call(this, data);
  };
}"""
#: Widgets of the kernel that hold a program.
PROGRAMS = """
from ipywidgets import Widget
print(sum(type(one).__name__ == "SharedProgram" for one in Widget.widgets.values()))"""


@pytest.fixture
def opened(kernel_page: Open) -> Open:
    """Open a page that counts its requests."""

    def open_page() -> KernelPage:
        page = kernel_page()
        page.page.evaluate(REQUESTS)
        return page

    return open_page


def requests(page: KernelPage) -> int:
    count: int = page.page.evaluate("requests")
    return count


def expect_styled(form: Locator) -> None:
    expect(form.get_by_role("button", name="Create model package")).to_have_css("cursor", "pointer")
    expect(form.locator(".mp-toolbar")).to_have_css("display", "grid")


def test_a_page_that_is_loaded_again_finds_it(opened: Open) -> None:
    page = opened()
    page.show(START).get_by_label("ModelPackageDescription").fill("typed before")
    page.wait_quiet()
    again = opened()
    form = again.show("form")
    expect(form.get_by_label("ModelPackageDescription")).to_have_value("typed before")
    expect_styled(form)
    assert requests(again) == 0
    assert page.errors == again.errors == []


def test_a_host_that_shows_no_widget_to_another_one_gets_it_with_the_form(opened: Open) -> None:
    page = opened()
    page.page.evaluate("() => { window.isolated = true; }")
    form = page.show(START)
    expect_styled(form)
    assert requests(page) == 1
    form.get_by_label("ModelPackageDescription").fill("typed")
    form.get_by_role("button", name="Create model package", exact=True).click()
    expect(form.locator('[data-role="outcome"][data-status="created"]')).to_be_visible()
    assert page.run("print(form.value['ModelPackageDescription'])").strip() == "typed"
    page.show_below("form")
    assert requests(page) == 1, "the form has it now, for other pages, too"
    assert page.errors == []


def test_the_next_form_has_it_after_all_widgets_were_closed(opened: Open) -> None:
    page = opened()
    first = page.show(START)
    page.run("from ipywidgets import Widget; Widget.close_all()")
    assert page.run(PROGRAMS).strip() == "0"
    second = page.show_below(START)
    third = page.show_below("ModelPackageForm()")
    assert page.run(PROGRAMS).strip() == "1"
    expect_styled(second)
    second.get_by_label("ModelPackageDescription").fill("typed")
    page.wait_quiet()
    assert page.run("print(form.value['ModelPackageDescription'])").strip() == "typed"
    expect(third.get_by_label("ModelPackageName", exact=True)).to_be_editable()
    expect(first.get_by_label("ModelPackageName", exact=True)).to_have_value("")
    assert requests(page) == 0
    assert page.errors == []
