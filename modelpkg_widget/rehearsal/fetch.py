"""What a rehearsal reads from S3: the artifacts, kept by their digest, and the test data."""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import json
import os
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

from modelpkg_widget.preflight_checks.references import S3Place
from modelpkg_widget.storage.state_dir import make_private, state_folder

from .engine import CancelledError
from .unpack import make_readable

_CHUNK = 1024 * 1024
#: Called with the size, and then with each number of bytes that has arrived.
Progress = Callable[[int, int], None]


class NoObjectError(Exception):
    """There is nothing at an address.

    Attributes:
        uri: the address.
    """

    def __init__(self, uri: str) -> None:
        super().__init__(uri)
        self.uri = uri


def kept_folder() -> Path:
    """Return the folder of artifacts that were fetched before."""
    return state_folder() / "rehearsal" / "artifacts"


def fetch_object(
    client: Any, place: S3Place, report: Progress, cancelled: threading.Event, folder: Path
) -> Path:
    """Return a file with an object of S3, fetched unless it is kept from before.

    It is kept by the digest that S3 has of it (its ETag), so a changed object is fetched again.
    While it comes it is in `folder`, that of the rehearsal, which the next one removes.

    Raises:
        NoObjectError: there is none.
        CancelledError: it was cancelled; nothing is left of it.
        botocore.exceptions.ClientError, botocore.exceptions.BotoCoreError: AWS does not give it.
        OSError: the disk is full.
    """
    head = _head(client, place)
    size, tag = int(head.get("ContentLength", 0)), str(head.get("ETag", ""))
    name = hashlib.sha256(f"{place.bucket}/{place.key}\n{tag}\n{size}".encode()).hexdigest()
    kept = kept_folder() / name
    if tag and kept.is_file() and kept.stat().st_size == size:
        report(size, size)
        return kept
    make_private(kept.parent)
    body = client.get_object(Bucket=place.bucket, Key=place.key, **_match(tag))["Body"]
    _save(body, kept, size, report, cancelled, folder)
    return kept


def _save(
    body: Any, kept: Path, size: int, report: Progress, cancelled: threading.Event, folder: Path
) -> None:
    descriptor, name = tempfile.mkstemp(dir=folder, prefix=".part-")
    try:
        with os.fdopen(descriptor, "wb") as file, contextlib.closing(body):
            report(size, 0)
            while chunk := body.read(_CHUNK):
                if cancelled.is_set():
                    raise CancelledError
                file.write(chunk)
                report(size, len(chunk))
        Path(name).replace(kept)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def fetch_below(
    client: Any, place: S3Place, folder: Path, report: Progress, cancelled: threading.Event
) -> tuple[int, int]:
    """Fetch all objects below an address into a folder; returns their number and bytes.

    Raises:
        NoObjectError: there are none.
        ValueError: the key of one leads out of the folder.
        CancelledError, OSError: as for `fetch_object`.
        botocore.exceptions.ClientError, botocore.exceptions.BotoCoreError: as for `fetch_object`.
    """
    base = place.key if place.key.endswith("/") or not place.key else f"{place.key}/"
    rows = list(_listed(client, S3Place(place.path, place.uri, place.bucket, base)))
    if not rows:
        raise NoObjectError(place.uri)
    whole = sum(size for _, size in rows)
    report(whole, 0)
    for key, _ in rows:
        steps = key.removeprefix(base).split("/")
        if any(step in ("", ".", "..") or "\\" in step or "\0" in step for step in steps):
            raise ValueError(key)
        path = folder.joinpath(*steps)
        make_readable(folder, path.parent)
        body = client.get_object(Bucket=place.bucket, Key=key)["Body"]
        _save(body, path, whole, lambda _, more: report(whole, more), cancelled, path.parent)
        path.chmod(0o644)
    return len(rows), whole


def data_files(
    client: Any, place: S3Place, source_type: str, *, is_compressed: bool
) -> Iterator[tuple[str, IO[bytes]]]:
    """Yield name and content of the files of the test data, in their order, opened when asked for.

    Raises:
        NoObjectError: there are none.
        ValueError: the manifest is no list of keys.
        botocore.exceptions.ClientError, botocore.exceptions.BotoCoreError: AWS does not give them.
    """
    if source_type == "ManifestFile":
        body = client.get_object(Bucket=place.bucket, Key=place.key)["Body"]
        keys = _of_manifest(json.loads(body.read(64 * _CHUNK)))
    else:
        keys = [(place.bucket, key) for key, size in _listed(client, place) if size]
    if not keys:
        raise NoObjectError(place.uri)
    for bucket, key in keys:
        body = client.get_object(Bucket=bucket, Key=key)["Body"]
        with contextlib.closing(body):
            yield key.rpartition("/")[2], opened(body, is_compressed=is_compressed)


def opened(body: Any, *, is_compressed: bool) -> IO[bytes]:
    """Return a file to read, unpacked when it is compressed with gzip."""
    return gzip.GzipFile(fileobj=body) if is_compressed else body  # type: ignore[return-value]


def _of_manifest(rows: Any) -> list[tuple[str, str]]:
    """The first row has the prefix, the others are put behind it.

    Source: SageMaker API Reference, TransformS3DataSource, S3Uri.
    """
    first, *rest = rows if isinstance(rows, list) and rows else [None]
    prefix = first.get("prefix") if isinstance(first, dict) else None
    if not isinstance(prefix, str) or not all(isinstance(row, str) for row in rest):
        raise ValueError("manifest")
    whole = [f"{prefix}{row}".removeprefix("s3://").partition("/") for row in rest]
    return [(bucket, key) for bucket, _, key in whole]


def _listed(client: Any, place: S3Place) -> Iterator[tuple[str, int]]:
    token: dict[str, str] = {}
    while True:
        answer = client.list_objects_v2(Bucket=place.bucket, Prefix=place.key, **token)
        for row in answer.get("Contents", []):
            if not row["Key"].endswith("/"):
                yield row["Key"], int(row["Size"])
        if not answer.get("IsTruncated"):
            return
        token = {"ContinuationToken": answer["NextContinuationToken"]}


def _head(client: Any, place: S3Place) -> dict[str, Any]:
    from botocore.exceptions import ClientError

    try:
        answer: dict[str, Any] = client.head_object(Bucket=place.bucket, Key=place.key)
    except ClientError as error:
        if error.response.get("Error", {}).get("Code") in ("404", "NoSuchKey", "NotFound"):
            raise NoObjectError(place.uri) from error
        raise
    return answer


def _match(tag: str) -> dict[str, str]:
    """Whoever replaces the object meanwhile gets no mixture of both kept."""
    return {"IfMatch": tag} if tag else {}
