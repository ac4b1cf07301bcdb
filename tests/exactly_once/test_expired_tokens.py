"""One request, one package: too late for AWS to know the token."""

from __future__ import annotations

import pytest

from modelpkg_widget.fake_aws import Sandbox
from modelpkg_widget.request.request_value import Request

from .person import RESOLVE, Person, codes


def test_later_it_is_found_all_the_same(person: Person) -> None:
    person.lose()
    # The package is as old as the journal says only in the journal: it is younger, so it may be it.
    person.age()
    person.aws.expire_tokens()
    assert person.send(RESOLVE).status == "created"
    assert len(person.packages()) == 1


def test_later_what_is_not_there_never_arrived(person: Person) -> None:
    person.lose("timeout")
    person.age()
    outcome = person.send(RESOLVE)
    assert outcome.status == "refused"
    assert "didn't reach AWS" in codes(outcome)[0]
    assert person.packages() == []
    assert person.send().status == "created"
    assert [attempt.outcome for attempt in person.journal()] == ["absent", "created"]


@pytest.mark.slow
def test_later_others_leave_it_to_the_person(person: Person) -> None:
    person.lose("timeout")
    person.age()
    theirs = {"ModelPackageGroupName": person.name, "ModelPackageDescription": "other"}
    other = person.sagemaker.create_model_package(**theirs)["ModelPackageArn"]
    outcome = person.send(RESOLVE)
    assert outcome.status == "uncertain"
    assert outcome.actions == {"again"}
    assert other in codes(outcome)[0]
    assert len(person.tokens()) == 2  # the lost one, and that of the other
    person.sender.abandon(Request(person.request))
    assert person.send().status == "created"


def test_later_a_missing_permission_to_look_is_reported(person: Person, aws: Sandbox) -> None:
    person.lose()
    person.age()
    aws.inject_fault("access_denied", operation="ListModelPackages")
    outcome = person.send(RESOLVE)
    assert outcome.status == "uncertain"
    assert outcome.actions == {"again"}
    assert "sagemaker:ListModelPackages" in " ".join(map(str, outcome.issues))
    assert len(person.tokens()) == 1
