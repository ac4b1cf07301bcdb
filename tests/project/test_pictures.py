"""The list of pictures is what README, docs and notebooks show, and what `make pictures` made.

Whether a scene has changed since, `tests/e2e/layout/test_pictures.py` says: that needs a browser.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from tests.conftest import ROOT

from .documentation import PAGES, prose
from .picture_list import FOLDER, THEMES, Picture, digest_of, digests, pictures
from .test_plain_english import WORDS

LISTED = pictures()
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
LARGEST, LARGEST_OF_ALL = 150_000, 1_500_000  # bytes
_MARKDOWN = re.compile(r"!\[((?:[^\[\]]|\\.)*)\]\(([^()\s]+)\)")
_HTML = re.compile(r"<picture>(.*?)</picture>|(<img\b[^>]*>)", re.DOTALL)

#: Where a picture is shown, the name of its light file, and its alt text.
Shown = tuple[str, str, str]


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _shown_in_html(text: str) -> Iterator[tuple[str, str]]:
    """Yield target and alt text of each picture; one of two themes names the dark file too."""
    for picture, alone in _HTML.findall(text):
        html = unescape(picture or alone)
        target, alt = (re.search(rf'\b{name}="([^"]*)"', html) for name in ("src", "alt"))
        dark = re.search(r'media="\(prefers-color-scheme: dark\)" srcset="([^"]*)"', html)
        assert target
        assert not picture or (dark and dark[1] == target[1].replace("-light.", "-dark."))
        yield target[1], alt[1] if alt else ""


def _shown_by_pages() -> Iterator[Shown]:
    for page in PAGES:
        text = prose(page)
        found = [(target, alt) for alt, target in _MARKDOWN.findall(text)]
        for target, alt in [*found, *_shown_in_html(text)]:
            yield _name(page), _name((page.parent / target).resolve()), alt


def _shown_by_notebooks() -> Iterator[Shown]:
    for notebook in NOTEBOOKS:
        for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
            text = "".join(cell["source"]) if cell["cell_type"] == "markdown" else ""
            assert not re.search(r"<img\b", text)
            for alt, target in _MARKDOWN.findall(text):
                name = target.removeprefix("attachment:")
                assert name != target, f"{notebook.name} shows a file that is not in it"
                yield _name(notebook), _name(FOLDER / name), alt


def test_pages_and_notebooks_show_the_pictures_that_are_listed() -> None:
    listed = {(page, _name(one.file("light")), one.alt) for one in LISTED for page in one.used_in}
    shown = [*_shown_by_pages(), *_shown_by_notebooks()]
    assert set(shown) == listed
    assert len(shown) == len(listed)
    assert len({one.name for one in LISTED}) == len(LISTED)


def test_the_folder_has_the_files_that_are_listed() -> None:
    expected = {one.file(theme).name for one in LISTED for theme in THEMES}
    assert {path.name for path in FOLDER.glob("*.png")} == expected
    assert {path.suffix for path in FOLDER.iterdir()} == {".png", ".json"}


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("picture", LISTED, ids=lambda one: one.name)
def test_a_file_is_the_one_that_was_made(picture: Picture, theme: str) -> None:
    content = picture.file(theme).read_bytes()
    assert content.startswith(b"\x89PNG")
    assert int.from_bytes(content[16:20], "big") <= 2 * picture.width
    assert len(content) <= LARGEST
    assert digests()[picture.name][theme] == digest_of(content), "run `make pictures`"


def test_the_pictures_are_a_small_part_of_the_repository() -> None:
    assert sum(path.stat().st_size for path in FOLDER.glob("*.png")) <= LARGEST_OF_ALL


def test_the_digests_are_those_of_the_list() -> None:
    assert list(digests()) == ["botocore", *(one.name for one in LISTED)]


@pytest.mark.parametrize("picture", LISTED, ids=lambda one: one.name)
def test_an_alt_text_is_a_plain_sentence(picture: Picture) -> None:
    words = picture.alt.split()
    assert 5 <= len(words) <= 30
    assert picture.alt[0].isupper()
    assert not re.search(
        r"\b(?:picture|screenshot|image) of\b|[\[\]\"<>]", picture.alt, re.IGNORECASE
    )
    assert [use for pattern, use in WORDS if pattern.search(picture.alt)] == []


def test_attachments_of_notebooks_are_the_files() -> None:
    found = {
        name: base64.b64decode(content["image/png"])
        for notebook in NOTEBOOKS
        for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]
        for name, content in cell.get("attachments", {}).items()
    }
    expected = {
        one.file("light").name: one.file("light").read_bytes()
        for one in LISTED
        if any(page.endswith(".ipynb") for page in one.used_in)
    }
    assert expected
    assert found == expected
