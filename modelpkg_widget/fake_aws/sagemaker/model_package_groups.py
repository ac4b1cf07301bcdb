"""SageMaker's operations on model package groups."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from modelpkg_widget.fake_aws.server import service_model
from modelpkg_widget.fake_aws.server.http_messages import JsonResponse
from modelpkg_widget.fake_aws.server.messages import refusal

from .arns import GROUP, arn, of_group
from .pagination import page
from .store import Group
from .tags import by_key

if TYPE_CHECKING:
    from .sagemaker_call import SageMakerCall
    from .store import Store


def create(call: SageMakerCall, store: Store) -> JsonResponse:
    made = arn(call, GROUP, call.body["ModelPackageGroupName"])
    with store.lock:
        if made.lower() in store.groups:
            raise refusal("group-exists")
        store.groups[made.lower()] = Group(
            made, call.body, by_key(call.body.get("Tags")), by=call.caller
        )
    return JsonResponse({"ModelPackageGroupArn": made})


def describe(call: SageMakerCall, store: Store) -> JsonResponse:
    return JsonResponse(
        service_model.output_members(call.operation, _description(_found(call, store)))
    )


def list_all(call: SageMakerCall, store: Store) -> JsonResponse:
    shared = call.body.get("CrossAccountFilterOption") == "CrossAccount"
    of_region = arn(call, GROUP, "")
    with store.lock:
        rows = [g for g in store.groups.values() if g.arn.startswith(of_region) and not shared]
    shown, more = page(rows, call.body)
    summaries = [service_model.only_listed(call.operation, _description(group)) for group in shown]
    return JsonResponse({"ModelPackageGroupSummaryList": summaries, **more})


def delete(call: SageMakerCall, store: Store) -> JsonResponse:
    with store.lock:
        group = _found(call, store)
        if any(package.group == group.arn for package in store.packages.values()):
            raise refusal("group-not-empty", arn=group.arn)
        del store.groups[group.arn.lower()]
    return JsonResponse(None)


def _found(call: SageMakerCall, store: Store) -> Group:
    group_arn = of_group(call, call.body["ModelPackageGroupName"])
    group = store.groups.get(group_arn.lower())
    if group is None:
        raise refusal("group-gone", arn=group_arn)
    return group


def _description(group: Group) -> dict[str, Any]:
    return {
        **group.request,
        "ModelPackageGroupArn": group.arn,
        "CreationTime": group.created,
        "CreatedBy": {"IamIdentity": {"Arn": group.by}},
        "ModelPackageGroupStatus": "Completed",
    }
