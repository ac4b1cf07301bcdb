"""What ECR tells of the sandbox's images beyond moto: scans, and the configuration of an image."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from modelpkg_widget.fake_aws.server.discovery import ABOUT
from modelpkg_widget.fake_aws.server.http_messages import JsonResponse
from modelpkg_widget.fake_aws.server.messages import refusal

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
#: What an image is made for, by the digest of its configuration.
CONFIGURATIONS: dict[str, dict[str, Any]] = {
    f"sha256:{digit * 64}": {"architecture": architecture, "os": "linux", "config": {}}
    for digit, architecture in (("a", "amd64"), ("c", "arm64"))
}
_NOT_SCANNED = "ScanNotFoundException"


def manifest(kind: str = DOCKER, architecture: str = "amd64", number: int = 0) -> str:
    """The manifest of an image, as ECR takes it; another `number` makes another image."""
    configuration, layer = PARTS[kind]
    digest = next(k for k, row in CONFIGURATIONS.items() if row["architecture"] == architecture)
    document = {
        "schemaVersion": 2,
        "mediaType": kind,
        "config": {"mediaType": configuration, "size": 1500, "digest": digest},
        "layers": [{"mediaType": layer, "size": 32000 + number, "digest": f"sha256:{'b' * 64}"}],
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
    if digest not in CONFIGURATIONS:
        raise refusal("no-layer", digest=str(digest))
    url = f"{call.address}{ABOUT}/layers/{digest}"
    return JsonResponse({"downloadUrl": url, "layerDigest": digest}).reply()
