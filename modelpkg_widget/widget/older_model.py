"""What the page says where the installed boto3 is older than one that the form knows of.

The page chooses a sentence by the shape of a structure and the code of an issue, so the versions
are filled in here, for each structure that lacks members or requires one that newer ones do not.
"""

from __future__ import annotations

import re
from typing import Any

from modelpkg_widget.request.issues import Path
from modelpkg_widget.resources import older_boto3, texts
from modelpkg_widget.resources.tables import load_table
from modelpkg_widget.schema.from_botocore import Schema

_STEP = re.compile(r"\[\]|\{\}|[^.\[{]+")


def words(schema: Schema) -> dict[str, Any]:
    """Return the table of texts, with sentences that name versions for shapes of a schema.

    Args:
        schema: of the request of CreateModelPackage; for any other there is nothing to add.
    """
    table: dict[str, Any] = load_table("resources/page_texts")
    rows = _of_shapes(schema)
    merged = {name: {**table["shapes"].get(name, {}), **own} for name, own in rows.items()}
    return {**table, "shapes": {**table["shapes"], **merged}} if rows else table


def _of_shapes(schema: Schema) -> dict[str, dict[str, dict[str, str]]]:
    rows: dict[str, dict[str, dict[str, str]]] = {}
    for name, paths in _lacking(schema).items():
        members = older_boto3.newer_members("member", paths)
        if members:
            row = load_table("resources/older_boto3")["of_structure"]
            values = {"installed": older_boto3.installed(), "members": members}
            rows.setdefault(name, {})["additionalProperties"] = _filled(row, values)
    for path in _listed("optional"):
        structure = _structure(schema, path[:-1])
        since = older_boto3.optional_since(path)
        if since and path[-1] in structure.get("required", ()):
            row = load_table("resources/older_boto3")["required"]
            made = _filled(row, {"installed": older_boto3.installed(), "since": since})
            own = rows.setdefault(structure["title"], {})
            own["required"] = own["required.item"] = made
    return rows


def _lacking(schema: Schema) -> dict[str, list[Path]]:
    """Return the members that structures of a schema lack, by the names of their shapes."""
    found: dict[str, list[Path]] = {}
    for path in _listed("members"):
        structure = _structure(schema, path[:-1])
        if "properties" in structure and path[-1] not in structure["properties"]:
            found.setdefault(structure["title"], []).append(path)
    return found


def _listed(kind: str) -> list[Path]:
    rows = load_table("resources/boto3_versions")[kind]
    return [
        tuple(0 if step == "[]" else step for step in _STEP.findall(row["path"])) for row in rows
    ]


def _structure(schema: Schema, path: Path) -> Schema:
    """Return the definition at a path; empty when there is none."""
    node: Any = schema
    for step in path:
        node = node.get("items") if isinstance(step, int) else node.get("properties", {}).get(step)
        if node is None:
            return {}
        node = schema["$defs"].get(node.get("$ref", "").removeprefix("#/$defs/"), node)
    return node if isinstance(node, dict) else {}


def _filled(row: dict[str, str], values: dict[str, str]) -> dict[str, str]:
    return {name: texts.format_text(text, values) for name, text in row.items()}
