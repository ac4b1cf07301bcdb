"""`load` and `export`: a request in and out, one program's output the next one's input."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.shell import Shell
from tests.helpers.sandboxes import REQUESTS

FORMATS = ["boto3", "cli", "json", "cloudformation", "pipeline", "sagemaker"]
FRAUD = str(REQUESTS / "11-fraud-modelmetrics-bias.json")


@pytest.mark.parametrize("form", FORMATS)
def test_what_was_exported_is_loaded_again(shell: Shell, form: str) -> None:
    made = shell.run("export", FRAUD, "--to", form)
    assert made.code == 0
    file = shell.folder / "request.txt"
    file.write_text(made.out, encoding="utf-8")
    loaded = shell.run("load", str(file))
    assert loaded.code == 0, loaded.err
    assert loaded.rows == json.loads(Path(FRAUD).read_text(encoding="utf-8"))


def test_what_a_format_lacks_is_listed(shell: Shell) -> None:
    file = shell.write(ModelLifeCycle={"Stage": "a", "StageStatus": "b"})
    made = shell.run("export", file, "--to", "cloudformation")
    assert made.code == 0
    assert "AWS::SageMaker::ModelPackage" in made.out
    assert f"{file}:3:2: ModelLifeCycle: " in made.err
    assert shell.run("export", file, "--to", "paper").code == 2


def test_a_change_set_names_the_package_of_the_option(shell: Shell) -> None:
    arn = "arn:aws:sagemaker:us-east-1:123456789012:model-package/flowers-1"
    made = shell.run("export", FRAUD, "--to", "catalog", "--arn", arn)
    assert made.code == 0
    assert f'"SageMakerModelPackageArn": "{arn}"' in made.out
    assert "AddDeliveryOptions.AccessRoleArn: The ARN of the role" in made.err
    assert "start-change-set --region us-east-1" in made.err
    wrong = shell.run("export", FRAUD, "--to", "catalog", "--arn", "flowers-1")
    assert wrong.code == 2
    assert "flowers-1 isn't the ARN" in wrong.err


def test_request_is_merged_into_defaults(shell: Shell) -> None:
    defaults = shell.write("defaults.json", ModelApprovalStatus="PendingManualApproval")
    own = shell.folder / "own.yaml"
    own.write_text("ModelPackageDescription: mine\nTags: {a: b}\n")
    said = shell.run("load", str(own), "--merge", defaults)
    assert said.code == 0
    assert said.rows == {
        "ModelPackageGroupName": shell.group,
        "ModelApprovalStatus": "PendingManualApproval",
        "ModelPackageDescription": "mine",
        "Tags": [{"Key": "a", "Value": "b"}],
    }
    assert "Tags: converted: " in said.err


def test_a_package_is_loaded_for_the_next_version(shell: Shell) -> None:
    arn = shell.run("submit", "--sandbox", shell.write(ModelPackageDescription="first")).arns[0]
    for source in ([arn], ["--group", shell.group]):
        said = shell.run("load", "--sandbox", *source)
        assert said.code == 0, said.err
        assert said.rows["ModelPackageDescription"] == "first"
    missing = shell.run("load", "--sandbox", "--group", "there-is-none")
    assert (missing.code, missing.out) == (3, "")


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        ([], "Enter what to load"),
        (["none.json"], "modelpkg-widget: none.json: No such file"),
        (["arn:aws:s3:::bucket"], "arn:aws:s3:::bucket: No such file"),
        (["/dev/null"], "modelpkg-widget: /dev/null is no regular file"),
        (["a", "--group", "b"], "only one of"),
    ],
)
def test_what_cannot_be_loaded(shell: Shell, arguments: list[str], why: str) -> None:
    said = shell.run("load", *arguments)
    assert (said.code, said.out) == (2, "")
    assert why in said.err


@pytest.mark.slow
def test_what_could_not_be_read_is_a_gap(shell: Shell) -> None:
    process = shell.start("load", "-")
    said = process.communicate(
        'client.create_model_package(ModelPackageGroupName=name, Domain="d")', timeout=60
    )
    assert process.returncode == 1
    assert json.loads(said[0]) == {"Domain": "d"}
    assert "ModelPackageGroupName: not loaded: " in said[1]
