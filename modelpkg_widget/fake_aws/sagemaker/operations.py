"""SageMaker's operations that are imitated here, one function for each; the others are moto's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from modelpkg_widget.fake_aws.server import parsers, service_model
from modelpkg_widget.fake_aws.server.constraints import check
from modelpkg_widget.fake_aws.server.http_messages import JsonResponse, ServiceError

from . import (
    algorithms,
    create_model_package,
    group_policies,
    model_package_groups,
    model_packages,
    tags,
    transform_jobs,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from .sagemaker_call import SageMakerCall
    from .store import Store, Stores

OPERATIONS: dict[str, Callable[[SageMakerCall, Store], JsonResponse | None]] = {
    "AddTags": tags.add_tags,
    "CreateAlgorithm": algorithms.create,
    "CreateModelPackage": create_model_package.create,
    "CreateModelPackageGroup": model_package_groups.create,
    "DeleteModelPackage": model_packages.delete,
    "DeleteModelPackageGroup": model_package_groups.delete,
    "DeleteModelPackageGroupPolicy": group_policies.delete,
    "DeleteTags": tags.delete_tags,
    "DescribeModelPackage": model_packages.describe,
    "DescribeModelPackageGroup": model_package_groups.describe,
    "DescribeTransformJob": transform_jobs.describe,
    "GetModelPackageGroupPolicy": group_policies.get,
    "ListAlgorithms": algorithms.list_all,
    "ListModelPackageGroups": model_package_groups.list_all,
    "ListModelPackages": model_packages.list_all,
    "ListTags": tags.list_tags,
    "ListTransformJobs": transform_jobs.list_all,
    "PutModelPackageGroupPolicy": group_policies.put,
    "UpdateModelPackage": model_packages.update,
}


def request(operation: str, body: dict[str, Any]) -> dict[str, Any]:
    """A body as the service reads it, checked against the service's model.

    Raises:
        ServiceError: no such operation, a type that does not fit, or a constraint that is not met.
    """
    if operation not in service_model.operations():
        raise ServiceError("UnknownOperationException", "")
    shape = service_model.request_shape(operation)
    if shape is None:
        return {}
    read: dict[str, Any] = parsers.read(shape, body)
    check(shape, read)
    return read


def answer(call: SageMakerCall, stores: Stores) -> JsonResponse | None:
    """What the service answers, with what the account has that owns it; None when moto is to.

    Raises:
        ServiceError: what the service refuses.
    """
    handler = OPERATIONS.get(call.operation)
    return handler(*group_policies.as_owner(call, stores)) if handler else None
