"""Models that MLflow has logged: the text of ``MLmodel``, the same as a dict, and its objects."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import pytest

from modelpkg_widget.importers.source import load_source, text_loaded
from modelpkg_widget.request.issues import format_path

MLMODEL = """artifact_path: {address}
flavors:
  python_function:
    env:
      conda: conda.yaml
      virtualenv: python_env.yaml
    loader_module: mlflow.sklearn
    model_path: model.pkl
    predict_fn: predict
    python_version: 3.10.12
  sklearn:
    code: null
    pickled_model: model.pkl
    serialization_format: cloudpickle
    sklearn_version: 1.3.0
mlflow_version: 2.11.1
model_size_bytes: 1042
model_uuid: 8f2a5b1f0a4e4d7c9e2a1b3c4d5e6f70
run_id: 4c1f0f6a0b8e4a1c8f8d7a6b5c4d3e2f
signature:
  inputs: '[{{"type": "double", "name": "x", "required": true}}]'
  outputs: '[{{"type": "tensor", "tensor-spec": {{"dtype": "int64", "shape": [-1]}}}}]'
  params: null
utc_time_created: '2026-03-08 12:26:28.112443'
"""
CONTAINER = "InferenceSpecification.Containers[0]"
CONTENT = [
    "InferenceSpecification.SupportedContentTypes",
    "InferenceSpecification.SupportedResponseMIMETypes",
]
IN_S3 = {
    "InferenceSpecification": {
        "Containers": [
            {
                "ModelDataSource": {
                    "S3DataSource": {
                        "S3Uri": "s3://b/models/m/",
                        "S3DataType": "S3Prefix",
                        "CompressionType": "None",
                    }
                }
            }
        ]
    }
}


def gaps(found: Any) -> dict[str, str]:
    return {format_path(note.path): note.why for note in found.gaps}


def test_an_address_in_s3_is_taken() -> None:
    found = text_loaded(MLMODEL.format(address="s3://b/models/m"))
    assert found.source == "an MLflow model"
    assert found.base == IN_S3
    assert list(gaps(found)) == [f"{CONTAINER}.Image", *CONTENT]
    assert gaps(found)[f"{CONTAINER}.Image"] == (
        "An MLflow model doesn't name the image that serves it. The model "
        "has these flavors: sklearn 1.3.0."
    )
    assert [note.why for note in found.left_out] == [
        "CreateModelPackage has no member for signature.",
        "CreateModelPackage has no member for run_id.",
    ]


@pytest.mark.parametrize("address", ["model", "runs:/4c1f/model", "dbfs:/m", "mlflow-artifacts:/m"])
def test_another_address_is_a_gap(address: str, tmp_path: Path) -> None:
    file = tmp_path / "MLmodel"
    file.write_text(MLMODEL.format(address=address))
    found = load_source(file)
    assert found.base == {}
    assert list(gaps(found)) == [f"{CONTAINER}.ModelDataUrl", f"{CONTAINER}.Image", *CONTENT]
    assert f"stores this model at {address}, which" in gaps(found)[f"{CONTAINER}.ModelDataUrl"]


class Model:
    """As `mlflow.models.Model` is."""

    def __init__(self) -> None:
        self.flavors: dict[str, Any] = {}
        self.run_id, self.artifact_path, self.model_uuid = "4c1f", "s3://b/models/m", "8f2a"
        self.signature = object()
        self.add_flavor("python_function", env={"conda": "conda.yaml"}, python_version="3.10.12")

    def add_flavor(self, name: str, **settings: Any) -> None:
        self.flavors[name] = settings

    def to_dict(self) -> dict[str, Any]:
        raise AssertionError("it may read what is not there")


class ModelInfo(NamedTuple):
    """As `log_model` of MLflow returns."""

    flavors: dict[str, Any]
    model_uri: str
    run_id: str = "4c1f"
    signature: Any = None


def test_an_object_of_mlflow_is_recognised() -> None:
    assert load_source(Model()).base == IN_S3
    info = ModelInfo({"xgboost": {"xgb_version": "2.0.3", "data": object()}}, "runs:/4c1f/model")
    found = load_source(info)
    assert found.base == {}
    assert "flavors: xgboost 2.0.3." in gaps(found)[f"{CONTAINER}.Image"]
    assert [note.why for note in found.left_out] == ["CreateModelPackage has no member for run_id."]


def test_flavors_alone_are_no_model_of_mlflow() -> None:
    with pytest.raises(ValueError, match="flavors"):
        text_loaded("flavors:\n  vanilla: 1\n")
    with pytest.raises(ValueError, match="isn't a request"):
        load_source(Model)
