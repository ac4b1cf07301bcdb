"""A rehearsal report as a kernel publishes it, and the panel that shows it."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Locator

from tests.e2e.pages.outcome_page import WHEN
from tests.e2e.pages.preflight_page import IMAGE, finding

LOG = "\n".join(f"pip line {number}" for number in range(1, 16)) + (
    "\nWARNING: Retrying after connection broken by 'NewConnectionError': /simple/scikit-learn/"
)
FAILED: dict[str, Any] = {
    "state": "known",
    "when": WHEN,
    "stage": "",
    "outcome": "failed",
    "verdict": "Certification would fail.",
    "old": False,
    "findings": [
        finding("rehearsal-engine", "passed", "podman 4.3.1, as root.", title="Container engine"),
        finding(
            "rehearsal-start",
            "failed",
            "The container stopped because it installs packages at startup.",
            IMAGE,
            title="Start",
            copies=[{"title": "Last lines of the log", "text": LOG}],
        ),
    ],
}
RUNNING = {**FAILED, "state": "running", "stage": "Waiting for GET /ping: 4 s"}


def panel(form: Locator) -> Locator:
    return form.get_by_role("region", name="Rehearsal", exact=True)
