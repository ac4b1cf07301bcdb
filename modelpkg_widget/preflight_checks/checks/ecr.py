"""What Amazon ECR tells of the images: that they are there, their scans, how they were built."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Iterator
from typing import Any

from botocore.exceptions import ClientError

from modelpkg_widget.preflight_checks.check import Check
from modelpkg_widget.preflight_checks.check_context import (
    CheckContext,
    CheckUnavailable,
    code_of,
    one_by_one,
)
from modelpkg_widget.preflight_checks.check_result import Diagnostic
from modelpkg_widget.preflight_checks.check_texts import CheckTexts
from modelpkg_widget.preflight_checks.references import Image, References, partition_of

TEXTS = CheckTexts("checks/ecr")

_NOT_FOUND = {"RepositoryNotFoundException", "ImageNotFoundException"}
_DOCKER = "application/vnd.docker.distribution.manifest"
_LIST = (f"{_DOCKER}.list.v2+json", "application/vnd.oci.image.index.v1+json")
_MEDIA = [f"{_DOCKER}.v2+json", f"{_DOCKER}.list.v2+json",
          "application/vnd.oci.image.manifest.v1+json", _LIST[1]]  # fmt: skip
_SCANNED = {"COMPLETE", "ACTIVE"}
_SEVERE = ("CRITICAL", "HIGH")
_NAMED = 5  # findings of a scan that are named
_LARGEST = 4 * 1024 * 1024  # bytes of an image's configuration
_SECONDS = 10


def exists(context: CheckContext) -> Iterator[Diagnostic]:
    def one(image: Image) -> Iterator[Diagnostic]:
        try:
            _ask(context, image, "ecr:DescribeImages", "describe_images", imageIds=[image.id])
        except ClientError as error:
            if code_of(error) not in _NOT_FOUND:
                raise
            yield TEXTS.diagnostic("no_image", [image.path], image=image.uri, region=image.region)

    return one_by_one(context.parts.images, one)


def scan(context: CheckContext) -> Iterator[Diagnostic]:
    """Whether a scan is complete, without a finding that stops the certification."""

    def one(image: Image) -> Iterator[Diagnostic]:
        tag = ",".join(f"{name}={value}" for name, value in image.id.items())
        values = {"image": image.uri, "repository": image.repository, "tag": tag,
                  "region": image.region}  # fmt: skip
        action = "ecr:DescribeImageScanFindings"
        try:
            response = _ask(
                context, image, action, "describe_image_scan_findings", imageId=image.id
            )
        except ClientError as error:
            if code_of(error) in _NOT_FOUND:
                raise CheckUnavailable(TEXTS.diagnostic("image_first")) from error
            if code_of(error) != "ScanNotFoundException":
                raise
            yield TEXTS.diagnostic("no_scan", [image.path], **values)
            return
        status = response.get("imageScanStatus", {}).get("status", "")
        if status not in _SCANNED:
            yield TEXTS.diagnostic("scan_status", [image.path], status=status or "?", **values)
            return
        found = response.get("imageScanFindings", {})
        counts = found.get("findingSeverityCounts", {})
        critical, high = (int(counts.get(severity, 0)) for severity in _SEVERE)
        if critical or high:
            names = ", ".join(_names(found)) or "-"
            yield TEXTS.diagnostic(
                "scan", [image.path], critical=critical, high=high, names=names, **values
            )

    return one_by_one(context.parts.images, one)


def _names(found: dict[str, Any]) -> list[str]:
    rows = [*found.get("findings", []), *found.get("enhancedFindings", [])]
    severe = [row for row in rows if row.get("severity") in _SEVERE]
    return [str(row.get("name") or row.get("title", "?")) for row in severe[:_NAMED]]


def manifest(context: CheckContext) -> Iterator[Diagnostic]:
    """Whether SageMaker can read the image, and run it on its machines."""

    def one(image: Image) -> Iterator[Diagnostic]:
        query = {"imageIds": [image.id], "acceptedMediaTypes": _MEDIA}
        try:
            response = _ask(context, image, "ecr:BatchGetImage", "batch_get_image", **query)
        except ClientError as error:
            if code_of(error) not in _NOT_FOUND:
                raise
            response = {}
        if not response.get("images"):
            raise CheckUnavailable(TEXTS.diagnostic("image_first"))
        (row, *_) = response["images"]
        content = json.loads(row["imageManifest"])
        kind = row.get("imageManifestMediaType") or content.get("mediaType", "")
        if not str(kind).startswith(_DOCKER):
            yield TEXTS.diagnostic("manifest", [image.path], image=image.uri, kind=kind)
            return
        platforms = (
            [_platform(one.get("platform", {})) for one in content.get("manifests", [])]
            if kind in _LIST
            else [_platform(_configuration(context, image, content))]
        )
        if "linux/amd64" not in platforms:
            built = ", ".join(platforms)
            yield TEXTS.diagnostic("platform", [image.path], image=image.uri, platforms=built)

    return one_by_one(context.parts.images, one)


def _platform(row: dict[str, Any]) -> str:
    return f"{row.get('os', '?')}/{row.get('architecture', '?')}"


def _configuration(context: CheckContext, image: Image, content: dict[str, Any]) -> dict[str, Any]:
    """Return the configuration of an image, which says what it was built for.

    Raises:
        CheckUnavailable: no permission for it, or it cannot be fetched.
    """
    digest = content["config"]["digest"]
    action = "ecr:GetDownloadUrlForLayer"
    response = _ask(context, image, action, "get_download_url_for_layer", layerDigest=digest)
    url = str(response["downloadUrl"])
    if not url.startswith(("https://", "http://")):
        raise CheckUnavailable(TEXTS.diagnostic("no_configuration", [image.path], image=image.uri))
    try:
        with urllib.request.urlopen(url, timeout=_SECONDS) as answer:  # noqa: S310 - AWS's address
            found = json.loads(answer.read(_LARGEST))
    except (OSError, ValueError) as error:
        raise CheckUnavailable(
            TEXTS.diagnostic("no_configuration", [image.path], image=image.uri)
        ) from error
    return found if isinstance(found, dict) else {}


def _ask(
    context: CheckContext, image: Image, action: str, operation: str, **given: Any
) -> dict[str, Any]:
    arn = repository_arn(image)
    where = {"registryId": image.account, "repositoryName": image.repository}
    return context.ask(action, operation, arn, image.region, **where, **given)


def repository_arn(image: Image) -> str:
    """Return the ARN of an image's repository."""
    of = partition_of(image.region)
    return f"arn:{of}:ecr:{image.region}:{image.account}:repository/{image.repository}"


def _in_ecr(parts: References) -> bool:
    return bool(parts.images)


def _certified(parts: References) -> bool:
    return parts.certified and _in_ecr(parts)


CHECKS = (
    Check("image", TEXTS, exists, _in_ecr, References.image_paths),
    Check("scan", TEXTS, scan, _certified, References.image_paths),
    Check("manifest", TEXTS, manifest, _in_ecr, References.image_paths),
)
