"""Pictures of every scene, in both themes, to be looked at: ``python -m tests.e2e.gallery``.

They go to tests/e2e/screenshots/WIDTH-THEME/NAME.png; names as arguments take only those.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from .conftest import ARGUMENTS, CHROMIUM
from .own_page import OwnPage
from .scenes import SCENES
from .serving import served
from .themes import wear

FOLDER = Path(__file__).parent / "screenshots"
THEMES = {"light": "JupyterLab light", "dark": "JupyterLab dark"}
WIDTHS = (320, 700, 1400)


def main(names: list[str]) -> None:
    """Take the pictures; a scene is acted anew for each width, as a person would see it."""
    with tempfile.TemporaryDirectory() as files, served(Path(files)) as url, sync_playwright() as p:
        browser = p.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for width in WIDTHS:
            page = browser.new_page(viewport={"width": width, "height": 900})
            own = OwnPage(page, url)
            for name in names or SCENES:
                SCENES[name](own)
                for short, theme in THEMES.items():
                    wear(page, theme)
                    file = FOLDER / f"{width}-{short}" / f"{name}.png"
                    page.screenshot(path=file, full_page=True)
                page.evaluate("() => window.close()")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
