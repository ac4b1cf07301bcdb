"""Registered versions, and forms that were loaded from them."""

from __future__ import annotations

from typing import Any

from modelpkg_widget import ModelPackageForm
from modelpkg_widget.fake_aws import Sandbox
from tests.helpers.sandboxes import request

ARTIFACT = ["InferenceSpecification", "Containers", 0, "ModelDataUrl"]


def version(name: str, group: str) -> dict[str, Any]:
    """A real request as one of a version."""
    sent = request(name)
    kept = {key: sent[key] for key in sent if key not in ("ModelPackageName", "Tags")}
    return {**kept, "ModelPackageGroupName": group}


def creations(aws: Sandbox) -> int:
    return [call["operation"] for call in aws.calls].count("CreateModelPackage")


def codes(form: ModelPackageForm) -> list[str]:
    return [issue.code for issue in form.issues]
