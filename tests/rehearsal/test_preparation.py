"""The model and the size of a machine: had, or told why not, before a container starts."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from modelpkg_widget.fake_aws import Sandbox
from modelpkg_widget.preflight_checks.check_result import Finding
from modelpkg_widget.rehearsal.conductor import run_rehearsal
from modelpkg_widget.rehearsal.find_engine import VARIABLE, forget_engines
from modelpkg_widget.rehearsal.options import AwsClients, Options
from tests.helpers.sandboxes import fresh

from .fake_docker import fake_docker
from .requests import request


@pytest.fixture(scope="module")
def shared() -> Iterator[Sandbox]:
    with fresh() as made:
        yield made


@pytest.fixture
def aws(shared: Sandbox) -> Iterator[Sandbox]:
    yield shared
    shared.allow()


@pytest.fixture(autouse=True)
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The log of the only engine, which has each image and starts none."""
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.delenv(VARIABLE, raising=False)
    forget_engines()
    yield fake_docker(tmp_path / "bin", run="*) exit 1 ;;")
    forget_engines()


def rehearsed(session: Any, **container: Any) -> dict[str, Finding]:
    given = request()
    given["InferenceSpecification"]["Containers"][0].update(container)
    return {one.title: one for one in run_rehearsal(given, AwsClients(session), Options())}


def model_of(session: Any, **container: Any) -> tuple[str, str]:
    found = rehearsed(session, **container)
    return found["Model artifact"].state, found["Model artifact"].detail


def archive(**files: bytes) -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w:gz") as packed:
        for name, content in files.items():
            row = tarfile.TarInfo(name)
            row.size = len(content)
            packed.addfile(row, io.BytesIO(content))
    return made.getvalue()


def put(aws: Sandbox, key: str, body: bytes) -> str:
    aws.client("s3").put_object(Bucket=aws.bucket, Key=key, Body=body)
    return f"s3://{aws.bucket}/{key}"


def folder_at(uri: str) -> dict[str, Any]:
    source = {"S3Uri": uri, "S3DataType": "S3Prefix", "CompressionType": "None"}
    return {"ModelDataSource": {"S3DataSource": source}}


def test_model_of_s3_without_a_session_is_not_known(log: Path) -> None:
    assert model_of(None, ModelDataUrl="s3://bucket/model.tar.gz") == (
        "unknown",
        "The model artifact couldn't be read: there is no session to read it with.",
    )
    assert not any(line.startswith("run ") for line in log.read_text().splitlines())


def test_archive_of_s3_is_unpacked(aws: Sandbox, capsys: pytest.CaptureFixture[str]) -> None:
    uri = put(aws, "prepared/model.tar.gz", archive(one=b"1" * 2000, two=b"22"))
    assert model_of(aws.session, ModelDataUrl=uri) == (
        "passed",
        "2 files with 2.0 kB in /opt/ml/model, read-only.",
    )
    first, last = capsys.readouterr().err.splitlines()
    assert first.startswith(f"{uri}: ")
    amount = first.removeprefix(f"{uri}: ")
    assert last == f"{uri}: {amount} of {amount}"


def test_archive_that_was_fetched_before_shows_no_bar(
    aws: Sandbox, capsys: pytest.CaptureFixture[str]
) -> None:
    uri = put(aws, "prepared/kept.tar.gz", archive(one=b"1"))
    model_of(aws.session, ModelDataUrl=uri)
    capsys.readouterr()
    assert model_of(aws.session, ModelDataUrl=uri)[0] == "passed"
    assert capsys.readouterr().err == ""


def test_files_below_an_address_are_the_model(aws: Sandbox) -> None:
    put(aws, "files/one", b"1")
    put(aws, "files/below/two", b"22")
    assert model_of(aws.session, **folder_at(f"s3://{aws.bucket}/files/")) == (
        "passed",
        "2 files with 3 B in /opt/ml/model, read-only.",
    )


def test_key_that_leads_out_of_the_model_is_refused(aws: Sandbox) -> None:
    put(aws, "leads/../out", b"1")
    state, detail = model_of(aws.session, **folder_at(f"s3://{aws.bucket}/leads/"))
    assert state == "failed"
    assert "leads/../out" in detail


def test_archive_that_is_none_is_refused(aws: Sandbox, log: Path) -> None:
    uri = put(aws, "prepared/text.tar.gz", b"no archive")
    state, detail = model_of(aws.session, ModelDataUrl=uri)
    assert state == "failed"
    assert detail
    assert not any(line.startswith("run ") for line in log.read_text().splitlines())


@pytest.mark.parametrize("is_folder", [False, True])
def test_model_that_is_not_there_is_reported(aws: Sandbox, is_folder: bool) -> None:
    uri = f"s3://{aws.bucket}/gone"
    container = folder_at(uri) if is_folder else {"ModelDataUrl": uri}
    assert model_of(aws.session, **container) == ("failed", f"There is nothing at {uri}.")


def test_model_that_may_not_be_read_is_not_known(aws: Sandbox) -> None:
    uri = put(aws, "prepared/closed.tar.gz", archive(one=b"1"))
    aws.deny()
    state, detail = model_of(aws.session, ModelDataUrl=uri)
    assert state == "unknown"
    assert detail.startswith("The model artifact couldn't be read: ")


@pytest.mark.parametrize(
    ("kind", "state", "says"),
    [
        ("", "warning", "the request has no instance type for the validation."),
        ("ml.never.huge", "warning", "the rehearsal doesn't know the size of ml.never.huge."),
        ("ml.m5.24xlarge", "warning", "This machine has 2 processors"),
        ("ml.m5.large", "warning", "This machine has 2 processors and 7.5 GiB"),
    ],
)
def test_size_of_the_machine_is_reported(kind: str, state: str, says: str) -> None:
    resources = {"InstanceType": kind} if kind else {}
    found = run_rehearsal(request(TransformResources=resources), AwsClients(None), Options())
    (size,) = [one for one in found if one.title == "Memory and processors"]
    assert (size.state, says in size.detail) == (state, True)
