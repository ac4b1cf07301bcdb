"""Finds the package of a request whose response was lost: by name, or among a group's versions."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from modelpkg_widget.aws.ambiguous_failures import is_refusal
from modelpkg_widget.aws.errors import error_category
from modelpkg_widget.aws.sagemaker import SageMaker
from modelpkg_widget.request.plain_json import Json

_NAME = "ModelPackageName"
_GROUP = "ModelPackageGroupName"
#: Members of the request that DescribeModelPackage does not return.
_NOT_RETURNED = {"ClientToken", "Tags"}


@dataclass(frozen=True)
class ReconcileResult:
    """The result of the search.

    Attributes:
        state: ``found``; ``absent``: there is no package that it could have made; ``others``:
            there are versions that it could have made, but they are unlike the request;
            ``taken``: another package has its name.
        arns: of the package, or of the others.
    """

    state: Literal["found", "absent", "others", "taken"]
    arns: tuple[str, ...] = ()


def reconcile(
    service: SageMaker, request: Json, since: datetime, excluded_arns: Collection[str]
) -> ReconcileResult:
    """Look for the package that a request made.

    Args:
        service: where it was sent to.
        request: as it was sent.
        since: when it was sent first, by this machine's clock.
        excluded_arns: ARNs that other requests made.

    Raises:
        botocore.exceptions.ClientError: no permission, or throttled.
        botocore.exceptions.BotoCoreError: no answer.
    """
    name, group = request.get(_NAME), request.get(_GROUP)
    if isinstance(group, str) and name is None:
        others = [arn for arn in _versions(service, group, since) if arn not in excluded_arns]
        for arn in others:
            described = _describe(service, arn)
            if described and matches_request(described, request):
                return ReconcileResult("found", (arn,))
        return ReconcileResult("others", tuple(others)) if others else ReconcileResult("absent")
    described = _describe(service, name) if isinstance(name, str) and group is None else {}
    if not described:
        return ReconcileResult("absent")
    arn = str(described.get("ModelPackageArn", ""))
    ours = (
        arn not in excluded_arns
        and _created_since(service, described, since)
        and matches_request(described, request)
    )
    return ReconcileResult("found" if ours else "taken", (arn,))


def _created_since(service: SageMaker, described: dict[str, Any], since: datetime) -> bool:
    """Whether a package was created since; one without a creation time counts as created since."""
    try:
        made = datetime.fromisoformat(described["CreationTime"])
    except (KeyError, TypeError, ValueError):
        return True
    return made.tzinfo is None or made >= service.to_server_time(since)


def matches_request(described: dict[str, Any], request: Json) -> bool:
    """Whether a package, as DescribeModelPackage returns it, matches a request."""
    requested = {name: value for name, value in request.items() if name not in _NOT_RETURNED}
    group = requested.pop(_GROUP, None)
    described_group = str(described.get(_GROUP, ""))
    return _contains(described, requested) and (
        group is None or _group_name(group) == _group_name(described_group)
    )


def _group_name(group: str) -> str:
    """Return the name of a group from its name or ARN."""
    return group.rpartition("/")[2]


def _contains(described: Json, requested: Json) -> bool:
    """Whether a description has all requested values; AWS adds members, and omits empty ones."""
    if isinstance(requested, dict) and isinstance(described, dict):
        return all(
            _contains(described[name], value) if name in described else value in ("", [], {})
            for name, value in requested.items()
        )
    if isinstance(requested, list) and isinstance(described, list):
        return len(described) == len(requested) and all(map(_contains, described, requested))
    return bool(described == requested) or _same_json(described, requested)


def _same_json(described: Json, requested: Json) -> bool:
    """Whether two texts hold the same JSON: AWS may space it in its own way."""
    try:
        return bool(json.loads(described) == json.loads(requested))
    except (TypeError, ValueError, RecursionError):
        return False


def _describe(service: SageMaker, name: str) -> dict[str, Any]:
    try:
        return service.describe(name)
    except Exception as error:
        if error_category(error) == "gone" and is_refusal(error):
            return {}
        raise


def _versions(service: SageMaker, group: str, since: datetime) -> list[str]:
    try:
        return service.versions_since(group, since)
    except Exception as error:
        if error_category(error) == "no-group" and is_refusal(error):
            return []
        raise
