"""SageMaker's operations on model packages."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from modelpkg_widget.fake_aws.server import service_model
from modelpkg_widget.fake_aws.server.http_messages import JsonResponse
from modelpkg_widget.fake_aws.server.messages import refusal

from . import lifecycle
from .arns import PACKAGE, arn, of_group, of_package
from .model_cards import public
from .pagination import page
from .store import Package

if TYPE_CHECKING:
    from .sagemaker_call import SageMakerCall
    from .store import Store

EXTRA, METADATA = "AdditionalInferenceSpecifications", "CustomerMetadataProperties"


def describe(call: SageMakerCall, store: Store) -> JsonResponse:
    with store.lock:
        told = _told(store, _found(call, store, call.body["ModelPackageName"]))
    if call.body.get("IncludedData") == "MetadataOnly" and "ModelCard" in told:
        told["ModelCard"] = public(told["ModelCard"])
    return JsonResponse(service_model.only_told(call.operation, told))


def update(call: SageMakerCall, store: Store) -> JsonResponse:
    body = dict(call.body)
    with store.lock:
        package = _found(call, store, body.pop("ModelPackageArn"))
        kept = package.asked
        extra = [*kept.get(EXTRA, []), *body.pop(f"{EXTRA}ToAdd", [])]
        metadata = {**kept.get(METADATA, {}), **body.pop(METADATA, {})}
        for key in body.pop(f"{METADATA}ToRemove", []):
            metadata.pop(key, None)
        changed = {**kept, **body, EXTRA: extra or None, METADATA: metadata or None}
        package.asked = {name: value for name, value in changed.items() if value is not None}
        package.changed = round(time.time(), 3)
    return JsonResponse({"ModelPackageArn": package.arn})


def delete(call: SageMakerCall, store: Store) -> JsonResponse:
    with store.lock:
        package = _found(call, store, call.body["ModelPackageName"])
        del store.packages[package.arn.lower()]
    return JsonResponse(None)


def list_all(call: SageMakerCall, store: Store) -> JsonResponse:
    """Without a type, a group's versions when a group is named, else the unversioned packages."""
    body = call.body
    group = of_group(call, body["ModelPackageGroupName"]) if "ModelPackageGroupName" in body else ""
    kind = body.get("ModelPackageType", "Versioned" if group else "Unversioned")
    approval = body.get("ModelApprovalStatus")
    of_region = arn(call, PACKAGE, "")

    def wanted(one: Package) -> bool:
        return (
            one.arn.startswith(of_region)
            and kind in ("Both", "Versioned" if one.version else "Unversioned")
            and (not group or one.group.lower() == group.lower())
            and (not approval or one.asked.get("ModelApprovalStatus") == approval)
        )

    with store.lock:
        shown, more = page(filter(wanted, store.packages.values()), body)
        told = [service_model.only_listed(call.operation, _told(store, one)) for one in shown]
    return JsonResponse({"ModelPackageSummaryList": told, **more})


def _found(call: SageMakerCall, store: Store, named: str) -> Package:
    wanted = of_package(call, named)
    package = store.packages.get(wanted.lower())
    if package is None:
        raise refusal("no-package", arn=wanted)
    return package


def _told(store: Store, package: Package) -> dict[str, Any]:
    """All that is known of a package; the model says which of it an answer holds."""
    who = {"IamIdentity": {"Arn": package.by}}
    told: dict[str, Any] = {
        "CertifyForMarketplace": False,
        **package.asked,
        "ModelPackageArn": package.arn,
        "CreationTime": package.created,
        "CreatedBy": who,
        **lifecycle.status(package.course, store.clock.now() - package.began),
    }
    if package.version:
        told["ModelPackageGroupName"] = store.groups[package.group.lower()].arn.partition("/")[2]
        told["ModelPackageVersion"] = package.version
    if package.changed is not None:
        told |= {"LastModifiedTime": package.changed, "LastModifiedBy": who}
    return told
