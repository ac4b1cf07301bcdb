"""What the documentation names is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import ROOT

ARCHITECTURE = ROOT / "docs" / "architecture.md"
#: Folders from which the page names files.
FROM = [ROOT, ROOT / "modelpkg_widget", ROOT / "modelpkg_widget" / "widget", ROOT / "js" / "src"]
NAMED = sorted(
    {
        name
        for name in re.findall(r"`([\w./]+)`", ARCHITECTURE.read_text(encoding="utf-8"))
        if "/" in name and "PACKAGE" not in name
    }
)


def places(name: str) -> list[Path]:
    return [
        path for base in FROM for path in [base / name, *base.glob(f"*/{name}")] if path.exists()
    ]


@pytest.mark.parametrize("name", NAMED)
def test_a_path_that_the_architecture_page_names_exists(name: str) -> None:
    assert places(name), f"docs/architecture.md names {name}, which is not there"


def test_the_architecture_page_names_enough() -> None:
    assert len(NAMED) > 30
