"""Pictures of every scene, in both themes, to be looked at: ``python -m tests.e2e.gallery``.

They go to tests/e2e/screenshots/WIDTH-THEME/NAME.png; names as arguments take only those.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import FloatRect, sync_playwright

from .conftest import ARGUMENTS, CHROMIUM
from .own_page import OwnPage
from .scenes import SCENES
from .serving import served
from .themes import wear

FOLDER = Path(__file__).parent / "screenshots"
THEMES = {"light": "JupyterLab light", "dark": "JupyterLab dark"}
WIDTHS = (320, 700, 1400)
#: What is out of sight is painted too.
PAINT_ALL = """() => document.querySelectorAll(".mp-entry, .mp-key-value")
  .forEach((row) => { row.style.contentVisibility = "visible"; })"""
TALLEST = 12_000  # pixels; a browser without a GPU draws no picture of much more


def main(names: list[str]) -> None:
    """Take the pictures; a scene is acted anew for each width, as a person would see it."""
    with tempfile.TemporaryDirectory() as files, served(Path(files)) as url, sync_playwright() as p:
        browser = p.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for width in WIDTHS:
            page = browser.new_page(viewport={"width": width, "height": 900})
            own = OwnPage(page, url)
            for name in names or SCENES:
                SCENES[name](own)
                page.evaluate(PAINT_ALL)
                for short, theme in THEMES.items():
                    wear(page, theme)
                    file = FOLDER / f"{width}-{short}" / f"{name}.png"
                    height = min(page.evaluate("document.body.scrollHeight"), TALLEST)
                    clip: FloatRect = {"x": 0, "y": 0, "width": width, "height": height}
                    page.screenshot(path=file, full_page=True, clip=clip, timeout=120_000)
                page.evaluate("() => window.close()")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
