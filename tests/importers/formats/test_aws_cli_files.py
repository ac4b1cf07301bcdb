"""A command that names files of this machine reads them only when the caller says so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from modelpkg_widget import ModelPackageForm
from modelpkg_widget.cli.main import main

SPEC = '{"Containers": [{"Image": "i"}]}'


@pytest.fixture
def command(tmp_path: Path) -> str:
    (tmp_path / "spec.json").write_text(SPEC)
    return (
        "aws sagemaker create-model-package --model-package-name n "
        f"--inference-specification file://{tmp_path / 'spec.json'}"
    )


def gaps(form: ModelPackageForm) -> list[Any]:
    return [row["path"] for row in form.loaded["unresolved"]]


@pytest.mark.parametrize("stored", [False, True], ids=["text", "file"])
def test_no_file_is_read_unless_it_is_asked_for(command: str, tmp_path: Path, stored: bool) -> None:
    source: Any = command
    if stored:
        source = tmp_path / "run.sh"
        source.write_text(command)
    form = ModelPackageForm()
    form.load(source)
    assert form.value == {"ModelPackageName": "n"}
    assert gaps(form) == [["InferenceSpecification"]]
    assert "files=True" in form.loaded["unresolved"][0]["why"]
    assert form.loaded["files"] == []
    form.load(source, files=True)
    assert form.value["InferenceSpecification"] == {"Containers": [{"Image": "i"}]}
    assert gaps(form) == []
    assert form.loaded["files"] == [str(tmp_path / "spec.json")]


def test_the_command_line_reads_them_on_request(
    command: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    script = tmp_path / "run.sh"
    script.write_text(command)
    assert main(["load", str(script)]) == 1
    out, err = capfd.readouterr()
    assert "--read-files" in err
    assert "Containers" not in out
    assert main(["load", str(script), "--read-files"]) == 0
    out, err = capfd.readouterr()
    assert '"Image": "i"' in out
    assert f"{tmp_path / 'spec.json'}: read" in err
