"""The installed model of SageMaker, by which requests are read and answers are written."""

from __future__ import annotations

from functools import cache
from typing import Any

from botocore.model import ServiceModel

from .boto_session import models


def operations() -> list[str]:
    """The names of SageMaker's operations."""
    return list(_service().operation_names)


@cache
def request_shape(operation: str, service: str = "sagemaker") -> Any:
    """botocore's shape of an operation's request; None when it takes none.

    The same object each time: what is worked out for a shape is kept by it.
    """
    return _service(service).operation_model(operation).input_shape


def values(shape: str) -> list[str]:
    """What an enum of SageMaker's model lists."""
    return list(_service().shape_for(shape).enum)


def output_members(operation: str, known: dict[str, Any]) -> dict[str, Any]:
    """Of what is known, what the answer of an operation tells, in the model's order."""
    return _only(_service().operation_model(operation).output_shape, known)


def only_listed(operation: str, known: dict[str, Any]) -> dict[str, Any]:
    """Of what is known, what a row of the one list in an operation's answer tells."""
    members = _service().operation_model(operation).output_shape.members.values()
    return _only(next(one for one in members if one.type_name == "list").member, known)


def _only(shape: Any, known: dict[str, Any]) -> dict[str, Any]:
    return {name: known[name] for name in shape.members if known.get(name) is not None}


@cache
def _service(name: str = "sagemaker") -> Any:
    return ServiceModel(models().load_service_model(name, "service-2"), name)
