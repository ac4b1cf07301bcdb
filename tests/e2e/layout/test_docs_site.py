"""The documentation as a site: it builds without a warning, and asks no other host for anything."""

from __future__ import annotations

import functools
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import ROOT

pytestmark = [pytest.mark.own_tab, pytest.mark.soak, pytest.mark.timeout(600)]

PYTHON = ROOT / ".venv" / "docs" / "bin" / "python"
AXE = ROOT / "js" / "node_modules" / "axe-core" / "axe.min.js"
TEN = [
    "index",
    "install",
    "quickstart",
    "command-line",
    "preflight",
    "security",
    "performance",
    "api",
    "protocol",
    "notebooks/04_when_it_fails",
]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the site as `make docs` does."""
    assert PYTHON.exists(), "run `make docs`, which makes the environment of the documentation"
    folder = tmp_path_factory.mktemp("site")
    command = [str(PYTHON), "-m", "sphinx", "-E", "-W", "--keep-going", "--quiet"]
    done = subprocess.run(
        [*command, "-d", str(folder / "doctrees"), "-b", "html", "docs", str(folder / "html")],
        cwd=ROOT, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return folder / "html"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name
        pass


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """Serve the site on the loopback address."""
    handler = functools.partial(_Quiet, directory=str(site))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


class _Links(HTMLParser):
    """The ids of a page, and what it links to or loads."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.targets: list[str] = []
        self.loaded: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.ids |= {value for name in ("id", "name") if (value := given.get(name))}
        href, src = given.get("href"), given.get("src")
        if href and tag == "a":
            self.targets.append(href)
        elif href or src:
            self.loaded.append(src or href or "")


def _pages(site: Path) -> dict[str, _Links]:
    return {
        path.relative_to(site).as_posix(): _Links(path.read_text(encoding="utf-8"))
        for path in site.rglob("*.html")
        if "_static" not in path.parts
    }


def test_every_link_leads_to_a_page_and_an_anchor(site: Path) -> None:
    pages = _pages(site)
    assert len(pages) > 40
    missing = []
    for name, page in pages.items():
        for target in [*page.targets, *page.loaded]:
            if urlsplit(target).scheme or target.startswith("//"):
                continue
            path, anchor = urldefrag(urljoin(f"/{name}", target))
            file = unquote(urlsplit(path).path).lstrip("/")
            ids = pages[file].ids if file in pages else {unquote(anchor)}
            if not (site / file).is_file() or (anchor and unquote(anchor) not in ids):
                missing.append((name, target))
    assert missing == []


def test_no_page_loads_anything_from_another_host(site: Path) -> None:
    loaded = {
        (name, target)
        for name, page in _pages(site).items()
        for target in page.loaded
        if urlsplit(target).netloc
    }
    assert loaded == set()
    styles = [path.read_text(encoding="utf-8") for path in site.rglob("*.css")]
    assert not [style for style in styles if re.search(r"url\(['\"]?(https?:)?//", style)]


def test_pages_ask_only_their_own_host(site: Path, address: str, browser: Browser) -> None:
    context = browser.new_context()
    page = context.new_page()
    hosts: set[str] = set()
    failed: list[str] = []
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    page.on("requestfailed", lambda request: failed.append(request.url))
    page.on("pageerror", lambda error: failed.append(str(error)))
    for name in sorted(_pages(site)):
        page.goto(address + name, wait_until="load")
        if page.locator("iframe.live-form").count():  # left early, its own request would fail
            page.locator("iframe.live-form").scroll_into_view_if_needed()
            expect(page.frame_locator("iframe.live-form").get_by_role("form")).to_be_visible()
    page.goto(f"{address}search.html?q=journal")
    page.wait_for_selector(".search li a")
    context.close()
    assert hosts == {urlsplit(address).netloc}
    assert failed == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", TEN)
def test_axe_finds_nothing(name: str, scheme: str, address: str, page: Page) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(f"{address}{name}.html", wait_until="load")
    page.add_script_tag(path=AXE)
    found = page.evaluate("async (options) => (await axe.run(options)).violations", RULES)
    assert [(one["id"], [node["html"][:200] for node in one["nodes"][:3]]) for one in found] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["versions", "notebooks/01_quickstart"])
def test_pictures_have_the_theme_of_the_page(
    name: str, scheme: str, address: str, page: Page
) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(f"{address}{name}.html", wait_until="load")
    shown = page.locator("article img").filter(visible=True)
    expect(shown).to_have_count(1)
    expect(shown).to_have_attribute("src", re.compile(rf"-{scheme}\.png$"))
    assert shown.evaluate("(image) => image.naturalWidth") > 1000


def test_live_form_of_the_first_page_checks_and_shows_json(address: str, page: Page) -> None:
    page.goto(f"{address}index.html", wait_until="load")
    page.locator("iframe.live-form").scroll_into_view_if_needed()
    form = page.frame_locator("iframe.live-form")
    name = form.get_by_label("ModelPackageGroupName", exact=True)
    error = form.locator('[data-path="ModelPackageGroupName"] [data-role="error"]')
    name.fill("my group")
    name.blur()
    expect(error).to_contain_text("letters")
    name.fill("my-group")
    name.blur()
    expect(error).to_be_empty()
    expect(form.locator("[data-role=json]")).to_contain_text('"ModelPackageGroupName": "my-group"')


def test_make_docs_builds_the_same_way() -> None:
    make = shutil.which("make")
    assert make
    done = subprocess.run(
        [make, "--dry-run", "docs"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert "-m sphinx -W --keep-going --quiet -b html docs docs/_build/html" in done.stdout
