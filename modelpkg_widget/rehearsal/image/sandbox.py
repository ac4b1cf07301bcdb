"""Images of a sandbox: its parts are fetched from its ECR and loaded, since it has no registry."""

from __future__ import annotations

import gzip
import hashlib
import json
from typing import Any

from botocore.exceptions import ClientError

from modelpkg_widget.aws.target import ask_sandbox
from modelpkg_widget.preflight_checks.references import Image
from modelpkg_widget.rehearsal.engine import Engine
from modelpkg_widget.runtime import loopback_http

from .archive import packed

#: What a sandbox's images are marked with.
LABEL = "modelpkg-widget.sandbox"
_SECONDS = 10.0
_NOT_FOUND = {"RepositoryNotFoundException", "ImageNotFoundException"}


class NotInSandboxError(Exception):
    """The sandbox has no such image. Nothing is pulled from AWS in its place."""


def is_of_sandbox(row: dict[str, Any] | None) -> bool:
    """Whether an image, as ``image inspect`` shows it, was loaded from a sandbox."""
    found = row or {}
    labels = (found.get("Config") or {}).get("Labels") or found.get("Labels") or {}
    return LABEL in labels


def is_sandbox(client: Any) -> bool:
    """Whether a client of ECR reaches a sandbox."""
    return ask_sandbox(str(client.meta.endpoint_url)) is not None


def load_from_sandbox(engine: Engine, image: Image, client: Any) -> None:
    """Load an image into an engine, under the name that the request has for it.

    Args:
        engine: that runs it.
        image: in the sandbox's ECR.
        client: of ECR, which reaches the sandbox.

    Raises:
        NotInSandboxError: the sandbox has no such image.
        EngineError: the engine doesn't load it.
        botocore.exceptions.ClientError, botocore.exceptions.BotoCoreError: it refuses.
    """
    where = {"registryId": image.account, "repositoryName": image.repository}
    try:
        found = client.batch_get_image(imageIds=[image.id], **where)["images"]
    except ClientError as error:
        if error.response["Error"]["Code"] not in _NOT_FOUND:
            raise
        found = []
    if not found:
        raise NotInSandboxError(image.uri)
    manifest = json.loads(found[0]["imageManifest"])

    def part(row: dict[str, Any]) -> bytes:
        answer = client.get_download_url_for_layer(layerDigest=row["digest"], **where)
        data = loopback_http.get(str(answer["downloadUrl"]), _SECONDS)
        if f"sha256:{hashlib.sha256(data).hexdigest()}" != row["digest"]:
            raise ValueError(f"{row['digest']} has another content")
        return data

    try:
        layers = [gzip.decompress(part(row)) for row in manifest["layers"]]
        archive = packed(image.uri, part(manifest["config"]), layers)
    except (KeyError, ValueError, OSError) as error:  # an image that somebody else has put there
        raise NotInSandboxError(image.uri) from error
    engine.run("load", input=archive, seconds=60.0)
