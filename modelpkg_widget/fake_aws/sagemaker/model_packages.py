"""SageMaker's operations on model packages."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from modelpkg_widget.fake_aws.server import service_model
from modelpkg_widget.fake_aws.server.http_messages import JsonResponse
from modelpkg_widget.fake_aws.server.messages import refusal

from . import certification
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
        description = _description(store, _found(call, store, call.body["ModelPackageName"]))
    if call.body.get("IncludedData") == "MetadataOnly" and "ModelCard" in description:
        description["ModelCard"] = public(description["ModelCard"])
    return JsonResponse(service_model.output_members(call.operation, description))


def update(call: SageMakerCall, store: Store) -> JsonResponse:
    body = dict(call.body)
    with store.lock:
        package = _found(call, store, body.pop("ModelPackageArn"))
        kept = package.request
        extra = [*kept.get(EXTRA, []), *body.pop(f"{EXTRA}ToAdd", [])]
        metadata = {**kept.get(METADATA, {}), **body.pop(METADATA, {})}
        for key in body.pop(f"{METADATA}ToRemove", []):
            metadata.pop(key, None)
        changed = {**kept, **body, EXTRA: extra or None, METADATA: metadata or None}
        package.request = {name: value for name, value in changed.items() if value is not None}
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

    def matches(one: Package) -> bool:
        return (
            one.arn.startswith(of_region)
            and kind in ("Both", "Versioned" if one.version else "Unversioned")
            and (not group or one.group.lower() == group.lower())
            and (not approval or one.request.get("ModelApprovalStatus") == approval)
        )

    with store.lock:
        shown, more = page(filter(matches, store.packages.values()), body)
        summaries = [
            service_model.only_listed(call.operation, _description(store, one)) for one in shown
        ]
    return JsonResponse({"ModelPackageSummaryList": summaries, **more})


def _found(call: SageMakerCall, store: Store, named: str) -> Package:
    package_arn = of_package(call, named)
    package = store.packages.get(package_arn.lower())
    if package is None:
        raise refusal("no-package", arn=package_arn)
    return package


def _description(store: Store, package: Package) -> dict[str, Any]:
    """All that is known of a package; the model says which of it an answer holds."""
    who = {"IamIdentity": {"Arn": package.by}}
    description: dict[str, Any] = {
        "CertifyForMarketplace": False,
        **package.request,
        "ModelPackageArn": package.arn,
        "CreationTime": package.created,
        "CreatedBy": who,
        **certification.status(package.course, store.clock.now() - package.began),
    }
    if package.version:
        group_arn = store.groups[package.group.lower()].arn
        description["ModelPackageGroupName"] = group_arn.partition("/")[2]
        description["ModelPackageVersion"] = package.version
    if package.changed is not None:
        description |= {"LastModifiedTime": package.changed, "LastModifiedBy": who}
    return description
