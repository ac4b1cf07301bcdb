"""Remake the pictures of README, docs and notebooks: ``python -m tests.e2e.pictures``.

Names as arguments, such as ``form``, remake only those. `make pictures` installs what it needs.
"""

from __future__ import annotations

import base64
import importlib
import io
import json
import sys
import tempfile
from pathlib import Path
from typing import Any, Literal

import botocore
import nbformat
from playwright.sync_api import Browser, FloatRect, sync_playwright

from tests.conftest import ROOT
from tests.project.picture_list import DIGESTS, Picture, digest_of, digests, pictures

from .conftest import ARGUMENTS, chromium
from .gallery import PAINT_ALL
from .own_page import OwnPage
from .scenes import SCENES
from .serving import served
from .themes import bare

#: Of the browser: nothing in a picture depends on where and in which language it is taken.
OPTIONS: dict[str, Any] = {
    "device_scale_factor": 2,
    "locale": "en-US",
    "timezone_id": "UTC",
    "reduced_motion": "reduce",
}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
HEIGHT = 900
MARGIN = 4  # CSS pixels around a part
COLOURS = 64
DRAWN = Path(__file__).parent / "drawn.js"
#: A host with fonts that most machines have, or others of the same widths, and with both themes.
_HOST = """() => {
  const { style } = document.documentElement;
  style.setProperty("color-scheme", "light dark");
  style.setProperty("--jp-ui-font-family", "Arial, 'Liberation Sans', Helvetica, sans-serif");
  style.setProperty("--jp-code-font-family", "'DejaVu Sans Mono', Menlo, Consolas, monospace");
}"""


class Studio:
    """A page on which scenes are as the pictures show them, one after the other.

    Args:
        browser: that has the page.
        url: of the form on a page of its own.
    """

    def __init__(self, browser: Browser, url: str) -> None:
        self._context = browser.new_context(**OPTIONS)
        self._page = OwnPage(self._context.new_page(), url)
        self._page.page.evaluate(DRAWN.read_text(encoding="utf-8") + ";0")
        self._is_empty = True

    def close(self) -> None:
        self._context.close()

    def show(self, picture: Picture) -> None:
        """Act the scene of a picture in place of the one before."""
        page = self._page.page
        if not self._is_empty:
            page.evaluate("() => window.close()")
        self._is_empty = False
        page.set_viewport_size({"width": picture.width, "height": HEIGHT})
        self._wear("light")
        SCENES[picture.scene](self._page)
        page.mouse.move(0, 0)
        page.evaluate("settled")

    def digest(self, picture: Picture) -> dict[str, str]:
        """Return what of the scene determines the picture: its texts, and its looks."""
        texts: list[Any] = []
        looks: list[Any] = [[picture.width, picture.parts]]
        for scheme in SCHEMES:
            self._wear(scheme)
            seen = self._page.page.evaluate("([p, c]) => drawn(p, c)", [picture.parts, bool(texts)])
            texts.append(seen["texts"])
            looks.append(seen["looks"])
        rows = {"texts": texts, "looks": looks}
        return {what: digest_of(json.dumps(row).encode()) for what, row in rows.items()}

    def take(self, picture: Picture, scheme: Literal["light", "dark"]) -> bytes:
        """Return a PNG of what is shown."""
        page = self._page.page
        self._wear(scheme)
        page.evaluate(PAINT_ALL)
        box: dict[str, float] = page.evaluate("boxAround", picture.parts)
        left, top = max(0, box["x"] - MARGIN), max(0, box["y"] - MARGIN)
        clip: FloatRect = {
            "x": left,
            "y": top,
            "width": min(picture.width, box["x"] + box["width"] + MARGIN) - left,
            "height": box["y"] + box["height"] + MARGIN - top,
        }
        return page.screenshot(full_page=True, clip=clip)

    def _wear(self, scheme: Literal["light", "dark"]) -> None:
        bare(self._page.page, scheme)
        self._page.page.evaluate(_HOST)


def reduced(picture: bytes) -> bytes:
    """Return a PNG with a palette, which looks the same and is a fraction of the size."""
    image: Any = importlib.import_module("PIL.Image")
    made = image.open(io.BytesIO(picture)).convert("RGB")
    out = io.BytesIO()
    # The method that keeps rare colours, such as those of an error, corrected for large areas.
    method = image.Quantize.MAXCOVERAGE
    small = made.quantize(COLOURS, method, kmeans=1, dither=image.Dither.NONE)
    small.save(out, "PNG", optimize=True)
    return out.getvalue()


def attach(picture: Picture) -> None:
    """Store a picture in the cells of notebooks that show it."""
    name = picture.file("light").name
    coded = base64.b64encode(picture.file("light").read_bytes()).decode("ascii")
    for used in picture.used_in:
        if not used.endswith(".ipynb"):
            continue
        notebook: Any = nbformat.read(ROOT / used, as_version=4)  # type: ignore[no-untyped-call]
        cell = next(one for one in notebook.cells if f"(attachment:{name})" in one.source)
        cell.attachments = {name: {"image/png": coded}}
        nbformat.write(notebook, ROOT / used)  # type: ignore[no-untyped-call]


def main(names: list[str]) -> None:
    """Take the pictures in both themes, and note what they were taken of."""
    listed = pictures()
    old = digests() if DIGESTS.exists() else {}
    rows: dict[str, Any] = {one.name: old[one.name] for one in listed if one.name in old}
    with tempfile.TemporaryDirectory() as files, served(Path(files)) as url, sync_playwright() as p:
        browser = p.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        studio = Studio(browser, url)
        for picture in listed:
            if names and picture.name not in names:
                continue
            studio.show(picture)
            row = studio.digest(picture)
            for scheme in SCHEMES:
                made = reduced(studio.take(picture, scheme))
                picture.file(scheme).write_bytes(made)
                row[scheme] = digest_of(made)
                print(f"{picture.file(scheme).name}: {len(made):,} bytes")
            rows[picture.name] = row
            attach(picture)
        browser.close()
    found = {"botocore": botocore.__version__, **rows}
    DIGESTS.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
