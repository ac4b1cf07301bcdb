"""Options of ``run``: what a container gets, and what it does not."""

from __future__ import annotations

import contextlib
import socket
from pathlib import Path

from .engine import Engine
from .leftovers import RunFolder
from .relay.channel import PORT

#: Capabilities that engines grant and a server of /invocations does not need.
_DROPPED = ("AUDIT_WRITE", "MKNOD", "NET_RAW", "SETFCAP", "SYS_CHROOT")


def common_options(engine: Engine, folder: RunFolder, network: str = "") -> list[str]:
    """Return what each of our containers is started with, in this network or the engine's."""
    words = ["--network", network or engine.network, *folder.labels, *engine.limits]
    if engine.is_plain:
        return words
    words += [
        "--security-opt", "no-new-privileges", "--pull", "never",
        *(word for name in _DROPPED for word in ("--cap-drop", name)),
        "--log-driver", "k8s-file" if engine.kind == "podman" else "json-file",
    ]  # fmt: skip
    if engine.kind == "podman":
        # By default it hands on this process's proxy, and waits ten seconds for a container's end.
        words += ["--http-proxy=false", "--stop-timeout", "0"]
    return words


def is_taken() -> bool:
    """Whether a server of this machine listens where a container in Studio would be asked."""
    with contextlib.suppress(OSError):
        socket.create_connection(("127.0.0.1", PORT), timeout=2).close()
        return True
    return False


def mount_options(engine: Engine, model: Path) -> list[str]:
    """Return what makes a folder the model's, so that it fails where the engine has no such one."""
    is_simple = engine.is_plain or not engine.is_isolated or set(str(model)) & set(',"')
    if engine.kind == "podman" or is_simple:
        return ["--volume", f"{model}:/opt/ml/model:ro{_label_of(engine)}"]
    # Where its machine has no such folder, --volume would make an empty one; podman refuses it.
    return ["--mount", f"type=bind,source={model},target=/opt/ml/model,readonly"]


def _label_of(engine: Engine) -> str:
    """Return what lets a container read the folder where SELinux guards files."""
    return ",Z" if engine.kind == "podman" and Path("/sys/fs/selinux/enforce").exists() else ""
