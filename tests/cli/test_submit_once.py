"""`submit --idempotency-key KEY`: one package for a key, on one machine and on several."""

from __future__ import annotations

from pathlib import Path

import pytest

from .shell import Shell

pytestmark = pytest.mark.slow


def once(shell: Shell) -> tuple[str, ...]:
    """The command with a key of one test: the sandbox, like AWS, knows the tokens of all."""
    return ("submit", "--sandbox", "--idempotency-key", shell.folder.name)


def test_a_key_has_one_package_whatever_its_request(shell: Shell) -> None:
    before = len(shell.versions())
    first = shell.run(*once(shell), shell.write())
    assert shell.run(*once(shell), shell.write()).arns == first.arns
    assert shell.run(*once(shell), shell.write(ModelPackageDescription="other")).arns == first.arns
    plan = shell.run(*once(shell), "--dry-run", shell.write())
    assert plan.out.endswith(": would do nothing\n")
    assert len(shell.versions()) == before + 1
    other = shell.run(
        "submit", "--sandbox", "--idempotency-key", f"{shell.folder.name}-weekly", shell.write()
    )
    assert other.arns != first.arns


def test_two_at_the_same_time_make_one_package(shell: Shell) -> None:
    file, before = shell.write(), len(shell.versions())
    processes = [shell.start(*once(shell), file) for _ in range(2)]
    said = [shell.end(process) for process in processes]
    assert [one.code for one in said] == [0, 0], said
    assert said[0].arns == said[1].arns
    assert len(shell.versions()) == before + 1


def test_after_a_refusal_the_key_is_free(shell: Shell) -> None:
    assert shell.run(*once(shell), shell.write(ModelPackageGroupName="there-is-none")).code == 3
    said = shell.run(*once(shell), shell.write())
    assert (said.code, len(said.arns)) == (0, 1)


def test_a_lost_answer_is_found_out_even_by_another_request(shell: Shell) -> None:
    before = len(shell.versions())
    shell.aws.inject_fault("reset_after_accept", operation="CreateModelPackage", times=9)
    assert shell.run(*once(shell), shell.write()).code == 3
    shell.aws.clear_faults()
    said = shell.run(*once(shell), shell.write(ModelPackageDescription="other"))
    assert said.code == 0
    assert said.arns == shell.versions()[:1]
    assert len(shell.versions()) == before + 1


def test_what_never_arrived_is_sent_in_the_same_run(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    from datetime import timedelta

    from modelpkg_widget.submission import idempotent_sender

    monkeypatch.setattr(
        idempotent_sender, "TOKEN_LIFE", timedelta(0)
    )  # as if it was sent hours ago
    shell.aws.inject_fault("reset", operation="CreateModelPackage", times=9)
    for command in (once(shell), ("submit", "--sandbox")):
        assert shell.run(*command, shell.write()).code == 3
    shell.aws.clear_faults()
    for command in (once(shell), ("submit", "--sandbox")):
        said = shell.run(*command, shell.write())
        assert (said.code, len(said.arns)) == (0, 1), said.err


def test_another_machine_with_the_key_gets_the_same_package(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    first = shell.run(*once(shell), shell.write())
    monkeypatch.setenv("MODELPKG_STATE_DIR", str(tmp_path / "other"))
    assert shell.run(*once(shell), shell.write()).arns == first.arns


def test_several_files_need_a_key_for_each(shell: Shell) -> None:
    files = [shell.write(f"{name}.json") for name in "ab"]
    said = shell.run(*once(shell), *files)
    assert (said.code, shell.creations()) == (2, 0)
    assert "include {file} in KEY" in said.err
    command = ("submit", "--sandbox", "--idempotency-key", f"{shell.folder.name}-{{file}}", *files)
    first = shell.run(*command)
    assert len(set(first.arns)) == 2
    assert shell.run(*command).arns == first.arns
