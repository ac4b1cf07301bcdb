"""The certification as an application: Voila runs the notebook and shows the form, no code."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import ROOT
from tests.e2e.hosting import hosted, voila

pytestmark = pytest.mark.own_tab

NAME = "03_marketplace_certification.ipynb"


@pytest.fixture
def application(tmp_path: Path) -> Iterator[str]:
    """Serve the notebook by Voila on loopback; yields its URL."""
    shutil.copy(ROOT / "notebooks" / NAME, tmp_path)
    with hosted(tmp_path, voila(NAME), "/voila/static/") as url:
        yield url


@pytest.mark.soak
@pytest.mark.timeout(300)  # Voila runs the whole notebook before it shows it
def test_the_certification_is_an_application(application: str, page: Page) -> None:
    """The guide to the ARN without cells: Voila starts a server and runs a whole notebook."""
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(application, timeout=100_000)
    form = page.locator(".modelpkg-form").first
    expect(form).to_be_visible(timeout=100_000)
    expect(form.locator(".mp-step > h3")).to_have_text("What do you want to create?")
    expect(form.locator('[data-role="target"]')).to_contain_text("Sandbox: nothing is sent to AWS")
    form.get_by_role("radio", name="A model package for AWS Marketplace").check()
    form.get_by_label("CertifyForMarketplace", exact=True).select_option("true")
    steps = form.get_by_role("navigation", name="Steps")
    expect(steps.get_by_role("listitem").first).to_contain_text("ready")
    expect(page.get_by_text("from modelpkg_widget import")).to_have_count(0)
    assert errors == []
