"""A form on a boto3 that is older than what was registered: nothing of it vanishes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from modelpkg_widget import SubmitError, check
from modelpkg_widget.fake_aws import Sandbox
from modelpkg_widget.widget import page_data
from tests.helpers.newer_boto3 import needs_boto3
from tests.helpers.older_model import older_boto3_model, session_of
from tests.widget.recorded_comm import Make

#: The packages are made by a boto3 that has these members.
pytestmark = needs_boto3("1.42.93")
BASE = {"HubContentName": "llama", "HubContentVersion": "1.0.0"}
IMAGE = "123456789012.dkr.ecr.us-east-1.amazonaws.com/churn:1"
INSIDE = "InferenceSpecification.Containers[0].BaseModel"
UNKNOWN = [INSIDE, "ModelPackageRegistrationType"]


@pytest.fixture
def arn(aws: Sandbox, group: str) -> str:
    """A package that was made by a newer boto3."""
    made: dict[str, Any] = aws.client("sagemaker").create_model_package(
        ModelPackageGroupName=group,
        InferenceSpecification={"Containers": [{"Image": IMAGE, "BaseModel": BASE}]},
        ModelPackageRegistrationType="Logged",
        ModelLifeCycle={"Stage": "Development", "StageStatus": "Approved"},
    )
    return str(made["ModelPackageArn"])


@pytest.fixture
def older(arn: str, tmp_path: Path) -> Iterator[None]:
    with older_boto3_model("1.37.3", tmp_path / "models"):
        yield


def container(form: Any) -> Any:
    return form.value["InferenceSpecification"]["Containers"][0]


@pytest.mark.usefixtures("older")
@pytest.mark.slow
def test_unknown_members_of_a_registered_package_are_kept_and_to_be_reviewed(
    make: Make, aws: Sandbox, arn: str, group: str
) -> None:
    plain = session_of(aws).client("sagemaker").describe_model_package(ModelPackageName=arn)
    assert "BaseModel" not in plain["InferenceSpecification"]["Containers"][0], "boto3 drops it"

    form = make(session=session_of(aws))
    form.load(package=arn)
    assert container(form) == {"Image": IMAGE, "BaseModel": BASE}
    assert form.value["ModelPackageRegistrationType"] == "Logged"
    assert set(form.value) == {
        "ModelPackageGroupName",
        "InferenceSpecification",
        "ModelPackageRegistrationType",
    }, "what AWS alone tells, such as times and states, is left out as before"
    assert [row["path"] for row in form.loaded["omitted"]] == [
        ["ModelApprovalStatus"],
        ["ModelLifeCycle"],
    ]

    errors = {str(one.path[-1]): one for one in form.issues if one.code == "additionalProperties"}
    assert set(errors) == {"BaseModel", "ModelPackageRegistrationType"}
    assert errors["BaseModel"].message == "boto3 1.37.3 doesn't support this member."
    assert "boto3 1.42.2 and newer do." in errors["BaseModel"].hint
    whys = {row["path"][-1]: row["why"] for row in form.loaded["review"]}
    assert whys == dict.fromkeys(
        ("BaseModel", "ModelPackageRegistrationType"),
        f"Copied from version 1 of {group}. boto3 1.37.3 doesn't support this member.",
    )

    with pytest.raises(SubmitError) as refused:
        form.submit()
    codes = [one.code for one in refused.value.issues]
    assert codes == ["additionalProperties"] * 2 + ["carried"] * 2

    for path in UNKNOWN:
        assert path in form
        assert form[path] is not None
        del form[path]
        assert path.rpartition(".")[2] not in str(form.value)
    assert form.loaded["review"] == []
    assert form.submit().startswith("arn:")


def test_with_the_newer_boto3_they_are_members_like_others(
    make: Make, aws: Sandbox, arn: str
) -> None:
    form = make(session=aws.session)
    form.load(package=arn)
    assert container(form) == {"Image": IMAGE, "BaseModel": BASE}
    assert [one for one in form.issues if one.code == "additionalProperties"] == []


@pytest.mark.usefixtures("older")
def test_a_description_from_a_file_keeps_them_too(make: Make, aws: Sandbox, arn: str) -> None:
    described = aws.client("sagemaker").describe_model_package(ModelPackageName=arn)
    form = make(client=None)
    form.load(described)
    assert container(form)["BaseModel"] == BASE
    assert form.value["ModelPackageRegistrationType"] == "Logged"
    assert "ModelPackageStatus" not in form.value


@pytest.mark.usefixtures("older")
def test_a_required_member_that_newer_versions_do_not_require() -> None:
    (issue,) = check({"ModelPackageGroupName": "a", "InferenceSpecification": {"Containers": [{}]}})
    assert issue.message == "boto3 1.37.3 requires this member."
    assert "1.40.72 and newer don't require it" in issue.hint


def test_the_page_says_it_by_the_structure(tmp_path: Path) -> None:
    newest = page_data.tables()["words"]["shapes"]
    with older_boto3_model("1.37.3", tmp_path / "models"):
        shapes = page_data.tables()["words"]["shapes"]
    changed = {name for name, rows in shapes.items() if newest.get(name) != rows}
    assert "CreateModelPackageInput" in changed
    own = shapes["ModelPackageContainerDefinition"]
    assert (
        own["required"]
        == own["required.item"]
        == {
            "message": "boto3 1.37.3 requires this member.",
            "hint": "Enter a value, or update boto3: 1.40.72 and newer don't require it.",
        }
    )
    assert own["additionalProperties"] == {
        "message": "{parent} has no member with this name.",
        "hint": "Remove it, or update boto3. Version 1.37.3 lacks BaseModel (added in 1.42.2), "
        "IsCheckpoint (added in 1.42.2), "
        "AdditionalModelDataSources (added in 1.42.93).",
    }


@pytest.mark.usefixtures("older")
def test_a_member_that_is_not_supported_is_not_set_by_its_path(make: Make) -> None:
    form = make({"ModelPackageGroupName": "churn"}, client=None)
    with pytest.raises(KeyError) as refused:
        form["ModelPackageRegistrationType"] = "Logged"
    assert str(refused.value) == (
        "A request has no ModelPackageRegistrationType in boto3 1.37.3. "
        "boto3 1.42.2 and newer have it."
    )
