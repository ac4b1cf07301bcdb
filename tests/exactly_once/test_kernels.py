"""One request, one package: of several kernels."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from modelpkg_widget.fake_aws import Sandbox
from modelpkg_widget.request.request_value import Request
from modelpkg_widget.submission.idempotent_sender import Sender
from modelpkg_widget.submission.journal import Journal, JournalBusyError, JournalEntry
from modelpkg_widget.submission.outcome import Outcome
from tests.helpers.sandboxes import HOLD_SECONDS

from .person import PLAIN, RESOLVE, Person, codes


@pytest.mark.slow
def test_the_second_kernel_waits_and_gets_the_package_of_the_first(
    person: Person, aws: Sandbox
) -> None:
    aws.inject_fault("timeout", seconds=HOLD_SECONDS)
    first, is_sending, waits = person.sender, threading.Event(), threading.Event()

    busy: list[JournalBusyError] = []

    def hold(**_: object) -> None:
        is_sending.set()
        assert waits.wait(60)
        try:
            with Journal().open(Request(person.request).digest, patience=0):
                pass
        except JournalBusyError as error:
            busy.append(error)

    class SecondJournal(Journal):
        @contextmanager
        def open(self, of: str, patience: float = 300) -> Iterator[JournalEntry]:
            waits.set()
            with super().open(of, patience) as entry:
                yield entry

    person.client.meta.events.register("before-send.sagemaker.CreateModelPackage", hold)
    person.restart()
    person.sender.journal = SecondJournal()
    outcomes: list[Outcome] = []

    def send(sender: Sender) -> None:
        outcomes.append(sender.send(Request(person.request), PLAIN))

    threads = [threading.Thread(target=send, args=(one,)) for one in (first, person.sender)]
    threads[0].start()
    assert is_sending.wait(60)
    threads[1].start()
    for thread in threads:
        thread.join()
    assert busy, "the second kernel did not have to wait"
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
