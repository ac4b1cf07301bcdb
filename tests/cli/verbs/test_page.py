"""`modelpkg-widget page`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from modelpkg_widget.cli.main import main
from modelpkg_widget.widget.standalone_page import standalone_page
from tests.conftest import ROOT

GUIDED = {"mode": "guided", "guide": "", "step": ""}


def run(capfdbinary: pytest.CaptureFixture[bytes], *arguments: str) -> tuple[int, str, str]:
    code = main(["page", *arguments])
    out, err = capfdbinary.readouterr()
    return code, out.decode("ascii"), err.decode()


def test_it_prints_the_page(capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path) -> None:
    assert run(capfdbinary) == (0, standalone_page({}), "")
    assert run(capfdbinary, "--mode", "guided") == (0, standalone_page({}, place=GUIDED), "")
    file = tmp_path / "request.json"
    file.write_text('{"ModelPackageGroupName": "churn", "10": 1, "2": 2}', encoding="utf-8")
    request = {"ModelPackageGroupName": "churn", "10": 1, "2": 2}
    assert run(capfdbinary, str(file)) == (0, standalone_page(request), "")


def test_a_file_that_is_no_request_is_said(
    capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path
) -> None:
    file = tmp_path / "request.json"
    file.write_text("{", encoding="utf-8")
    code, out, err = run(capfdbinary, str(file))
    assert (code, out) == (2, "")
    assert str(file) in err


def test_it_needs_neither_a_widget_nor_aws() -> None:
    script = (
        "import sys; from modelpkg_widget.cli.main import main; main(['page']);"
        "print(sorted({'boto3', 'moto', 'anywidget', 'ipywidgets'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.rpartition("</html>\n")[2].strip() == "[]"
