"""What a format of `export` declares: one file each, `to_*.py`, and one row in ``registry.py``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from modelpkg_widget.request.plain_json import Json

from .export_result import Destination, ExportResult


@dataclass(frozen=True)
class ExportFormat:
    """A format that a request can be exported to.

    Attributes:
        id: the name that `export` and the command line take, such as ``boto3``.
        title: what the page and the command line call it.
        file_name: of a downloaded text.
        write: returns the text of a request, a structure of plain JSON that is not too deep.
        note: what someone who runs the text has to know; the command line prints it.
    """

    id: str
    title: str
    file_name: str
    write: Callable[[Json, Destination], ExportResult]
    note: str = ""
