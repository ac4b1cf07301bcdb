"""A real Chromium, and the form in it: on a page of its own (most tests), or in JupyterLab."""

from __future__ import annotations

import functools
import http.server
import json
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from modelpkg_widget import page as form_page

from .lab import LabServer, Notebook
from .own_page import OwnPage

expect.set_options(timeout=20_000)  # a loaded machine is slow, not wrong
Open = Callable[..., Notebook]
HERE = Path(__file__).parent
STATIC = Path(form_page.__file__).parent / "static"
CSP = "default-src 'self'; img-src data:; script-src 'self' blob:"
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's Chromium when there is one, else the one that playwright installed."""
    chosen = os.environ.get("CHROMIUM") or (CHROMIUM if shutil.which(CHROMIUM) else None)
    options = {**browser_type_launch_args, "args": ARGUMENTS}
    return {**options, "executable_path": chosen} if chosen else options


class _Handler(http.server.SimpleHTTPRequestHandler):
    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", CSP)
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="session")
def harness(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the bundle and the harness, under a policy that allows no eval; yields its URL."""
    folder = tmp_path_factory.mktemp("harness")
    for file in [*(HERE / "static").iterdir(), STATIC / "widget.js", STATIC / "widget.css"]:
        shutil.copy(file, folder)
    (folder / "tables.json").write_text(json.dumps(form_page.tables()))
    handler = functools.partial(_Handler, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/harness.html"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LabServer]:
    """Start one JupyterLab for all tests of a run."""
    server = LabServer(tmp_path_factory.mktemp("lab"), {})
    try:
        server.wait()
        yield server
    finally:
        server.stop()


@pytest.fixture
def notebook(lab: LabServer, page: Page, request: pytest.FixtureRequest) -> Open:
    """Open a notebook of given code cells in the test's page."""

    def opened(*cells: str) -> Notebook:
        name = f"{request.node.name}.ipynb"
        lab.write(name, cells)
        return Notebook(page, lab, name)

    return opened


@pytest.fixture
def own_page(harness: str, page: Page) -> Callable[[], OwnPage]:
    """Open the page that is the form's own."""
    return lambda: OwnPage(page, harness)
