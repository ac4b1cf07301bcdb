"""Objects of the SageMaker SDK and of sagemaker-core, recognised by their methods, not imported."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from modelpkg_widget.importers.coercion import normalize_name
from modelpkg_widget.schema.from_botocore import OPERATION, operation_schema

from . import mlflow

_DEEPEST = 40
_UNSET = "Unassigned"
"""The name of the class that stands for a value which sagemaker-core does not know."""


def mapping_of(source: Any) -> dict[str, Any] | None:
    """Return the request, or the part of one, that an object stands for; None: it is no such.

    Args:
        source: what turns itself into a part of a request (``ModelMetrics``,
            ``MetadataProperties``, ``DriftCheckBaselines`` of the SageMaker SDK), or a resource
            or a shape of sagemaker-core; or a ``Model`` or ``ModelInfo`` of MLflow.
    """
    logged = mlflow.mapping_of(source)
    if logged is not None:
        return logged
    name = type(source).__name__
    own = getattr(source, "_to_request_dict", None)
    if callable(own) and not isinstance(source, type):
        return _as_member(name, own())
    dump = getattr(source, "model_dump", None)
    if not callable(dump) or isinstance(source, type):
        return None
    value = _plain(dump(), name, 0)
    if not isinstance(value, dict):
        return None
    return value if name == "ModelPackage" else _as_member(name, value)


def _as_member(name: str, value: Any) -> dict[str, Any] | None:
    """Return a value as the member of the request whose shape, or name, is the one of its class."""
    if not isinstance(value, Mapping):
        return None
    members = operation_schema(OPERATION)["properties"]
    named = [
        member
        for member, schema in members.items()
        if name in (member, schema.get("$ref", "").removeprefix("#/$defs/"))
    ]
    if len(named) == 1:
        return {named[0]: dict(value)}
    known = {normalize_name(member) for member in members}
    return (
        dict(value) if value and all(normalize_name(str(one)) in known for one in value) else None
    )


def _plain(value: Any, shape: str, depth: int) -> Any:
    """Return what an object holds, its names spelled as AWS does, without what it does not know."""
    if depth > _DEEPEST or not isinstance(value, (Mapping, list, tuple)):
        return value
    if not isinstance(value, Mapping):
        return [_plain(one, shape, depth + 1) for one in value if not _is_unset(one)]
    schemas = operation_schema(OPERATION)
    own = schemas if depth == 0 and shape == "ModelPackage" else schemas["$defs"].get(shape, {})
    members = {normalize_name(name): name for name in own.get("properties", {})}
    made = {}
    for name, one in value.items():
        if one is None or _is_unset(one):
            continue
        known = members.get(normalize_name(str(name)))
        below = _shape_in(own, known) if known else ""
        spelled = known or (_spelled(str(name)) if own.get("properties") else name)
        made[spelled] = _plain(one, below, depth + 1)
    return made


def _shape_in(schema: dict[str, Any], name: str) -> str:
    """Return the name of the shape of a member, or of its items."""
    definitions = operation_schema(OPERATION)["$defs"]
    given = schema["properties"][name]
    for _ in range(3):
        reference = str(given.get("$ref", "")).removeprefix("#/$defs/")
        found = definitions.get(reference, given)
        if "properties" in found:
            return reference
        given = found.get("items") or found.get("additionalProperties") or {}
        if not isinstance(given, dict):
            return ""
    return ""


def _spelled(name: str) -> str:
    return "".join(part[:1].upper() + part[1:] for part in name.split("_"))


def _is_unset(value: Any) -> bool:
    return type(value).__name__ == _UNSET
