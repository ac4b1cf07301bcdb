"""The request itself, for ``aws ... --cli-input-json`` and everything that reads JSON."""

from __future__ import annotations

from modelpkg_widget.request.plain_json import Json

from .export_format import ExportFormat
from .export_result import Destination, ExportResult
from .line_writer import JSON, LineWriter


def write(request: Json, _: Destination) -> ExportResult:
    sheet = LineWriter()
    sheet.brackets(request, JSON)
    return sheet.exported()


FORMAT = ExportFormat(
    id="json",
    title="JSON",
    file_name="model-package.json",
    write=write,
)
