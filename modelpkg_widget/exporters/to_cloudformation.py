"""A CloudFormation template with an AWS::SageMaker::ModelPackage, in YAML.

What the resource takes stands in ``to_cloudformation.json``.
"""

from __future__ import annotations

import re

from modelpkg_widget.request.issues import format_path
from modelpkg_widget.request.plain_json import Json
from modelpkg_widget.resources.tables import load_table

from .export_format import ExportFormat
from .export_result import Destination, ExportResult
from .line_writer import LineWriter
from .unsupported import gaps, unsupported_members

#: Keys by which CloudFormation knows a function, in whose place it puts something else.
_FUNCTION = re.compile(r"Ref|Condition|Fn::.*", re.DOTALL)
_HALF = re.compile("[\ud800-\udfff]")
"""Half of a character: JSON and Python can hold it, readers of YAML refuse the whole text."""
_REFERENCE = "{{resolve:"
"""Begins what it looks up; a text has no other way to say this."""


def write(request: Json, _: Destination) -> ExportResult:
    """Source: the CloudFormation user guide, template anatomy and dynamic references."""
    resource = load_table("exporters/to_cloudformation")
    words = resource["words"]

    def judge(value: Json) -> str:
        texts = [*value] if isinstance(value, dict) else [value] if isinstance(value, str) else []
        if any(_HALF.search(text) for text in texts):
            return str(words["half"])
        if isinstance(value, dict):
            return str(words["function"]) if any(map(_FUNCTION.fullmatch, value)) else ""
        is_reference = isinstance(value, str) and _REFERENCE in value
        return str(words["reference"]) if is_reference else ""

    found = gaps(request, resource["shapes"], resource["root"], words, judge)
    sheet = LineWriter(unsupported_members(found))
    for gap in found:
        sheet.add(f"# {format_path(gap.path)}: {gap.why}")
    sheet.add('AWSTemplateFormatVersion: "2010-09-09"', "Resources:", "  ModelPackage:")
    sheet.add(f"    Type: {resource['type']}")
    sheet.block(request, (), "    ", "Properties:")
    return sheet.exported(found)


FORMAT = ExportFormat(
    id="cloudformation",
    title="CloudFormation",
    file_name="model-package.yaml",
    write=write,
)
