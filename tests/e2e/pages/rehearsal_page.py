"""A rehearsal report as a kernel publishes it, and the panel that shows it."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Locator

from modelpkg_widget.resources.tables import load_table
from tests.e2e.pages.outcome_page import WHEN
from tests.e2e.pages.preflight_page import IMAGE, finding

LOG = "\n".join(load_table("fake_aws/server/messages")["logs"]["installs"][-3:])
FAILED: dict[str, Any] = {
    "state": "known",
    "when": WHEN,
    "stage": "",
    "outcome": "failed",
    "verdict": "Certification would fail.",
    "old": False,
    "findings": [
        finding(
            "rehearsal-engine",
            "passed",
            "podman 4.3.1, as root.",
            title="Container engine",
            inspected="The container engine of this machine",
        ),
        finding(
            "rehearsal-start",
            "failed",
            "The container tried to install packages at startup, but it has no network. The "
            "container stopped with exit code 1 before it responded to /ping.",
            IMAGE,
            title="Start",
            inspected="The image of the container, started with the argument serve",
            remedy="Install all dependencies when you build the image.",
            copies=[{"title": "Last lines of the log", "text": LOG}],
        ),
    ],
}
RUNNING = {**FAILED, "state": "running", "stage": "Waiting for GET /ping: 4 s"}


def with_lines(count: int) -> dict[str, Any]:
    """A report with a longer log, which is folded."""
    engine, start = FAILED["findings"]
    log = "\n".join([*(f"pip line {number}" for number in range(count)), LOG])
    return {
        **FAILED,
        "findings": [engine, {**start, "copies": [{**start["copies"][0], "text": log}]}],
    }


def panel(form: Locator) -> Locator:
    return form.get_by_role("region", name="Rehearsal", exact=True)
