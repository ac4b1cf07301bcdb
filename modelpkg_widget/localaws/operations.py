"""SageMaker's operations that are imitated here, one function for each; the others are moto's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import algorithms, creating, groups, jobs, model, packages, reading, sharing, tagging
from .constraints import check
from .wire import Answer, Refusal

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from .store import Store, Stores
    from .wire import Call

OPERATIONS: dict[str, Callable[[Call, Store], Answer | None]] = {
    "AddTags": tagging.add_tags,
    "CreateAlgorithm": algorithms.create,
    "CreateModelPackage": creating.create,
    "CreateModelPackageGroup": groups.create,
    "DeleteModelPackage": packages.delete,
    "DeleteModelPackageGroup": groups.delete,
    "DeleteModelPackageGroupPolicy": sharing.delete,
    "DeleteTags": tagging.delete_tags,
    "DescribeModelPackage": packages.describe,
    "DescribeModelPackageGroup": groups.describe,
    "DescribeTransformJob": jobs.describe,
    "GetModelPackageGroupPolicy": sharing.get,
    "ListAlgorithms": algorithms.list_all,
    "ListModelPackageGroups": groups.list_all,
    "ListModelPackages": packages.list_all,
    "ListTags": tagging.list_tags,
    "ListTransformJobs": jobs.list_all,
    "PutModelPackageGroupPolicy": sharing.put,
    "UpdateModelPackage": packages.update,
}


def request(operation: str, body: dict[str, Any]) -> dict[str, Any]:
    """A body as the service reads it, checked against the service's model.

    Raises:
        Refusal: no such operation, a type that does not fit, or a constraint that is not met.
    """
    if operation not in model.operations():
        raise Refusal("UnknownOperationException", "")
    shape = model.request_shape(operation)
    if shape is None:
        return {}
    read: dict[str, Any] = reading.read(shape, body)
    check(shape, read)
    return read


def answer(call: Call, stores: Stores) -> Answer | None:
    """What the service answers, with what the account has that owns it; None when moto is to.

    Raises:
        Refusal: what the service refuses.
    """
    handler = OPERATIONS.get(call.operation)
    return handler(*sharing.as_owner(call, stores)) if handler else None
