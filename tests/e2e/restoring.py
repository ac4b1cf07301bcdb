"""Loads notebooks in JupyterLab that already show forms."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from .lab import STEP_MS, Notebook


def restored(load: Callable[[], Notebook]) -> Notebook:
    """Load a notebook with forms that are there already, until JupyterLab has restored them.

    If the server or the kernel is slow, JupyterLab may see the kernel's empty list of widgets, and
    give up before it has read those that are saved in the notebook.
    """
    for attempt in range(3):
        page = load()
        failed = page.page.get_by_text("Error displaying widget: model not found")
        expect(page.form().or_(failed).first).to_be_visible(timeout=STEP_MS)
        if failed.count() == 0:
            return page
        print(f"JupyterLab has not restored the form: load {attempt + 1}")
    raise AssertionError("JupyterLab has not restored the form.")
