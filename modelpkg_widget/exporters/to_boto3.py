"""Python that sends the request with boto3."""

from __future__ import annotations

import keyword
import re

from modelpkg_widget.request.plain_json import Json

from .export_format import ExportFormat
from .export_result import Destination, ExportResult
from .line_writer import PYTHON, LineWriter
from .quoting import quoted

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def write(request: Json, where: Destination) -> ExportResult:
    """Source: boto3's ``create_model_package``."""
    sheet = LineWriter()
    sheet.add("import boto3", "", f"client = boto3.client({', '.join(_client(where))})")
    if all(_NAME.fullmatch(key) and not keyword.iskeyword(key) for key in request):
        sheet.add("response = client.create_model_package(")
        for key, value in request.items():
            sheet.brackets(value, PYTHON, (key,), 1, f"{key}=", ",")
        sheet.add(")")
    else:
        sheet.brackets(request, PYTHON, (), 0, "response = client.create_model_package(**", ")")
    sheet.add('print(response["ModelPackageArn"])')
    return sheet.exported()


def _client(where: Destination) -> list[str]:
    region = [f"region_name={quoted(where.region)}"] if where.region else []
    endpoint = [f"endpoint_url={quoted(where.endpoint)}"] if where.endpoint else []
    return ['"sagemaker"', *region, *endpoint]


FORMAT = ExportFormat(
    id="boto3",
    title="Python (boto3)",
    file_name="create_model_package.py",
    write=write,
)
