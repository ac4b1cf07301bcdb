"""`follow`: the state of a package to its end."""

from __future__ import annotations

import json
import os
import signal
import time

import pytest

from tests.cli.shell import SECONDS, Shell
from tests.helpers.sandboxes import certified

pytestmark = pytest.mark.slow


def test_without_an_arn_it_takes_the_latest(shell: Shell) -> None:
    said = shell.run("follow", "--sandbox")
    assert (said.code, said.out) == (2, "")
    arn = shell.run("submit", "--sandbox", shell.write()).arns[0]
    said = shell.run("follow", "--sandbox")
    assert (said.code, said.out) == (0, "Completed\n")
    assert arn in said.err
    row = shell.run("follow", "--sandbox", "--format", "json").rows
    assert row == {"arn": arn, "status": "Completed", "reasons": []}


def test_a_failed_package_tells_why(shell: Shell) -> None:
    shell.aws.fail_next("registry")
    made = shell.aws.client("sagemaker").create_model_package(
        **certified(shell.aws, f"f-{time.time_ns()}")
    )
    said = shell.run("follow", "--sandbox", made["ModelPackageArn"])
    assert (said.code, said.out) == (1, "Failed\n")
    assert "Access denied for registry" in said.err
    said = shell.run("follow", "--sandbox", "--format", "github", made["ModelPackageArn"])
    assert "::error title=arn%3Aaws%3A" in said.err


def test_what_is_no_package_or_gone(shell: Shell) -> None:
    assert shell.run("follow", "--sandbox", "flowers").code == 2
    missing = f"arn:aws:sagemaker:{shell.aws.region}:{shell.aws.account}:model-package/gone"
    said = shell.run("follow", "--sandbox", missing)
    assert (said.code, said.out) == (3, "")
    assert said.err.startswith(f"Following {missing}")
    shell.aws.inject_fault("access_denied", operation="DescribeModelPackage")
    said = shell.run("follow", "--sandbox", missing)
    assert said.code == 3
    assert "sagemaker:DescribeModelPackage" in said.err


@pytest.mark.skipif(os.name == "nt", reason="Windows sends no such signal to one process")
def test_ctrl_c_leaves_the_package_alone(shell: Shell) -> None:
    """A process of its own is interrupted while it follows: the package goes on."""
    shell.aws.set_speed(1)
    try:
        made = shell.aws.client("sagemaker").create_model_package(
            **certified(shell.aws, f"f-{time.time_ns()}")
        )
        shell.aws.clear_calls()
        process = shell.start("follow", "--sandbox", made["ModelPackageArn"])
        end = time.monotonic() + SECONDS
        while not any(call["operation"] == "DescribeModelPackage" for call in shell.aws.calls):
            assert time.monotonic() < end
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        said = shell.end(process)
    finally:
        shell.aws.set_speed(20_000)
    assert (said.code, said.out) == (130, "")
    assert "Traceback" not in said.err
    assert json.loads(shell.run("log", "--format", "json").out) == []
