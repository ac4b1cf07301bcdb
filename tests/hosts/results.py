"""What the tests of hosts and engines saw: `results.json`, from which a page is made."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

FILE = Path(__file__).with_name("results.json")


def record(kind: str, name: str, **seen: Any) -> None:
    """Keep what a test of `make hosts` saw, at its end: one that failed before keeps nothing.

    Args:
        kind: a table, such as ``hosts`` or ``memory``.
        name: its row.
        seen: the cells of the row.
    """
    if not os.environ.get("HOSTS"):
        return
    tables = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}
    tables[kind] = dict(sorted({**tables.get(kind, {}), name: seen}.items()))
    text = json.dumps(dict(sorted(tables.items())), indent=1, ensure_ascii=False)
    FILE.write_text(f"{text}\n", encoding="utf-8")


def keep_picture(page: Page, name: str) -> None:
    """Save a screenshot, if SCREENSHOTS names a folder, for somebody to look at."""
    if folder := os.environ.get("SCREENSHOTS"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)
