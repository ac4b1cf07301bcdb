"""`make hosts` and `make engines` set HOSTS; without it, nothing is installed and nothing runs."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.conftest import ARGUMENTS, chromium

_HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave these tests out of every run but their own."""
    for item in items:
        if _HERE in item.path.parents:
            item.add_marker(pytest.mark.soak)
            item.add_marker(pytest.mark.timeout(1800))
            if not os.environ.get("HOSTS"):
                item.add_marker(pytest.mark.skip(reason="make hosts"))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_type_launch_args, "args": ARGUMENTS, "executable_path": chromium()}
