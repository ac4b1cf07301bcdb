"""A submission whose process is interrupted or forked while its request is on the way."""

from __future__ import annotations

import pytest

from modelpkg_widget.aws.sagemaker import SageMaker
from modelpkg_widget.request.request_value import Request
from modelpkg_widget.submission.idempotent_sender import Sender
from modelpkg_widget.submission.journal import Journal
from modelpkg_widget.submission.state_machine import Submission
from tests.widget.scripted_client import SECONDS, Client, until
from tests.widget.test_without_threads import no_threads

REQUEST = Request({"a": 1})


def submission_to(client: Client) -> Submission:
    return Submission(Sender(SageMaker(client), Journal()), lambda: None, lambda _: None)


def test_ctrl_c_while_sending_in_the_caller_leaves_an_unknown_outcome() -> None:
    client = Client(KeyboardInterrupt(), "arn:1")
    submission = submission_to(client)
    with no_threads(), pytest.raises(KeyboardInterrupt):
        submission.submit(REQUEST)
    assert submission.outcome.status == "uncertain"
    assert submission.submit(REQUEST).result(SECONDS).arn == "arn:1"
    first, second = client.calls
    assert first["ClientToken"] == second["ClientToken"]


def test_forked_process_finds_out_what_the_old_one_was_sending() -> None:
    client = Client("arn:1")
    client.go.clear()
    submission = submission_to(client)
    running = submission.submit(REQUEST)
    until(lambda: client.calls)
    submission.after_fork()  # as the new process has it
    outcome = submission.outcome
    client.go.set()
    assert (outcome.status, outcome.body) == ("uncertain", REQUEST.text)
    assert outcome.issues
    assert running.result(SECONDS).arn == "arn:1"
