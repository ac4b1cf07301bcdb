from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import comm
import pytest

from modelpkg_widget import ModelPackageForm

from .recorded_comm import Make, Recorded


@pytest.fixture
def make(monkeypatch: pytest.MonkeyPatch) -> Iterator[Make]:
    """Make forms whose comm records."""
    monkeypatch.setattr(comm, "create_comm", Recorded)
    made: list[ModelPackageForm] = []

    def form(*args: Any, **options: Any) -> ModelPackageForm:
        made.append(ModelPackageForm(*args, **options))
        return made[-1]

    yield form
    for one in made:
        one.close()


@pytest.fixture
def quiet(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Nothing is logged, which is how ipywidgets tells of an exception in a handler."""
    yield
    logged = caplog.get_records("call")
    assert [record for record in logged if record.levelno >= logging.WARNING] == []
