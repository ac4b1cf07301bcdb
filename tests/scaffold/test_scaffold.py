"""The container to start from: its own tests pass, and so does its rehearsal."""

from __future__ import annotations

import json
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from modelpkg_widget import check, rehearse
from modelpkg_widget.cli.main import main
from modelpkg_widget.rehearsal.engine import Engine
from modelpkg_widget.rehearsal.image.archive import ImageFile, image_archive
from modelpkg_widget.scaffold.scaffold import image_name, scaffold
from tests.rehearsal.conftest import engine as engine
from tests.rehearsal.conftest import engine_command as engine_command

_PYTHON = Path("/usr/bin/python3")
_BASE = "docker.io/library/python:3.12-slim"
# What the server and its interpreter load, and where.
_LOADED = """
import sys, http.server, json, os, pathlib, encodings.idna, mimetypes
files = {m.__file__ for m in list(sys.modules.values()) if getattr(m, "__file__", None)}
with open("/proc/self/maps") as maps:
    files |= {line.split()[-1] for line in maps if line.split()[-1].startswith("/")}
print("\\n".join(sorted(files)))
"""


@pytest.mark.slow
def test_its_own_tests_pass(tmp_path: Path) -> None:
    scaffold(tmp_path / "churn")
    subprocess.run(
        [sys.executable, "-m", "unittest", "--quiet"], cwd=tmp_path / "churn", check=True,
        capture_output=True,
    )  # fmt: skip


def test_the_request_lacks_only_what_you_have_to_fill_in(tmp_path: Path) -> None:
    scaffold(tmp_path / "My Churn!")
    request = json.loads((tmp_path / "My Churn!" / "request.json").read_text())
    assert request["ModelPackageName"] == "my-churn"
    assert request["InferenceSpecification"]["Containers"][0]["Image"] == "my-churn:1"
    found = {issue.path[-1] for issue in check(request) if issue.severity == "error"}
    assert found == {"ValidationRole", "S3Uri", "S3OutputPath"}


def test_names_are_those_of_images() -> None:
    assert [image_name(text) for text in ("Churn_Model v2", "..", "x" * 80)] == [
        "churn-model-v2",
        "container",
        "x" * 63,
    ]


def test_the_command_writes_into_an_empty_folder_only(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "new"
    assert main(["scaffold", str(folder)]) == 0
    written = capsys.readouterr().out.splitlines()
    assert sorted(map(str, (path for path in folder.rglob("*") if path.is_file()))) == written
    assert len(written) == 9

    assert main(["scaffold", str(folder)]) == 2
    assert "exists and isn't an empty folder" in capsys.readouterr().err


def _load_base(engine: Engine) -> None:
    """Load an image that has this machine's Python under the name of the Dockerfile's."""
    done = subprocess.run(
        [_PYTHON, "-I", "-c", _LOADED], capture_output=True, text=True, check=True
    )
    paths = {Path(line) for line in done.stdout.splitlines() if Path(line).is_file()}
    paths |= {_PYTHON, Path("/usr/bin/env")}
    programs = [path for path in paths if path.read_bytes()[:4] == b"\x7fELF"]
    linked = subprocess.run(["ldd", *programs], capture_output=True, text=True, check=False)
    paths |= {Path(word) for word in linked.stdout.split() if word.startswith("/lib")}
    files = {str(path).lstrip("/"): ImageFile(path.read_bytes()) for path in paths}
    files["etc/passwd"] = ImageFile(b"root:x:0:0::/:\nnobody:x:65534:65534::/:\n", 0o644)
    files["etc/group"] = ImageFile(b"root:x:0:\nnogroup:x:65534:\n", 0o644)
    archive = image_archive(_BASE, files, folders=["tmp", "opt/ml/model", "proc"])
    engine.run("load", input=archive)


@pytest.mark.slow
@pytest.mark.skipif(not _PYTHON.exists(), reason="needs the system's Python for a base image")
def test_it_is_built_and_passes_its_rehearsal(engine: Engine, tmp_path: Path) -> None:
    """A container engine builds the scaffold and runs it: nothing less shows that it works."""
    folder = tmp_path / "churn"
    scaffold(folder)
    _load_base(engine)
    words = ["--isolation", "chroot", "--pull-never", "--tag", "churn:1"]
    engine.run("build", *words, str(folder))
    model = tmp_path / "model.tar.gz"
    with tarfile.open(model, "w:gz") as archive:
        archive.add(folder / "model", ".")
    request = json.loads((folder / "request.json").read_text())

    found = rehearse(request, data=folder / "sample.csv", model=model)

    assert [str(one) for one in found if one.state != "passed"] == []
    assert found.verdict == "Certification would pass as far as this shows."
    assert found.output is not None
    assert found.output.read_text().split() == ["4.775", "4.8", "15.45", "14.3"]
