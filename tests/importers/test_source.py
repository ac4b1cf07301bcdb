"""Where a request is loaded from: a file that exists, before anything is parsed."""

from __future__ import annotations

from pathlib import Path

import pytest

from modelpkg_widget import ModelPackageForm


def test_a_missing_file_is_reported_first(tmp_path: Path) -> None:
    form = ModelPackageForm()
    with pytest.raises(ValueError, match=r"^No such file: missing\.json"):
        form.load("missing.json")
    with pytest.raises(FileNotFoundError):
        form.load(tmp_path / "missing.json")
