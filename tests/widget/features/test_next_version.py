"""The next version: a form that starts from what is registered, by Python."""

from __future__ import annotations

from typing import Any

import pytest

from modelpkg_widget import SubmitError, check
from modelpkg_widget.fake_aws import Sandbox
from modelpkg_widget.request import json_codec
from tests.helpers.sandboxes import request
from tests.widget.features.versions import ARTIFACT, codes, creations, version
from tests.widget.recorded_comm import Make

ROW = {"path": ["CustomerMetadataProperties"], "key": "", "text": "x", "code": "key.required"}


@pytest.mark.slow
def test_a_new_version_every_week(make: Make, aws: Sandbox, group: str) -> None:
    request = version("17-ack-all-model-metrics.json", group)
    request["MetadataProperties"] = {"CommitId": "week one"}
    first = make(request, session=aws.session).submit()
    approve = {"ModelPackageArn": first, "ModelApprovalStatus": "Approved"}
    aws.client("sagemaker").update_model_package(**approve)

    form = make(session=aws.session)
    form.load(group=group)
    sent = creations(aws)
    assert "ModelApprovalStatus" not in form.value
    assert form.value == request
    assert (form.loaded["source"], form.loaded["arn"]) == (f"version 1 of {group}", first)
    assert [row["path"] for row in form.loaded["omitted"]] == [["ModelApprovalStatus"]]
    assert codes(form) == ["carried"] * 9 + ["identical"]
    assert (form.valid, form.diff()) == (False, [])
    assert [issue for issue in check(form.value) if issue.severity == "error"] == []

    value = form.value.copy()
    value["InferenceSpecification"]["Containers"][0]["ModelDataUrl"] = "s3://bucket/week2.tar.gz"
    form.value = value
    assert ARTIFACT not in form.loaded["carried"]
    (change,) = form.diff()
    assert (change["path"], change["after"]) == (ARTIFACT, "s3://bucket/week2.tar.gz")
    with pytest.raises(SubmitError) as error:
        form.submit()
    assert creations(aws) == sent, "nothing was sent"
    lines = [issue.hint for issue in error.value.issues]
    assert len(lines) == 8
    form.confirm()
    left = [line for line in lines if "Description" not in line]
    assert len(form.loaded["carried"]) == len(left) == 7
    for line in left:
        exec(line, {"form": form})
    assert (form.issues, form.valid) == ([], True)

    second = form.submit()
    assert second != first
    description = aws.client("sagemaker").describe_model_package(ModelPackageName=second)
    assert description["ModelPackageVersion"] == 2
    assert description["ModelApprovalStatus"] == "PendingManualApproval"
    third = make(session=aws.session)
    third.load(group=group)
    assert third.loaded["source"] == f"version 2 of {group}"
    assert third.value == form.value


@pytest.mark.parametrize("name", ["17-ack-all-model-metrics.json", "20-lmi-lora-22-metadata.json"])
@pytest.mark.slow
def test_a_real_request_comes_back_as_it_was(
    make: Make, aws: Sandbox, group: str, name: str
) -> None:
    request = version(name, group)
    make(request, client=aws.client("sagemaker")).submit()
    form = make(client=aws.client("sagemaker"))
    form.load(group=group)
    expected = {key: request[key] for key in request if key != "ModelApprovalStatus"}
    assert form.value == expected
    for key in expected:
        assert json_codec.dumps(ordered(form.value[key])) == json_codec.dumps(
            ordered(expected[key])
        )


def ordered(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: ordered(value[key]) for key in sorted(value)}
    return [ordered(item) for item in value] if isinstance(value, list) else value


def test_the_latest_of_many_versions_of_one_moment(make: Make, aws: Sandbox, group: str) -> None:
    client = aws.client("sagemaker")
    for number in range(12):
        client.create_model_package(ModelPackageGroupName=group, Domain=str(number))
    form = make(client=client)
    form.load(group=group)
    assert (form.value["Domain"], form.loaded["source"]) == ("11", f"version 12 of {group}")
    form.load(package=f"{group}/3")
    assert (form.value["Domain"], form.loaded["source"]) == ("2", f"version 3 of {group}")
    assert form.value["ModelPackageGroupName"] == group


def test_an_unversioned_package(make: Make, aws: Sandbox) -> None:
    sent = request("17-ack-all-model-metrics.json")
    make(sent, client=aws.client("sagemaker")).submit()
    form = make(client=aws.client("sagemaker"))
    form.load(package=sent["ModelPackageName"])
    expected = {key: sent[key] for key in sent if key not in ("ModelPackageName", "Tags")}
    assert form.value == expected
    assert form.loaded["source"] == f"the package {sent['ModelPackageName']}"
    left = {row["path"][0]: row["why"] for row in form.loaded["omitted"]}
    assert "already used" in left["ModelPackageName"]
    assert not form.valid


def test_a_group_given_as_an_arn_stays_one(make: Make, aws: Sandbox, group: str) -> None:
    client = aws.client("sagemaker")
    description = client.describe_model_package_group(ModelPackageGroupName=group)
    arn = description["ModelPackageGroupArn"]
    form = make(client=client)
    form.load(group=arn)
    assert form.value == {"ModelPackageGroupName": arn}
    form.submit()
    form.load(arn)
    assert form.value == {"ModelPackageGroupName": arn}
    assert form.loaded["source"] == f"version 1 of {group}"


@pytest.mark.parametrize("account", ["own", "other"])
def test_the_group_of_a_package_given_as_an_arn(make: Make, aws: Sandbox, account: str) -> None:
    number = aws.account if account == "own" else "210987654321"
    of = f"arn:aws:sagemaker:us-east-1:{number}"

    class DescribingClient:
        meta = aws.client("sagemaker").meta

        def describe_model_package(self, **_: Any) -> dict[str, Any]:
            arn = f"{of}:model-package/shared/4"
            return {
                "ModelPackageArn": arn,
                "ModelPackageGroupName": "shared",
                "ModelPackageVersion": 4,
            }

    form = make(client=DescribingClient())
    form.load(f"{of}:model-package/shared/4")
    whole = f"{of}:model-package-group/shared"
    expected = "shared" if account == "own" else whole
    assert form.value == {"ModelPackageGroupName": expected}
    assert form.loaded["source"] == "version 4 of shared"


def test_a_group_without_versions(make: Make, aws: Sandbox, group: str) -> None:
    form = make({"Domain": "typed"}, client=aws.client("sagemaker"))
    form.pending = [ROW]
    form.load(group=group)
    assert form.value == {"ModelPackageGroupName": group, "Domain": "typed"}
    assert form.pending == [ROW], "nothing is there to replace it with"
    form.pending = []
    (issue,) = [issue for issue in form.issues if issue.code == "first"]
    assert issue.severity == "info"
    assert issue.path == ("ModelPackageGroupName",)
    assert issue.message == (
        f"Group {group} has no versions yet. This request creates the first one."
    )
    assert form.loaded["source"] == f"{group}, which has no version yet"
    assert (form.loaded["carried"], form.loaded["omitted"]) == ([], [])
    form.confirm()
    assert "first" not in codes(form)
