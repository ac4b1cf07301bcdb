"""The certification as an application: Voila runs the notebook and shows the form, no code."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import ROOT

from .lab import free_port

START_SECONDS = 60
NAME = "03_marketplace_certification.ipynb"


@pytest.fixture
def voila(tmp_path: Path) -> Iterator[str]:
    """Serve the notebook by Voila on loopback; yields its URL."""
    shutil.copy(ROOT / "notebooks" / NAME, tmp_path)
    port = free_port()
    own = {f"JUPYTER_{name}_DIR": str(tmp_path / name) for name in ("CONFIG", "DATA", "RUNTIME")}
    environment = {**os.environ, **own, "MODELPKG_STATE_DIR": str(tmp_path / "state")}
    words = [
        *(sys.executable, "-m", "voila", NAME, "--no-browser", f"--port={port}"),
        *("--Voila.ip=127.0.0.1", "--show_tracebacks=True", "--Voila.allow_root=True"),
    ]
    log = tmp_path / "voila.log"
    with log.open("w") as file:
        server = subprocess.Popen(
            words, cwd=tmp_path, env=environment, stdin=subprocess.DEVNULL, stdout=file, stderr=file
        )
    url = f"http://127.0.0.1:{port}"
    try:
        _wait(url, server, log)
        yield url
    finally:
        server.terminate()
        server.wait(15)


def _wait(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            urllib.request.urlopen(f"{url}/voila/static/", timeout=2)
        except urllib.error.HTTPError:
            return  # it answers, whatever it says
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError(f"Voila did not start:\n{log.read_text()}")


@pytest.mark.timeout(300)  # Voila runs the whole notebook before it shows it
def test_the_certification_is_an_application(voila: str, page: Page) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(voila, timeout=100_000)
    form = page.locator(".modelpkg-form").first
    expect(form).to_be_visible(timeout=100_000)
    expect(form.locator(".mp-step > h3")).to_have_text("What do you want to make?")
    expect(form.locator('[data-role="target"]')).to_contain_text("Sandbox, nothing reaches AWS")
    form.get_by_role("radio", name="A product for AWS Marketplace").check()
    form.get_by_label("CertifyForMarketplace", exact=True).select_option("true")
    steps = form.get_by_role("navigation", name="Steps")
    expect(steps.get_by_role("listitem").first).to_contain_text("ready")
    expect(page.get_by_text("from modelpkg_widget import")).to_have_count(0)
    assert errors == []
