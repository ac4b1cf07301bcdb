"""A package that failed, as a kernel publishes it, and the page that shows it."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Locator

from tests.e2e.own_page import OwnPage
from tests.e2e.pages.outcome_page import CREATED
from tests.e2e.pages.preflight_page import REQUEST
from tests.e2e.pages.timeline_page import ENDED, package

FAILURE: dict[str, Any] = {
    "state": "known",
    "explanations": {"See job logs": "The container failed. See the log below for the reason."},
    "job": "flowers-iris",
    "console": "https://us-east-1.console.aws.amazon.com/sagemaker/home#/transform-jobs/flowers-iris",
    "lines": [f"line {number}" for number in range(19)] + ["ERROR: No matching distribution found"],
    "log_explanation": "The container tried to install packages at startup, but it has no "
    "network. Install all dependencies when you build the image.",
    "problem": "",
    "snippet": "",
}


def failed_package() -> dict[str, Any]:
    failed = package("Failed")
    failed["ModelPackageStatusDetails"] = {
        "ImageScanStatuses": [{"Name": "flowers:1.0", "Status": "Completed"}],
        "ValidationStatuses": [
            {"Name": "iris", "Status": "Failed", "FailureReason": "See job logs"}
        ],
    }
    return failed


def show_failure(page: OwnPage, **more: Any) -> Locator:
    form = page.show(REQUEST)
    failure = {**FAILURE, **more}
    page.kernel_tells(**CREATED, package=failed_package(), watch_state=ENDED, failure=failure)
    return form
