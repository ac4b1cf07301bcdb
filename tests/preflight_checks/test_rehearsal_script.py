"""The script of the rehearsal: bash reads it, nothing breaks out of it, it does what it says."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from modelpkg_widget.preflight_checks.checks.rehearsal_script import script
from modelpkg_widget.preflight_checks.references import References

IMAGE = "123456789012.dkr.ecr.us-east-1.amazonaws.com/flowers:1.0"
BASH = shutil.which("bash")
pytestmark = pytest.mark.skipif(os.name == "nt", reason="the script is for bash")
HOSTILE = [
    "$(touch {here}/broken)",
    "`touch {here}/broken`",
    "'; touch {here}/broken; '",
    '"; touch {here}/broken; "',
    "\n touch {here}/broken\n",
    "\\'; touch {here}/broken #",
    "--privileged",
    "${HOME}",
    "a\0b",
    "${environment[0]}",
]
# Stand-ins that write down how they were called, one argument a line.
DOCKER = """#!/bin/bash
printf '%s\\n' "docker" "$@" >> "$LOG"
case "$1" in
  login) cat >/dev/null;;
  inspect) echo true;;
  run) case " $* " in *" --detach "*) echo container-1;; esac;;
esac
"""
AWS = """#!/bin/bash
printf '%s\\n' "aws" "$@" >> "$LOG"
case "$1 $2" in
  "ecr get-login-password") echo secret;;
  "s3 cp") tar -czf "${@: -1}" -T /dev/null;;
  "s3api list-objects-v2") echo data/a.csv;;
  "s3api get-object") echo 1,2 > "${@: -1}";;
esac
"""


def made(text: str = "", environment: dict[str, str] | None = None) -> str:
    request = {
        "InferenceSpecification": {
            "Containers": [
                {
                    "Image": IMAGE,
                    "ModelDataUrl": f"s3://sagemaker-data/model{text}.tar.gz",
                    "Environment": environment or {},
                }
            ]
        },
        "ValidationSpecification": {
            "ValidationProfiles": [
                {
                    "TransformJobDefinition": {
                        "TransformInput": {
                            "ContentType": f"text/csv{text}",
                            "DataSource": {
                                "S3DataSource": {"S3Uri": f"s3://sagemaker-data/{text}"}
                            },
                        }
                    }
                }
            ]
        },
    }
    parts = References(request)
    return script(parts, parts.images[0])


def bash(text: str, *options: str, **variables: str) -> subprocess.CompletedProcess[str]:
    assert BASH
    return subprocess.run(
        [BASH, *options],
        input=text,
        capture_output=True,
        text=True,
        timeout=30,
        env={**os.environ, **variables},
    )


def run(folder: Path, text: str, docker: str = DOCKER) -> tuple[int, str, list[str]]:
    """Exit code, output, and what was called, argument by argument."""
    for name, content in (("docker", docker), ("aws", AWS)):
        (folder / name).write_text(content)
        (folder / name).chmod(stat.S_IRWXU)
    log = folder / "log"
    path = f"{folder}{os.pathsep}{os.environ['PATH']}"
    done = bash(text, PATH=path, LOG=str(log), TMPDIR=str(folder))
    return done.returncode, done.stdout + done.stderr, log.read_text().split("\n")


@settings(max_examples=25)
@given(st.text(max_size=40), st.text(max_size=40))
@pytest.mark.slow
def test_bash_reads_it(one: str, other: str) -> None:
    done = bash(made(one, {other or "A": one}), "-n")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_breaks_out(tmp_path: Path, text: str) -> None:
    hostile = text.replace("{here}", str(tmp_path))
    code, said, calls = run(tmp_path, made(hostile, {hostile: hostile, "PLAIN": "1"}))
    assert code == 0, said
    assert not (tmp_path / "broken").exists()
    assert "--privileged" not in calls
    assert "--env=PLAIN=1" in calls
    if "\n" not in hostile:
        plain = hostile.replace("\0", "")
        assert f"--env={plain}={plain}" in calls


def test_it_runs_without_a_network_and_asks_from_a_second_container(tmp_path: Path) -> None:
    code, said, calls = run(tmp_path, made("data"))
    assert code == 0, said
    assert "The container works without a network." in said
    started = calls.index("--detach")
    line = calls[started : calls.index("docker", started)]
    assert {"--network=none", "--platform=linux/amd64", "serve"} <= set(line)
    assert line[-2:] == [IMAGE, "serve"]
    assert any(part.endswith(":/opt/ml/model:ro") for part in line)
    probes = [part for part in calls if part.startswith("--network=container:")]
    assert probes == ["--network=container:container-1"] * 2
    assert "http://127.0.0.1:8080/ping" in calls
    assert "http://127.0.0.1:8080/invocations" in calls
    assert "rm" in calls  # the container is gone afterwards
    assert not [one for one in tmp_path.iterdir() if one.is_dir()]


def test_a_container_that_ends_shows_its_log(tmp_path: Path) -> None:
    ended = DOCKER.replace("echo true", "echo false").replace(
        "  run)", "  logs) echo no matching distribution;;\n  run)"
    )
    code, said, _ = run(tmp_path, made("data"), ended)
    assert code == 1
    assert "The container has stopped." in said
    assert "no matching distribution" in said


def test_without_model_and_data_it_still_asks_for_ping(tmp_path: Path) -> None:
    request: dict[str, Any] = {"InferenceSpecification": {"Containers": [{"Image": IMAGE}]}}
    parts = References(request)
    code, said, calls = run(tmp_path, script(parts, parts.images[0]))
    assert code == 0, said
    assert "http://127.0.0.1:8080/ping" in calls
    assert "http://127.0.0.1:8080/invocations" not in calls
