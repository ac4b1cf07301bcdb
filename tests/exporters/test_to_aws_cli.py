"""The command, read by shells and by the AWS CLI."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from awscli.clidriver import create_clidriver

from modelpkg_widget import export
from modelpkg_widget.fake_aws import Sandbox
from tests.exporters.texts import GOOD, HOSTILE, arrived, hostile, same
from tests.helpers.sandboxes import fresh, request, with_group

SHELLS = [found for found in map(shutil.which, ["sh", "bash", "dash", "zsh", "ksh"]) if found]


@pytest.fixture(scope="module")
def aws() -> Iterator[Sandbox]:
    with fresh() as made:
        yield made


@pytest.fixture
def stand_in(tmp_path: Path) -> Path:
    """A folder with an `aws` that writes down what a shell hands it: arguments, and the file."""
    (tmp_path / "bin").mkdir()
    script = tmp_path / "bin" / "aws"
    script.write_text(
        "#!/bin/sh\n"
        'printf "%s\\0" "$@" >"$SEEN"\n'
        "for last; do :; done\n"
        'case $last in file:*) cat "${last#file://}" >"$SEEN.file" ;; esac\n'
    )
    script.chmod(0o755)
    return tmp_path


def handed(stand_in: Path, text: str, shell: list[str]) -> list[str]:
    """The arguments that a shell makes of a text; the last one is what the file holds, if any."""
    work, seen = stand_in / "work", stand_in / "seen"
    work.mkdir(exist_ok=True)
    path = f"{stand_in / 'bin'}{os.pathsep}{os.environ['PATH']}"
    env = {**os.environ, "PATH": path, "SEEN": str(seen), "HOME": str(work), "TMPDIR": str(work)}
    done = subprocess.run(
        shell, input=text.encode(), env=env, cwd=work, capture_output=True, timeout=30
    )
    assert done.returncode == 0, done.stderr
    assert not list(work.iterdir()), "the shell ran something, or left a file"
    *arguments, end = seen.read_bytes().decode().split("\0")
    assert end == ""
    file = stand_in / "seen.file"
    if file.exists():
        assert arguments[-1].startswith("file:///")
        arguments[-1] = file.read_text()
    return arguments


LONG = hostile(HOSTILE)
SHORT = hostile([text for text in HOSTILE if len(text) < 1000])


@pytest.mark.parametrize("sent", [SHORT, LONG], ids=["short", "long"])
@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.slow
def test_a_shell_hands_over_each_text_as_it_is(
    shell: str, sent: dict[str, Any], stand_in: Path
) -> None:
    *arguments, body = handed(stand_in, export(sent, "cli", region="eu-west-1"), [shell])
    assert same(json.loads(body), sent)
    assert arguments == [
        *["sagemaker", "create-model-package", "--region", "eu-west-1"],
        "--cli-input-json",
    ]


def test_a_shell_at_a_prompt_puts_no_old_lines_into_it(stand_in: Path) -> None:
    request = {"ModelPackageDescription": "!! !$ !echo !1"}
    text = "HISTFILE=\necho old\n" + export(request, "cli")
    *_, body = handed(stand_in, text, ["bash", "--norc", "--noprofile", "-i"])
    assert json.loads(body) == request


def test_a_target_is_quoted(stand_in: Path) -> None:
    text = export({}, "cli", region="$(touch x)", endpoint="http://127.0.0.1:1/'; touch x; '")
    arguments = handed(stand_in, text, ["sh"])
    assert arguments[3] == "$(touch x)"
    assert arguments[5] == "http://127.0.0.1:1/'; touch x; '"


def read_by_cli(aws: Sandbox, request: dict[str, Any], stand_in: Path) -> dict[str, Any]:
    """The request that arrives when the CLI is given what a shell hands it."""
    text = export(request, "cli", region="us-east-1", endpoint=aws.url)
    aws.clear_calls()
    create_clidriver().main(handed(stand_in, text, ["sh"]))
    return arrived(aws, request)


@pytest.mark.parametrize("name", GOOD)
@pytest.mark.slow
def test_a_good_request_arrives_as_it_is(name: str, aws: Sandbox, stand_in: Path) -> None:
    sent = with_group(aws, request(name))
    assert same(read_by_cli(aws, sent, stand_in), sent)


@pytest.mark.parametrize("sent", [SHORT, LONG], ids=["short", "long"])
@pytest.mark.slow
def test_the_command_itself_run_by_bash(sent: dict[str, Any], aws: Sandbox, tmp_path: Path) -> None:
    """The whole of it, as a person would run it; the sandbox refuses such texts after they came."""
    text = export(sent, "cli", region="us-east-1", endpoint=aws.url)
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    env = {**os.environ, "PATH": path, "TMPDIR": str(tmp_path)}
    aws.clear_calls()
    done = subprocess.run(
        ["bash"], input=text, text=True, capture_output=True, env=env, cwd=tmp_path
    )
    assert "(ValidationException)" in done.stderr, done.stderr
    assert same(arrived(aws, sent), sent)
    assert not list(tmp_path.glob("tmp.*"))
