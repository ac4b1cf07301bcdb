"""What came of a request whose answer was lost: looked for by name, or among a group's versions."""

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
#: Members of the request that DescribeModelPackage does not tell.
_NOT_RETURNED = {"ClientToken", "Tags"}


@dataclass(frozen=True)
class Finding:
    """What was found.

    Attributes:
        state: ``found``; ``absent``: there is no package that it could have made; ``others``:
            there are versions that it could have made, but they are unlike the request;
            ``taken``: another package has its name.
        arns: of the package, or of the others.
    """

    state: Literal["found", "absent", "others", "taken"]
    arns: tuple[str, ...] = ()


def reconcile(
    service: SageMaker, request: Json, since: datetime, not_it: Collection[str]
) -> Finding:
    """Look for the package that a request made.

    Args:
        service: where it was sent to.
        request: as it was sent.
        since: when it was sent first, by this machine's clock.
        not_it: ARNs that other requests made.

    Raises:
        botocore.exceptions.ClientError: no permission, or throttled.
        botocore.exceptions.BotoCoreError: no answer.
    """
    name, group = request.get(_NAME), request.get(_GROUP)
    if isinstance(group, str) and name is None:
        others = [arn for arn in _versions(service, group, since) if arn not in not_it]
        for arn in others:
            described = _describe(service, arn)
            if described and is_of(described, request):
                return Finding("found", (arn,))
        return Finding("others", tuple(others)) if others else Finding("absent")
    described = _describe(service, name) if isinstance(name, str) and group is None else {}
    if not described:
        return Finding("absent")
    arn = str(described.get("ModelPackageArn", ""))
    ours = arn not in not_it and _is_young(service, described, since) and is_of(described, request)
    return Finding("found" if ours else "taken", (arn,))


def _is_young(service: SageMaker, described: dict[str, Any], since: datetime) -> bool:
    """Whether it was made since; who does not tell its time is believed."""
    try:
        made = datetime.fromisoformat(described["CreationTime"])
    except (KeyError, TypeError, ValueError):
        return True
    return made.tzinfo is None or made >= service.to_server_time(since)


def is_of(described: dict[str, Any], request: Json) -> bool:
    """Whether a package, as DescribeModelPackage tells it, is what a request asks for."""
    requested = {name: value for name, value in request.items() if name not in _NOT_RETURNED}
    group = requested.pop(_GROUP, None)
    described_group = str(described.get(_GROUP, ""))
    return _holds(described, requested) and (
        group is None or _bare(group) == _bare(described_group)
    )


def _bare(group: str) -> str:
    """The name of a group that is given by its name or ARN."""
    return group.rpartition("/")[2]


def _holds(described: Json, requested: Json) -> bool:
    """Whether all that was asked for is told; AWS adds members of its own, and leaves out []."""
    if isinstance(requested, dict) and isinstance(described, dict):
        return all(
            _holds(described[name], value) if name in described else value in ("", [], {})
            for name, value in requested.items()
        )
    if isinstance(requested, list) and isinstance(described, list):
        return len(described) == len(requested) and all(map(_holds, described, requested))
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
