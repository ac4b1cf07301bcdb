"""Where things are: no text lies over another or is cut, and each field can be pressed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.own_page import OwnPage
from tests.e2e.scenes import SCENES
from tests.e2e.themes import wear

JUDGES = Path(__file__).parents[1] / "judges.js"
DAILY = (320, 1400)
MORE = (700, 1000, 1800)
HEIGHT = 900
JUDGE = """() => Object.fromEntries(
  ["overlaps", "clipped", "controls", "sideways"].map((judge) => [judge, window[judge]()]),
)"""


@pytest.fixture(scope="module")
def stage(browser: Browser, harness: str) -> Iterator[OwnPage]:
    """One page for all scenes: to load page and bundle anew takes longer than to judge."""
    page = browser.new_page(viewport={"width": DAILY[0], "height": HEIGHT})
    own = OwnPage(page, harness)
    page.evaluate(JUDGES.read_text(encoding="utf-8") + ";0")
    yield own
    page.close()


def judged(page: Page, width: int) -> dict[str, list[str]]:
    """What is wrong at a width, by judge."""
    page.set_viewport_size({"width": width, "height": HEIGHT})
    found: dict[str, list[str]] = page.evaluate(JUDGE)
    return {f"{judge} at {width}": texts for judge, texts in found.items() if texts}


@pytest.mark.parametrize("name", SCENES)
def test_nothing_overlaps_is_cut_or_covered(stage: OwnPage, name: str) -> None:
    SCENES[name](stage)
    stage.page.mouse.move(0, 0)
    wrong = [judged(stage.page, width) for width in DAILY]
    stage.page.evaluate("() => window.close()")
    assert wrong == [{} for _ in DAILY]


@pytest.mark.soak
@pytest.mark.parametrize("theme", ["JupyterLab light", "JupyterLab dark"])
@pytest.mark.parametrize("name", SCENES)
def test_nothing_overlaps_at_more_widths(stage: OwnPage, name: str, theme: str) -> None:
    """Each scene is acted anew at each width, as a person would see it."""
    wrong = []
    for width in (*DAILY, *MORE):
        stage.page.set_viewport_size({"width": width, "height": HEIGHT})
        SCENES[name](stage)
        wear(stage.page, theme)
        wrong.append(judged(stage.page, width))
        stage.page.evaluate("() => window.close()")
    assert wrong == [{} for _ in wrong]
