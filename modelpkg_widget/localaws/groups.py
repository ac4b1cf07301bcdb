"""SageMaker's operations on model package groups."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import model
from .arns import GROUP, arn, of_group
from .listing import page
from .sentences import refusal
from .store import Group
from .tagging import by_key
from .wire import Answer

if TYPE_CHECKING:
    from .store import Store
    from .wire import Call


def create(call: Call, store: Store) -> Answer:
    made = arn(call, GROUP, call.body["ModelPackageGroupName"])
    with store.lock:
        if made.lower() in store.groups:
            raise refusal("group-exists")
        store.groups[made.lower()] = Group(
            made, call.body, by_key(call.body.get("Tags")), by=call.caller
        )
    return Answer({"ModelPackageGroupArn": made})


def describe(call: Call, store: Store) -> Answer:
    return Answer(model.only_told(call.operation, _told(_found(call, store))))


def list_all(call: Call, store: Store) -> Answer:
    shared = call.body.get("CrossAccountFilterOption") == "CrossAccount"
    of_region = arn(call, GROUP, "")
    with store.lock:
        rows = [g for g in store.groups.values() if g.arn.startswith(of_region) and not shared]
    shown, more = page(rows, call.body)
    told = [model.only_listed(call.operation, _told(group)) for group in shown]
    return Answer({"ModelPackageGroupSummaryList": told, **more})


def delete(call: Call, store: Store) -> Answer:
    with store.lock:
        group = _found(call, store)
        if any(package.group == group.arn for package in store.packages.values()):
            raise refusal("group-not-empty", arn=group.arn)
        del store.groups[group.arn.lower()]
    return Answer(None)


def _found(call: Call, store: Store) -> Group:
    wanted = of_group(call, call.body["ModelPackageGroupName"])
    group = store.groups.get(wanted.lower())
    if group is None:
        raise refusal("group-gone", arn=wanted)
    return group


def _told(group: Group) -> dict[str, Any]:
    return {
        **group.asked,
        "ModelPackageGroupArn": group.arn,
        "CreationTime": group.created,
        "CreatedBy": {"IamIdentity": {"Arn": group.by}},
        "ModelPackageGroupStatus": "Completed",
    }
