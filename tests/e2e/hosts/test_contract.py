"""What hosts ask of a widget: no state outside of it, complete styles, nothing left behind."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.own_page import OwnPage
from tests.e2e.themes import wear

pytestmark = pytest.mark.own_tab

COUNTS = [10, pytest.param(100, marks=pytest.mark.soak)]
#: Of the text in a page that has no theme.
INK = {"light": "rgb(27, 31, 36)", "dark": "rgb(230, 232, 235)"}
REQUEST = {
    "ModelPackageGroupName": "churn",
    "Tags": [{"Key": "team", "Value": "fraud"}],
    "InferenceSpecification": {"Containers": [{"Image": "image", "Environment": {"A": "1"}}]},
}


@pytest.fixture
def many(harness: str, page: Page) -> OwnPage:
    """A page that holds many forms."""
    return OwnPage(page, harness.replace("harness.html", "many.html"))


def put(many: OwnPage, name: str = "churn", *, shadow: bool = False) -> None:
    text = json.dumps({**REQUEST, "ModelPackageGroupName": name})
    many.page.evaluate("([text, shadow]) => put(text, shadow)", [text, shadow])


def forms(many: OwnPage) -> list[Locator]:
    return many.page.locator(".modelpkg-form").all()


def test_two_forms_of_one_module_know_nothing_of_each_other(many: OwnPage) -> None:
    put(many, "one")
    put(many, "two", shadow=True)
    one, two = forms(many)
    one.get_by_label("ModelPackageDescription").fill("first")
    two.get_by_label("ModelPackageDescription").fill("second")
    two.get_by_label("ModelPackageDescription").blur()
    written = [json.loads(many.page.evaluate("(at) => written(at)", at)) for at in (0, 1)]
    assert [value["ModelPackageGroupName"] for value in written] == ["one", "two"]
    assert [value["ModelPackageDescription"] for value in written] == ["first", "second"]
    assert many.errors == []


def test_in_a_shadow_root_under_a_reset_it_works_the_same(many: OwnPage) -> None:
    for shadow in (False, True):
        put(many, "g_", shadow=shadow)
    plain, shadowed = forms(many)
    for form in (plain, shadowed):
        form.get_by_role("button", name="Containers and inference").click()
        form.get_by_role("button", name="Create model package", exact=True).click()
        link = form.get_by_role("region", name="Problems").get_by_role("link").first
        expect(link).to_be_focused()
        link.press("Enter")
        expect(form.get_by_label("ModelPackageGroupName")).to_be_focused()
        form.get_by_label("ModelPackageGroupName").press("Control+k")
        search = form.get_by_placeholder("Search fields and values")
        expect(search).to_be_focused()
        search.press("Escape")
        form.get_by_label("ModelPackageGroupName").focus()
    assert many.errors == []


def test_it_leaves_the_page_around_as_it_was(many: OwnPage) -> None:
    before: dict[str, Any] = many.page.evaluate("surroundings()")
    put(many)
    put(many, shadow=True)
    for form in forms(many):
        form.get_by_label("ModelPackageDescription").fill("text")
        form.get_by_role("button", name="Create model package", exact=True).click()
    assert many.page.evaluate("surroundings()") == before
    for form in forms(many):
        form.get_by_role("button", name="Preflight", exact=True).click()
        # The style of the later part is there, in the page and in a shadow root.
        row = form.get_by_role("region", name="Preflight").locator(".mp-form-row")
        expect(row).to_have_css("display", "flex")
    assert many.page.evaluate("surroundings()") == {**before, "sheets": before["sheets"] + 1}
    many.page.evaluate("closeAll()")
    assert many.page.evaluate("surroundings()") == before


@pytest.mark.parametrize(
    ("script", "scheme"),
    [
        pytest.param("() => {}", "light", id="a page that says nothing"),
        pytest.param("(root) => { root.style.colorScheme = 'dark' }", "dark", id="marimo"),
        pytest.param("(root) => root.setAttribute('theme', 'dark')", "dark", id="Colab"),
    ],
)
def test_its_scheme_is_that_of_the_page(many: OwnPage, script: str, scheme: str) -> None:
    """In a system that prefers the other one."""
    many.page.emulate_media(color_scheme="light" if scheme == "dark" else "dark")
    many.page.locator(":root").evaluate(script)
    for shadow in (False, True) if "theme" not in script else (False,):  # Colab has no shadow roots
        put(many, shadow=shadow)
    for form in forms(many):
        expect(form.locator(".mp-toolbar")).to_have_css("color", INK[scheme])


def test_its_theme_is_that_of_vs_code(many: OwnPage) -> None:
    """The widget manager of VS Code brings JupyterLab's light theme into its dark one."""
    put(many)
    wear(many.page, "VS Code dark")
    (form,) = forms(many)
    for control in (form, form.get_by_label("ModelPackageDescription")):
        expect(control).to_have_css("color", "rgb(204, 204, 204)")
    expect(form).to_have_css("background-color", "rgb(31, 31, 31)")


# As JupyterLab 4.6 has it, whose grey is too faint for a text that says what to enter.
_HINTS_OF_THE_HOST = """() => {
  document.body.className = "jp-ThemedContainer";
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(".jp-ThemedContainer input::placeholder { color: rgb(1, 2, 3) }");
  document.adoptedStyleSheets.push(sheet);
}"""


def test_hints_in_fields_have_the_colour_of_the_form(many: OwnPage) -> None:
    put(many)
    hint = forms(many)[0].get_by_label("ModelPackageName")
    color = "(field) => getComputedStyle(field, '::placeholder').color"
    before = hint.evaluate(color)
    many.page.evaluate(_HINTS_OF_THE_HOST)
    assert hint.evaluate(color) == before != "rgb(1, 2, 3)"


def counted(many: OwnPage) -> dict[str, int]:
    """What the page holds after garbage was collected."""
    cdp = many.page.context.new_cdp_session(many.page)
    cdp.send("Performance.enable")
    for _ in range(3):
        cdp.send("HeapProfiler.collectGarbage")
    metrics = {
        row["name"]: int(row["value"]) for row in cdp.send("Performance.getMetrics")["metrics"]
    }
    cdp.detach()
    return {name: metrics[name] for name in ("JSHeapUsedSize", "Nodes", "JSEventListeners")}


@pytest.mark.parametrize("count", COUNTS)
def test_closed_forms_leave_nothing(many: OwnPage, count: int) -> None:
    """Forms are shown and closed, again and again: listeners and elements stay as many."""

    def show(times: int) -> None:
        for at in range(times):
            put(many, shadow=at % 2 == 1)
            form = many.page.locator(".modelpkg-form").last
            form.get_by_label("ModelPackageDescription").fill("text")
            form.get_by_role("button", name="Containers and inference").click()
            form.get_by_role("button", name="Create model package", exact=True).click()

    show(2)
    many.page.evaluate("closeAll()")
    before = counted(many)
    show(count)
    held = counted(many)
    assert many.page.evaluate("closeAll()") == 0
    many.wait_quiet()
    after = counted(many)
    print(f"{count} forms: before {before}, held {held}, closed {after}")
    assert after["JSEventListeners"] <= before["JSEventListeners"]
    assert after["Nodes"] <= before["Nodes"]
    # A browser keeps each module until the page is left: of each form a small loader, one program.
    first, most, last = (one["JSHeapUsedSize"] for one in (before, held, after))
    assert last - first <= max(0.1 * (most - first), 1_000_000)
    assert many.errors == []
