"""A definition of a SageMaker pipeline whose one step registers the package.

For ``aws sagemaker create-pipeline --pipeline-definition file://...``. What its step takes stands
in ``to_pipeline.json``.
"""

from __future__ import annotations

from modelpkg_widget.request.plain_json import Json
from modelpkg_widget.resources.tables import load_table

from .export_format import ExportFormat
from .export_result import Destination, ExportResult, Gap
from .line_writer import JSON, LineWriter
from .quoting import json
from .unsupported import gaps, unsupported_members


def write(request: Json, _: Destination) -> ExportResult:
    """Source: AWS's schema of pipeline definitions and its SDK; see ``to_pipeline.json``."""
    step = load_table("exporters/to_pipeline")
    words = step["words"]

    def judge(value: Json) -> str:
        is_function = isinstance(value, dict) and not value.keys().isdisjoint(step["functions"])
        return str(words["function"]) if is_function else ""

    found: list[Gap] = []
    for name, value in request.items():
        row = step["members"].get(name)
        if row:
            found.append(Gap((name,), row["kind"], row["why"]))
        elif name not in step["takes"]:
            found.append(Gap((name,), "unsure", words["unsure"]))
        found += gaps({name: value}, {}, "", words, judge)
    sheet = LineWriter(unsupported_members(found))
    sheet.add("{", f'  "Version": {json(step["version"])},', '  "Steps": [', "    {")
    sheet.add(f'      "Name": {json(step["step"])},', f'      "Type": {json(step["type"])},')
    sheet.brackets(request, JSON, (), 3, '"Arguments": ')
    sheet.add("    }", "  ]", "}")
    return sheet.exported(found)


FORMAT = ExportFormat(
    id="pipeline",
    title="SageMaker pipeline",
    file_name="pipeline.json",
    write=write,
)
