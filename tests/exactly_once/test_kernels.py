"""One request, one package: of several kernels."""

from __future__ import annotations

import threading

import pytest

from modelpkg_widget.fake_aws import Sandbox
from modelpkg_widget.request.request_value import Request
from modelpkg_widget.submission.idempotent_sender import Sender
from modelpkg_widget.submission.outcome import Outcome

from .person import PLAIN, RESOLVE, Person, codes


@pytest.mark.slow
def test_the_second_kernel_waits_and_gets_the_package_of_the_first(
    person: Person, aws: Sandbox
) -> None:
    aws.inject_fault("timeout", seconds=0.2)  # the first one takes its time
    senders = [person.sender]
    person.restart()
    senders.append(person.sender)
    outcomes: list[Outcome] = []

    def send(sender: Sender) -> None:
        outcomes.append(sender.send(Request(person.request), PLAIN))

    threads = [threading.Thread(target=send, args=(one,)) for one in senders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(person.packages()) == 1
    assert {outcome.status for outcome in outcomes} == {"uncertain", "created"}


def test_request_that_another_kernel_resolved_is_not_sent_again(
    person: Person, aws: Sandbox
) -> None:
    person.lose("timeout")
    first = person.sender
    person.restart()
    aws.inject_fault("limit_exceeded")
    assert person.send(RESOLVE).status == "refused"
    outcome = first.send(Request(person.request), RESOLVE)
    assert outcome.status == "refused"
    assert "Another notebook resolved" in codes(outcome)[0]
    assert person.packages() == []
