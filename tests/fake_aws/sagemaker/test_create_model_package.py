"""CreateModelPackage in the sandbox: its rules beyond the model, and each ClientToken once."""

import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest

from modelpkg_widget.fake_aws import Sandbox
from modelpkg_widget.fake_aws.control.planned_failures import PlannedFailures
from modelpkg_widget.fake_aws.sagemaker import create_model_package, model_package_groups
from modelpkg_widget.fake_aws.sagemaker.sagemaker_call import SageMakerCall
from modelpkg_widget.fake_aws.sagemaker.store import Store
from tests.helpers.sandboxes import certified, client, fresh, names, refused, request, with_group

BROKEN = ("31-NEG", "32-NEG", "33-NEG", "35-NEG", "own-empty-invalid", "own-card-indented",
          "own-map-keys-environment")  # fmt: skip
GOOD = [name for name in names("*.json") if not name.startswith(BROKEN)]


@pytest.fixture(scope="module")
def aws() -> Iterator[Sandbox]:
    with fresh() as made:
        yield made


@pytest.fixture
def empty() -> Iterator[Sandbox]:
    with fresh() as made:
        yield made


def arns(aws: Sandbox) -> list[str]:
    rows = client(aws).list_model_packages(ModelPackageType="Both")
    return [row["ModelPackageArn"] for row in rows["ModelPackageSummaryList"]]


@pytest.mark.parametrize("name", GOOD)
def test_real_requests_are_accepted(aws: Sandbox, name: str) -> None:
    sagemaker, sent = client(aws), with_group(aws, request(name))
    arn = sagemaker.create_model_package(**sent)["ModelPackageArn"]
    description = sagemaker.describe_model_package(ModelPackageName=arn)
    for member in sent.keys() - {"Tags", "ClientToken", "ModelPackageGroupName"}:
        assert description[member] == sent[member], member
    sagemaker.delete_model_package(ModelPackageName=arn)  # two of them have one name


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (
            "33-NEG-both-names.json",
            (
                "Both ModelPackageName and ModelPackageGroupName are provided in the input. "
                "Cannot determine which one to use."
            ),
        ),
        (
            "35-NEG-additional-s3-data-source.json",
            "AdditionalS3DataSource is not allowed in InferenceSpecification",
        ),
    ],
)
def test_real_requests_that_break_a_rule(aws: Sandbox, name: str, message: str) -> None:
    sent = with_group(aws, request(name))
    found = refused(client(aws).create_model_package, **sent)
    assert found == ("ValidationException", message, 400)


@pytest.mark.slow
def test_other_rules(empty: Sandbox) -> None:
    create = client(empty).create_model_package
    create(ModelPackageName="Taken")
    tag = {"Key": "a", "Value": "b"}
    for sent, message in (
        ({}, "Missing ARN"),
        ({"ModelPackageGroupName": "none"}, "Model Package Group does not exist."),
        ({"ModelPackageName": "taken"}, "ModelPackage already exists"),
        (
            {"ModelPackageGroupName": empty.group, "Tags": [tag]},
            (
                "Tags are not supported in Model Package versions. "
                "Please add them to the Model Package Group."
            ),
        ),
    ):
        assert refused(create, **sent) == ("ValidationException", message, 400)
    assert len(arns(empty)) == 1  # what is refused is not made


def test_what_is_not_known_to_be_refused_is_accepted(empty: Sandbox) -> None:
    create = client(empty).create_model_package
    request = {"ModelPackageGroupName": empty.group, "Tags": []}
    assert create(**request, CertifyForMarketplace=True)["ModelPackageArn"].endswith("/1")
    assert create(**request, CertifyForMarketplace=False)["ModelPackageArn"].endswith("/2")
    create(ModelPackageName="bare", ModelApprovalStatus="PendingManualApproval")


@pytest.mark.slow
def test_one_token_makes_one_package(empty: Sandbox) -> None:
    sagemaker = client(empty)
    request = {"ClientToken": "token-1", "CustomerMetadataProperties": {"a": "1", "b": "2"}}
    request["ModelPackageGroupName"] = empty.group
    arn = sagemaker.create_model_package(**request)["ModelPackageArn"]
    again = {**request, "CustomerMetadataProperties": {"b": "2", "a": "1"}}
    assert sagemaker.create_model_package(**again)["ModelPackageArn"] == arn
    assert arns(empty) == [arn]
    code, message, status = refused(
        sagemaker.create_model_package, **{**request, "ModelPackageDescription": "x"}
    )
    assert (code, status) == ("ConflictException", 400)
    assert "token-1" in message
    empty.expire_tokens()
    other = sagemaker.create_model_package(**request)["ModelPackageArn"]
    assert sorted(arns(empty)) == sorted([arn, other])


def test_a_token_comes_before_a_taken_name(empty: Sandbox) -> None:
    """A client that repeats what was accepted gets its ARN, not "already exists"."""
    create = client(empty).create_model_package
    request = {"ModelPackageName": "mine", "ClientToken": "t"}
    assert create(**request) | {"ResponseMetadata": 0} == create(**request) | {
        "ResponseMetadata": 0
    }
    empty.expire_tokens()
    assert refused(create, **request)[1] == "ModelPackage already exists"


def test_a_refused_token_may_be_used_again(empty: Sandbox) -> None:
    sagemaker = client(empty)
    request = {"ModelPackageGroupName": "later", "ClientToken": "t"}
    refused(sagemaker.create_model_package, **request)
    sagemaker.create_model_package_group(ModelPackageGroupName="later")
    assert sagemaker.create_model_package(**request)["ModelPackageArn"].endswith("later/1")


def test_one_token_at_once(empty: Sandbox) -> None:
    sagemaker = client(empty, max_pool_connections=8)
    request = {"ModelPackageGroupName": empty.group, "ClientToken": "t"}

    def create(_: int) -> Any:
        return sagemaker.create_model_package(**request)["ModelPackageArn"]

    with ThreadPoolExecutor(8) as threads:
        assert len(set(threads.map(create, range(16)))) == 1
    assert len(arns(empty)) == 1


@pytest.fixture
def restless() -> Iterator[None]:
    """Threads are switched as often as can be, so that a lock that is missing shows."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.slow
def test_tokens_and_numbers_by_many_threads(restless: None) -> None:
    """Each of 300 tokens is used by eight threads at once: 300 packages, numbered from 1."""
    store, start, account = Store(), threading.Barrier(8), "1" * 12
    ask = SageMakerCall(
        "", {"ModelPackageGroupName": "g"}, account, "us-east-1", PlannedFailures(), ""
    )
    model_package_groups.create(ask, store)

    def create(_: int) -> list[str]:
        made = []
        for number in range(300):
            start.wait(60)
            request = {"ModelPackageGroupName": "g", "ClientToken": f"token-{number}"}
            answer = create_model_package.create(replace(ask, body=request), store)
            made.append(str(answer.body["ModelPackageArn"]))
        return made

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(create, range(8)))
    assert found[1:] == found[:-1]
    assert [int(arn.rpartition("/")[2]) for arn in found[0]] == list(range(1, 301))
    assert len(store.packages) == 300


def test_a_number_is_not_given_again(empty: Sandbox) -> None:
    sagemaker = client(empty)
    first = sagemaker.create_model_package(ModelPackageGroupName=empty.group)["ModelPackageArn"]
    sagemaker.delete_model_package(ModelPackageName=first)
    second = sagemaker.create_model_package(ModelPackageGroupName=empty.group)["ModelPackageArn"]
    assert second.endswith("/2")


@pytest.mark.slow
def test_a_certified_version_has_no_scan(empty: Sandbox) -> None:
    """CertifyForMarketplace doesn't apply to versions."""
    request = certified(empty)
    del request["ModelPackageName"], request["ValidationSpecification"]
    sagemaker = client(empty)
    arn = sagemaker.create_model_package(**request, ModelPackageGroupName=empty.group)
    description = sagemaker.describe_model_package(ModelPackageName=arn["ModelPackageArn"])
    assert description["ModelPackageStatus"] == "Completed"
    assert description["ModelPackageStatusDetails"]["ImageScanStatuses"] == []
