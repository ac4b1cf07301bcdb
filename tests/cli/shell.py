"""The command line as a person runs it: in a process, beside a sandbox."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from modelpkg_widget.cli.main import main
from modelpkg_widget.fake_aws.server.discovery import VARIABLE
from modelpkg_widget.fake_aws.server.sandbox import Sandbox
from tests.conftest import ROOT

SECONDS = 60


@dataclass(frozen=True)
class Said:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def arns(self) -> list[str]:
        return self.out.split()

    @property
    def rows(self) -> Any:
        return json.loads(self.out)


@dataclass
class Shell:
    """A folder with requests, a group of its own, and a sandbox that the commands find."""

    aws: Sandbox
    folder: Path
    group: str
    capsys: pytest.CaptureFixture[str]

    def write(self, name: str = "request.json", **members: Any) -> str:
        """A file of a request for a version; returns its path."""
        path = self.folder / name
        path.write_text(json.dumps({"ModelPackageGroupName": self.group, **members}, indent=1))
        return str(path)

    def run(self, *arguments: str) -> Said:
        """Run a command in this process."""
        try:
            code = main(arguments)
        except SystemExit as ended:
            code = int(ended.code or 0)
        said = self.capsys.readouterr()
        return Said(code, said.out, said.err)

    def start(self, *arguments: str, **options: Any) -> subprocess.Popen[str]:
        """Start a command in a process of its own."""
        pipes: Any = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        return subprocess.Popen(
            [sys.executable, "-m", "modelpkg_widget", *arguments],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stderr=subprocess.PIPE,
            **{**pipes, **options},
        )

    @staticmethod
    def end(process: subprocess.Popen[str]) -> Said:
        """Wait for a command."""
        out, err = process.communicate(timeout=SECONDS)
        return Said(process.returncode, out, err)

    def versions(self) -> list[str]:
        """ARNs of all packages in the group, newest first."""
        listed = self.aws.client("sagemaker").list_model_packages(
            ModelPackageGroupName=self.group, MaxResults=100
        )
        rows = listed["ModelPackageSummaryList"]
        rows.sort(key=lambda row: row["ModelPackageVersion"], reverse=True)
        return [row["ModelPackageArn"] for row in rows]

    def creations(self) -> int:
        """How often CreateModelPackage was asked for."""
        return sum(call["operation"] == "CreateModelPackage" for call in self.aws.calls)


__all__ = ["VARIABLE", "Said", "Shell"]
