"""What is to be known of one member that was loaded, or was not."""

from __future__ import annotations

from dataclasses import dataclass

from modelpkg_widget.request.issues import Path


@dataclass(frozen=True)
class Note:
    """Note on one member that was loaded or not loaded.

    Attributes:
        path: path in the request.
        why: one plain sentence.
        source: what it was loaded from, in words; empty of what was loaded last.
    """

    path: Path
    why: str
    source: str = ""
