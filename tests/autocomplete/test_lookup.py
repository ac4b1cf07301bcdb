"""A lookup of suggestions: page by page, the last question alone, and failures in plain words."""

from __future__ import annotations

import queue

import pytest

from modelpkg_widget.autocomplete import cached_lists
from modelpkg_widget.autocomplete.lookup import PAGE
from modelpkg_widget.aws.sagemaker import SageMaker
from modelpkg_widget.fake_aws import Sandbox
from modelpkg_widget.fake_aws.server.boto_session import SandboxSession
from tests.autocomplete.display import SECONDS, Display
from tests.helpers.ports import closed_port

pytestmark = pytest.mark.slow


@pytest.fixture
def many(aws: Sandbox) -> str:
    """Where there are more objects than two pages have."""
    s3, place = aws.client("s3"), f"s3://{aws.bucket}/many/"
    for number in range(PAGE * 2 + 3):
        s3.put_object(Bucket=aws.bucket, Key=f"many/{number:04d}", Body=b"")
    aws.clear_calls()
    return place


@pytest.mark.slow
def test_a_long_list_comes_page_by_page_and_is_asked_for_once(
    aws: Sandbox, look: Display, many: str
) -> None:
    found: list[str] = []
    for size, more in ((PAGE, True), (PAGE, True), (3, False)):
        answer = look("objects", many, skip=len(found))
        assert (len(answer["suggestions"]), answer["more"]) == (size, more)
        found += [offer["value"] for offer in answer["suggestions"]]
    assert found == [f"{many}{number:04d}" for number in range(PAGE * 2 + 3)]
    assert len(aws.calls) == 2  # of 100 keys each


@pytest.mark.slow
def test_a_list_is_read_no_further_than_a_question_pays_for(
    look: Display, many: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cached_lists, "MOST_PAGES", 1)
    answer = look("objects", many, skip=PAGE)
    assert (len(answer["suggestions"]), answer["more"]) == (PAGE, True)


def test_what_is_known_is_forgotten_after_a_minute(
    aws: Sandbox, look: Display, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert look.values("groups", "newbor") == []
    aws.client("sagemaker").create_model_package_group(ModelPackageGroupName="newborn")
    assert look.values("groups", "newbor") == []
    monkeypatch.setattr(cached_lists, "LIFE", 0)
    assert look.values("groups", "newbor") == ["newborn"]


def test_an_answer_to_an_older_text_never_comes(aws: Sandbox, look: Display) -> None:
    look("groups", "warm")
    aws.inject_fault("timeout", "ListModelPackageGroups", seconds=0.5)
    look.ask("groups", "first")
    look.ask("groups", "second")
    look.ask("groups", "third")
    assert look.answers.get(timeout=SECONDS)["request_id"] == look.number
    with pytest.raises(queue.Empty):  # of the first, which boto3 asks again
        look.answers.get(timeout=1.5)


def test_a_refusal_is_reported_once_to_who_only_types(aws: Sandbox, look: Display) -> None:
    denied = {"word": "denied", "value": "sagemaker:ListModelPackageGroups"}
    aws.inject_fault("access_denied", "ListModelPackageGroups", times=None)
    try:
        assert look("groups", "no1", typed=True)["problem"] == denied
        assert look("groups", "no12", typed=True)["problem"] is None
        assert look("groups", "no12")["problem"] == denied
    finally:
        aws.clear_faults()
    assert look.values("groups", "no12") == []


@pytest.mark.parametrize(
    ("what", "text", "permission"),
    [
        ("groups", "", "sagemaker:ListModelPackageGroups"),
        ("packages", "", "sagemaker:ListModelPackages"),
        ("algorithms", "", "sagemaker:ListAlgorithms"),
        ("jobs", "", "sagemaker:ListTrainingJobs"),
        ("images", "", "ecr:DescribeRepositories"),
        ("images", "{image}", "ecr:DescribeImages"),
        ("objects", "", "s3:ListAllMyBuckets"),
        ("objects", "s3://{bucket}/", "s3:ListBucket"),
        ("roles", "", "iam:ListRoles"),
        ("keys", "", "kms:ListAliases"),
    ],
)
def test_the_permission_that_is_missing_is_named(
    aws: Sandbox, look: Display, what: str, text: str, permission: str
) -> None:
    aws.deny(permission)
    try:
        problem = look(what, text.format(image=aws.image, bucket=aws.bucket))["problem"]
    finally:
        aws.allow()
    assert problem["word"] == "denied"
    assert problem["value"].split()[0] == permission


def test_other_failures_are_reported_in_plain_words(aws: Sandbox) -> None:
    aws.inject_fault("expired_token", "ListModelPackageGroups")
    expired = Display(SageMaker(session=aws.session))("groups", "expired")["problem"]
    assert expired["word"] == "failed"
    assert expired["value"].startswith("Your session has expired.")
    with closed_port() as port:
        missing = SandboxSession(f"http://127.0.0.1:{port}", "us-east-1")
        answer = Display(SageMaker(session=missing))("roles")["problem"]
    assert answer["word"] == "failed" and answer["value"].startswith("Nothing is listening at")


def test_a_client_alone_knows_sagemaker_only(aws: Sandbox) -> None:
    look = Display(SageMaker(client=aws.client("sagemaker")))
    assert aws.group in look.values("groups")
    problem = {"word": "session", "value": "ecr:DescribeRepositories"}
    assert look("images")["problem"] == problem


def test_what_is_no_kind_is_not_answered_nor_anything_after_the_end(look: Display) -> None:
    look.ask("nothing", "x")
    look.lookup.close()
    look.ask("groups", "x")
    with pytest.raises(queue.Empty):
        look.answers.get(timeout=0.3)
