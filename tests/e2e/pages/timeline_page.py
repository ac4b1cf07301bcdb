"""A package that AWS validates, as a kernel publishes it, and the page that shows it."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

from playwright.sync_api import Locator

from tests.e2e.pages.outcome_page import WHEN

FOLLOWING = {"state": "following", "checked_at": WHEN, "problem": ""}
ENDED = {**FOLLOWING, "state": "ended"}


def ago(**span: float) -> str:
    return (datetime.now(timezone.utc) - timedelta(**span)).isoformat()


def package(status: str, **more: Any) -> dict[str, Any]:
    return {
        "ModelPackageStatus": status,
        "CreationTime": ago(seconds=65),
        "ModelPackageStatusDetails": {
            "ImageScanStatuses": [{"Name": "image", "Status": "Completed"}],
            "ValidationStatuses": [
                {"Name": "first", "Status": "InProgress"},
                {"Name": "second", "Status": "NotStarted"},
            ],
        },
        **more,
    }


def timeline(form: Locator) -> Locator:
    return form.locator('[data-role="timeline"]')
