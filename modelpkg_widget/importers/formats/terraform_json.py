"""Terraform in JSON: a configuration (``.tf.json``), or what ``terraform show -json`` prints."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from modelpkg_widget.importers.import_format import ValueFormat
from modelpkg_widget.importers.parse_result import ParseError, ParseResult, Unresolved, error_text

_OURS: dict[str, Any] = {"final": True, "format": "terraform"}
_TYPE = "awscc_sagemaker_model_package"
_COMPUTED = ("id", "provider", "depends_on", "lifecycle", "count", "for_each")


def is_configuration(value: Any) -> bool:
    """Whether a value is a configuration, a plan or a state of Terraform."""
    if not isinstance(value, dict):
        return False
    resources = value.get("resource")
    named = isinstance(resources, (dict, list)) and all(
        isinstance(name, str) for one in _rows(resources) for name in one
    )
    is_shown = "format_version" in value and ("planned_values" in value or "values" in value)
    return bool(named or is_shown or _TYPE in value)


def read(value: Any) -> ParseResult:
    """Return the arguments of the one resource that is a model package.

    Raises:
        ParseError: there is none, or more than one.
    """
    found = dict(_configured(value)) or dict(_planned(value))
    if len(found) != 1:
        code = "several" if found else "none"
        names = ", ".join(found)[:400]
        given = {"count": len(found), "names": names, "type": _TYPE}
        raise ParseError(error_text("formats/terraform_json", code, **given), **_OURS)
    (arguments,) = found.values()
    kept = {name: one for name, one in arguments.items() if name not in _COMPUTED}
    return ParseResult(_resolved(kept), "terraform")


def _rows(value: Any) -> list[dict[str, Any]]:
    """Return blocks: Terraform lets one stand for a list of one."""
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, dict)]


def _configured(value: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    resources = _rows(value["resource"]) if "resource" in value else [value]
    for row in resources:
        for named in _rows(row.get(_TYPE, [])):
            for name, blocks in named.items():
                for block in _rows(blocks):
                    yield str(name), block


def _planned(value: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    shown = value.get("planned_values", value.get("values"))
    todo = [shown.get("root_module")] if isinstance(shown, dict) else []
    while todo:
        module = todo.pop()
        if not isinstance(module, dict):
            continue
        todo += _rows(module.get("child_modules", []))
        for one in _rows(module.get("resources", [])):
            if one.get("type") == _TYPE and isinstance(one.get("values"), dict):
                known = {name: item for name, item in one["values"].items() if item is not None}
                yield str(one.get("address", one.get("name", ""))), known


def _resolved(value: Any) -> Any:
    """Return it with a gap for each text that Terraform fills in."""
    if isinstance(value, dict):
        return {name: _resolved(one) for name, one in value.items() if one is not None}
    if isinstance(value, list):
        return [_resolved(one) for one in value]
    if isinstance(value, str) and ("${" in value or "%{" in value):
        return Unresolved(str.__str__(value))
    return value


FORMAT = ValueFormat(
    "terraform", "a Terraform configuration", is_configuration, read, own_names=True
)
