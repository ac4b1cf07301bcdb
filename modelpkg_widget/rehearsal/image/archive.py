"""An image as an archive that each engine loads, without a registry and without a build.

The format is that of ``docker save``: https://github.com/moby/docker-image-spec, version 1.2.
"""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class ImageFile:
    """A file of an image.

    Attributes:
        content: bytes; a text is the target of a symbolic link.
        mode: permissions.
    """

    content: bytes | str
    mode: int = 0o755


def image_archive(
    name: str,
    files: Mapping[str, ImageFile],
    *,
    architecture: str = "amd64",
    entrypoint: Sequence[str] = (),
    environment: Mapping[str, str] | None = None,
    folders: Sequence[str] = (),
) -> bytes:
    """Return an archive with one image, for ``docker load`` and its likes.

    Args:
        name: with its tag, such as ``example/image:1``.
        files: by their paths without the first slash.
        architecture: as images name it: ``amd64``, ``arm64``.
        entrypoint: the command that arguments are added to.
        environment: variables.
        folders: that are empty.
    """
    layer = _layer(files, folders)
    digest = hashlib.sha256(layer).hexdigest()
    variables = {"PATH": "/usr/local/bin:/usr/bin:/bin", **(environment or {})}
    configuration = {
        "architecture": architecture,
        "os": "linux",
        "config": {
            "Entrypoint": list(entrypoint),
            "Env": [f"{key}={value}" for key, value in variables.items()],
            "WorkingDir": "/",
        },
        "rootfs": {"type": "layers", "diff_ids": [f"sha256:{digest}"]},
        "history": [{"created": "1970-01-01T00:00:00Z"}],
        "created": "1970-01-01T00:00:00Z",
    }
    return packed(name, json.dumps(configuration).encode(), [layer])


def packed(name: str, configuration: bytes, layers: Sequence[bytes]) -> bytes:
    """Return an archive with an image that has these parts.

    Args:
        name: with its tag.
        configuration: as JSON.
        layers: tar archives, not compressed; the lowest first.
    """
    paths = [f"{hashlib.sha256(layer).hexdigest()}/layer.tar" for layer in layers]
    config = f"{hashlib.sha256(configuration).hexdigest()}.json"
    manifest = [{"Config": config, "RepoTags": [name], "Layers": paths}]
    parts = {
        config: configuration,
        **dict(zip(paths, layers, strict=True)),
        "manifest.json": json.dumps(manifest).encode(),
    }
    return _tar([(_entry(path, 0o644, len(data)), data) for path, data in parts.items()])


def _layer(files: Mapping[str, ImageFile], folders: Sequence[str]) -> bytes:
    rows: list[tuple[tarfile.TarInfo, bytes]] = []
    parents = {above for path in files for above in _above(path)}
    for folder in sorted(
        {*parents, *folders, *(above for one in folders for above in _above(one))}
    ):
        row = _entry(folder, 0o1777 if folder == "tmp" else 0o755, 0)
        row.type = tarfile.DIRTYPE
        rows.append((row, b""))
    for path, file in files.items():
        data = file.content if isinstance(file.content, bytes) else b""
        row = _entry(path, file.mode, len(data))
        if isinstance(file.content, str):
            row.type, row.linkname = tarfile.SYMTYPE, file.content
        rows.append((row, data))
    return _tar(rows)


def _above(path: str) -> list[str]:
    steps = path.split("/")[:-1]
    return ["/".join(steps[: count + 1]) for count in range(len(steps))]


def _entry(path: str, mode: int, size: int) -> tarfile.TarInfo:
    row = tarfile.TarInfo(path)
    row.mode, row.size = mode, size
    return row


def _tar(rows: Sequence[tuple[tarfile.TarInfo, bytes]]) -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for row, data in rows:
            archive.addfile(row, io.BytesIO(data))
    return made.getvalue()
