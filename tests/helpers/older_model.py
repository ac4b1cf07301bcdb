"""A boto3 that is older than the installed one, for tests: its model, and the version it says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.loaders import Loader

from modelpkg_widget.importers import path_patterns
from modelpkg_widget.resources import older_boto3
from modelpkg_widget.resources.tables import load_table
from modelpkg_widget.schema import from_botocore
from modelpkg_widget.validation import validator
from modelpkg_widget.widget import page_data

#: What is made of the model once.
_CACHES = (
    from_botocore.operation_schema,
    from_botocore.answer_members,
    validator._validator,
    path_patterns._individually,
    page_data.tables,
    page_data.packed,
)


@contextmanager
def older_boto3_model(version: str, folder: Path) -> Iterator[None]:
    """SageMaker's model and the version are those of an older boto3, also for new sessions.

    Args:
        version: what it lacks is told by `boto3_versions.json`.
        folder: where the model is written.
    """
    where = folder / "sagemaker" / "2017-07-24"
    where.mkdir(parents=True)
    (where / "service-2.json").write_text(json.dumps(_older(version)), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_DATA_PATH", str(folder))
        patch.setattr(older_boto3, "installed", lambda name="boto3": version)
        _forget()
        try:
            yield
        finally:
            _forget()


def session_of(aws: Any) -> Any:
    """A session of the older boto3 for a sandbox, whose own session reads no environment."""
    made = boto3.Session(aws.account, "sandbox", region_name=aws.region)
    client = made.client
    made.client = lambda name, **more: client(name, **{**more, "endpoint_url": aws.url})
    return made


def _forget() -> None:
    for cache in _CACHES:
        cache.cache_clear()


def _older(version: str) -> dict[str, Any]:
    model: dict[str, Any] = Loader().load_service_model("sagemaker", "service-2")
    shapes = json.loads(json.dumps(model["shapes"]))
    request = shapes[model["operations"]["CreateModelPackage"]["input"]["shape"]]
    answer = shapes[model["operations"]["DescribeModelPackage"]["output"]["shape"]]
    table = load_table("resources/boto3_versions")
    for kind in ("optional", "members"):
        for row in table[kind]:
            if older_boto3._number(row["since"]) <= older_boto3._number(version):
                continue
            *above, name = row["path"].replace("[]", ".[]").split(".")
            for top in (request, answer):
                structure = _structure(shapes, top, above)
                if kind == "optional":
                    structure["required"] = sorted({*structure.get("required", ()), name})
                else:
                    structure["members"].pop(name, None)
    return {**model, "shapes": shapes}


def _structure(shapes: dict[str, Any], top: dict[str, Any], steps: list[str]) -> dict[str, Any]:
    """The structure at a path; of one that a newer one was in, an empty one."""
    found = top
    for step in steps:
        child = found["member"] if step == "[]" else found["members"].get(step)
        if child is None:
            return {"members": {}}
        found = shapes[child["shape"]]
    return found
