"""`submit` and values that belong to an earlier version, whatever file they came from."""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from typing import Any

import pytest

from modelpkg_widget import ModelPackageForm
from modelpkg_widget.cli.submit_review import Confirmation, parse_confirmation
from modelpkg_widget.submission.journal import Journal

from .shell import Said, Shell

pytestmark = pytest.mark.slow

WEEK: dict[str, Any] = {
    "ModelPackageDescription": "it's week 1",
    "MetadataProperties": {"CommitId": "one", "ProjectId": "p"},
    "CustomerMetadataProperties": {"a": "1"},
}
COMMIT = "MetadataProperties.CommitId"


def register(shell: Shell, **members: Any) -> str:
    """Register a version elsewhere; returns its ARN."""
    client = shell.aws.client("sagemaker")
    request = {"ModelPackageGroupName": shell.group, **WEEK, **members}
    arn: str = client.create_model_package(**request)["ModelPackageArn"]
    shell.aws.clear_calls()
    return arn


def options(said: Said) -> list[str]:
    """The options that are ready to be copied, as a shell reads them."""
    lines = [line for line in said.err.splitlines() if line.startswith("  --confirm")]
    return [word for line in lines for word in shlex.split(line)]


def test_what_was_loaded_from_the_group_is_reviewed(shell: Shell) -> None:
    register(shell)
    file = shell.folder / "next.json"
    file.write_text(shell.run("load", "--sandbox", "--group", shell.group).out)
    said = shell.run("submit", "--sandbox", str(file))
    assert (said.code, said.out, shell.creations()) == (1, "", 0)
    source = f"version 1 of {shell.group}"
    assert f"{COMMIT}: Same value as in {source}. Nobody has confirmed it yet.\n" in said.err
    assert f"request: warning: Identical to {source}." in said.err
    assert options(said) == [
        "--confirm",
        "ModelPackageDescription=it's week 1",
        "--confirm",
        f"{COMMIT}=one",
        "--confirm",
        'CustomerMetadataProperties{"a"}=1',
    ]
    kept = shell.run("submit", "--sandbox", *options(said), str(file))
    assert (kept.code, kept.arns) == (0, shell.versions()[:1]), kept.err
    (attempt,) = Journal().all()[0]
    assert {(act.path, act.act) for act in attempt.acts} >= {(COMMIT, "kept")}
    assert "it's week" not in repr(attempt)
    assert "3 kept" in shell.run("log").out


def test_only_what_is_new_and_what_is_confirmed_is_sent(shell: Shell) -> None:
    register(shell)
    file = shell.write(**{**WEEK, "ModelPackageDescription": "week 2"})
    first = shell.run("submit", "--sandbox", "--confirm", f"{COMMIT}=one", file)
    assert first.code == 1
    assert options(first) == ["--confirm", 'CustomerMetadataProperties{"a"}=1']
    wrong = shell.run("submit", "--sandbox", "--confirm", f"{COMMIT}=two", file)
    assert (wrong.code, len(options(wrong))) == (1, 4)
    assert f"--confirm: no request has this value at {COMMIT}." in wrong.err
    assert shell.creations() == 0
    both = ["--confirm", f"{COMMIT}=one", *options(first)]
    assert shell.run("submit", "--sandbox", *both, file).code == 0


def test_as_json_and_for_github(shell: Shell) -> None:
    register(shell)
    file = shell.write(**WEEK)
    (row,) = shell.run("submit", "--sandbox", "--format", "json", file).rows
    assert (row["outcome"], row["arn"]) == ("to review", "")
    found = [issue for issue in row["issues"] if issue["code"] == "carried"]
    assert [issue["severity"] for issue in found] == ["error"] * 3
    assert found[1]["hint"] == f"--confirm {COMMIT}=one"
    assert found[1]["line"] == 5
    said = shell.run("submit", "--sandbox", "--format", "github", file)
    assert f"::error file={file},line=5,col=3,title={COMMIT}::" in said.err
    assert f"--confirm {COMMIT}=one" in said.err


def test_a_dry_run_shows_it_too(shell: Shell) -> None:
    register(shell)
    said = shell.run("submit", "--sandbox", "--dry-run", shell.write(**WEEK))
    assert (said.code, said.out, len(options(said))) == (1, "", 6)


def test_all_are_reviewed_before_the_first_is_sent(shell: Shell) -> None:
    register(shell)
    new = shell.write("new.json", ModelPackageDescription="week 2")
    old = shell.write("old.json", **WEEK)
    said = shell.run("submit", "--sandbox", new, old)
    assert (said.code, shell.creations()) == (1, 0)
    assert f"Not sent: {new}" in said.err
    kept = shell.run("submit", "--sandbox", "--keep-going", old, new)
    assert (kept.code, len(kept.arns), shell.creations()) == (1, 1, 1)


def test_the_first_version_and_other_groups_have_nothing_to_review(shell: Shell) -> None:
    assert shell.run("submit", "--sandbox", shell.write(**WEEK)).code == 0
    unversioned = shell.folder / "own.json"
    unversioned.write_text(json.dumps({"ModelPackageName": shell.group, **WEEK}))
    assert shell.run("submit", "--sandbox", str(unversioned)).code == 0


def test_without_members_of_one_version_nothing_is_looked_up(shell: Shell) -> None:
    register(shell)
    assert shell.run("submit", "--sandbox", shell.write(Domain="OTHER")).code == 0
    assert {call["operation"] for call in shell.aws.calls} <= {
        "CreateModelPackage",
        "GetCallerIdentity",
    }


@pytest.mark.parametrize("operation", ["ListModelPackages", "DescribeModelPackage"])
def test_a_group_that_one_may_not_look_at(shell: Shell, operation: str) -> None:
    register(shell)
    shell.aws.inject_fault("access_denied", operation=operation)
    said = shell.run("submit", "--sandbox", shell.write(**WEEK))
    assert said.code == 0
    lines = [line for line in said.err.splitlines() if line.startswith("Not compared with")]
    assert len(lines) == 1
    assert f"sagemaker:{operation}" in lines[0]


# ---- runs that are repeated


def test_a_rerun_returns_the_package_that_it_made(shell: Shell) -> None:
    register(shell)
    file = shell.write(**{**WEEK, "MetadataProperties": {"CommitId": "two"}})
    command = [
        "submit", "--sandbox", "--confirm", "ModelPackageDescription=it's week 1",
        "--confirm", 'CustomerMetadataProperties{"a"}=1', file,
    ]  # fmt: skip
    first = shell.run(*command)
    assert first.code == 0
    again = shell.run(*command)
    assert (again.code, again.arns, shell.creations()) == (0, first.arns, 1)
    assert "nothing was sent" in again.err
    assert "dentical" not in again.err
    plan = shell.run(*command, "--dry-run")
    assert plan.out == f"{file}: would do nothing\n"
    (row,) = shell.run(*command, "--format", "json").rows
    assert (row["outcome"], row["arn"]) == ("created", first.arns[0])
    assert shell.run(*command, "--allow-duplicate").code == 1


def test_a_key_returns_its_package_before_any_review(shell: Shell) -> None:
    command = ["submit", "--sandbox", "--idempotency-key", shell.folder.name, shell.write(**WEEK)]
    first = shell.run(*command)
    shell.aws.clear_calls()
    again = shell.run(*command)
    assert (first.code, again.code, again.arns) == (0, 0, first.arns)
    assert "ListModelPackages" not in {call["operation"] for call in shell.aws.calls}


def test_another_machine_sends_a_key_again_when_all_is_confirmed(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    command = ["submit", "--sandbox", "--idempotency-key", shell.folder.name, shell.write(**WEEK)]
    first = shell.run(*command)
    monkeypatch.setenv("MODELPKG_STATE_DIR", str(tmp_path / "other"))
    said = shell.run(*command)
    assert (said.code, len(options(said))) == (1, 6)
    assert shell.run(*command, *options(said)).arns == first.arns


# ---- drafts of the form


def test_what_was_confirmed_in_the_form_is_known(shell: Shell) -> None:
    register(shell)
    file = shell.folder / "draft.json"
    form = ModelPackageForm(session=shell.aws.session, draft=file)
    form.load(group=shell.group)
    form.confirm()
    form.close()
    said = shell.run("submit", "--sandbox", str(file))
    assert options(said) == ["--confirm", f"{COMMIT}=one"]
    form = ModelPackageForm(session=shell.aws.session, draft=file)
    form.confirm(COMMIT, "one")
    form.close()
    assert shell.run("submit", "--sandbox", str(file)).code == 0


def test_what_is_open_in_the_form_is_reviewed_without_a_group(shell: Shell) -> None:
    arn = register(shell)
    file = shell.folder / "draft.json"
    form = ModelPackageForm(session=shell.aws.session, draft=file)
    form.load(package=arn)
    value = {**form.value, "ModelPackageName": shell.group}
    del value["ModelPackageGroupName"]
    form.value = value
    form.close()
    said = shell.run("submit", "--sandbox", str(file))
    assert (said.code, len(options(said)), shell.creations()) == (1, 6, 0)


def test_a_damaged_file_beside_the_draft_is_reported(shell: Shell) -> None:
    file = shell.write(ModelPackageDescription="x")
    Path(f"{file}.loaded").write_text("{")
    said = shell.run("submit", "--sandbox", file)
    assert said.code == 0
    assert f"{file}.loaded" in said.err


# ---- the option


def test_values_that_are_not_shown_are_named_by_a_digest(shell: Shell) -> None:
    values = {
        "CustomerMetadataProperties": {"a=b": "x", "key": "AKIAIOSFODNN7EXAMPLE"},
        "ModelPackageDescription": "x" * 600,
    }
    register(shell, **values)
    file = shell.write(**{**WEEK, **values, "MetadataProperties": {"CommitId": "two"}})
    said = shell.run("submit", "--sandbox", file)
    assert "AKIA" not in said.err
    found = options(said)
    assert [text.partition("#")[0] for text in found[1::2]] == [
        "ModelPackageDescription",
        'CustomerMetadataProperties{"a=b"}=x',
        'CustomerMetadataProperties{"key"}',
    ]
    assert shell.run("submit", "--sandbox", *found, file).code == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A.B=c=d", Confirmation(("A", "B"), "c=d")),
        ("A=", Confirmation(("A",), "")),
        ('A{"b=#c"}[0]=d', Confirmation(("A", "b=#c", 0), "d")),
        ("A#ff", Confirmation(("A",), digest="ff")),
    ],
)
def test_what_the_option_takes(text: str, expected: Confirmation) -> None:
    assert parse_confirmation(text) == expected


@pytest.mark.parametrize("text", ["", "A", "=x", "#x", "A B=c", "A{b}=c"])
def test_what_the_option_does_not_take(shell: Shell, text: str) -> None:
    said = shell.run("submit", "--sandbox", "--confirm", text, shell.write())
    assert (said.code, shell.creations()) == (2, 0)
    assert "PATH=VALUE" in said.err


def test_a_value_that_is_no_text_is_confirmed_as_json() -> None:
    assert Confirmation(("A",), "true").is_about(True)
    assert Confirmation(("A",), "true").is_about("true")
    assert not Confirmation(("A",), "1").is_about(True)
    assert Confirmation(("A",), '{"a":1}').is_about({"a": 1})
