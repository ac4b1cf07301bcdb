"""CreateModelPackage: what the service refuses beyond its model, and each token once.

Refused is only what is certain and whose answer is known: a form that is refused by its sandbox
what AWS accepts would be worse than none.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from modelpkg_widget.fake_aws.server.http_messages import JsonResponse
from modelpkg_widget.fake_aws.server.messages import refusal

from . import certification
from .arns import PACKAGE, arn, of_group
from .store import Group, Package
from .tags import by_key

if TYPE_CHECKING:
    from typing import Any

    from .sagemaker_call import SageMakerCall
    from .store import Store

APPROVAL = "ModelApprovalStatus"


def create(call: SageMakerCall, store: Store) -> JsonResponse:
    """Two calls with one token make one package, even at once."""
    request = {name: value for name, value in call.body.items() if name != "ClientToken"}
    token = call.body.get("ClientToken")
    canonical = json.dumps(request, sort_keys=True)
    with store.lock:
        known = store.tokens.get((call.region, token)) if token else None
        if token and known:
            if known[0] != canonical:
                raise refusal("token-reused", token=token)
            return JsonResponse({"ModelPackageArn": known[1]})
        _refuse(request)
        made = _version(call, store, request) or _unversioned(call, store, request)
        store.packages[made.arn.lower()] = made
        if token:
            store.tokens[call.region, token] = (canonical, made.arn)
    return JsonResponse({"ModelPackageArn": made.arn})


def _refuse(request: dict[str, Any]) -> None:
    """Refuses what needs no look at what is there.

    Raises:
        ServiceError: in AWS's words.
    """
    named, grouped = "ModelPackageName" in request, "ModelPackageGroupName" in request
    if named and grouped:
        raise refusal("both-names")
    if not named and not grouped:
        raise refusal("no-name")
    if grouped and request.get("Tags"):
        raise refusal("tags-on-version")
    containers = request.get("InferenceSpecification", {}).get("Containers", [])
    if any("AdditionalS3DataSource" in container for container in containers):
        raise refusal("additional-s3")


def _version(call: SageMakerCall, store: Store, request: dict[str, Any]) -> Package | None:
    if "ModelPackageGroupName" not in request:
        return None
    group = store.groups.get(of_group(call, request["ModelPackageGroupName"]).lower())
    if group is None:
        raise refusal("no-group")
    group.versions += 1
    name = f"{group.name.lower()}/{group.versions}"
    return _package(call, store, name, {APPROVAL: "PendingManualApproval", **request}, group)


def _unversioned(call: SageMakerCall, store: Store, request: dict[str, Any]) -> Package:
    name = request["ModelPackageName"].lower()
    if arn(call, PACKAGE, name).lower() in store.packages:
        raise refusal("package-exists")
    return _package(call, store, name, request, None)


def _package(
    call: SageMakerCall, store: Store, name: str, request: dict[str, Any], group: Group | None
) -> Package:
    return Package(
        arn(call, PACKAGE, name),
        request,
        by_key(request.get("Tags")),
        version=group.versions if group else 0,
        group=group.arn if group else "",
        course=call.endings.given(certification.lifecycle(request), request),
        began=store.clock.now(),
        by=call.caller,
    )
