"""Scripts run for real by bash, with an `aws` that records; the AWS CLI reads what it recorded."""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from awscli.clidriver import create_clidriver

_AWS = """#!/bin/sh
call=$SEEN/$(ls "$SEEN" | wc -l)
mkdir "$call"
printf '%s\\0' "$@" >"$call/arguments"
number=0
for argument; do
  case $argument in file://*) cat "${argument#file://}" >"$call/$number" 2>/dev/null ;; esac
  number=$((number + 1))
done
echo arn:aws:sagemaker:eu-west-1:123456789012:model-package/x
"""
Inputs = tuple[list[str], dict[str, str]]


class Shell:
    """Runs scripts in folders of their own below one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._bin = folder / "bin"
        self._bin.mkdir()
        (self._bin / "aws").write_text(_AWS)
        (self._bin / "aws").chmod(0o755)
        self._count = 0

    def calls(self, script: str, inputs: Inputs) -> list[tuple[list[str], dict[int, str]]]:
        """Return the arguments of each call of `aws` in a run, and the files that they name."""
        self._count += 1
        work = self._folder / str(self._count)
        seen = work / "seen"
        seen.mkdir(parents=True)
        (work / "here").mkdir()
        (work / "script").write_text(script, encoding="utf-8")
        arguments, variables = inputs
        env = {"PATH": f"{self._bin}{os.pathsep}{os.environ['PATH']}", "SEEN": str(seen)}
        subprocess.run(
            ["bash", str(work / "script"), *arguments],
            env={**env, **variables, "LC_ALL": "C.UTF-8"},
            cwd=work / "here",
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=20,
        )
        found = []
        for call in sorted(seen.iterdir(), key=lambda one: int(one.name)):
            *given, _ = (call / "arguments").read_bytes().decode().split("\0")
            files = {
                int(one.name): one.read_text("utf-8")
                for one in call.iterdir()
                if one.name.isdigit()
            }
            found.append((given, files))
        return found


class RefusedError(Exception):
    """The AWS CLI does not take these arguments."""


class Cli:
    """The AWS CLI's own reading of its arguments; nothing is sent."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        driver = create_clidriver()
        service = driver._get_command_table()["sagemaker"]
        self._operation = service._get_command_table()["create-model-package"]
        self._operation._operation_caller = SimpleNamespace(invoke=self._invoke)
        self._main = driver._create_parser(driver._get_command_table())
        self._sent: Any = None
        # As its main function does: only then does it read the files that arguments name.
        options, _ = self._main.parse_known_args(["sagemaker", "create-model-package"])
        driver._emit_session_event(options)

    def _invoke(self, service: str, operation: str, parameters: Any, options: Any) -> int:
        self._sent = parameters
        return 0

    def request(self, arguments: list[str], files: dict[int, str]) -> Any:
        """Return the request that arguments make; None for another command.

        Raises:
            RefusedError: it takes them for a mistake.
        """
        given = list(arguments)
        for at, text in files.items():
            path = self._folder / f"file{at}"
            path.write_text(text, encoding="utf-8")
            given[at] = f"file://{path}"
        self._sent = None
        try:
            with contextlib.redirect_stderr(io.StringIO()):
                options, rest = self._main.parse_known_args(given)
                if options.command != "sagemaker" or rest[:1] != ["create-model-package"]:
                    return None
                self._operation(rest[1:], options)
        except (Exception, SystemExit) as error:
            raise RefusedError(str(error)) from error
        return self._sent
