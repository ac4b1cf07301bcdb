"""One request, one package: the answer arrives."""

from __future__ import annotations

import pytest

from modelpkg_widget.fake_aws import Sandbox
from modelpkg_widget.request.request_value import Request
from modelpkg_widget.runtime.sandbox_address import without_secret
from modelpkg_widget.submission.journal import Attempt
from modelpkg_widget.submission.send_options import SendOptions

from .person import AGAIN, Person


def test_it_stands_in_the_journal_before_it_leaves(person: Person, aws: Sandbox) -> None:
    written: list[Attempt] = []
    person.client.meta.events.register(
        "before-send.sagemaker.CreateModelPackage", lambda **_: written.extend(person.journal())
    )
    person.send()
    (attempt,) = written
    assert (attempt.outcome, attempt.digest) == ("unknown", Request(person.request).digest)
    assert (attempt.account, attempt.region) == (aws.account, aws.region)
    assert attempt.endpoint == without_secret(aws.url)
    assert attempt.instance


def test_what_was_created_is_known_to_the_next_kernel(person: Person) -> None:
    first = person.send()
    assert first.status == "created"
    person.restart()
    recalled = person.sender.restore(Request(person.request))
    assert recalled
    assert (recalled.status, recalled.arn) == ("created", first.arn)
    assert recalled.when == first.when
    assert person.send().arn == first.arn
    assert len(person.packages()) == 1
    (attempt,) = person.journal()
    assert (attempt.outcome, attempt.arn, attempt.body) == ("created", first.arn, "")
    assert attempt.request_id


@pytest.mark.slow
def test_another_version_is_made_when_it_is_asked_for(person: Person) -> None:
    arns = {person.send().arn, person.send(AGAIN).arn, person.send(AGAIN).arn}
    assert len(arns) == 3
    assert sorted(arns) == sorted(person.packages())
    person.restart()
    assert person.send().arn in arns


def test_a_token_of_the_person_makes_one_package(person: Person) -> None:
    assert person.send(ClientToken="mine").status == "created"
    outcome = person.send(AGAIN, ClientToken="mine")
    assert outcome.status == "refused"
    assert [issue.path for issue in outcome.issues] == [("ClientToken",)]
    assert person.tokens() == ["mine"]


def test_a_refusal_is_reported_and_the_next_try_takes_a_new_token(
    person: Person, aws: Sandbox
) -> None:
    aws.inject_fault("limit_exceeded")
    assert person.send().status == "refused"
    assert person.send().status == "created"
    assert len(set(person.tokens())) == 2
    refused, created = person.journal()
    assert (refused.outcome, refused.code) == ("refused", "ResourceLimitExceeded")
    assert refused.request_id
    assert created.outcome == "created"


def test_a_group_that_is_not_there_is_offered(person: Person) -> None:
    outcome = person.send(ModelPackageGroupName=f"{person.name}-none")
    assert outcome.status == "refused"
    assert outcome.actions == {"group"}


def test_the_journal_says_what_was_sent_against_the_verdict(person: Person) -> None:
    """Only that: the default is that the form had nothing against it."""
    person.send()
    against = SendOptions(force=True, overrides_validation=True)
    person.sender.send(Request({**person.request, "ModelPackageDescription": "two"}), against)
    assert sorted(attempt.overrides_validation for attempt in person.journal()) == [False, True]
