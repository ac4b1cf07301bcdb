"""What a request says about a run: its containers, and the transform job of its first profile."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Any

from modelpkg_widget.preflight_checks.references import Image, Named, References, S3Place, s3_place
from modelpkg_widget.request.issues import Path
from modelpkg_widget.request.plain_json import Json
from modelpkg_widget.resources.tables import load_table

#: Of MB in a body, and of requests at once; CreateTransformJob, MaxPayloadInMB.
_MOST = 100
_PAYLOAD = 6  # MB that a body can have when nothing says otherwise
UNBOUNDED = sys.maxsize


@dataclass(frozen=True)
class ContainerPlan:
    """One container of the model.

    Attributes:
        path: in the request.
        image: as the request names it.
        ecr: where it is in Amazon ECR; None when it is elsewhere.
        environment: variables of the request.
        model: where its artifact is; None without one.
        is_archive: whether that is one archive; else all objects below it are files.
    """

    path: Path
    image: str
    ecr: Image | None
    environment: dict[str, str]
    model: S3Place | None
    is_archive: bool


@dataclass(frozen=True)
class Plan:
    """The run.

    Attributes:
        containers: in the order in which a record passes through them.
        without_image: paths of those that have no image, and are not in `containers`.
        path: of the transform job; empty without one.
        environment: variables of the job, which win.
        source: of the test data; None when the request names none.
        source_type: ``S3Prefix``, ``ManifestFile`` or another.
        is_compressed: whether the test data is compressed with gzip.
        content_type, accept: headers; empty is none.
        split, assemble, strategy: as the request has them; empty is not set.
        payload: MaxPayloadInMB; None is not set, and 0 is no limit.
        concurrent: MaxConcurrentTransforms; 0 is the same as not set.
        instance_type: such as ``ml.m5.large``; may be empty.
        answer_types: what containers say that they answer with.
    """

    containers: tuple[ContainerPlan, ...]
    without_image: tuple[Path, ...]
    path: Path
    environment: dict[str, str]
    source: S3Place | None
    source_type: str
    is_compressed: bool
    content_type: str
    accept: str
    split: str
    assemble: str
    strategy: str
    payload: int | None
    concurrent: int
    instance_type: str
    answer_types: tuple[str, ...]

    def variables(self, at: int) -> dict[str, str]:
        """Return the variables of a container, as SageMaker sets them for a batch transform.

        Source:
            SageMaker Developer Guide, "Custom Inference Code with Batch Transform": the last three
            are set only when the request has them.
        """
        ours = {"SAGEMAKER_BATCH": "true"}
        if self.payload is not None:
            ours["SAGEMAKER_MAX_PAYLOAD_IN_MB"] = str(self.payload)
        if self.strategy:
            names = load_table("rehearsal/request_members")["strategies"]
            ours["SAGEMAKER_BATCH_STRATEGY"] = names.get(self.strategy, self.strategy)
        if self.concurrent:
            ours["SAGEMAKER_MAX_CONCURRENT_TRANSFORMS"] = str(self.concurrent)
        if len(self.containers) > 1:
            ours["SAGEMAKER_BIND_TO_PORT"] = "8080"
        return {**self.containers[at].environment, **self.environment, **ours}

    def with_parameters(self, payload: int | None, concurrent: int, strategy: str) -> Settings:
        """Return how records are sent: by the request, else the container, else the defaults.

        Args:
            payload: MaxPayloadInMB of the container; None is none, and 0 is no limit.
            concurrent: its MaxConcurrentTransforms; 0 is none.
            strategy: its BatchStrategy; empty is none.
        """
        found = next((one for one in (self.payload, payload) if one is not None), _PAYLOAD)
        return Settings(
            min(_MOST, found) * 1024 * 1024 if found else UNBOUNDED,
            min(_MOST, self.concurrent or concurrent or 1),
            (self.strategy or strategy) != "SingleRecord",
        )


@dataclass(frozen=True)
class Settings:
    """How records are sent.

    Attributes:
        payload: bytes that a body can have; `UNBOUNDED` is no limit.
        concurrent: requests at once.
        many: whether bodies hold many records.
    """

    payload: int
    concurrent: int
    many: bool


def plan_of(request: Json) -> Plan:
    """Return what a request, of any kind, says about a run."""
    parts = References(request)
    members = load_table("rehearsal/request_members")
    images = {image.path: image for image in parts.images}
    rows = {
        (*members["containers"], at): row
        for at, row in enumerate(_list(_at(request, members["containers"])))
    }
    named = {path: row for path, row in rows.items() if _has_image(row)}
    path = (*members["profiles"], 0, members["job"])
    job = _at(request, path)
    found = {
        name: _at(job, tuple(steps.split("."))) for name, steps in members["job_members"].items()
    }

    def text(name: str) -> str:
        value = found[name]
        return value if isinstance(value, str) else ""

    def number(name: str) -> int | None:
        value = found[name]
        is_number = isinstance(value, int) and not isinstance(value, bool)
        return max(0, value) if is_number else None

    answer_types = _at(request, tuple(members["answer_types"]))
    at = (*path, *members["job_members"]["source"].split("."))
    return Plan(
        tuple(_container(path, row, images) for path, row in named.items()),
        tuple(path for path in rows if path not in named),
        path if isinstance(job, dict) else (),
        _texts(found["environment"]),
        s3_place(Named(at, text("source"))),
        text("source_type"),
        text("compression") == "Gzip",
        text("content_type"),
        text("accept"),
        text("split"),
        text("assemble"),
        text("strategy"),
        number("payload"),
        number("concurrent") or 0,
        text("instance_type"),
        tuple(one for one in _list(answer_types) if isinstance(one, str)),
    )


def _container(path: Path, row: dict[str, Any], images: dict[Path, Image]) -> ContainerPlan:
    members = load_table("rehearsal/request_members")
    environment = _texts(row.get("Environment"))
    for steps in members["models"]:
        uri = _at(row, tuple(steps.split(".")))
        if not isinstance(uri, str) or not uri:
            continue
        at = (*path, *steps.split("."))
        source = _at(row, tuple(steps.split(".")[:-1]))
        is_files = isinstance(source, dict) and source.get("CompressionType") == "None"
        return ContainerPlan(
            path,
            row["Image"],
            images.get((*path, "Image")),
            environment,
            s3_place(Named(at, uri)),
            not is_files,
        )
    image = images.get((*path, "Image"))
    return ContainerPlan(path, row["Image"], image, environment, None, is_archive=True)


def _at(value: Any, steps: Any) -> Any:
    for step in steps:
        if isinstance(step, int) and isinstance(value, list):
            value = value[step] if step < len(value) else None
        elif isinstance(value, dict):
            value = value.get(step)
        else:
            return None
    return value


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _has_image(row: Any) -> bool:
    return isinstance(row, dict) and isinstance(row.get("Image"), str) and bool(row["Image"])


def _texts(value: object) -> dict[str, str]:
    rows = value.items() if isinstance(value, dict) else ()
    return {name: text for name, text in rows if isinstance(text, str)}
