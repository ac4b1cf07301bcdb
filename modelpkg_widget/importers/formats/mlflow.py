"""A model that MLflow has logged: its file ``MLmodel``, or the objects that MLflow gives for it.

It tells where the model is. Which image serves it, and so which content types that takes, it does
not tell: the libraries and the signature are named in what is said there.

Source:
    https://mlflow.org/docs/latest/ml/model/ ("Model Format")
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from modelpkg_widget.importers.import_format import ValueFormat
from modelpkg_widget.importers.note import Note
from modelpkg_widget.importers.parse_result import ParseResult, error_text

_MARKS = ("mlflow_version", "model_uuid", "model_id", "artifact_path", "model_uri", "run_id")
_CONTAINER: tuple[str | int, ...] = ("InferenceSpecification", "Containers", 0)
_CONTENT = ("SupportedContentTypes", "SupportedResponseMIMETypes")
_GENERIC = "python_function"
_LONGEST = 200


def is_model(value: Any) -> bool:
    """Whether a value is what ``MLmodel`` holds."""
    if not isinstance(value, dict) or not isinstance(value.get("flavors"), dict):
        return False
    return any(name in value for name in _MARKS)


def mapping_of(source: Any) -> dict[str, Any] | None:
    """Return what ``MLmodel`` would hold, of a ``Model`` or ``ModelInfo``; None: it is neither."""
    flavors = getattr(source, "flavors", None)
    if isinstance(source, type) or not isinstance(flavors, Mapping):
        return None
    if not any(hasattr(source, name) for name in ("add_flavor", "model_uri")):
        return None
    held: dict[str, Any] = {"flavors": {str(name): _texts(one) for name, one in flavors.items()}}
    for name in _MARKS:
        found = getattr(source, name, None)
        if isinstance(found, str):
            held[name] = found
    if getattr(source, "signature", None) is not None:
        held["signature"] = {}
    return held if is_model(held) else None


def _texts(flavor: Any) -> dict[str, Any]:
    """Return those settings of a flavor that are texts."""
    rows = flavor.items() if isinstance(flavor, Mapping) else ()
    return {str(name): one for name, one in rows if isinstance(one, str)}


def read(value: Any) -> ParseResult:
    """Return what a logged model tells of a request."""
    reading = ParseResult({}, "mlflow")
    flavors = _flavors(value["flavors"])
    address = next(
        (
            str.__str__(value[name])
            for name in ("model_uri", "artifact_path")
            if isinstance(value.get(name), str) and value[name].startswith("s3://")
        ),
        "",
    )
    if address:
        source = {
            "S3Uri": f"{address.rstrip('/')}/",
            "S3DataType": "S3Prefix",
            "CompressionType": "None",
        }
        container = {"ModelDataSource": {"S3DataSource": source}}
        reading.value = {"InferenceSpecification": {"Containers": [container]}}
    else:
        given = value.get("model_uri") or value.get("artifact_path") or "?"
        message = error_text("formats/mlflow", "address", address=str(given)[:_LONGEST])
        reading.gaps.append(Note((*_CONTAINER, "ModelDataUrl"), message))
    reading.gaps.append(
        Note((*_CONTAINER, "Image"), error_text("formats/mlflow", "image", flavors=flavors))
    )
    for name in _CONTENT:
        reading.gaps.append(Note((_CONTAINER[0], name), error_text("formats/mlflow", "content")))
    left = ("signature", "run_id") if value.get("signature") is not None else ("run_id",)
    reading.left_out += [
        Note((), error_text("formats/mlflow", "left_out", name=name))
        for name in left
        if name in value
    ]
    return reading


def _flavors(given: dict[str, Any]) -> str:
    """Return the libraries of a model, with their versions."""
    shown = []
    for name, settings in given.items():
        rows = settings.items() if isinstance(settings, dict) else ()
        found = [str(one) for key, one in rows if str(key).endswith("version")]
        if name != _GENERIC or len(given) == 1:
            shown.append(" ".join([str(name), *found[:1]]))
    return ", ".join(shown)[:_LONGEST]


FORMAT = ValueFormat("mlflow", "an MLflow model", is_model, read)
