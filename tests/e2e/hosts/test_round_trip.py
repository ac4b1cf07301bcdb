"""What is loaded into the form reads back the same, untouched and after every field was edited."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from modelpkg_widget import check
from modelpkg_widget.request import json_codec
from tests.e2e.own_page import OwnPage

REQUESTS = sorted((Path(__file__).parents[2] / "conformance" / "cases" / "requests").glob("*.json"))
#: Of those in `make test`: a certification, metrics, many entries and their names, and both names.
DAILY = ("02-", "11-", "20-", "33-", "own-map-keys.")


def rows() -> list[Any]:
    return [
        pytest.param(path, marks=[] if path.name.startswith(DAILY) else pytest.mark.soak)
        for path in REQUESTS
    ]


@pytest.mark.parametrize("path", rows(), ids=lambda path: path.stem)
def test_reads_back_the_same(own_page: Callable[[], OwnPage], path: Path) -> None:
    request = json_codec.loads(path.read_text(encoding="utf-8"))
    text = json_codec.dumps(request)
    page = own_page()
    root = page.show(text=text)
    valid = not [issue for issue in check(request) if issue.severity == "error"]
    if valid:
        if isinstance(request, dict) and request.get("ModelApprovalStatus") == "Approved":
            root.get_by_role("checkbox", name="Approve it at once").check()
        root.get_by_role("button", name="Create model package", exact=True).click()
        (submitted,) = page.submitted()
        assert json_codec.dumps(json_codec.loads(submitted["request"])) == text
    page.open_all()
    count = page.edit_and_edit_back()
    assert count > 50
    assert json_codec.dumps(json_codec.loads(page.written())) == text
    assert page.errors == []
