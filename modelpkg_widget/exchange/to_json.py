"""The request itself, for ``aws ... --cli-input-json`` and everything that reads JSON."""

from __future__ import annotations

from modelpkg_widget.json_value import Json

from .exported import Exported, Where
from .sheet import JSON, Sheet


def write(request: Json, _: Where) -> Exported:
    sheet = Sheet()
    sheet.brackets(request, JSON)
    return sheet.exported()
