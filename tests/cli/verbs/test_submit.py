"""`submit`: what it sends, what it says, and how it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from modelpkg_widget.request import json_codec
from modelpkg_widget.runtime.sandbox_address import new_secret, without_secret
from tests.cli.shell import SECONDS, VARIABLE, Shell
from tests.helpers.sandboxes import certified


@pytest.mark.slow
def test_the_result_is_the_arn_and_the_target_stands_beside_it(shell: Shell) -> None:
    process = shell.start("submit", "--sandbox", shell.write())
    said = shell.end(process)
    assert said.code == 0, said.err
    assert said.arns == shell.versions()[:1]
    address = without_secret(shell.aws.url)
    assert said.err == f"To the sandbox at {address}; nothing is sent to AWS\n"


def test_a_fault_in_the_sandbox_is_said_beside_the_target(shell: Shell) -> None:
    shell.aws.fail_next("ping", naming="somebody-else")
    try:
        said = shell.run("submit", "--sandbox", shell.write())
    finally:
        shell.aws.clear_planned_failures()
    address = without_secret(shell.aws.url)
    assert said.err == f"To the sandbox with a fault at {address}; nothing is sent to AWS\n"


def test_a_group_of_another_account_is_said_and_never_created(shell: Shell) -> None:
    shared, closed = shell.aws.shared_group, shell.aws.closed_group
    said = shell.run("submit", "--sandbox", shell.write(ModelPackageGroupName=shared))
    account, owner = shell.aws.account, shell.aws.other_account
    assert (
        f"sent as account {account}, created in account {owner}, which owns the group"
    ) in said.err
    assert f":{owner}:model-package/" in said.arns[0]
    said = shell.run("submit", "--sandbox", shell.write(ModelPackageGroupName=closed))
    assert (said.code, said.out) == (3, "")
    assert f"Account {owner} doesn't allow you to create versions in {closed}" in said.err
    assert "create the group" not in said.err
    dry = shell.run("submit", "--sandbox", "--dry-run", shell.write(ModelPackageGroupName=shared))
    assert f"created in account {owner}" in dry.err


def test_each_run_makes_a_package_unless_the_request_has_a_token(shell: Shell) -> None:
    file, before = shell.write(), len(shell.versions())
    first, second = (shell.run("submit", "--sandbox", file) for _ in range(2))
    assert first.arns != second.arns
    assert len(shell.versions()) == before + 2
    file = shell.write(ClientToken=f"own-{os.getpid()}-{time.time_ns()}")
    first, second = (shell.run("submit", "--sandbox", file) for _ in range(2))
    assert first.arns == second.arns != []
    assert len(shell.versions()) == before + 3


@pytest.mark.slow
def test_many_files_have_a_row_each(shell: Shell) -> None:
    files = [shell.write(f"{name}.json", ModelPackageDescription=name) for name in "ab"]
    said = shell.run("submit", "--sandbox", "--format", "json", *files)
    assert said.code == 0
    assert [(row["file"], row["outcome"], row["region"]) for row in said.rows] == [
        (file, "created", shell.aws.region) for file in files
    ]
    assert {row["arn"] for row in said.rows} == set(shell.versions()[:2])


def test_nothing_is_sent_when_one_request_has_a_problem(shell: Shell) -> None:
    good, bad = shell.write("good.json"), shell.write("bad.json", Foo=1)
    said = shell.run("submit", "--sandbox", good, bad)
    assert (said.code, said.out, shell.creations()) == (1, "", 0)
    assert f"{bad}:3:2: Foo: " in said.err
    assert f"Not sent: {good}" in said.err
    kept = shell.run("submit", "--sandbox", "--keep-going", bad, good)
    assert (kept.code, len(kept.arns), shell.creations()) == (1, 1, 1)


def test_a_draft_is_sent_only_as_the_kind_that_was_chosen_in_its_form(shell: Shell) -> None:
    file = shell.write(Domain="COMPUTER_VISION")
    beside = shell.folder / "request.json.loaded"
    beside.write_text('{"kind": "marketplace"}')
    said = shell.run("submit", "--sandbox", file)
    assert (said.code, said.out, shell.creations()) == (1, "", 0)
    assert "CertifyForMarketplace: Must be true for AWS Marketplace." in said.err
    assert f"{file}:2:2: ModelPackageGroupName: " in said.err
    beside.write_text('{"kind": "versioned"}')
    assert shell.run("submit", "--sandbox", file).code == 0
    beside.write_text("{")
    assert shell.run("submit", "--sandbox", "--dry-run", file).code == 0


def test_a_refusal_ends_the_run_unless_it_is_to_go_on(shell: Shell) -> None:
    none = shell.write("none.json", ModelPackageGroupName="there-is-none")
    good = shell.write("good.json")
    said = shell.run("submit", "--sandbox", "--format", "github", none, good)
    assert (said.code, said.out, shell.creations()) == (3, "", 1)
    assert f"::error file={none},line=2,col=2,title=ModelPackageGroupName::" in said.err
    said = shell.run("submit", "--sandbox", "--keep-going", "--format", "json", none, good)
    assert said.code == 3
    assert [row["outcome"] for row in said.rows] == ["refused", "created"]


@pytest.mark.parametrize("fault", ["access_denied", "expired_token", "limit_exceeded"])
def test_what_aws_does_not_allow_ends_with_3(shell: Shell, fault: str) -> None:
    shell.aws.inject_fault(fault, operation="CreateModelPackage")
    said = shell.run("submit", "--sandbox", shell.write())
    assert (said.code, said.out) == (3, "")
    assert said.err.count("\n") == 2
    assert shell.run("submit", "--sandbox", shell.write()).code == 0


def test_without_a_network_it_ends_with_3(shell: Shell) -> None:
    nobody = "http://127.0.0.1:1"
    said = shell.run("submit", "--region", "eu-west-1", "--endpoint-url", nobody, shell.write())
    assert (said.code, said.out) == (3, "")
    assert f"region eu-west-1, {nobody}" in said.err


def test_a_lost_answer_is_found_out_by_the_next_run(shell: Shell) -> None:
    file, before = shell.write(), len(shell.versions())
    shell.aws.inject_fault("reset_after_accept", operation="CreateModelPackage", times=9)
    lost = shell.run("submit", "--sandbox", file)
    assert (lost.code, lost.out) == (3, "")
    shell.aws.clear_faults()
    plan = shell.run("submit", "--sandbox", "--dry-run", file)
    assert (plan.code, plan.out) == (0, f"{file}: would resume\n")
    said = shell.run("submit", "--sandbox", file)
    assert said.code == 0
    assert len(shell.versions()) == before + 1
    assert shell.run("submit", "--sandbox", file).arns != said.arns


@pytest.mark.skipif(os.name == "nt", reason="Windows sends no such signal to one process")
@pytest.mark.slow
def test_ctrl_c_before_the_answer_makes_one_package_all_the_same(shell: Shell) -> None:
    """Two processes, the first interrupted before the answer: together they make one package."""
    file, before = shell.write(), len(shell.versions())
    shell.aws.inject_fault("timeout_after_accept", operation="CreateModelPackage", seconds=30)
    process = shell.start("submit", "--sandbox", "--format", "text", file)
    end = time.monotonic() + SECONDS
    while not shell.creations():
        assert time.monotonic() < end
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    said = shell.end(process)
    assert (said.code, said.out) == (130, "")
    assert "the outcome is unknown" in said.err
    assert "Traceback" not in said.err
    again = shell.run("submit", "--sandbox", file)
    assert again.code == 0
    assert again.arns == shell.versions()[:1]
    assert len(shell.versions()) == before + 1


@pytest.mark.slow
def test_a_reader_that_has_left_is_no_trouble(shell: Shell) -> None:
    before = len(shell.versions())
    reading, writing = os.pipe()
    process = shell.start("submit", "--sandbox", shell.write(), stdout=writing)
    os.close(reading)
    os.close(writing)
    said = shell.end(process)
    assert said.code == 1
    assert "Traceback" not in said.err
    made = shell.versions()
    assert len(made) == before + 1
    assert made[0] in shell.run("log").out


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.slow
def test_a_full_disk_is_reported(shell: Shell) -> None:
    with Path("/dev/full").open("w") as full:
        process = shell.start("load", shell.write(), stdout=full)
    said = shell.end(process)
    assert said.code == 1
    assert said.err == "modelpkg-widget: Can't write the result: No space left on device.\n"


@pytest.mark.slow
def test_standard_input_is_a_request_too(shell: Shell) -> None:
    process = shell.start("submit", "--sandbox", "--dry-run", "-")
    assert process.stdin
    process.stdin.write('{"ModelPackageGroupName": "flowers"}')
    said = shell.end(process)
    assert (said.code, said.out, shell.creations()) == (0, "<stdin>: would create\n", 0)


@pytest.mark.parametrize(
    ("content", "why"),
    [(b'{"a": "\xff"}', "0xff is not UTF-8"), (b"{", "line 1, column 2"), (None, "No such file")],
)
def test_what_is_no_request_is_reported_before_anything_is_sent(
    shell: Shell, content: bytes | None, why: str
) -> None:
    file = shell.folder / "bad.json"
    if content is not None:
        file.write_bytes(content)
    said = shell.run("submit", "--sandbox", shell.write(), str(file))
    assert (said.code, said.out, shell.creations()) == (2, "", 0)
    assert why in said.err


def test_against_the_check_only_what_boto3_itself_would_send(shell: Shell) -> None:
    long = shell.write(ModelPackageDescription="x" * 2000)
    assert shell.run("submit", "--sandbox", long).code == 1
    said = shell.run("submit", "--sandbox", "--force", long)
    assert (said.code, shell.creations()) == (3, 1)  # AWS decides
    said = shell.run("submit", "--sandbox", "--force", shell.write(Foo=1))
    assert (said.code, shell.creations()) == (1, 1)
    assert "boto3 rejects this request" in said.err


def test_a_journal_that_cannot_be_written_is_reported_first(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    (shell.folder / "file").write_text("")
    monkeypatch.setenv("MODELPKG_STATE_DIR", str(shell.folder / "file"))
    said = shell.run("submit", "--sandbox", shell.write())
    assert (said.code, said.out, shell.creations()) == (1, "", 0)
    assert "the journal can't be written" in said.err
    said = shell.run("submit", "--sandbox", "--without-journal", shell.write())
    assert (said.code, len(said.arns)) == (0, 1)


@pytest.mark.slow
def test_no_target_is_a_matter_of_chance(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    file = shell.write()
    for options in ([], ["--sandbox", "--region", "eu-west-1"], ["--profile", "none"]):
        said = shell.run("submit", *options, file)
        assert (said.code, said.out, shell.creations()) == (2, "", 0), options
    monkeypatch.setenv("AWS_DATA_PATH", os.devnull)  # boto3 then finds out later
    said = shell.run("submit", "--profile", "none", file)
    assert (said.code, said.out, shell.creations()) == (2, "", 0)
    assert "none" in said.err
    assert f"{VARIABLE} is set. Use --sandbox, or" in shell.run("submit", file).err
    monkeypatch.delenv(VARIABLE)
    said = shell.run("submit", file)
    assert said.code == 2  # no region is set anywhere
    assert "region" in said.err
    monkeypatch.setenv(VARIABLE, f"http://127.0.0.1:1/{new_secret()}")
    assert shell.run("submit", "--sandbox", file).code == 2


@pytest.mark.slow
def test_a_package_is_followed_to_its_end(shell: Shell) -> None:
    good, bad = f"good-{time.time_ns()}", f"bad-{time.time_ns()}"
    file = shell.folder / "request.json"
    file.write_text(json_codec.dumps(certified(shell.aws, good)))
    said = shell.run("submit", "--sandbox", "--follow", str(file))
    assert said.code == 0, said.err
    assert said.arns[0].endswith(f"model-package/{good.lower()}")
    shell.aws.fail_next("ping")
    file.write_text(json_codec.dumps(certified(shell.aws, bad)))
    said = shell.run("submit", "--sandbox", "--follow", str(file))
    assert (said.code, len(said.arns)) == (1, 1)
    assert "failed to respond to ping" in said.err
    assert said.err.endswith(": Failed\n")
    shell.aws.fail_next("ping")
    file.write_text(json_codec.dumps(certified(shell.aws, f"{bad}-2")))
    said = shell.run("submit", "--sandbox", "--follow", "--format", "json", str(file))
    assert [(row["outcome"], row["status"]) for row in said.rows] == [("created", "Failed")]


@pytest.mark.slow
def test_sending_loads_no_widget(shell: Shell) -> None:
    script = (
        "import sys; from modelpkg_widget.cli.main import main; main(sys.argv[1:]);"
        "print(sorted({'anywidget', 'ipywidgets', 'moto', 'flask'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "submit", "--sandbox", shell.write()],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines()[1:] == ["[]"]
