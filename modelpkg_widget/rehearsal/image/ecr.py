"""The image of a container: that of this machine, or pulled from Amazon ECR by the session."""

from __future__ import annotations

import base64
import os
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from modelpkg_widget.preflight_checks.references import Image
from modelpkg_widget.rehearsal.engine import Engine, EngineError

PLATFORM = "linux/amd64"
_PULL_SECONDS = 3600.0
_SECONDS = 120.0


def architecture_in(row: dict[str, Any]) -> str:
    """Return the platform of an image, as ``image inspect`` prints it; empty if it has none."""
    return str(row.get("Architecture") or "")


def pull(
    engine: Engine, image: Image, client: Any, cancelled: threading.Event, folder: Path
) -> None:
    """Pull an image by the login of the session, which no configuration of the user's gets to see.

    Args:
        engine: that pulls it.
        image: in Amazon ECR.
        client: of ECR, in the image's region.
        cancelled: set when nobody waits for it any longer.
        folder: of the rehearsal, which has the login meanwhile.

    Raises:
        EngineError: the engine does not get it.
        CancelledError: it was cancelled.
        botocore.exceptions.ClientError, botocore.exceptions.BotoCoreError: AWS grants no login.
    """
    answer = client.get_authorization_token(registryIds=[image.account])
    token = base64.b64decode(answer["authorizationData"][0]["authorizationToken"])
    user, _, password = token.decode("utf-8").partition(":")
    with _configuration(engine, folder) as (options, environment):
        engine.run(
            "login", *options, "--username", user, "--password-stdin", image.registry,
            input=password.encode("utf-8"), seconds=_SECONDS, environment=environment,
        )  # fmt: skip
        engine.run(
            "pull", *options, "--platform", PLATFORM, image.uri,
            seconds=_PULL_SECONDS, environment=environment, cancelled=cancelled,
        )  # fmt: skip


@contextmanager
def _configuration(engine: Engine, top: Path) -> Iterator[tuple[list[str], dict[str, str]]]:
    """A configuration that has this login alone, and is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="login-", dir=top) as folder:
        if engine.kind == "podman":
            yield ["--authfile", str(Path(folder) / "auth.json")], {}
            return
        yield [], {"DOCKER_CONFIG": folder, **_endpoint(engine)}


def _endpoint(engine: Engine) -> dict[str, str]:
    """Return where Docker's server is: the user's configuration may have said it."""
    if engine.kind != "docker" or os.environ.get("DOCKER_HOST"):
        return {}
    with suppress(EngineError):
        line = "{{.Endpoints.docker.Host}}"
        host = engine.run("context", "inspect", "--format", line, seconds=_SECONDS).strip()
        if host:
            return {"DOCKER_HOST": host}
    return {}
