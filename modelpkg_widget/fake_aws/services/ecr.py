"""What ECR tells of the sandbox's images beyond moto: scans, and the parts of an image."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from modelpkg_widget.fake_aws.server.discovery import ABOUT
from modelpkg_widget.fake_aws.server.http_messages import JsonResponse
from modelpkg_widget.fake_aws.server.messages import refusal

from .containers import blobs, container

if TYPE_CHECKING:
    from modelpkg_widget.fake_aws.sagemaker.store import Store
    from modelpkg_widget.fake_aws.server.http_messages import HttpResponse

    from .service_call import ServiceCall

DOCKER = "application/vnd.docker.distribution.manifest.v2+json"
OCI = "application/vnd.oci.image.manifest.v1+json"
#: Media types of an image's configuration and layers, by that of its manifest.
PARTS = {
    DOCKER: (
        "application/vnd.docker.container.image.v1+json",
        "application/vnd.docker.image.rootfs.diff.tar.gzip",
    ),
    OCI: (
        "application/vnd.oci.image.config.v1+json",
        "application/vnd.oci.image.layer.v1.tar+gzip",
    ),
}
#: Where the parts of images are, below `ABOUT`.
LAYERS = "/layers/"
_NOT_SCANNED = "ScanNotFoundException"


def manifest(
    kind: str = DOCKER, architecture: str = "amd64", number: int = 0, failure: str = ""
) -> str:
    """The manifest of an image, as ECR takes it.

    Args:
        kind: its media type.
        architecture: that it is built for.
        number: another one makes another image.
        failure: a planned failure that a run of it ends with.
    """
    parts = zip(PARTS[kind], container(architecture, failure), strict=True)
    configuration, layer = (
        {"mediaType": media, "size": len(part.data), "digest": part.digest} for media, part in parts
    )
    document = {
        "schemaVersion": 2,
        "mediaType": kind,
        "config": configuration,
        "layers": [layer],
        "annotations": {"modelpkg-widget.number": str(number)},
    }
    return json.dumps(document)


def scan_findings(call: ServiceCall, store: Store) -> HttpResponse:
    """A complete scan without findings, unless others were asked for."""
    reply = call.moto()
    if reply.status != 200 and _NOT_SCANNED.encode() not in reply.data:
        return reply  # no such repository or image
    repository, image = call.params["repositoryName"], call.params["imageId"]
    found = store.findings.get(f"{repository}:{image.get('imageTag')}", {})
    if found is None:
        raise refusal("no-scan", repository=repository)
    severities = [severity for severity, count in found.items() for _ in range(count)]
    listed = [
        {"name": f"CVE-2024-{1000 + at}", "severity": severity, "description": "Made up"}
        for at, severity in enumerate(severities)
    ]
    answer = {
        "registryId": call.account,
        "repositoryName": repository,
        "imageId": image,
        "imageScanStatus": {"status": "COMPLETE"},
        "imageScanFindings": {"findingSeverityCounts": found, "findings": listed},
    }
    return JsonResponse(answer).reply()


def layer_url(call: ServiceCall, _: Store) -> HttpResponse:
    digest = call.params.get("layerDigest", "")
    if digest not in blobs():
        raise refusal("no-layer", digest=str(digest))
    url = f"{call.address}{ABOUT}{LAYERS}{digest}"
    return JsonResponse({"downloadUrl": url, "layerDigest": digest}).reply()
