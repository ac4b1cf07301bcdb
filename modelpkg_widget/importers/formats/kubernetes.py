"""A manifest of Kubernetes: a ModelPackage of AWS's controller for SageMaker (ACK)."""

from __future__ import annotations

from typing import Any

from modelpkg_widget.importers.import_format import ValueFormat
from modelpkg_widget.importers.parse_result import ParseError, ParseResult, error_text

_GROUP = "sagemaker.services.k8s.aws/"
_KIND = "ModelPackage"


def is_manifest(value: Any) -> bool:
    """Whether a value is a manifest of any kind."""
    if not isinstance(value, dict):
        return False
    return isinstance(value.get("apiVersion"), str) and isinstance(value.get("kind"), str)


def is_ours(value: Any) -> bool:
    """Whether a manifest is one of a model package."""
    return is_manifest(value) and value["apiVersion"].startswith(_GROUP) and value["kind"] == _KIND


def read(value: Any) -> ParseResult:
    """Return the specification of a model package.

    Raises:
        ParseError: it is another kind of manifest.

    Source:
        https://aws-controllers-k8s.github.io/community/reference/sagemaker/v1alpha1/modelpackage/
    """
    if value["kind"] == "List" and isinstance(value.get("items"), list):
        ours = [one for one in value["items"] if is_ours(one)]
        value = ours[0] if len(ours) == 1 else value
    if not is_ours(value):
        message = error_text("formats/kubernetes", "kind", kind=str.__str__(value["kind"]))
        raise ParseError(message, final=True, format="kubernetes")
    return ParseResult(value.get("spec") or {}, "kubernetes")


FORMAT = ValueFormat("kubernetes", "a Kubernetes manifest", is_manifest, read, own_names=True)
