"""VS Code's own widget manager, in a page of ours over a real kernel."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from importlib.metadata import version
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import ROOT
from tests.e2e.hosts.test_hosts import START, Watched, fill_in_and_submit, record_host
from tests.e2e.kernel_page import KernelServer
from tests.e2e.themes import wear
from tests.hosts.boxes import CODE, check_boxes
from tests.hosts.environments import node_modules
from tests.hosts.looks import check_looks

HERE = Path(__file__).parent / "vscode"
MANAGER = "@vscode/jupyter-ipywidgets8"
ESBUILD = ROOT / "js" / "node_modules" / ".bin" / "esbuild"
NBEXTENSIONS = Path(sys.prefix, "share", "jupyter", "nbextensions")
THEMES = ("light", "dark", "high contrast")
SLIDER = """
from IPython.display import display
from ipywidgets import FloatSlider
display(FloatSlider(description="a slider"))
"""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[KernelServer]:
    """Serve the page, its program, and what packages have for requirejs, as VS Code does."""
    modules = node_modules("vscode")
    started = KernelServer(tmp_path, {"MODELPKG_STATE_DIR": str(tmp_path / "state")})
    try:
        static = tmp_path / "static"
        shutil.copytree(NBEXTENSIONS, static / "nbextensions")
        shutil.copy(modules / "requirejs" / "require.js", static)
        shutil.copy(HERE / "vscode.html", static)
        command = [str(ESBUILD), str(HERE / "vscode.js"), "--bundle", "--format=esm"]
        subprocess.run(
            [*command, "--log-level=warning", f"--outfile={static / 'vscode.js'}"],
            env={**os.environ, "NODE_PATH": str(modules)},
            check=True,
        )
        started.wait()
        yield started
    finally:
        started.stop()


@pytest.fixture
def vscode(server: KernelServer, page: Page) -> Page:
    """Open the page, with a kernel."""
    page.goto(server.page.replace("kernel.html", "vscode.html"))
    page.wait_for_function("() => window.ready")
    page.evaluate("() => connect()")
    return page


def test_vscode(vscode: Page) -> None:
    """The form reaches the ARN; with ipywidgets 8.1.9 its users saw nothing, not even a slider."""
    seen = Watched(vscode)
    vscode.evaluate("(code) => run(code)", SLIDER)
    expect(vscode.get_by_text("a slider")).to_be_visible()
    vscode.evaluate("(code) => run(code)", START)
    form = vscode.locator(".modelpkg-form")
    arn = fill_in_and_submit(form)
    said = vscode.evaluate("(code) => run(code)", "print(form.arn, form.status)")
    assert said == f"{arn} created"
    assert vscode.evaluate("() => failures") == []
    assert seen.errors == []
    check_looks(form, "vscode", [(name, partial(wear, theme=f"VS Code {name}")) for name in THEMES])
    vscode.evaluate("(code) => run(code)", CODE)
    check_boxes(vscode, "vscode")
    package = json.loads((node_modules("vscode") / MANAGER / "package.json").read_text())
    versions = {MANAGER: package["version"], "ipywidgets": version("ipywidgets")}
    record_host("VS Code's widget manager", seen, versions)
