"""The page's program and style, as anywidget and the page get them."""

from __future__ import annotations

import gzip
import os
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from . import page_data

_STATIC = Path(__file__).parents[1] / "static"
IS_WATCHED = os.environ.get("ANYWIDGET_HMR") == "1"
"""Whether anywidget watches the files, as `make dev` has it."""


class PageProgram(NamedTuple):
    """The page's program by gzip, in two parts.

    Attributes:
        first: what a form needs to be shown and typed in, which ``loader.js`` unpacks.
        style: of the first part.
        later: what the page requests when a panel of it is opened.
    """

    first: bytes
    style: bytes
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

    Its parts are read at the same time: they are of one build, even if the package is upgraded
    while the kernel runs.
    """
    names = ("widget.js", "widget.css", "later.js")
    parts = ((_STATIC / name).read_bytes() for name in names)
    return PageProgram(*(gzip.compress(part, mtime=0) for part in parts))


def own_program() -> dict[str, bytes]:
    """Return the traits of what holds the first part, and the tables that it needs."""
    first, style, _ = page_program()
    return {"page_code": first, "page_style": style, "form_data": page_data.packed()}
