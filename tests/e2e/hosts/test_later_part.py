"""The later part of the page's program: it comes from the kernel when a panel of it is opened."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.kernel_page import Cells, KernelPage
from tests.e2e.lab import busy
from tests.e2e.menus import more
from tests.e2e.own_page import OwnPage

Own = Callable[[], OwnPage]
START = """
from modelpkg_widget import ModelPackageForm, sandbox
form = ModelPackageForm({"ModelPackageDescription": "seen"}, session=sandbox().session)
form"""
WAITS = "Waiting for the kernel"
#: Messages of a page that request the later part.
REQUESTS = """() => {
  const send = WebSocket.prototype.send;
  window.requests = 0;
  WebSocket.prototype.send = function (data) {
    if (String(data).includes('"get_page_part"')) window.requests += 1;
    return send.call(this, data);
  };
}"""
#: Whether what is open below a box or button has the id by which that names it.
NAMED = """(form) => [...form.querySelectorAll("[aria-controls][aria-expanded=true][aria-haspopup],"
    + "[aria-controls][aria-expanded=true][role=combobox]")]
  .map((one) => document.getElementById(one.getAttribute("aria-controls"))
    ?.querySelector("[data-role=awaited]") != null)"""
#: How many styles of a later part the page has, beside that of the first part.
ADOPTED = "() => document.adoptedStyleSheets.length - 1"


def fold(form: Locator, name: str) -> Locator:
    return form.get_by_role("button", name=name, exact=True)


def region(form: Locator, name: str) -> Locator:
    return form.get_by_role("region", name=name, exact=True)


def test_all_forms_of_a_page_share_what_one_has_requested(
    kernel_page: Callable[[], KernelPage],
) -> None:
    page = kernel_page()
    page.page.evaluate(REQUESTS)
    first = page.show(START).first
    second = page.show_below("ModelPackageForm()")
    first.get_by_label("ModelPackageName", exact=True).fill("typed")
    assert page.page.evaluate("requests") == 0, "a form that is typed in needs no more"
    assert page.page.evaluate(ADOPTED) == 0

    fold(first, "Export").click()
    fold(second, "Export").click()
    expect(region(first, "Export").locator("pre")).to_contain_text("typed")
    expect(region(second, "Export").locator("pre")).to_be_visible()
    fold(second, "Review").click()
    expect(region(second, "Review")).to_contain_text("Request to be sent")
    assert page.page.evaluate("requests") == 1
    assert page.page.evaluate(ADOPTED) == 1
    page.page.evaluate("() => closeForm()")  # the first form
    assert page.page.evaluate(ADOPTED) == 1
    assert page.errors == []


def test_beside_a_busy_kernel_a_panel_waits_and_says_so(
    cells: Callable[..., Cells], tmp_path: Path
) -> None:
    """What was opened is there when the cell has ended; the problems are there at once."""
    gate = tmp_path / "gate"
    page = cells(START, busy(gate))
    page.run_cell(0)
    form = page.form()
    expect(form.locator('[data-role="target"]')).to_contain_text("Sandbox")
    page.run_cell(1, wait=False)
    fold(form, "Review").click()
    review = region(form, "Review")
    expect(review).to_contain_text(WAITS)
    expect(review).to_have_attribute("aria-busy", "true")
    expect(form.locator('[role="status"]')).to_contain_text(WAITS)

    fold(form, "Create model package").click()
    expect(region(form, "Problems").get_by_role("link").first).to_be_visible()
    form.get_by_label("ModelPackageDescription").fill("typed meanwhile")
    assert page.is_running(1)
    expect(review).to_contain_text(WAITS)

    gate.touch()
    expect(review).to_contain_text("typed meanwhile")
    expect(form.get_by_label("ModelPackageDescription")).to_be_focused()
    assert page.errors == []


def test_a_kernel_that_has_stopped_is_named(kernel_page: Callable[[], KernelPage]) -> None:
    page = kernel_page()
    form = page.show(START)
    page.run("form.close()")
    form.get_by_label("ModelPackageDescription").fill("still here")
    expect(form.locator('[data-role="gone"]')).to_be_visible()
    fold(form, "Changes").click()
    expect(region(form, "Changes")).to_contain_text("The kernel has stopped")
    assert page.errors == []


@pytest.fixture
def silent(own_page: Own) -> Own:
    """Open a form whose kernel does not answer until `answer` is called."""

    def opened() -> OwnPage:
        own = own_page()
        own.show({"ModelPackageName": "a"})
        own.page.evaluate("() => { model.busy = true; }")
        return own

    return opened


def answer(own: OwnPage) -> None:
    own.page.evaluate("() => { model.busy = false; return model.sayLater(); }")


#: Press Export, and look at what was sent before there is another task, and so a paint.
PRESS = """async () => {
  document.querySelector("[id$=-export-fold]").click();
  for (let turn = 0; turn < 50; turn += 1) await null;
  return model.sent.map(({ kind }) => kind);
}"""


def test_it_is_requested_before_the_opened_panel_is_painted(silent: Own) -> None:
    own = silent()
    assert own.messages_of("get_page_part") == []
    assert own.page.evaluate(PRESS)[-1] == "get_page_part"


def test_what_was_to_have_the_focus_has_it_when_it_comes(silent: Own) -> None:
    own = silent()
    form = own.page.locator(".modelpkg-form")
    fold(form, "Load from…").click()
    expect(region(form, "Load from…")).to_contain_text(WAITS)
    answer(own)
    expect(region(form, "Load from…").get_by_role("combobox").first).to_be_visible()
    expect(own.page.locator("[id$='-load-what']")).to_be_focused()


def test_the_focus_stays_with_somebody_who_went_on(silent: Own) -> None:
    own = silent()
    form = own.page.locator(".modelpkg-form")
    fold(form, "Load from…").click()
    name = form.get_by_label("ModelPackageName", exact=True)
    name.press_sequentially("bc")
    answer(own)
    expect(own.page.locator("[id$='-load-what']")).to_be_visible()
    expect(name).to_be_focused()


def test_the_guide_waits_too_and_the_way_back_is_there(silent: Own) -> None:
    own = silent()
    form = own.page.locator(".modelpkg-form")
    fold(form, "Guided mode").click()
    expect(form).to_contain_text(WAITS)
    fold(form, "Full form").click()
    expect(form.get_by_label("ModelPackageName", exact=True)).to_have_value("a")
    fold(form, "Guided mode").click()
    answer(own)
    expect(form.locator(".mp-step h3")).to_be_focused()
    assert own.errors == []


def test_what_a_control_opens_waits_and_says_so(silent: Own) -> None:
    own = silent()
    form = own.page.locator(".modelpkg-form")
    more(form, "ModelPackageName").click()
    expect(form.locator(".mp-menu-items")).to_contain_text(WAITS)
    own.page.keyboard.press("Escape")
    expect(more(form, "ModelPackageName")).to_be_focused()
    more(form, "ModelPackageName").click()
    answer(own)
    expect(form.get_by_role("menuitem", name="Unset")).to_be_focused()
    assert own.errors == []


def test_what_waits_is_what_its_box_or_button_names(silent: Own) -> None:
    """A name of nothing would lead a screen reader nowhere."""
    own = silent()
    form = own.page.locator(".modelpkg-form")
    form.get_by_role("combobox", name="Search fields and values").fill("image")
    expect(form.locator('[data-role="awaited"]')).to_contain_text(WAITS)
    assert form.evaluate(NAMED) == [True]
    form.locator(".mp-more").first.click()
    expect(form.locator('.mp-menu [data-role="awaited"]')).to_have_count(1)
    assert form.evaluate(NAMED) == [True]


def test_enter_in_the_search_is_kept_until_the_results_are_there(silent: Own) -> None:
    own = silent()
    form = own.page.locator(".modelpkg-form")
    search = form.get_by_role("combobox", name="Search fields and values")
    search.fill("domain")
    search.press("Enter")
    expect(form.locator(".mp-search")).to_contain_text(WAITS)
    answer(own)
    expect(form.get_by_label("Domain", exact=True)).to_be_focused()
    assert own.errors == []


def test_a_value_of_a_long_list_is_added_without_the_list(silent: Own) -> None:
    own = silent()
    own.open_all()
    name = "SupportedRealtimeInferenceInstanceTypes"
    box = own.page.locator(f'[data-path="InferenceSpecification.{name}"] input')
    box.fill("ml.m5.large")
    box.press("Enter")
    own.expect_written({"ModelPackageName": "a", "InferenceSpecification": {name: ["ml.m5.large"]}})
    box.fill("m5.xl")
    box.press("Enter")
    expect(own.page.locator(".mp-multi-select")).to_contain_text([WAITS])
    answer(own)
    expect(own.page.locator(".mp-chip").filter(has_text="ml.m5.xlarge")).to_be_visible()
    assert own.errors == []


def test_a_list_of_the_account_waits_and_what_is_typed_needs_none(silent: Own) -> None:
    own = silent()
    form = own.page.locator(".modelpkg-form")
    form.get_by_label("ModelPackageName").fill("")  # beside a group it is reported as wrong
    place = form.locator('[data-path="ModelPackageGroupName"]')
    box = place.get_by_role("combobox")
    box.press_sequentially("chu")
    expect(place.locator('[data-role="awaited"]')).to_have_count(0)
    place.get_by_role("button", name="Browse").click()
    expect(place.locator(".mp-options")).to_contain_text(WAITS)
    expect(form.get_by_role("status")).to_contain_text(WAITS)
    expect(box).to_be_focused()
    box.press("Escape")
    expect(place.locator(".mp-options")).to_have_count(0)
    box.press("ArrowDown")
    expect(place.locator(".mp-options")).to_contain_text(WAITS)
    answer(own)
    question = own.expect_message("list_resources", source="groups", text="chu", typed=False)
    own.kernel_says(
        "resources",
        **{name: question[name] for name in ("view_id", "request_id")},
        suggestions=[{"value": "churn", "details": []}],
    )
    expect(place.get_by_role("option")).to_have_text(["churn"])
    box.press("Enter")
    expect(box).to_have_value("churn")
    assert own.errors == []


def test_what_was_typed_asks_for_a_list_as_soon_as_it_can(silent: Own) -> None:
    own = silent()
    box = own.page.locator('[data-path="ModelPackageGroupName"]').get_by_role("combobox")
    box.press_sequentially("chu")
    answer(own)
    own.expect_message("list_resources", text="chu", typed=True)
    assert own.errors == []


def test_all_that_aws_says_of_a_member_waits_too(silent: Own) -> None:
    own = silent()
    field = own.page.locator('[data-path="ModelPackageGroupName"]')
    field.get_by_role("combobox").press("F1")
    expect(field.locator(".mp-documentation")).to_contain_text(WAITS)
    answer(own)
    expect(field.locator(".mp-documentation")).to_have_text("Loading AWS documentation…")
    assert own.errors == []


def test_what_is_no_program_is_reported_and_requested_again(silent: Own) -> None:
    own = silent()
    form = own.page.locator(".modelpkg-form")
    fold(form, "Changes").click()
    own.page.evaluate("() => model.say({ kind: 'page_part', code: btoa('no program') })")
    expect(region(form, "Changes")).to_contain_text("could not be loaded")
    fold(form, "Changes").click()
    own.page.evaluate("() => { model.busy = false; }")
    fold(form, "Changes").click()
    expect(region(form, "Changes")).to_contain_text("Filled in so far")
    assert len(own.messages_of("get_page_part")) == 2
