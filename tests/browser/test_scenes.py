"""Every scene of the form, judged: by axe-core, for contrast in all themes, on a narrow page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from tests.conftest import ROOT

from .own_page import OwnPage
from .scenes import SCENES
from .themes import THEMES, bare, wear

AXE = ROOT / "js" / "node_modules" / "axe-core" / "axe.min.js"
JUDGES = Path(__file__).parent / "judges.js"
SCHEMES: tuple[Literal["dark", "light"], ...] = ("dark", "light")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Of the page around the form, which is not ours.
OF_THE_PAGE = ["region", "page-has-heading-one", "landmark-one-main", "bypass"]


@pytest.fixture(scope="module")
def stage(browser: Browser, harness: str) -> Iterator[OwnPage]:
    """One page for all scenes: to load page, bundle and axe anew takes longer than to judge."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    own = OwnPage(page, harness)
    for script in (AXE, JUDGES):
        page.evaluate(script.read_text(encoding="utf-8") + ";0")  # an expression of no function
    yield own
    page.close()


@pytest.fixture(scope="module", params=SCENES)
def scene(stage: OwnPage, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page that shows the scene; tests leave it as it was."""
    stage.errors.clear()
    stage.page.set_viewport_size({"width": 1280, "height": 900})
    SCENES[request.param](stage)
    stage.page.mouse.move(0, 0)
    yield stage.page
    stage.page.evaluate("() => window.close()")
    assert stage.errors == []


def test_axe_finds_nothing(scene: Page) -> None:
    rules = {name: {"enabled": False} for name in OF_THE_PAGE}
    assert scene.evaluate("judge", {"runOnly": TAGS, "rules": rules}) == []


def test_contrast_is_enough_in_every_theme(scene: Page) -> None:
    wrong = []
    for name in THEMES:
        wear(scene, name)
        wrong += [f"{name}: {text}" for text in scene.evaluate("contrast")]
    for scheme in SCHEMES:
        bare(scene, scheme)
        wrong += [f"{scheme}: {text}" for text in scene.evaluate("contrast")]
    assert wrong == []


def test_targets_are_large_enough(scene: Page) -> None:
    assert scene.evaluate("small") == []


def test_nothing_is_cut_at_400_percent(scene: Page) -> None:
    """WCAG 1.4.10: 1280 CSS pixels at 400 % are 320; a notebook's cell has some of them itself."""
    scene.set_viewport_size({"width": 320, "height": 700})
    width = scene.evaluate("document.documentElement.scrollWidth")
    wrong = scene.evaluate("cut")
    scene.set_viewport_size({"width": 1280, "height": 900})
    assert wrong == []
    assert width <= 320
