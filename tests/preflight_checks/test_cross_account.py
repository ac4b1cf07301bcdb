"""The preflight of a version in a group of another account: what both accounts have to allow."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from modelpkg_widget import Finding, preflight
from modelpkg_widget.fake_aws import Sandbox
from modelpkg_widget.preflight_checks.runner import run_checks
from tests.helpers.sandboxes import client, fresh, refused


@pytest.fixture(scope="module")
def aws() -> Iterator[Sandbox]:
    with fresh() as made:
        yield made


def request_to(aws: Sandbox, group: str, **more: Any) -> dict[str, Any]:
    container = {"Image": aws.image, "ModelDataUrl": aws.model_data}
    return {
        "ModelPackageGroupName": group,
        "InferenceSpecification": {"Containers": [container]},
        **more,
    }


def found(request: dict[str, Any], aws: Sandbox) -> dict[str, Finding]:
    return {finding.id: finding for finding in preflight(request, aws.session)}


def documents(finding: Finding) -> dict[str, list[dict[str, Any]]]:
    return {copy.title: json.loads(copy.text)["Statement"] for copy in finding.copies}


@pytest.mark.slow
def test_each_policy_is_json_by_itself(aws: Sandbox) -> None:
    request = request_to(aws, aws.closed_group)
    diagnostic = found(request, aws)["sharing"]
    assert diagnostic.state == "info"
    assert (
        f"Account {aws.account} sends the request. The version is "
        f"created in account {aws.other_account}" in diagnostic.detail
    )
    repository = f"arn:aws:ecr:us-east-1:{aws.account}:repository/modelpkg-sandbox"
    policies = documents(diagnostic)
    assert list(policies) == [
        f"resource policy for group {aws.closed_group}",
        f"policy for bucket {aws.bucket}",
        f"policy for repository {repository}",
        "policy statements for the key that encrypts the objects, if there is one",
    ]
    group, *others = (rows[0] for rows in policies.values())
    assert group["Principal"] == {"AWS": f"arn:aws:iam::{aws.account}:root"}
    theirs = {"AWS": f"arn:aws:iam::{aws.other_account}:root"}
    assert [row["Principal"] for row in others] == [theirs] * 3
    assert "Resource" not in others[1]  # Amazon ECR takes none
    key = {"SecurityConfig": {"KmsKeyId": "alias/flowers"}}
    titles = documents(found({**request, **key}, aws)["sharing"])
    assert "policy statements for key alias/flowers" in titles


@pytest.mark.slow
def test_the_policy_of_the_group_lets_the_version_in() -> None:
    """As it is copied, in the sandbox, which refuses without it."""
    with fresh() as aws:
        request = request_to(aws, aws.closed_group)
        assert refused(client(aws).create_model_package, **request)[0] == "AccessDeniedException"
        text = found(request, aws)["sharing"].copies[0].text
        theirs = aws.session_of(aws.other_account).client("sagemaker")
        name = aws.closed_group.rpartition("/")[2]
        theirs.put_model_package_group_policy(ModelPackageGroupName=name, ResourcePolicy=text)
        assert client(aws).create_model_package(**request)["ModelPackageArn"].endswith("/1")
        assert found(request, aws)["name"].state == "passed"


@pytest.mark.slow
def test_the_group_that_may_not_be_seen_is_not_to_be_created(aws: Sandbox) -> None:
    diagnostic = found(request_to(aws, aws.closed_group), aws)["name"]
    assert diagnostic.state == "unknown"
    assert f"Account {aws.other_account} doesn't allow you to view" in diagnostic.detail
    assert diagnostic.copies == ()
    shared = found(request_to(aws, aws.shared_group), aws)
    assert shared["name"].state == "passed"
    assert shared["sharing"].state == "info"


def test_a_group_that_is_gone_there_is_made_by_its_owner(
    aws: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    from modelpkg_widget.fake_aws.sagemaker import group_policies

    monkeypatch.setattr(group_policies, "_allows", lambda *_: True)
    missing = aws.shared_group.replace("-shared", "-gone")
    diagnostic = found(request_to(aws, missing), aws)["name"]
    assert (diagnostic.state, diagnostic.copies) == ("failed", ())
    assert f"Only account {aws.other_account} can create it" in diagnostic.remedy


@pytest.mark.slow
def test_of_ones_own_group_nothing_has_to_be_shared(aws: Sandbox) -> None:
    own = f"arn:aws:sagemaker:us-east-1:{aws.account}:model-package-group/{aws.group}"
    diagnostic = found(request_to(aws, own), aws)
    assert (diagnostic["sharing"].state, diagnostic["sharing"].detail) == (
        "passed",
        "The group is in your own account.",
    )
    assert "sharing" not in found(request_to(aws, aws.group), aws)
    missing = found(request_to(aws, f"{own}-gone"), aws)["name"]
    assert "--model-package-group-name modelpkg-sandbox-gone" in missing.snippet


def test_an_image_elsewhere_is_named(aws: Sandbox) -> None:
    request = request_to(aws, aws.shared_group)
    container = request["InferenceSpecification"]["Containers"][0]
    container["Image"] = aws.image.replace(aws.account, "333333333333")
    diagnostic = found(request, aws)["sharing"]
    assert "is in account 333333333333" in diagnostic.detail
    assert f"must allow account {aws.other_account} to pull it" in diagnostic.remedy
    assert not any("repository" in title for title in documents(diagnostic))
    container["Image"] = aws.image.replace(aws.account, aws.other_account)
    assert "pull the image" not in found(request, aws)["sharing"].remedy


def test_without_a_session_it_is_not_known(aws: Sandbox) -> None:
    reported = {one.id: one for one in run_checks(request_to(aws, aws.shared_group), None)}[
        "sharing"
    ]
    assert reported.state == "unknown"
