"""What is read from S3: kept by its digest, never half, never outside."""

from __future__ import annotations

import gzip
import io
import json
import threading
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from modelpkg_widget.preflight_checks.references import S3Place
from modelpkg_widget.rehearsal.engine import CancelledError
from modelpkg_widget.rehearsal.fetch import (
    NoObjectError,
    data_files,
    fetch_below,
    fetch_object,
    kept_folder,
)


class S3:  # its arguments are boto3's
    """A bucket."""

    def __init__(self, objects: dict[str, bytes]) -> None:
        self.objects, self.calls = objects, 0

    def head_object(self, Bucket: str, Key: str) -> dict[str, Any]:  # noqa: N803
        if Key not in self.objects:
            raise ClientError({"Error": {"Code": "404"}}, "HeadObject")
        content = self.objects[Key]
        return {"ContentLength": len(content), "ETag": f'"{hash(content)}"'}

    def get_object(self, Bucket: str, Key: str, **_: Any) -> dict[str, Any]:  # noqa: N803
        self.calls += 1
        return {"Body": io.BytesIO(self.objects[Key])}

    def list_objects_v2(self, Bucket: str, Prefix: str, **given: Any) -> dict[str, Any]:  # noqa: N803
        rows = [key for key in sorted(self.objects) if key.startswith(Prefix)]
        at = int(given.get("ContinuationToken", 0))
        page = [{"Key": key, "Size": len(self.objects[key])} for key in rows[at : at + 2]]
        more = at + 2 < len(rows)
        return {"Contents": page, "IsTruncated": more, "NextContinuationToken": str(at + 2)}


def place(key: str) -> S3Place:
    return S3Place((), f"s3://bucket/{key}", "bucket", key)


def ignore(_: int, __: int) -> None:
    """Report nothing."""


def test_an_object_is_fetched_once_until_it_changes(tmp_path: Path) -> None:
    client, never = S3({"m": b"one"}), threading.Event()
    seen: list[tuple[int, int]] = []

    first = fetch_object(client, place("m"), lambda *row: seen.append(row), never, tmp_path)
    again = fetch_object(client, place("m"), ignore, never, tmp_path)
    client.objects["m"] = b"two!"
    other = fetch_object(client, place("m"), ignore, never, tmp_path)

    assert (first.read_bytes(), other.read_bytes()) == (b"one", b"two!")
    assert (again == first, client.calls) == (True, 2)
    assert seen == [(3, 0), (3, 3)]


def test_a_cancelled_fetch_leaves_nothing(tmp_path: Path) -> None:
    cancelled = threading.Event()
    cancelled.set()
    with pytest.raises(CancelledError):
        fetch_object(S3({"m": b"one"}), place("m"), ignore, cancelled, tmp_path)
    assert list(kept_folder().iterdir()) == []


def test_what_is_fetched_is_in_the_folder_of_the_rehearsal_meanwhile(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []

    def report(_: int, __: int) -> None:
        seen.append((len(list(tmp_path.glob(".part-*"))), len(list(kept_folder().iterdir()))))

    fetch_object(S3({"m": b"one"}), place("m"), report, threading.Event(), tmp_path)
    assert seen == [(1, 0), (1, 0)]
    assert list(tmp_path.glob(".part-*")) == []


def test_a_missing_object_is_reported(tmp_path: Path) -> None:
    with pytest.raises(NoObjectError):
        fetch_object(S3({}), place("m"), ignore, threading.Event(), tmp_path)


def test_all_objects_below_an_address_become_files(tmp_path: Path) -> None:
    client = S3({"m/": b"", "m/a": b"1", "m/b/c": b"22", "m/d": b"3", "mother": b"4"})

    found = fetch_below(client, place("m"), tmp_path, ignore, threading.Event())

    assert found == (3, 4)
    assert (tmp_path / "b" / "c").read_bytes() == b"22"
    assert not (tmp_path / "mother").exists()


@pytest.mark.parametrize("key", ["m/../out", "m//etc", "m/a\\b"])
def test_a_key_that_leads_outside_is_refused(tmp_path: Path, key: str) -> None:
    with pytest.raises(ValueError, match="m/"):
        fetch_below(S3({key: b"x"}), place("m"), tmp_path, ignore, threading.Event())
    assert list(tmp_path.glob("*")) == []


def test_test_data_is_read_in_the_order_of_its_keys() -> None:
    client = S3({"d/2": b"two", "d/1": b"one", "d/3": b"", "d/4": b"four"})
    found = [
        (name, file.read())
        for name, file in data_files(client, place("d/"), "S3Prefix", is_compressed=False)
    ]
    assert found == [("1", b"one"), ("2", b"two"), ("4", b"four")]


def test_a_manifest_names_its_files() -> None:
    manifest = json.dumps([{"prefix": "s3://other/p/"}, "b.gz", "a.gz"]).encode()
    client = S3({"m": manifest, "p/a.gz": gzip.compress(b"a"), "p/b.gz": gzip.compress(b"b")})
    files = data_files(client, place("m"), "ManifestFile", is_compressed=True)
    assert [(name, file.read()) for name, file in files] == [("b.gz", b"b"), ("a.gz", b"a")]


@pytest.mark.parametrize("text", [b"{}", b"[]", b'[{"prefix": "s3://b/"}, 1]', b"no json"])
def test_another_manifest_is_refused(text: bytes) -> None:
    with pytest.raises(ValueError, match=r"manifest|Expecting"):
        list(data_files(S3({"m": text}), place("m"), "ManifestFile", is_compressed=False))


def test_an_address_without_files_is_reported() -> None:
    with pytest.raises(NoObjectError):
        list(data_files(S3({"d/": b""}), place("d/"), "S3Prefix", is_compressed=False))
