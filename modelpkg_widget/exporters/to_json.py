"""The request itself, for ``aws ... --cli-input-json`` and everything that reads JSON."""

from __future__ import annotations

from modelpkg_widget.request.plain_json import Json

from .export_result import Exported, Where
from .line_writer import JSON, Sheet


def write(request: Json, _: Where) -> Exported:
    sheet = Sheet()
    sheet.brackets(request, JSON)
    return sheet.exported()
