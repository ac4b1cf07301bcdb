"""The parts of the sandbox's images are whole, and the program is that of its source."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import tarfile
import urllib.request

import pytest

from modelpkg_widget.fake_aws import Sandbox
from modelpkg_widget.fake_aws.services import containers
from modelpkg_widget.rehearsal.image import sandbox as sandbox_images
from tests.helpers.sandboxes import fresh


def files(failure: str) -> dict[str, bytes]:
    """Return the files of an image."""
    _, layer = containers.container("amd64", failure)
    with tarfile.open(fileobj=io.BytesIO(gzip.decompress(layer.data))) as archive:
        return {
            row.name: archive.extractfile(row).read()  # type: ignore[union-attr]
            for row in archive.getmembers()
            if row.isfile()
        }


def test_program_is_compiled_from_its_source() -> None:
    """If this fails, run ``modelpkg_widget/fake_aws/services/container/build.sh``."""
    source = containers.program_text("server.c").encode()
    built_from = containers.program_text("server.txt").partition("\n")[0]
    assert hashlib.sha256(source).hexdigest() == built_from


def test_program_is_a_small_static_one_for_linux_on_amd64() -> None:
    program = files("")["opt/program/serve"]
    assert program[:7] == b"\x7fELF\x02\x01\x01"
    assert (program[16], program[18]) == (2, 62)
    assert len(program) < 4096


@pytest.mark.parametrize(
    ("failure", "names"),
    [
        ("", {"serve", "start"}),
        ("vulnerable", {"serve", "start"}),
        ("installs", {"serve", "installs"}),
        ("ping", {"serve", "start", "elsewhere"}),
    ],
)
def test_files_decide_what_goes_wrong(failure: str, names: set[str]) -> None:
    assert {name.rpartition("/")[2] for name in files(failure)} == names


def test_image_can_be_fetched_from_the_sandbox() -> None:
    aws: Sandbox
    with fresh() as aws:
        where = {"repositoryName": aws.image.rpartition("/")[2].partition(":")[0]}
        ecr = aws.client("ecr")
        (row,) = ecr.batch_get_image(imageIds=[{"imageTag": "1.0"}], **where)["images"]
        manifest = json.loads(row["imageManifest"])
        parts = []
        for part in (manifest["config"], *manifest["layers"]):
            url = ecr.get_download_url_for_layer(layerDigest=part["digest"], **where)
            with urllib.request.urlopen(url["downloadUrl"], timeout=60) as answer:
                parts.append(answer.read())
            assert f"sha256:{hashlib.sha256(parts[-1]).hexdigest()}" == part["digest"]
            assert len(parts[-1]) == part["size"]
    configuration = json.loads(parts[0])
    unpacked = hashlib.sha256(gzip.decompress(parts[1])).hexdigest()
    assert configuration["rootfs"]["diff_ids"] == [f"sha256:{unpacked}"]
    assert sandbox_images.is_of_sandbox({"Config": configuration["config"]})


def test_label_is_the_one_that_a_rehearsal_looks_for() -> None:
    assert containers.LABEL == sandbox_images.LABEL
