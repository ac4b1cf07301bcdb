"""The formats of texts that are loaded; those of values are in ``formats/value_formats.py``."""

from __future__ import annotations

from .formats import aws_cli, json_text, notebook, yaml_text
from .formats.value_formats import VALUE_FORMATS
from .import_format import TextFormat
from .python import python_text

_ROWS = (
    json_text.FORMAT,
    notebook.FORMAT,
    aws_cli.FORMAT,
    python_text.FORMAT,
    yaml_text.FORMAT,
)

TEXT_FORMATS: dict[str, TextFormat] = {row.id: row for row in _ROWS}


def title_of(format_id: str) -> str:
    """Return the name of a format inside a sentence."""
    return (TEXT_FORMATS.get(format_id) or VALUE_FORMATS[format_id]).title
