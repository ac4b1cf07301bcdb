"""What tests see of a draft."""

from __future__ import annotations

from pathlib import Path

from modelpkg_widget.storage.draft import Draft

ROW = {"path": ["Environment"], "key": "", "text": "x", "code": "key.required"}
OTHER = {**ROW, "key": "A", "code": "key.uniqueItems"}
SAVED = ("saved", "")


def stands(kept: Draft) -> tuple[str, str]:
    return kept.state.state, kept.state.problem


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())
