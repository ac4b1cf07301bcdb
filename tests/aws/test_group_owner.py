"""Whose account a group is in: cases that the page is tested with too, and the target of a form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from modelpkg_widget import ModelPackageForm, SubmitError
from modelpkg_widget.aws.group_owner import other_owner
from modelpkg_widget.fake_aws import Sandbox
from tests.conformance.shared_cases import CASES, read
from tests.helpers.sandboxes import fresh

CREATE_GROUP = {
    "kind": "create_group",
    "value": '{"ModelPackageGroupName": "modelpkg-sandbox-closed"}',
}
ROWS = read(CASES / "group_owner.json")
MISSING_GROUP = "arn:aws:sagemaker:us-east-1:{}:model-package-group/gone"


@pytest.mark.parametrize("row", ROWS, ids=[row["name"] for row in ROWS])
def test_the_account_of_a_group(row: dict[str, Any]) -> None:
    assert other_owner(row["request"], row["account"]) == row["owner"]


@pytest.fixture(scope="module")
def aws() -> Iterator[Sandbox]:
    with fresh() as made:
        yield made


def sandboxed(aws: Sandbox, group: str) -> ModelPackageForm:
    form = ModelPackageForm({"ModelPackageGroupName": group}, session=aws.session)
    form._controller.target.find_now()
    return form


@pytest.mark.slow
def test_the_target_says_where_the_package_is_created(aws: Sandbox) -> None:
    form = sandboxed(aws, aws.shared_group)
    assert (form.target["account"], form.target["owner"]) == (aws.account, aws.other_account)
    arn = form.submit()
    assert f":{aws.other_account}:model-package/" in arn
    form.value = {"ModelPackageGroupName": aws.group}
    assert form.target["owner"] == ""
    form.close()


@pytest.mark.slow
def test_a_group_of_another_account_is_not_offered(aws: Sandbox, monkeypatch: Any) -> None:
    form = sandboxed(aws, "missing")
    with pytest.raises(SubmitError):
        form.submit()
    assert form.group_creation["state"] == "offered"
    form.value = {"ModelPackageGroupName": aws.closed_group}
    assert form.group_creation == {}
    form._controller.receive(CREATE_GROUP)  # a page may ask all the same
    with pytest.raises(
        SubmitError, match=f"Account {aws.other_account} doesn't allow you"
    ) as caught:
        form.submit()
    assert form.group_creation == {}
    assert caught.value.issues[0].path == ("ModelPackageGroupName",)
    assert form.submission["actions"] == []
    form._controller.receive(CREATE_GROUP)  # a page may ask all the same
    names = aws.client("sagemaker").list_model_package_groups()["ModelPackageGroupSummaryList"]
    assert [row["ModelPackageGroupName"] for row in names] == [aws.group]
    form.close()


def test_a_shared_group_that_is_gone_is_made_by_its_owner(aws: Sandbox) -> None:
    """Only a policy that was kept by RAM, say, lets AWS tell that a group is not there."""
    from modelpkg_widget.fake_aws.sagemaker import group_policies

    form = sandboxed(aws, MISSING_GROUP.format(aws.other_account))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(group_policies, "_allows", lambda *_: True)
        with pytest.raises(SubmitError) as caught:
            form.submit()
    text = str(caught.value)
    assert f"Model package group {MISSING_GROUP.format(aws.other_account)} doesn't exist" in text
    assert f"Only account {aws.other_account} can create it." in text
    assert "create the group first" not in text
    assert form.submission["actions"] == []
    assert form.group_creation == {}
    form.close()


def test_ones_own_group_by_its_arn_is_offered(aws: Sandbox) -> None:
    form = sandboxed(aws, MISSING_GROUP.format(aws.account))
    with pytest.raises(SubmitError):
        form.submit()
    assert form.group_creation["start"] == {"ModelPackageGroupName": "gone"}
    form.close()


def test_a_lost_answer_there_is_found_again(aws: Sandbox) -> None:
    aws.inject_fault("500_after_accept", times=4)
    form = sandboxed(aws, aws.shared_group)
    form.value = {**form.value, "ModelPackageDescription": "lost"}
    with pytest.raises(SubmitError):
        form.submit()
    assert form.status == "uncertain"
    assert re.search(f":{aws.other_account}:model-package/.*/[0-9]+$", form.submit())
    form.close()
