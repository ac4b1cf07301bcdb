"""JSON: a request, what wraps one, or a notebook."""

from __future__ import annotations

from modelpkg_widget.importers import unwrapping
from modelpkg_widget.importers.import_format import Clues, TextFormat
from modelpkg_widget.importers.parse_result import ParseResult
from modelpkg_widget.request import json_codec

from . import notebook
from .aws_cli_files import Files

_LIKELY = 30


def read(text: str, _: Files | None = None) -> ParseResult:
    """Return the request in a JSON text.

    Raises:
        ParseError: (a ValueError) it is not JSON, or holds no request.
    """
    value = json_codec.loads(text)
    if notebook.is_notebook(value):
        return notebook.read_cells(value["cells"])
    return unwrapping.read(value, "json")


def _likelihood(clues: Clues) -> int:
    return _LIKELY if clues.is_bracketed and not clues.is_command else 0


FORMAT = TextFormat("json", "JSON", _likelihood, read)
