"""The page's program and style, as anywidget and the page get them."""

from __future__ import annotations

import gzip
import os
from functools import lru_cache
from pathlib import Path

_STATIC = Path(__file__).parents[1] / "static"
IS_WATCHED = os.environ.get("ANYWIDGET_HMR") == "1"
"""Whether anywidget watches the files, as `make dev` has it."""


def static_file(name: str) -> Path | str:
    """Return what anywidget is given of a file.

    With its path, anywidget watches the file, so that `make dev` shows the next build at once; and
    holds each form for ever (0.11), because the listeners of the file hold it.
    """
    path = _STATIC / name
    return path if IS_WATCHED else path.read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def page_program() -> bytes:
    """Return the program by gzip, which ``loader.js`` unpacks."""
    return gzip.compress((_STATIC / "widget.js").read_bytes(), mtime=0)
