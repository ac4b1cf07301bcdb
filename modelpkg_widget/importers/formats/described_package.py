"""A package as AWS describes it: the answer of DescribeModelPackage, or an event about it."""

from __future__ import annotations

from typing import Any

from modelpkg_widget.importers.coercion import coerce
from modelpkg_widget.importers.import_format import ValueFormat
from modelpkg_widget.importers.loaded_request import Loaded
from modelpkg_widget.importers.model_package import next_version
from modelpkg_widget.importers.parse_result import ParseResult
from modelpkg_widget.importers.unresolved import extract_unresolved
from modelpkg_widget.resources import older_boto3
from modelpkg_widget.resources.tables import load_table
from modelpkg_widget.schema.from_botocore import OPERATION, operation_schema

_EVENT = "SageMaker Model Package State Change"


def is_answer(value: Any) -> bool:
    """Whether a value describes a package: it has an ARN and a status."""
    if not isinstance(value, dict):
        return False
    if value.get("detail-type") == _EVENT and isinstance(value.get("detail"), dict):
        return True
    arn = value.get(_names()["arn"])
    return isinstance(arn, str) and "ModelPackageStatus" in value


def read(value: Any) -> ParseResult:
    """Return what AWS said of the package; `loaded` makes the request of it."""
    description = value["detail"] if "detail-type" in value else value
    kept = {*operation_schema(OPERATION)["properties"]}
    kept |= {_names()[name] for name in ("arn", "group", "version", "name")}
    kept |= {name for name in description if older_boto3.known_since((name,))}
    return ParseResult(
        {name: one for name, one in description.items() if name in kept}, "described"
    )


def loaded(reading: ParseResult) -> Loaded:
    """Return the request for another package like the one that was described."""
    description, repairs = coerce(reading.value)
    description, gaps = extract_unresolved(description)
    arn = description.setdefault(_names()["arn"], "")
    if not isinstance(arn, str):
        description[_names()["arn"]] = ""
    if description.get("Tags") in ({}, []):
        del description["Tags"]
    made = next_version(description, str(description.get(_names()["group"]) or ""))
    return Loaded(
        made.base,
        made.source,
        made.arn,
        left_out=made.left_out,
        repaired=tuple(repairs),
        gaps=tuple(gaps),
        marks=made.marks,
    )


def _names() -> dict[str, str]:
    names: dict[str, str] = load_table("resources/layout")["next_version"]
    return names


FORMAT = ValueFormat("described", "a model package as AWS describes it", is_answer, read)
