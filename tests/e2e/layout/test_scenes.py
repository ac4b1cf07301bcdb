"""Every scene of the form, judged: by axe-core, for contrast, and where things are.

No text lies over another or is cut, each field can be pressed, and no text of the kernel becomes
code.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.conftest import ROOT
from tests.e2e.canary import CanaryPage, hostile
from tests.e2e.own_page import OwnPage
from tests.e2e.scenes import REPEATED, SCENES
from tests.e2e.themes import THEMES, bare, wear
from tests.helpers.malicious_inputs import ALL, TEXTS
from tests.helpers.marks import SOAK_OR_ENGINES

AXE = ROOT / "js" / "node_modules" / "axe-core" / "axe.min.js"
JUDGES = "".join(
    (Path(__file__).parents[1] / "judges" / name).read_text(encoding="utf-8")
    for name in ("elements.js", "places.js")
)
SCHEMES: tuple[Literal["dark", "light"], ...] = ("dark", "light")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
DAILY = ("JupyterLab light", "JupyterLab dark")
STOPS, MOST_STOPS = 12, 60
WIDTHS, MORE_WIDTHS = (1400, 320), (700, 1000, 1800)
HEIGHT = 900
DESKTOP: ViewportSize = {"width": 1280, "height": HEIGHT}
#: What is told of the form by what it is made of, and by no other width or colour.
OF_ITS_ELEMENTS = """() => ({ small: small(), colorOnly: colorOnly(), live: live() })"""
# Of the page around the form, which is not ours.
SPACED = """() => [...document.querySelectorAll(".modelpkg-form *")]
  .filter((one) => !one.closest("button") && getComputedStyle(one).letterSpacing !== "normal")
  .map((one) => one.textContent.trim())"""
OF_THE_PAGE = ["region", "page-has-heading-one", "landmark-one-main", "bypass"]


@pytest.fixture(scope="module")
def stage(browser: Browser, harness: str) -> Iterator[CanaryPage]:
    """One page for all scenes: to load page, bundle and axe anew takes longer than to judge."""
    page = browser.new_page(viewport=DESKTOP)
    own = CanaryPage(page, harness)
    for script in (AXE.read_text(encoding="utf-8"), JUDGES):
        page.evaluate(script + ";0")  # an expression of no function
    yield own
    page.close()


def judged(name: str) -> Any:
    return pytest.param(name, marks=SOAK_OR_ENGINES if name in REPEATED else [])


#: Of each judge of places, a style that does what it looks for.
FAULTS = {
    "overlaps": "label { position: absolute; transform: translateY(-60px) }",
    "clipped": "label { display: block; width: 20px; overflow: hidden; white-space: nowrap }",
    "controls": ":is(input, select) { width: 60px; flex: none }",
    "sideways": "{ width: 3000px }",
}


def test_the_judges_of_places_find_a_fault(stage: CanaryPage) -> None:
    """What the tests below rest on."""
    stage.page.set_viewport_size(DESKTOP)
    stage.show({"Domain": "COMPUTER_VISION"})
    stage.open_all()
    found = [stage.page.evaluate("geometry")]
    for style in FAULTS.values():
        stage.page.evaluate(_ADD_STYLE, f"[data-path=Domain] {style}")
        found.append(stage.page.evaluate("geometry"))
        stage.page.evaluate("() => document.adoptedStyleSheets.pop()")
    stage.page.evaluate("() => window.close()")
    without, *with_fault = found
    assert not any(without[judge] for judge in FAULTS)
    assert [judge for judge, one in zip(FAULTS, with_fault, strict=True) if one[judge]] == [*FAULTS]


_ADD_STYLE = """(text) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  document.adoptedStyleSheets.push(sheet);
}"""


@pytest.fixture(scope="module", params=map(judged, SCENES))
def scene(stage: CanaryPage, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page that shows the scene; tests leave it as it was."""
    stage.errors.clear()
    stage.page.set_viewport_size(DESKTOP)
    SCENES[request.param](stage)
    expect(stage.page.locator('[data-role="awaited"]')).to_have_count(0)
    stage.page.mouse.move(0, 0)
    yield stage.page
    stage.page.evaluate("() => window.close()")
    assert stage.errors == []


def axe(page: Page, *left_out: str) -> list[str]:
    rules = {name: {"enabled": False} for name in (*OF_THE_PAGE, *left_out)}
    found: list[str] = page.evaluate("judge", {"runOnly": TAGS, "rules": rules})
    return found


def test_axe_finds_nothing(scene: Page) -> None:
    """Without its rule of contrast, which takes most of the time: `contrast` judges the same."""
    assert axe(scene, "color-contrast") == []


@pytest.mark.soak
def test_axe_finds_no_contrast_that_is_too_low(scene: Page) -> None:
    assert axe(scene) == []


def too_faint(page: Page, themes: Iterable[str]) -> list[str]:
    wrong = []
    for name in themes:
        wear(page, name)
        wrong += [f"{name}: {text}" for text in page.evaluate("contrast")]
    bare(page, "light")
    return wrong


def test_contrast_is_enough(scene: Page) -> None:
    assert too_faint(scene, DAILY) == []


@pytest.mark.soak
def test_contrast_is_enough_in_every_theme(scene: Page) -> None:
    wrong = too_faint(scene, THEMES)
    for scheme in SCHEMES:
        bare(scene, scheme)
        wrong += [f"{scheme}: {text}" for text in scene.evaluate("contrast")]
    assert wrong == []


def misplaced(page: Page, width: int) -> dict[str, list[str]]:
    """What is wrong at a width, by judge."""
    page.set_viewport_size({"width": width, "height": HEIGHT})
    found: dict[str, list[str]] = page.evaluate("geometry")
    return {f"{judge} at {width}": texts for judge, texts in found.items() if texts}


def test_nothing_overlaps_is_cut_or_covered(scene: Page) -> None:
    """At the last width also what WCAG 1.4.10 wants: it is that of 1280 CSS pixels at 400 %."""
    wrong = [misplaced(scene, width) for width in WIDTHS]
    reached = scene.evaluate("document.documentElement.scrollWidth")
    cut = scene.evaluate("cut")
    scene.set_viewport_size(DESKTOP)
    assert wrong == [{} for _ in WIDTHS]
    assert cut == []
    assert reached <= WIDTHS[-1]


def test_targets_are_large_no_state_is_a_colour_alone_and_one_region_speaks(scene: Page) -> None:
    expected = {"small": [], "colorOnly": [], "live": ["status polite"]}
    assert scene.evaluate(OF_ITS_ELEMENTS) == expected


def test_letters_are_spaced_in_the_dots_of_a_menu_alone(scene: Page) -> None:
    """A list that had the class of that button was spaced like it."""
    assert scene.evaluate(SPACED) == []


def test_forced_colours_leave_all_in_sight_and_less_motion_is_none(scene: Page) -> None:
    scene.emulate_media(forced_colors="active", reduced_motion="reduce")
    wrong = {judge: scene.evaluate(judge) for judge in ("contrast", "colorOnly", "moving")}
    scene.emulate_media(forced_colors="none", reduced_motion="no-preference")
    assert wrong == {"contrast": [], "colorOnly": [], "moving": []}


# The two that follow move the focus, and with it may close what a scene has opened; the one after
# them changes what it says.


@pytest.mark.parametrize("most", [STOPS, pytest.param(MOST_STOPS, marks=pytest.mark.soak)])
def test_tab_stops_everywhere_in_order_and_leaves(scene: Page, most: int) -> None:
    """A minute of pressing one key tells no more than the first stops and those that follow."""
    scene.evaluate("() => untilQuiet()")  # counts, which are stops, follow after a pause
    stops = scene.evaluate("stops")
    scene.evaluate(_WATCH)
    for _ in stops[1:most]:
        scene.keyboard.press("Tab")
    assert [stops[at] for at in scene.evaluate("() => window.passed")] == stops[:most]
    browser = scene.context.browser
    # Nothing brings the focus back from Firefox's own bars to the page for the tests that follow.
    if len(stops) <= most and browser and browser.browser_type.name != "firefox":
        scene.keyboard.press("Tab")
        assert scene.evaluate("() => [-1, 0].includes(inOrder.indexOf(document.activeElement))")


_WATCH = """() => {
  window.passed = [];
  const root = document.querySelector(".modelpkg-form");
  root.removeEventListener("focusin", window.watched); // of the test before, in the same scene
  window.watched = ({ target }) => passed.push(inOrder.indexOf(target));
  root.addEventListener("focusin", window.watched);
  document.activeElement.blur();
  inOrder[0].focus();
}"""


def test_the_focus_is_seen_on_each_kind_of_control(scene: Page) -> None:
    wrong = []
    for scheme in SCHEMES:
        bare(scene, scheme)
        scene.locator(".modelpkg-form button:visible").first.focus()
        scene.keyboard.press("Tab")
        wrong += scene.evaluate("rings")
    assert wrong == []


def test_no_text_of_the_kernel_becomes_more_than_text(scene: Page, stage: CanaryPage) -> None:
    """Whatever the kernel says in it, names of AWS's, reasons, lines of logs, is replaced."""
    stage.assert_silent()
    if stage.published or stage.said:
        turn = itertools.cycle([*TEXTS.values(), ALL])
        stage.say_it_all_again(lambda value: hostile(value, turn))
        stage.assert_silent()


@pytest.mark.soak
@pytest.mark.parametrize("theme", DAILY)
@pytest.mark.parametrize("name", SCENES)
def test_nothing_overlaps_at_more_widths(stage: OwnPage, name: str, theme: str) -> None:
    """Each scene is acted again at each width, as a person would see it."""
    wrong = []
    for width in (*WIDTHS, *MORE_WIDTHS):
        stage.page.set_viewport_size({"width": width, "height": HEIGHT})
        SCENES[name](stage)
        wear(stage.page, theme)
        wrong.append(misplaced(stage.page, width))
        stage.page.evaluate("() => window.close()")
    assert wrong == [{} for _ in wrong]


@pytest.mark.soak
def test_scenes_that_only_soak_judges_show_nothing_of_their_own(stage: CanaryPage) -> None:
    kinds = {}
    for name in SCENES:
        SCENES[name](stage)
        expect(stage.page.locator('[data-role="awaited"]')).to_have_count(0)
        kinds[name] = {*stage.page.evaluate("kinds"), *stage.said_members()}
        stage.page.evaluate("() => window.close()")
    elsewhere = set().union(*(kinds[name] for name in SCENES if name not in REPEATED))
    own = {name: kinds[name] - elsewhere for name in REPEATED}
    assert {name: found for name, found in own.items() if found} == {}
