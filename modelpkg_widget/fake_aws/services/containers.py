"""What the sandbox's images contain: a small server, and what goes wrong in some of them.

Each image is one layer with a program of 3 kB, so an engine can load it without a registry. The
program is compiled from ``container/server.c``, which needs Linux and nothing else.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import json
import tarfile
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from modelpkg_widget.fake_aws.server.messages import table

#: An image that an engine got from a sandbox bears this label.
LABEL = "modelpkg-widget.sandbox"
ARCHITECTURES = ("amd64", "arm64")
_FOLDER = "opt/program"
#: Files beside the program, by the failure that a run of the image ends with.
_FILES = {"": ("start",), "installs": ("installs",), "ping": ("start", "elsewhere")}


@dataclass(frozen=True)
class Blob:
    """A part of an image as a registry has it.

    Attributes:
        data: its bytes.
        digest: of them.
    """

    data: bytes

    @property
    def digest(self) -> str:
        return f"sha256:{hashlib.sha256(self.data).hexdigest()}"


def container(architecture: str, failure: str = "") -> tuple[Blob, Blob]:
    """Return configuration and layer of an image.

    Args:
        architecture: of `ARCHITECTURES`, as the configuration states it.
        failure: a planned failure; one that no run can show makes no difference.
    """
    return _container(architecture, failure if failure in _FILES else "")


@cache
def blobs() -> dict[str, bytes]:
    """Return all parts of all images, by digest."""
    parts = (
        part for one in ARCHITECTURES for failure in _FILES for part in _container(one, failure)
    )
    return {part.digest: part.data for part in parts}


@cache
def _container(architecture: str, failure: str) -> tuple[Blob, Blob]:
    layer = _layer(failure)
    configuration = {
        "architecture": architecture,
        "os": "linux",
        "config": {
            "Env": [f"PATH=/{_FOLDER}:/usr/bin:/bin"],
            "Labels": {LABEL: failure or "works"},
            "WorkingDir": "/",
        },
        "rootfs": {"type": "layers", "diff_ids": [Blob(layer).digest]},
        "history": [{"created": "1970-01-01T00:00:00Z"}],
        "created": "1970-01-01T00:00:00Z",
    }
    return Blob(json.dumps(configuration).encode()), Blob(gzip.compress(layer, mtime=0))


def _layer(failure: str) -> bytes:
    lines = {name: "\n".join(rows) + "\n" for name, rows in table("logs").items()}
    first = lines[""].partition("\n")[0] + "\n"
    contents = {"start": lines["ping"] if failure == "ping" else first,
                "installs": lines["installs"], "elsewhere": ""}  # fmt: skip
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for folder in ("dev", "opt", "opt/ml", "opt/ml/model", _FOLDER, "proc", "sys", "tmp"):
            row = tarfile.TarInfo(folder)
            row.type, row.mode = tarfile.DIRTYPE, 0o1777 if folder == "tmp" else 0o755
            archive.addfile(row)
        files: list[tuple[str, bytes, int]] = [("serve", _program(), 0o755)]
        files += [(name, contents[name].encode(), 0o644) for name in _FILES[failure]]
        for name, data, mode in files:
            row = tarfile.TarInfo(f"{_FOLDER}/{name}")
            row.size, row.mode = len(data), mode
            archive.addfile(row, io.BytesIO(data))
    return made.getvalue()


def _program() -> bytes:
    _, _, text = program_text("server.txt").partition("\n")
    return gzip.decompress(base64.b64decode(text))


def program_text(name: str) -> str:
    """Return a file of the program: its source, or what was compiled from it."""
    path: Any = resources.files(__package__).joinpath("container")
    found: str = path.joinpath(name).read_text(encoding="utf-8")
    return found
