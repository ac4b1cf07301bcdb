"""The requests that are measured, made of the parts and the counts in ``loads.json``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

_PARTS: dict[str, Any] = json.loads(Path(__file__).with_name("loads.json").read_text())
NAMES: list[str] = list(_PARTS["loads"])


def load(name: str) -> dict[str, Any]:
    """Return the request of that name."""
    return request(**_PARTS["loads"][name])


def request(
    *,
    containers: int = 0,
    variables: int = 0,
    profiles: int = 0,
    tags: int = 0,
    metadata: int = 0,
    specifications: int = 0,
    baselines: bool = False,
) -> dict[str, Any]:
    """Return a request with so many parts; nothing that it does not need without any."""
    made: dict[str, Any] = {"ModelPackageName": "churn"}
    if containers:
        made["InferenceSpecification"] = {
            "Containers": [_container(at, variables) for at in range(containers)],
            **_PARTS["specification"],
        }
    if profiles:
        made["ValidationSpecification"] = {
            "ValidationRole": _PARTS["role"],
            "ValidationProfiles": [_numbered(_PARTS["profile"], at) for at in range(profiles)],
        }
    if tags:
        made["Tags"] = [{"Key": f"tag-{at}", "Value": f"value {at}"} for at in range(tags)]
    if metadata:
        made["CustomerMetadataProperties"] = {f"key-{at}": f"value {at}" for at in range(metadata)}
    if specifications:
        made["AdditionalInferenceSpecifications"] = [
            {"Name": f"more-{at}", "Containers": [_container(at, 0)], **_PARTS["specification"]}
            for at in range(specifications)
        ]
    if baselines:
        for member, groups in _PARTS["baselines"].items():
            made[member] = {
                group: dict.fromkeys(files, _PARTS["file"]) for group, files in groups.items()
            }
    return made


def _container(at: int, variables: int) -> dict[str, Any]:
    made: dict[str, Any] = _numbered(_PARTS["container"], at)
    if variables:
        made["Environment"] = {f"VARIABLE_{n}": f"value {n} of {at}" for n in range(variables)}
    return made


def _numbered(part: Any, number: int) -> Any:
    return json.loads(json.dumps(part).replace("{n}", str(number)))
