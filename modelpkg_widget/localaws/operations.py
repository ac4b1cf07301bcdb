"""SageMaker's operations on model packages, where moto answers otherwise than AWS does.

One function for each operation, in the table `OPERATIONS`; what is not in it goes to moto.
Sentences are AWS's own, as quoted in public issues.
"""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .names import partition
from .wire import Answer, Call, Refusal, invalid

if TYPE_CHECKING:
    from collections.abc import Callable

BOTH_NAMES = (
    "Both ModelPackageName and ModelPackageGroupName are provided in the input. "
    "Cannot determine which one to use."
)
NO_NAME = "Missing ARN"
NO_GROUP = "Model Package Group does not exist."
#: Members of the request that DescribeModelPackage does not tell.
NOT_DESCRIBED = {"ClientToken", "Tags"}
#: moto checks it against a list of instance types that is years old.
NOT_FOR_MOTO = "AdditionalInferenceSpecifications"
ARN = re.compile(
    r"arn:(?P<partition>aws[a-z-]*):sagemaker:(?P<region>[a-z0-9-]*):(?P<account>\d{12}):"
    r"(?P<kind>model-package|model-package-group)/(?P<name>.+)"
)


@dataclass
class Memory:
    """What was asked for, by ARN of the package: moto keeps only a part of it."""

    requests: dict[str, dict[str, Any]] = field(default_factory=dict)
    lock: threading.RLock = field(default_factory=threading.RLock)


def create_model_package(call: Call, memory: Memory) -> Answer:
    name, group = call.body.get("ModelPackageName"), call.body.get("ModelPackageGroupName")
    if name is not None and group is not None:
        raise invalid(BOTH_NAMES)
    if name is None and group is None:
        raise invalid(NO_NAME)
    changes: dict[str, Any] = {NOT_FOR_MOTO: None}
    if group is not None:
        changes["ModelPackageGroupName"] = _group_name(call, group)
    # moto counts versions without a lock: two calls at once would get the same number.
    with memory.lock:
        answer = call.proceed(**changes)
        kept = {k: v for k, v in call.body.items() if k not in NOT_DESCRIBED}
        memory.requests[answer.body["ModelPackageArn"]] = kept
    return answer


def describe_model_package(call: Call, memory: Memory) -> Answer:
    arn = _package_arn(call, call.body.get("ModelPackageName"))
    try:
        answer = call.proceed(ModelPackageName=arn)
    except Refusal as refusal:
        if "not found" in refusal.message:
            raise invalid(f"ModelPackage {arn} does not exist.") from refusal
        raise
    asked = memory.requests.get(arn, {})
    body = {**asked, **answer.body}
    body["ModelPackageStatusDetails"] = _status_details(asked)
    return Answer(body, answer.status)


def update_model_package(call: Call, memory: Memory) -> Answer:
    arn = call.body.get("ModelPackageArn")
    added = call.body.get("AdditionalInferenceSpecificationsToAdd")
    with memory.lock:
        answer = call.proceed(AdditionalInferenceSpecificationsToAdd=None)
        if added and isinstance(arn, str) and arn in memory.requests:
            kept = memory.requests[arn]
            kept[NOT_FOR_MOTO] = [*(kept.get(NOT_FOR_MOTO) or []), *added]
    return answer


def with_group_name(call: Call, memory: Memory) -> Answer:  # noqa: ARG001
    """Operations that take a group by name or by ARN, of which moto knows the name only."""
    group = call.body.get("ModelPackageGroupName")
    return call.proceed(ModelPackageGroupName=None if group is None else _group_name(call, group))


OPERATIONS: dict[str, Callable[[Call, Memory], Answer]] = {
    "CreateModelPackage": create_model_package,
    "DescribeModelPackage": describe_model_package,
    "UpdateModelPackage": update_model_package,
    "DescribeModelPackageGroup": with_group_name,
    "ListModelPackages": with_group_name,
}


def _group_name(call: Call, group: object) -> str:
    """A group's name from its name or ARN.

    Raises:
        Refusal: not text, or an ARN of another region or account.
    """
    found = ARN.fullmatch(_text(group))
    if not found:
        return _text(group)
    _scoped(call, found)
    if found["account"] != call.account or found["kind"] != "model-package-group":
        raise invalid(NO_GROUP)
    return found["name"]


def _package_arn(call: Call, name: object) -> str:
    """A package's ARN from its ARN, its name, or its group's name and a version.

    Raises:
        Refusal: not text, or an ARN of another region.
    """
    found = ARN.fullmatch(_text(name))
    if found:
        _scoped(call, found)
        return _text(name)
    path = f"model-package/{_text(name).lower()}"
    return f"arn:{partition(call.region)}:sagemaker:{call.region}:{call.account}:{path}"


def _scoped(call: Call, arn: re.Match[str]) -> None:
    if arn["region"] != call.region:
        raise invalid(f"ARN should be scoped to correct region: {call.region}")


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise Refusal("SerializationException", "Expected a string")
    return value


def _status_details(asked: dict[str, Any]) -> dict[str, Any]:
    """As AWS tells them: one status for each profile, a scan for each image that is certified."""
    profiles = (asked.get("ValidationSpecification") or {}).get("ValidationProfiles") or []
    certified = asked.get("CertifyForMarketplace") is True
    containers = (asked.get("InferenceSpecification") or {}).get("Containers") or []
    images = [c["Image"] for c in containers if certified and c.get("Image")]
    return {
        "ValidationStatuses": [
            {"Name": p.get("ProfileName"), "Status": "Completed"} for p in profiles
        ],
        "ImageScanStatuses": [{"Name": image, "Status": "Completed"} for image in images],
    }
