"""Texts that people have: what is loaded of each, and where the gaps are."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from modelpkg_widget.importers.source import text_loaded
from modelpkg_widget.request.issues import format_path

FOLDER = Path(__file__).parents[2] / "conformance" / "cases" / "texts"
ROWS = json.loads((FOLDER / "python.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["text"])
def test_text_is_loaded_as_the_table_says(row: dict[str, Any]) -> None:
    text = (FOLDER / "python" / f"{row['text']}.txt").read_text(encoding="utf-8")
    if "error" in row:
        with pytest.raises(ValueError) as caught:  # noqa: PT011 - the whole text is compared
            text_loaded(text)
        assert str(caught.value) == row["error"]
        return
    loaded = text_loaded(text)
    assert loaded.base == row["value"]
    assert [format_path(note.path) for note in loaded.gaps] == row["gaps"]


def test_each_text_has_a_row() -> None:
    texts = {path.stem for path in (FOLDER / "python").iterdir()}
    assert texts == {row["text"] for row in ROWS}
