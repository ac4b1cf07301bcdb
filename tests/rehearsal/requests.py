"""Requests for the images of the tests."""

from __future__ import annotations

from pathlib import Path
from typing import Any


def request(image: str = "works", *more: str, fault: str = "", **job: Any) -> dict[str, Any]:
    """A request with one container for each image.

    Args:
        image: its short name; `more` are those of the containers behind it.
        fault: what the first container does wrong.
        job: more members of the transform job.
    """
    containers = [
        {"Image": f"localhost/rehearsal-{name}:1", "Environment": {}} for name in (image, *more)
    ]
    containers[0]["Environment"] = {"FAULT": fault} if fault else {}
    definition = {
        "TransformInput": {"SplitType": "Line", "ContentType": "text/csv"},
        "TransformOutput": {"AssembleWith": "Line", "Accept": "text/csv"},
        "TransformResources": {"InstanceType": "ml.m5.large"},
        **job,
    }
    return {
        "ModelPackageName": "Flowers",
        "InferenceSpecification": {"Containers": containers},
        "ValidationSpecification": {"ValidationProfiles": [{"TransformJobDefinition": definition}]},
    }


def csv(path: Path, count: int = 10) -> Path:
    """Write numbered lines."""
    path.write_text("".join(f"{number},{number * 2}\n" for number in range(1, count + 1)))
    return path
