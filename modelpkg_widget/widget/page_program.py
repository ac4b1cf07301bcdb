"""The page's program and style, as anywidget and the page get them."""

from __future__ import annotations

import gzip
import os
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

_STATIC = Path(__file__).parents[1] / "static"
IS_WATCHED = os.environ.get("ANYWIDGET_HMR") == "1"
"""Whether anywidget watches the files, as `make dev` has it."""


class PageProgram(NamedTuple):
    """The page's program by gzip, in two parts.

    Attributes:
        first: what a form needs to be shown and typed in, which ``loader.js`` unpacks.
        later: what the page requests when a panel of it is opened.
    """

    first: bytes
    later: bytes


def static_file(name: str) -> Path | str:
    """Return what anywidget is given of a file.

    With its path, anywidget watches the file, so that `make dev` shows the next build at once; and
    holds each form for ever (0.11), because the listeners of the file hold it.
    """
    path = _STATIC / name
    return path if IS_WATCHED else path.read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def page_program() -> PageProgram:
    """Return the program.

    Both parts are read at the same time: they are of one build, even if the package is upgraded
    while the kernel runs.
    """
    parts = ((_STATIC / name).read_bytes() for name in ("widget.js", "later.js"))
    return PageProgram(*(gzip.compress(part, mtime=0) for part in parts))
