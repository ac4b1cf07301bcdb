"""Test data that cannot be sent is told, by a finding that says what to do."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from modelpkg_widget.rehearsal.conductor import run_rehearsal
from modelpkg_widget.rehearsal.find_engine import forget_engines
from modelpkg_widget.rehearsal.options import AwsClients, Options
from modelpkg_widget.rehearsal.result import Rehearsal

from .fake_docker import STUDIO, fake_docker
from .requests import request

pytestmark = pytest.mark.usefixtures("direct_server", "docker")

URI = "s3://bucket/data"


@pytest.fixture
def docker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A docker whose containers are asked directly."""
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    forget_engines()
    fake_docker(tmp_path / "bin", run=f'*"--network none"*) echo "{STUDIO}" >&2; exit 125 ;;')


class S3:
    """A session with a bucket of one object; without one, nothing is allowed."""

    region_name = "eu-west-1"

    def __init__(self, content: bytes | None = None) -> None:
        self.content = content

    def client(self, *_: Any, **__: Any) -> S3:
        return self

    def list_objects_v2(self, **_: Any) -> dict[str, Any]:
        if self.content is None:
            denied = {"Error": {"Code": "AccessDenied", "Message": "Access Denied"}}
            raise ClientError(denied, "ListObjectsV2")
        return {"Contents": [{"Key": "data/1", "Size": len(self.content)}]}

    def get_object(self, **_: Any) -> dict[str, Any]:
        return {"Body": io.BytesIO(self.content or b"")}


def run(session: Any, kind: str = "S3Prefix", **job: Any) -> Rehearsal:
    inputs = {"SplitType": "Line", "ContentType": "text/csv", **job.pop("inputs", {})}
    source = {"S3DataSource": {"S3Uri": URI, "S3DataType": kind}}
    given = request(**{"TransformInput": {**inputs, "DataSource": source}, **job})
    return run_rehearsal(given, AwsClients(session), Options())


CASES: dict[str, tuple[Any, dict[str, Any], str]] = {
    "RecordIO": (
        S3(b"x"),
        {"inputs": {"SplitType": "RecordIO"}},
        (
            "Test data: couldn't be checked. RecordIO isn't split here, so /invocations "
            "wasn't tested. "
            "The validation splits it. To test /invocations here, use a profile with "
            "SplitType Line or "
            "None."
        ),
    ),
    "TFRecord": (
        S3(b"x"),
        {"inputs": {"SplitType": "TFRecord"}},
        (
            "Test data: couldn't be checked. TFRecord isn't split here, so /invocations "
            "wasn't tested. "
            "The validation splits it. To test /invocations here, use a profile with "
            "SplitType Line or "
            "None."
        ),
    ),
    "augmented manifest": (
        S3(b"x"),
        {"kind": "AugmentedManifestFile"},
        (
            "Test data: failed. A batch transform doesn't support S3DataType "
            "AugmentedManifestFile. Use "
            "S3Prefix or ManifestFile."
        ),
    ),
    "manifest": (
        S3(b"{}"),
        {"kind": "ManifestFile"},
        (
            f"Test data: failed. The manifest at {URI} isn't a JSON list of a prefix and "
            f"keys. Write it "
            'as [{"prefix": "s3://BUCKET/PREFIX/"}, "KEY", ...].'
        ),
    ),
    "large record": (
        S3(b"1\n" + b"x" * 1_100_000),
        {"MaxPayloadInMB": 1},
        (
            "Test data: failed. A record or file in the test data is larger than "
            "MaxPayloadInMB. Record 2 "
            "has more than 1 MB. Use smaller files, set SplitType, or raise MaxPayloadInMB."
        ),
    ),
    "no gzip": (
        S3(b"1,2"),
        {"inputs": {"CompressionType": "Gzip"}},
        (
            "Test data: failed. The test data can't be unpacked with gzip. Compress the "
            "files with gzip, "
            "or set CompressionType to None."
        ),
    ),
    "nothing there": (
        S3(b""),
        {},
        (
            f"Test data: failed. There is no file with content at {URI}. Upload the test "
            f"data, or correct "
            "its address."
        ),
    ),
    "no session": (
        None,
        {},
        (
            "Test data: couldn't be checked. The test data couldn't be read: there is no "
            "session to read "
            "it with. Pass session=, or a local file with data=."
        ),
    ),
}


@pytest.mark.parametrize(("session", "job", "sentence"), CASES.values(), ids=CASES)
def test_data_that_cannot_be_sent_is_reported(
    session: Any, job: dict[str, Any], sentence: str
) -> None:
    found = run(session, **job)
    assert str(found[-1]) == sentence
    assert found.outcome == ("unknown" if "couldn't be checked" in sentence else "failed")
    assert found.output is None


def test_a_denied_permission_is_named() -> None:
    finding = run(S3(None))[-1]
    assert (finding.title, finding.state) == ("Test data", "unknown")
    assert finding.detail.startswith("The test data couldn't be read: ")


def test_data_of_s3_is_sent_and_its_answers_are_assembled() -> None:
    found = run(S3(b"1,2\n3,4\n"), BatchStrategy="SingleRecord")
    assert found.output is not None
    assert found.output.read_text() == "1,2\n3,4\n"
    assert found.measures.requests == 2
    assert [one.title for one in found if one.state == "unknown"] == ["Network isolation"]
