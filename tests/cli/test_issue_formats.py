"""Findings as rows and as annotations."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from modelpkg_widget.cli import inputs, issue_formats
from modelpkg_widget.cli.main import main
from modelpkg_widget.request.issues import Issue

TEXT = '{\n "ModelPackageName": "-",\n "Tags": [{"Key": "a", "Value": 5}]\n}'


def test_rows_name_line_and_column(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, missing = tmp_path / "request.json", str(tmp_path / "gone.json")
    file.write_text(TEXT)
    assert main(["check", "--format", "json", str(file), missing]) == 2
    rows = json.loads(capsys.readouterr().out)
    assert [(row["line"], row["column"], row["path"]) for row in rows[:2]] == [
        (2, 2, "ModelPackageName"),
        (3, 24, "Tags[0].Value"),
    ]
    assert (rows[-1]["file"], rows[-1]["code"]) == (missing, "unreadable")


def test_github_shows_them_beside_the_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a,b:c.json"
    file.write_text(TEXT)
    assert main(["check", "--format", "github", str(file)]) == 1
    lines = capsys.readouterr().out.splitlines()
    name = str(file).replace(",", "%2C").replace(":", "%3A")
    assert lines[1] == (
        f"::error file={name},line=3,col=24,title=Tags[0].Value::"
        "Must be text, but is a whole number. Change or unset it."
    )
    file.write_text("{")
    assert main(["check", "--format", "github", str(file)]) == 2
    assert f"::error file={name},line=1,col=2,title=" in capsys.readouterr().out


def test_no_message_ends_an_annotation(tmp_path: Path) -> None:
    file = tmp_path / "r.json"
    file.write_text("{}")
    issue = Issue((), "a", "100 %\r\n::warning::x", "info")
    (row,) = issue_formats.rows(inputs.read(str(file)), [issue])
    assert issue_formats.github(row).endswith("::100 %25%0D%0A::warning::x")
    assert issue_formats.github(row).startswith("::notice file=")


def test_yaml_is_checked_by_the_line_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "request.yaml"
    file.write_text("ModelPackageGroupName: flowers\n\nTags:\n  - Key: aws:no\n    Value: [1]\n")
    assert main(["check", str(file)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert f"{file}:5:5: Tags[0].Value" in [line.rpartition(": Must")[0] for line in lines]
    file.write_text("Tags: !Ref Other\n")
    assert main(["check", str(file)]) == 2
    assert f"{file}: Tags: " in capsys.readouterr().err
    file.write_text("A: [\n")
    assert main(["check", str(file)]) == 2
