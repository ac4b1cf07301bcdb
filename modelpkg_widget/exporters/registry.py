"""The formats of `export`, in the order in which the page and the command line offer them."""

from __future__ import annotations

from typing import Literal

from . import (
    to_aws_cli,
    to_boto3,
    to_catalog,
    to_cloudformation,
    to_json,
    to_pipeline,
    to_sagemaker,
)
from .export_format import ExportFormat

#: For type checkers: the ids of the rows below.
Format = Literal[
    "boto3", "cli", "json", "cloudformation", "pipeline", "sagemaker", "catalog", "catalog-version"
]

_ROWS = (
    to_boto3.FORMAT,
    to_aws_cli.FORMAT,
    to_json.FORMAT,
    to_cloudformation.FORMAT,
    to_pipeline.FORMAT,
    to_sagemaker.FORMAT,
    to_catalog.FORMAT,
    to_catalog.VERSION,
)

FORMATS: dict[str, ExportFormat] = {row.id: row for row in _ROWS}
