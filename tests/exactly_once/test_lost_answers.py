"""One request, one package: the answer is lost, and what came of it is found out."""

from __future__ import annotations

import threading
from datetime import timedelta
from pathlib import Path

import pytest

from modelpkg_widget.fake_aws import Sandbox
from modelpkg_widget.request.request_value import Request
from modelpkg_widget.submission.journal import Journal
from tests.helpers.sandboxes import HOLD_SECONDS

from .person import AGAIN, RESOLVE, Person, by_name, codes


@pytest.mark.parametrize(
    "fault",
    ["timeout_after_accept", "reset_after_accept", "500_after_accept", "timeout", "reset", "500"],
)
@pytest.mark.parametrize("kernel", ["same", "next"])
@pytest.mark.slow
def test_a_lost_answer_is_found_out(person: Person, fault: str, kernel: str) -> None:
    lost = person.lose(fault)
    assert lost.issues
    if kernel == "next":
        person.restart()
        recalled = person.sender.restore(Request(person.request))
        assert recalled
        assert recalled.status == "uncertain"
        assert recalled.when == lost.when
    found = person.send(RESOLVE)
    assert found.status == "created"
    assert person.packages() == [found.arn]


@pytest.mark.parametrize("fault", ["timeout_after_accept", "timeout"])
def test_an_answer_that_does_not_come_in_time_is_found_out(person: Person, fault: str) -> None:
    person.restart(read_timeout=0.3)
    person.aws.inject_fault(fault, seconds=60)
    lost = person.send()
    assert lost.status == "uncertain"
    assert "timed out" in codes(lost)[0]
    person.restart()  # with a client that waits: only that one answer was to be late
    found = person.send(RESOLVE)
    assert found.status == "created"
    assert person.packages() == [found.arn]


def test_it_is_looked_for_before_it_is_sent_again(person: Person, aws: Sandbox) -> None:
    person.lose()
    aws.expire_tokens()
    assert person.send(RESOLVE).status == "created"
    assert len(person.tokens()) == 1


def test_what_never_arrived_is_sent_again_with_its_token(person: Person) -> None:
    person.lose("timeout")
    assert person.send(RESOLVE).status == "created"
    assert len(person.tokens()) == 2
    assert len(set(person.tokens())) == 1


@pytest.mark.slow
def test_one_lost_try_among_those_of_boto3_makes_the_outcome_unknown(aws: Sandbox) -> None:
    """botocore tells of its last try only; that it was refused says nothing of the first."""
    person = Person(aws, "several-tries", attempts=2)
    aws.inject_fault("timeout_after_accept", seconds=HOLD_SECONDS)
    aws.inject_fault("expired_token")
    outcome = person.send()
    assert outcome.status == "uncertain"
    assert any("expired" in text for text in codes(outcome))
    assert person.send(RESOLVE).status == "created"
    assert len(person.packages()) == 1


@pytest.mark.parametrize("arrived", [True, False])
def test_a_refusal_after_a_lost_try_is_looked_into(aws: Sandbox, arrived: bool) -> None:
    """The quota may be used up by the very package whose answer was lost."""
    person = Person(aws, f"quota-{arrived}".lower(), attempts=2)
    aws.inject_fault("reset_after_accept" if arrived else "reset")
    aws.inject_fault("limit_exceeded")
    outcome = person.send()
    assert outcome.status == ("created" if arrived else "refused")
    assert person.packages() == ([outcome.arn] if arrived else [])


def test_a_refusal_that_nobody_may_look_into_stays_uncertain(person: Person, aws: Sandbox) -> None:
    person.lose()
    aws.inject_fault("access_denied", operation="ListModelPackages", times=2)
    aws.inject_fault("limit_exceeded")
    assert person.send(RESOLVE).status == "uncertain"
    assert person.send(RESOLVE).arn in person.packages()


@pytest.mark.slow
def test_what_one_draft_has_lost_another_one_finds_out(person: Person, tmp_path: Path) -> None:
    """They hold the same request: it is one intention, and one package."""
    person.sender.journal = Journal(tmp_path / "a")
    person.lose("timeout")
    first = person.sender
    person.restart()
    person.sender.journal = Journal(tmp_path / "b")
    recalled = person.sender.restore(Request(person.request))
    assert recalled
    assert recalled.status == "uncertain"
    found = person.send(RESOLVE)
    assert found.status == "created"
    assert first.send(Request(person.request), RESOLVE).arn == found.arn
    assert person.packages() == [found.arn]


def test_what_another_kernel_resolved_is_reported_for_that_request(
    person: Person, tmp_path: Path
) -> None:
    person.sender.journal = Journal(tmp_path / "draft")
    person.lose()
    first = person.sender
    person.restart()
    person.sender.journal = Journal(tmp_path / "draft")
    found = person.send(RESOLVE)
    assert person.send(ModelPackageDescription="two").status == "created"
    assert first.send(Request(person.request), RESOLVE).arn == found.arn


@pytest.mark.parametrize("named", [True, False])
def test_a_clock_that_was_ahead_hides_no_package(person: Person, aws: Sandbox, named: bool) -> None:
    if named:
        by_name(person)
    person.lose()
    person.date(timedelta(hours=12))
    aws.expire_tokens()
    assert person.send(RESOLVE).status == "created"
    assert len(person.tokens()) == 1


@pytest.mark.parametrize("fault", ["throttle", "500", "expired_token", "timeout"])
@pytest.mark.slow
def test_while_nobody_can_look_nothing_is_sent(person: Person, aws: Sandbox, fault: str) -> None:
    person.lose()
    person.restart(**({"read_timeout": 0.3} if fault == "timeout" else {}))
    aws.inject_fault(fault, operation="ListModelPackages", seconds=60)
    assert person.send(RESOLVE).status == "uncertain"
    assert len(person.tokens()) == 1
    person.restart()
    assert person.send(RESOLVE).status == "created"
    assert len(person.packages()) == 1


def test_who_may_not_look_relies_on_the_token(person: Person, aws: Sandbox) -> None:
    person.lose()
    aws.inject_fault("access_denied", operation="ListModelPackages")
    found = person.send(RESOLVE)
    assert found.status == "created"
    assert person.packages() == [found.arn]
    assert len(set(person.tokens())) == 1


def test_versions_of_others_are_not_taken_for_ours(person: Person, aws: Sandbox) -> None:
    person.lose("timeout")
    theirs = {"ModelPackageGroupName": person.name, "ModelPackageDescription": "other"}
    other = person.sagemaker.create_model_package(**theirs)["ModelPackageArn"]
    found = person.send(RESOLVE)
    assert found.status == "created"
    assert found.arn != other


@pytest.mark.slow
def test_earlier_identical_package_is_not_taken_for_ours(person: Person) -> None:
    duplicate = person.sagemaker.create_model_package(**person.request)["ModelPackageArn"]
    threading.Event().wait(6.5)  # AWS's clock is read to the second, and a few are added
    person.lose("timeout")
    found = person.send(RESOLVE)
    assert found.status == "created"
    assert found.arn != duplicate


def test_what_two_keys_have_lost_is_kept_apart(person: Person) -> None:
    """They are two intentions with one request: what is found may be of either."""
    person.sender.journal = Journal(key="a")
    person.lose()
    first = person.sender
    person.restart()
    person.sender.journal = Journal(key="b")
    person.lose("timeout")
    second = person.send(RESOLVE)
    found = first.send(Request(person.request), RESOLVE)
    assert (found.status, second.status) == ("created", "created")
    assert {found.arn, second.arn} == {*person.packages()}
    assert found.arn != second.arn


def test_what_this_journal_knows_of_is_not_taken_for_another(person: Person) -> None:
    first = person.send()
    person.aws.inject_fault("timeout", seconds=HOLD_SECONDS)
    assert person.send(AGAIN).status == "uncertain"
    found = person.send(RESOLVE)
    assert found.status == "created"
    assert found.arn != first.arn
    assert len(person.packages()) == 2
