"""What wraps a request in JSON or YAML: the format is told by the names that it has."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from modelpkg_widget.schema import OPERATION, operation_schema

from . import (
    from_cloudformation,
    from_described,
    from_kubernetes,
    from_mlflow,
    from_pipeline,
    from_step_functions,
    from_terraform_json,
)
from .reading import NotReadError, Reading, why
from .repairs import flat

#: In this order: the first that fits reads.
_FORMATS: tuple[tuple[Callable[[Any], bool], Callable[[Any], Reading]], ...] = (
    (from_cloudformation.is_template, from_cloudformation.read),
    (from_pipeline.is_definition, from_pipeline.read),
    (from_pipeline.is_described, from_pipeline.read_described),
    (from_step_functions.is_definition, from_step_functions.read),
    (from_kubernetes.is_manifest, from_kubernetes.read),
    (from_terraform_json.is_configuration, from_terraform_json.read),
    (from_described.is_answer, from_described.read),
    (from_mlflow.is_model, from_mlflow.read),
)


def unwrapped(value: Any) -> Reading | None:
    """Return the request in a value of another format; None when it is of none.

    Raises:
        NotReadError: it is of a format, and holds no request or more than one.
    """
    for fits, read in _FORMATS:
        if fits(value):
            return read(value)
    return None


def read(value: Any, name: str) -> Reading:
    """Return the request that a value of a text is, or holds.

    Args:
        value: plain JSON, in which `Unresolved` and `Plain` may stand.
        name: the format of the text.

    Raises:
        NotReadError: it is no request: none of its names is a member of one.
    """
    reading = unwrapped(value)
    if reading is not None:
        return reading
    if isinstance(value, dict) and value and not names_members(value):
        names = ", ".join(map(str.__str__, value))
        raise NotReadError(
            why("errors", "strange", names=names[:200]), final=name == "json", format=name
        )
    return Reading(value, name)


def names_members(value: dict[str, Any]) -> bool:
    """Whether a mapping has a member of a request that few others have."""
    known = {flat(name) for name in operation_schema(OPERATION)["properties"]}
    names = {flat(name) for name in value}
    return bool((names & known) - {"tags", "clienttoken"}) or names <= known
