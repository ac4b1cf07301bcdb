"""The pictures of README, docs and notebooks: ``docs/pictures/pictures.json`` lists them.

Each is there in both themes, such as ``form-light.png`` and ``form-dark.png``; pages name the light
one. ``digests.json`` beside them says what they were taken of.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.conftest import ROOT

FOLDER = ROOT / "docs" / "pictures"
DIGESTS = FOLDER / "digests.json"
THEMES = ("light", "dark")


@dataclass(frozen=True)
class Picture:
    """A part of the form, as a scene shows it.

    Attributes:
        name: its files are ``NAME-light.png`` and ``NAME-dark.png``.
        scene: a key of ``tests.e2e.scenes.SCENES``.
        width: of the window, in CSS pixels; a file has two pixels for each.
        parts: CSS selectors; the picture shows the least box around the first element of each.
        alt: what those who don't see it read.
        used_in: the pages and notebooks that show it, from the root of the repository.
    """

    name: str
    scene: str
    width: int
    parts: list[str]
    alt: str
    used_in: list[str]

    def file(self, theme: str) -> Path:
        return FOLDER / f"{self.name}-{theme}.png"


def pictures() -> list[Picture]:
    """Return the list."""
    rows = json.loads((FOLDER / "pictures.json").read_text(encoding="utf-8"))
    return [Picture(**row) for row in rows]


def digest_of(content: bytes) -> str:
    """Return a short digest of something."""
    return hashlib.sha256(content).hexdigest()[:16]


def digests() -> dict[str, Any]:
    """Return what the pictures were taken of: ``botocore``, and a row for each picture."""
    found: dict[str, Any] = json.loads(DIGESTS.read_text(encoding="utf-8"))
    return found
