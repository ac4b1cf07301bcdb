"""One request, one package: of a package that has a name of its own."""

from __future__ import annotations

import pytest

from modelpkg_widget.fake_aws import Sandbox
from tests.helpers.sandboxes import HOLD_SECONDS

from .person import RESOLVE, Person, by_name


def test_a_name_that_is_taken_is_refused(person: Person) -> None:
    by_name(person)
    assert person.send().status == "created"
    outcome = person.send(ModelPackageDescription="two")
    assert outcome.status == "refused"
    assert [issue.path for issue in outcome.issues] == [("ModelPackageName",)]


@pytest.mark.parametrize("late", [False, True])
def test_a_lost_package_is_found_by_its_name(person: Person, aws: Sandbox, late: bool) -> None:
    by_name(person)
    person.lose()
    aws.expire_tokens()
    if late:
        person.age()
    found = person.send(RESOLVE)
    assert found.status == "created"
    assert found.arn.endswith(f"model-package/{person.name}")
    assert found.actions == frozenset()  # AWS would refuse another one of its name


@pytest.mark.parametrize("late", [False, True])
def test_a_name_that_another_took_meanwhile(person: Person, late: bool) -> None:
    by_name(person)
    person.lose("timeout")
    person.sagemaker.create_model_package(ModelPackageName=person.name)
    if late:
        person.age()
    outcome = person.send(RESOLVE)
    assert outcome.status == "refused"
    assert [issue.path for issue in outcome.issues] == [("ModelPackageName",)]


@pytest.mark.slow
def test_what_exists_after_a_lost_try_may_be_ours(person: Person, aws: Sandbox) -> None:
    by_name(person)
    person.lose("timeout")
    aws.inject_fault("timeout_after_accept", seconds=HOLD_SECONDS)
    assert person.send(RESOLVE).status == "uncertain"
    aws.expire_tokens()
    aws.inject_fault("throttle", operation="DescribeModelPackage")
    assert person.send(RESOLVE).status == "uncertain"
    assert person.send(RESOLVE).status == "created"
