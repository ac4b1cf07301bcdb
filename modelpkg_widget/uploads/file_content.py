"""A file as it is read for an upload: once, in order, its digest computed on the way."""

from __future__ import annotations

import base64
import hashlib
import math
import mimetypes
import os
from pathlib import Path
from typing import BinaryIO

MEBIBYTE = 1024 * 1024
_LEAST_PART = 8 * MEBIBYTE
_MOST_PARTS = 10_000  # of S3
#: Of a file whose name tells none.
UNKNOWN_TYPE = "application/octet-stream"
#: What the system's table lacks or names otherwise.
_TYPES = {
    ".csv": "text/csv",
    ".gz": "application/gzip",
    ".jsonl": "application/jsonlines",
    ".libsvm": "text/libsvm",
    ".md": "text/markdown",
    ".npy": "application/x-npy",
    ".parquet": "application/vnd.apache.parquet",
    ".tgz": "application/gzip",
    ".yaml": "application/yaml",
    ".yml": "application/yaml",
}


class UploadCancelled(Exception):
    """Nobody wants the content any more."""


class FileChangedError(Exception):
    """The file changed while it was read."""


def type_of(name: str) -> str:
    """Return the media type that a file's name tells; empty when it tells none."""
    known = _TYPES.get(Path(name).suffix.lower())
    return known or mimetypes.guess_type(name)[0] or ""


def part_size(size: int) -> int:
    """Return in bytes how S3 gets a file of a size: in whole MiB, not too many parts."""
    return max(_LEAST_PART, math.ceil(size / _MOST_PARTS / MEBIBYTE) * MEBIBYTE)


class HashingReader:
    """Reads a file from its beginning to its end, for one upload.

    It cannot be rewound, so that what is sent is what the digest was made of.

    Args:
        file: open for reading.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._hash = hashlib.sha256()
        self._begun = os.fstat(file.fileno())
        self._read = 0
        self._stopped = False
        self.whole = False
        """It was read to its end."""

    @property
    def digest(self) -> str:
        """``sha256:`` and 64 hexadecimal digits, of what was read so far."""
        return f"sha256:{self._hash.hexdigest()}"

    def stop(self) -> None:
        """Let whoever still reads fail."""
        self._stopped = True

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes.

        Raises:
            FileChangedError: at the end: it is not the file that it was at the beginning.
            UploadCancelled: see `stop`.
        """
        if self._stopped:
            raise UploadCancelled
        data = self._file.read(size)
        self._hash.update(data)
        self._read += len(data)
        if size < 0 or len(data) < size:
            self._check()
            self.whole = True
        return data

    def _check(self) -> None:
        now, then = os.fstat(self._file.fileno()), self._begun
        if (now.st_size, now.st_mtime_ns) != (self._read, then.st_mtime_ns):
            raise FileChangedError


def sums(file: Path) -> tuple[str, str]:
    """Return the digest of a file, and the checksum that S3 keeps of it when we upload it.

    Raises:
        OSError: it cannot be read.

    Source:
        "Checking object integrity" in the user guide of Amazon S3: the SHA-256 in base64; of an
        upload in parts, that of the parts' own.
    """
    whole, parts = hashlib.sha256(), []
    size = part_size(file.stat().st_size)
    with file.open("rb") as opened:
        while data := opened.read(size):
            whole.update(data)
            parts.append(hashlib.sha256(data).digest())
    in_parts = file.stat().st_size >= size
    kept = hashlib.sha256(b"".join(parts)).digest() if in_parts else whole.digest()
    return f"sha256:{whole.hexdigest()}", base64.b64encode(kept).decode()
