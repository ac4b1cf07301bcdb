"""Model package groups that another account may use, as the policies of the groups say.

Source:
    SageMaker Developer Guide, Register a Model Version from a Different Account; the API pages of
    PutModelPackageGroupPolicy and its neighbours.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from modelpkg_widget.fake_aws.server.http_messages import JsonResponse
from modelpkg_widget.fake_aws.server.messages import refusal
from modelpkg_widget.fake_aws.services import iam_policies

from .arns import ARN, GROUP, PACKAGE, arn

if TYPE_CHECKING:
    from re import Match

    from .sagemaker_call import SageMakerCall
    from .store import Group, Store, Stores

#: Members that name what a call is about, by its ARN or by a name.
_NAMING = ("ModelPackageGroupName", "ModelPackageName", "ModelPackageArn", "ResourceArn")
_NAME, _POLICY = "ModelPackageGroupName", "ResourcePolicy"
#: What each statement of a policy of a resource has.
_ELEMENTS = ({"Effect"}, {"Principal", "NotPrincipal"}, {"Action", "NotAction"},
             {"Resource", "NotResource"})  # fmt: skip


def as_owner(call: SageMakerCall, stores: Stores) -> tuple[SageMakerCall, Store]:
    """The call, and the store of the account that owns what it names.

    Raises:
        ServiceError: it is another account's, and no policy of its group allows the call.
    """
    own = stores[call.account]
    given = (call.body.get(name) for name in _NAMING)
    named = next((found for text in given if text and (found := ARN.fullmatch(text))), None)
    # What is of another region is refused as such.
    if not named or named["account"] == call.account or named["region"] != call.region:
        return call, own
    owner = replace(call, account=named["account"])
    store = stores[owner.account]
    resource = _resource(owner, named)
    if not _allows(owner, store, named, resource):
        action = f"sagemaker:{call.operation}"
        raise refusal("denied-shared", user=call.caller, action=action, resource=resource)
    return owner, store


def put(call: SageMakerCall, store: Store) -> JsonResponse:
    """PutModelPackageGroupPolicy."""
    text = call.body[_POLICY]
    if not _is_policy(text):
        raise refusal("no-policy")
    with store.lock:
        group = _group(call, store)
        group.policy = text
    return JsonResponse({"ModelPackageGroupArn": group.arn})


def get(call: SageMakerCall, store: Store) -> JsonResponse:
    """GetModelPackageGroupPolicy."""
    return JsonResponse({_POLICY: _with_policy(call, store).policy})


def delete(call: SageMakerCall, store: Store) -> JsonResponse:
    """DeleteModelPackageGroupPolicy."""
    with store.lock:
        _with_policy(call, store).policy = ""
    return JsonResponse(None)


def _group(call: SageMakerCall, store: Store) -> Group:
    group_arn = arn(call, GROUP, call.body[_NAME])
    group = store.groups.get(group_arn.lower())
    if group is None:
        raise refusal("policy-no-group", arn=group_arn)
    return group


def _with_policy(call: SageMakerCall, store: Store) -> Group:
    group = _group(call, store)
    if not group.policy:
        raise refusal("policy-gone", arn=group.arn)
    return group


def _resource(owner: SageMakerCall, named: Match[str]) -> str:
    """What a policy has to allow the call on: of a new version, any version of the group."""
    if named["kind"] == GROUP and owner.operation == "CreateModelPackage":
        return arn(owner, PACKAGE, f"{named['name']}/*")
    return named[0]


def _allows(owner: SageMakerCall, store: Store, named: Match[str], resource: str) -> bool:
    group = store.groups.get(arn(owner, GROUP, named["name"].partition("/")[0]).lower())
    if group is None or not group.policy:
        return False
    document = json.loads(group.policy)
    rows = [one for one in iam_policies.listed(document["Statement"]) if _names(one, owner.caller)]
    texts = [json.dumps({**document, "Statement": rows})]
    action = f"sagemaker:{owner.operation}"
    # A list of versions is allowed on the group or on its versions: AWS's examples have either.
    also = [arn(owner, PACKAGE, f"{group.name}/*")] if action.endswith(":ListModelPackages") else []
    decided = {iam_policies.decision(texts, action, one, {}) for one in (resource, *also)}
    return iam_policies.ALLOWED in decided and iam_policies.DENIED not in decided


def _names(one: dict[str, Any], caller: str) -> bool:
    """Whether a statement is about the caller: everybody, its account, or itself."""
    principal = one.get("Principal")
    partition, account = caller.split(":")[1], caller.split(":")[4]
    given = principal.get("AWS") if isinstance(principal, dict) else principal
    principals = {"*", account, f"arn:{partition}:iam::{account}:root", caller}
    return any(text in principals for text in iam_policies.listed(given))


def _is_policy(text: str) -> bool:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return False
    rows = iam_policies.listed(document.get("Statement")) if isinstance(document, dict) else []
    return bool(rows) and all(
        isinstance(row, dict)
        and all(names & row.keys() for names in _ELEMENTS)
        and row["Effect"] in ("Allow", "Deny")
        for row in rows
    )
