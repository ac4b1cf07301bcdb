"""One request, one package: each way through sending, against the sandbox."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from botocore.config import Config

from modelpkg_widget.aws.service import Service
from modelpkg_widget.localaws import Sandbox
from modelpkg_widget.sending.journal import Attempt, Journal, digest
from modelpkg_widget.sending.outcome import Outcome
from modelpkg_widget.sending.sender import How, Sender
from tests.sandboxes import fresh

PLAIN = How()
AGAIN = How(again=True)
RESOLVE = How(resolve=True)
_NUMBERS = count(1)


@pytest.fixture(scope="module")
def aws() -> Iterator[Sandbox]:
    with fresh() as made:
        yield made


@pytest.fixture(autouse=True)
def _calm(aws: Sandbox) -> Iterator[None]:
    yield
    aws.clear_faults()


class Person:
    """Somebody with a kernel, a group of their own and one request."""

    def __init__(self, aws: Sandbox, name: str, *, attempts: int = 1) -> None:
        self.aws = aws
        self.sagemaker = aws.client("sagemaker")
        self.name = name
        self.request = {"ModelPackageGroupName": name, "ModelPackageDescription": "one"}
        self.sagemaker.create_model_package_group(ModelPackageGroupName=name)
        self.attempts = attempts
        self.restart()

    def restart(self) -> None:
        retries: Any = {"mode": "standard", "total_max_attempts": self.attempts}
        config = Config(read_timeout=0.3, retries=retries)
        service = Service(self.aws.client("sagemaker", config=config))
        self.sender = Sender(service, Journal())

    def send(self, how: How = PLAIN, **changes: Any) -> Outcome:
        return self.sender.send({**self.request, **changes}, how)

    def lose(self, fault: str = "timeout_after_accept", **changes: Any) -> Outcome:
        """Send it and lose the answer."""
        self.aws.fault(fault, times=self.attempts, seconds=1)
        outcome = self.send(**changes)
        assert outcome.status == "uncertain"
        return outcome

    def age(self) -> None:
        """Let two hours pass."""
        self.date(timedelta(hours=-2))

    def date(self, moved: timedelta) -> None:
        """Have the journal say that it was sent at another time."""
        (attempt,) = self.journal()
        with Journal().open(attempt.digest) as page:
            page.attempts = []
            page.write(
                replace(attempt, first_sent=(datetime.now(timezone.utc) + moved).isoformat())
            )
        self.restart()

    def journal(self) -> list[Attempt]:
        return Journal().all()[0]

    def packages(self) -> list[str]:
        asked = {"ModelPackageGroupName": self.name, "ModelPackageType": "Versioned"}
        rows = self.sagemaker.list_model_packages(**asked)["ModelPackageSummaryList"]
        return [row["ModelPackageArn"] for row in rows]

    def tokens(self) -> list[str]:
        sent = [one for one in self.aws.calls if one["operation"] == "CreateModelPackage"]
        bodies = [one["request"] for one in sent]
        return [body["ClientToken"] for body in bodies if self.name in body.values()]


@pytest.fixture
def person(aws: Sandbox) -> Person:
    return Person(aws, f"person-{next(_NUMBERS)}")


def codes(outcome: Outcome) -> list[str]:
    return [issue.message for issue in outcome.issues]


# ---- the answer arrives


def test_it_stands_in_the_journal_before_it_leaves(person: Person, aws: Sandbox) -> None:
    aws.fault("timeout", seconds=1)
    sending = threading.Thread(target=person.send)
    sending.start()
    while not (written := person.journal()):
        pass
    (attempt,) = written
    assert (attempt.outcome, attempt.digest) == ("unknown", digest(person.request))
    assert (attempt.account, attempt.region) == (aws.account, aws.region)
    assert attempt.endpoint == aws.url
    assert attempt.instance
    sending.join()


def test_what_was_created_is_known_to_the_next_kernel(person: Person) -> None:
    first = person.send()
    assert first.status == "created"
    person.restart()
    recalled = person.sender.recall(person.request)
    assert recalled
    assert (recalled.status, recalled.arn) == ("created", first.arn)
    assert recalled.when == first.when
    assert person.send().arn == first.arn
    assert len(person.packages()) == 1
    (attempt,) = person.journal()
    assert (attempt.outcome, attempt.arn, attempt.body) == ("created", first.arn, "")
    assert attempt.request_id


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


def test_a_refusal_is_told_and_the_next_try_takes_a_new_token(person: Person, aws: Sandbox) -> None:
    aws.fault("limit_exceeded")
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
    assert outcome.offers == {"group"}


# ---- the answer is lost


@pytest.mark.parametrize(
    "fault",
    ["timeout_after_accept", "reset_after_accept", "500_after_accept", "timeout", "reset", "500"],
)
@pytest.mark.parametrize("kernel", ["same", "next"])
def test_a_lost_answer_is_found_out(person: Person, fault: str, kernel: str) -> None:
    lost = person.lose(fault)
    assert lost.issues
    if kernel == "next":
        person.restart()
        recalled = person.sender.recall(person.request)
        assert recalled
        assert recalled.status == "uncertain"
        assert recalled.when == lost.when
    found = person.send(RESOLVE)
    assert found.status == "created"
    assert person.packages() == [found.arn]


def test_it_is_looked_for_before_it_is_sent_again(person: Person, aws: Sandbox) -> None:
    person.lose()
    aws.forget_tokens()
    assert person.send(RESOLVE).status == "created"
    assert len(person.tokens()) == 1


def test_what_never_arrived_is_sent_again_with_its_token(person: Person) -> None:
    person.lose("timeout")
    assert person.send(RESOLVE).status == "created"
    assert len(person.tokens()) == 2
    assert len(set(person.tokens())) == 1


def test_one_lost_try_among_those_of_boto3_makes_the_outcome_unknown(aws: Sandbox) -> None:
    """botocore tells of its last try only; that it was refused says nothing of the first."""
    person = Person(aws, "several-tries", attempts=2)
    aws.fault("timeout_after_accept", seconds=1)
    aws.fault("expired_token")
    outcome = person.send()
    assert outcome.status == "uncertain"
    assert any("expired" in text for text in codes(outcome))
    assert person.send(RESOLVE).status == "created"
    assert len(person.packages()) == 1


@pytest.mark.parametrize("arrived", [True, False])
def test_a_refusal_after_a_lost_try_is_looked_into(aws: Sandbox, arrived: bool) -> None:
    """The quota may be used up by the very package whose answer was lost."""
    person = Person(aws, f"quota-{arrived}".lower(), attempts=2)
    aws.fault("reset_after_accept" if arrived else "reset")
    aws.fault("limit_exceeded")
    outcome = person.send()
    assert outcome.status == ("created" if arrived else "refused")
    assert person.packages() == ([outcome.arn] if arrived else [])


def test_a_refusal_that_nobody_may_look_into_stays_uncertain(person: Person, aws: Sandbox) -> None:
    person.lose()
    aws.fault("access_denied", operation="ListModelPackages", times=2)
    aws.fault("limit_exceeded")
    assert person.send(RESOLVE).status == "uncertain"
    assert person.send(RESOLVE).arn in person.packages()


def test_what_two_drafts_have_lost_is_not_one_package(
    person: Person, aws: Sandbox, tmp_path: Path
) -> None:
    """They hold the same request: what is found may be of either, their tokens tell."""
    senders = []
    for name, fault in (("a", "timeout"), ("b", "timeout_after_accept")):
        person.restart()
        person.sender.journal = Journal(tmp_path / name)
        senders.append(person.sender)
        person.lose(fault)
    arns = {sender.send(person.request, RESOLVE).arn for sender in senders}
    assert arns == set(person.packages())
    assert len(arns) == 2


def test_what_another_kernel_resolved_is_told_for_that_request(
    person: Person, tmp_path: Path
) -> None:
    person.sender.journal = Journal(tmp_path / "draft")
    person.lose()
    first = person.sender
    person.restart()
    person.sender.journal = Journal(tmp_path / "draft")
    found = person.send(RESOLVE)
    assert person.send(ModelPackageDescription="two").status == "created"
    assert first.send(person.request, RESOLVE).arn == found.arn


@pytest.mark.parametrize("named", [True, False])
def test_a_clock_that_was_ahead_hides_no_package(person: Person, aws: Sandbox, named: bool) -> None:
    if named:
        by_name(person)
    person.lose()
    person.date(timedelta(hours=12))
    aws.forget_tokens()
    assert person.send(RESOLVE).status == "created"
    assert len(person.tokens()) == 1


@pytest.mark.parametrize("fault", ["throttle", "500", "expired_token", "timeout"])
def test_while_nobody_can_look_nothing_is_sent(person: Person, aws: Sandbox, fault: str) -> None:
    person.lose()
    aws.fault(fault, operation="ListModelPackages", seconds=1)
    assert person.send(RESOLVE).status == "uncertain"
    assert len(person.tokens()) == 1
    assert person.send(RESOLVE).status == "created"
    assert len(person.packages()) == 1


def test_who_may_not_look_relies_on_the_token(person: Person, aws: Sandbox) -> None:
    person.lose()
    aws.fault("access_denied", operation="ListModelPackages")
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


def test_an_earlier_twin_is_not_taken_for_ours(person: Person) -> None:
    twin = person.sagemaker.create_model_package(**person.request)["ModelPackageArn"]
    threading.Event().wait(6.5)  # AWS's clock is read to the second, and a few are added
    person.lose("timeout")
    found = person.send(RESOLVE)
    assert found.status == "created"
    assert found.arn != twin


def test_what_this_journal_knows_of_is_not_taken_for_another(person: Person) -> None:
    first = person.send()
    person.aws.fault("timeout", seconds=1)
    assert person.send(AGAIN).status == "uncertain"
    found = person.send(RESOLVE)
    assert found.status == "created"
    assert found.arn != first.arn
    assert len(person.packages()) == 2


# ---- too late for the token


def test_later_it_is_found_all_the_same(person: Person) -> None:
    person.lose()
    # The package is as old as the journal says only in the journal: it is younger, so it may be it.
    person.age()
    person.aws.forget_tokens()
    assert person.send(RESOLVE).status == "created"
    assert len(person.packages()) == 1


def test_later_what_is_not_there_never_arrived(person: Person) -> None:
    person.lose("timeout")
    person.age()
    outcome = person.send(RESOLVE)
    assert outcome.status == "refused"
    assert "did not arrive" in codes(outcome)[0]
    assert person.packages() == []
    assert person.send().status == "created"
    assert [attempt.outcome for attempt in person.journal()] == ["absent", "created"]


def test_later_others_leave_it_to_the_person(person: Person) -> None:
    person.lose("timeout")
    person.age()
    theirs = {"ModelPackageGroupName": person.name, "ModelPackageDescription": "other"}
    other = person.sagemaker.create_model_package(**theirs)["ModelPackageArn"]
    outcome = person.send(RESOLVE)
    assert outcome.status == "uncertain"
    assert outcome.offers == {"again"}
    assert other in codes(outcome)[0]
    assert len(person.tokens()) == 2  # the lost one, and that of the other
    person.sender.leave(person.request)
    assert person.send().status == "created"


def test_later_who_may_not_look_is_told_so(person: Person, aws: Sandbox) -> None:
    person.lose()
    person.age()
    aws.fault("access_denied", operation="ListModelPackages")
    outcome = person.send(RESOLVE)
    assert outcome.status == "uncertain"
    assert outcome.offers == {"again"}
    assert "sagemaker:ListModelPackages" in " ".join(map(str, outcome.issues))
    assert len(person.tokens()) == 1


# ---- names


def by_name(person: Person) -> None:
    person.request = {"ModelPackageName": person.name, "ModelPackageDescription": "one"}


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
    aws.forget_tokens()
    if late:
        person.age()
    found = person.send(RESOLVE)
    assert found.status == "created"
    assert found.arn.endswith(f"model-package/{person.name}")
    assert found.offers == frozenset()  # AWS would refuse another one of its name


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


def test_what_exists_after_a_lost_try_may_be_ours(person: Person, aws: Sandbox) -> None:
    by_name(person)
    person.lose("timeout")
    aws.fault("timeout_after_accept", seconds=1)
    assert person.send(RESOLVE).status == "uncertain"
    aws.forget_tokens()
    aws.fault("throttle", operation="DescribeModelPackage")
    assert person.send(RESOLVE).status == "uncertain"
    assert person.send(RESOLVE).status == "created"


# ---- several kernels


def test_the_second_kernel_waits_and_gets_the_package_of_the_first(
    person: Person, aws: Sandbox
) -> None:
    aws.fault("timeout", seconds=0.2)  # the first one takes its time
    senders = [person.sender]
    person.restart()
    senders.append(person.sender)
    outcomes: list[Outcome] = []

    def send(sender: Sender) -> None:
        outcomes.append(sender.send(person.request, PLAIN))

    threads = [threading.Thread(target=send, args=(one,)) for one in senders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(person.packages()) == 1
    assert {outcome.status for outcome in outcomes} == {"uncertain", "created"}


def test_what_another_kernel_found_out_is_not_sent_anew(person: Person, aws: Sandbox) -> None:
    person.lose("timeout")
    first = person.sender
    person.restart()
    aws.fault("limit_exceeded")
    assert person.send(RESOLVE).status == "refused"
    outcome = first.send(person.request, RESOLVE)
    assert outcome.status == "refused"
    assert "Another notebook has found out" in codes(outcome)[0]
    assert person.packages() == []


# ---- the journal


def test_without_a_journal_nothing_is_sent_unless_it_is_asked_for(
    person: Person, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("MODELPKG_STATE_DIR", str(tmp_path / "file"))
    outcome = person.send()
    assert outcome.status == "refused"
    assert outcome.offers == {"anyway"}
    assert "journal cannot be written" in codes(outcome)[0]
    assert person.tokens() == []

    unwritten = How(unwritten=True)
    person.aws.fault("timeout_after_accept", seconds=1)
    assert person.send(unwritten).status == "uncertain"
    monkeypatch.setenv("MODELPKG_STATE_DIR", str(tmp_path / "state"))
    # What memory holds is written as soon as that is possible.
    assert person.send(RESOLVE).status == "created"
    assert len(person.packages()) == 1
    assert [attempt.outcome for attempt in person.journal()] == ["created"]


def test_what_was_sent_unwritten_once_is_no_licence_for_the_next(
    person: Person, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("MODELPKG_STATE_DIR", str(tmp_path / "file"))
    first = person.send(How(unwritten=True))
    assert first.status == "created"
    assert person.send().arn == first.arn  # memory knows it
    assert person.send(ModelPackageDescription="two").offers == {"anyway"}
    assert len(person.packages()) == 1


def test_a_journal_that_is_gone_when_a_new_kernel_finds_out(person: Person) -> None:
    person.lose()
    person.restart()
    assert person.sender.recall(person.request)
    for path in Journal().folder.iterdir():
        path.unlink()
    assert person.send(RESOLVE).status == "created"
    assert len(person.packages()) == 1


def test_a_journal_that_is_removed_meanwhile_loses_nothing(person: Person) -> None:
    person.lose("timeout")
    for path in Journal().folder.iterdir():
        path.unlink()
    assert person.send(RESOLVE).status == "created"
    assert len(set(person.tokens())) == 1
    assert len(person.packages()) == 1


def test_what_went_to_another_target_is_another_matter(person: Person, aws: Sandbox) -> None:
    person.send()
    (attempt,) = person.journal()
    with Journal().open(attempt.digest) as page:
        page.attempts = []
        page.write(replace(attempt, instance="of yesterday"))
    assert person.sender.recall(person.request) is None
    assert person.send().status == "created"
    assert len(person.packages()) == 2
