"""The states of a submission, with a service that says what each test has it say."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import botocore.exceptions
import pytest
from botocore.exceptions import ClientError
from botocore.parsers import ResponseParserError

from modelpkg_widget import Issue, SubmitError
from modelpkg_widget.aws.answers import NoArnError
from modelpkg_widget.aws.sagemaker import SageMaker
from modelpkg_widget.request.plain_json import Json
from modelpkg_widget.request.request_value import Request
from modelpkg_widget.submission.idempotent_sender import Sender
from modelpkg_widget.submission.journal import Journal
from modelpkg_widget.submission.outcome import Outcome
from modelpkg_widget.submission.send_options import SendOptions
from modelpkg_widget.submission.state_machine import Submission
from tests.widget.scripted_client import SECONDS, TIMEOUT, Client, until


def sender(client: Client) -> Sender:
    return Sender(SageMaker(client), Journal())


class Seen:
    """The states that were reported, and the ARNs."""

    def __init__(self, client: Client) -> None:
        self.states: list[str] = []
        self.arns: list[str] = []
        self.submission = Submission(sender(client), self.report, self.arns.append)

    def report(self) -> None:
        self.states.append(self.submission.outcome.status)

    def send(self, request: Json, **how: Any) -> Outcome:
        return self.submission.submit(Request(request), SendOptions(**how)).result(SECONDS)


def tokens(client: Client) -> list[str]:
    return [call["ClientToken"] for call in client.calls]


def refused(code: str = "ValidationException", status: int = 400) -> ClientError:
    answer: Any = {
        "Error": {"Code": code, "Message": "no"},
        "ResponseMetadata": {"HTTPStatusCode": status},
    }
    return ClientError(answer, "CreateModelPackage")


def test_a_request_becomes_an_arn() -> None:
    client = Client("arn:1")
    seen = Seen(client)
    outcome = seen.send({"a": 1})
    assert (outcome.status, outcome.body, outcome.arn) == ("created", '{"a":1}', "arn:1")
    assert outcome.when
    assert outcome.actions == {"again"}
    assert seen.submission.outcome == seen.submission.created == outcome
    assert seen.states[-1] == "created"
    assert seen.arns == ["arn:1"]
    (call,) = client.calls
    assert len(call.pop("ClientToken")) == 36
    assert call == {"a": 1}


def test_an_unchanged_request_is_not_sent_again() -> None:
    client = Client("arn:1")
    seen = Seen(client)
    first, second = seen.send({"a": 1}), seen.send({"a": 1})
    assert first is second
    assert len(client.calls) == 1
    assert seen.arns == ["arn:1"]


def test_another_request_is_another_package_with_another_token() -> None:
    client = Client("arn:1", "arn:2", "arn:3")
    seen = Seen(client)
    assert [seen.send({"a": at}).arn for at in (1, 2, 1)] == ["arn:1", "arn:2", "arn:1"]
    assert seen.send({"a": 1}, allow_duplicate=True).arn == "arn:3"
    assert len(set(tokens(client))) == len(client.calls) == 3


def test_a_refusal_in_between_does_not_forget_what_was_created() -> None:
    client = Client("arn:1", refused())
    seen = Seen(client)
    assert [seen.send({"a": at}).status for at in (1, 2, 1)] == ["created", "refused", "created"]
    assert len(client.calls) == 2
    assert seen.submission.outcome.arn == "arn:1"


def test_a_definite_refusal_takes_a_new_token() -> None:
    client = Client(refused(), "arn:1")
    seen = Seen(client)
    outcome = seen.send({"a": 1})
    assert outcome.status == "refused"
    assert [issue.source for issue in outcome.issues] == ["service"]
    assert seen.send({"a": 1}).arn == "arn:1"
    assert len(set(tokens(client))) == 2


UNKNOWN = [
    TIMEOUT,
    botocore.exceptions.ConnectionClosedError(endpoint_url="a"),
    botocore.exceptions.HTTPClientError(error="a"),
    botocore.exceptions.ResponseStreamingError(error="a"),
    botocore.exceptions.IncompleteReadError(actual_bytes=1, expected_bytes=2),
    ResponseParserError("a"),
    NoArnError(),
    refused("InternalFailure", 500),
    refused("ServiceUnavailable", 503),
    refused("InternalFailure", 400),
    refused("403", 403),
    RuntimeError("of a client that is none of boto3's"),
]
REFUSED = [
    refused(),
    refused("ThrottlingException"),
    refused("ExpiredTokenException"),
    botocore.exceptions.NoCredentialsError(),
    botocore.exceptions.NoRegionError(),
    botocore.exceptions.EndpointConnectionError(endpoint_url="a"),
    botocore.exceptions.ConnectTimeoutError(endpoint_url="a"),
    botocore.exceptions.ProxyConnectionError(proxy_url="a"),
]


@pytest.mark.parametrize("error", UNKNOWN, ids=lambda error: type(error).__name__)
def test_an_answer_that_did_not_arrive(error: Exception) -> None:
    client = Client(error, "arn:1")
    seen = Seen(client)
    assert seen.send({"a": 1}).status == "uncertain"
    # Whatever was typed since: what became of the first request is found out first.
    outcome = seen.send({"a": 2})
    assert (outcome.status, outcome.body, outcome.arn) == ("created", '{"a":1}', "arn:1")
    assert client.calls[0] == client.calls[1]


@pytest.mark.parametrize("error", REFUSED, ids=lambda error: type(error).__name__)
def test_an_answer_that_says_no(error: Exception) -> None:
    outcome = Seen(Client(error)).send({"a": 1})
    assert outcome.status == "refused"
    assert outcome.issues


def test_what_says_nothing_about_the_lost_attempt_does_not_end_the_doubt() -> None:
    rest = [error for error in REFUSED if error is not REFUSED[0]]
    client = Client(TIMEOUT, *rest, refused(), "arn:1")
    seen = Seen(client)
    states = [seen.send({"a": 1}).status for _ in range(len(rest) + 2)]
    assert states == ["uncertain"] * (len(rest) + 1) + ["refused"]
    assert len(set(tokens(client))) == 1
    assert seen.send({"a": 1}).arn == "arn:1"
    assert len(set(tokens(client))) == 2


def test_many_at_once_send_once() -> None:
    client = Client("arn:1")
    client.go.clear()
    seen = Seen(client)
    with ThreadPoolExecutor(8) as pool:
        work = [pool.submit(seen.submission.submit, Request({"a": 1})) for _ in range(50)]
        answers = [done.result(SECONDS) for done in work]
        client.go.set()
        assert {answer.result(SECONDS).arn for answer in answers} == {"arn:1"}
    assert len(client.calls) == 1


def test_a_second_request_waits_for_the_first() -> None:
    client = Client("arn:1")
    client.go.clear()
    seen = Seen(client)
    first = seen.submission.submit(Request({"a": 1}))
    second = seen.submission.submit(Request({"a": 2}))
    assert seen.submission.submit(Request({"a": 1})) is first
    assert seen.submission.outcome.status == "submitting"
    client.go.set()
    assert first.result(SECONDS).body == '{"a":1}'
    assert first.result(SECONDS).issues == ()
    (issue,) = second.result(SECONDS).issues
    assert "wasn't sent" in issue.hint
    assert len(client.calls) == 1


def test_editing_leads_away_from_created_and_refused() -> None:
    client = Client("arn:1", refused(), TIMEOUT)
    seen = Seen(client)
    for status, after in [
        ("created", "editing"),
        ("refused", "editing"),
        ("uncertain", "uncertain"),
    ]:
        assert seen.send({"a": status}).status == status
        seen.submission.edited(lambda _: False)
        assert seen.submission.outcome.status == after
    assert seen.submission.created.arn == "arn:1"


def test_what_aws_said_stays_where_nothing_changed() -> None:
    text = (
        "2 validation errors detected: Value 'x' at 'domain' failed to satisfy constraint: "
        "Member must not be null; Value 'x' at 'task' failed to satisfy constraint: "
        "Member must not be null"
    )
    error = ClientError({"Error": {"Code": "ValidationException", "Message": text}}, "x")
    seen = Seen(Client(error))
    seen.send({"a": 1})

    def still(issue: Issue) -> bool:
        return issue.path == ("Task",)

    seen.submission.edited(still)
    seen.submission.edited(still)
    assert [issue.path for issue in seen.submission.outcome.issues] == [("Task",)]
    seen.submission.edited(lambda _: False)
    assert seen.submission.outcome == Outcome()


def in_time(work: Callable[[], Any]) -> Any:
    """Fail instead of waiting for ever."""
    pool = ThreadPoolExecutor(1)
    try:
        return pool.submit(work).result(SECONDS)
    finally:
        pool.shutdown(wait=False)


def test_a_report_may_submit_again_and_wait() -> None:
    client = Client(refused(), "arn:1")
    answers: list[Outcome] = []

    def report() -> None:
        if submission.outcome.status == "refused":
            answers.append(submission.submit(Request({"a": 2})).result(SECONDS))

    submission = Submission(sender(client), report, lambda _: None)
    in_time(lambda: submission.submit(Request({"a": 1})).result())
    assert [answer.arn for answer in answers] == ["arn:1"]


@pytest.mark.parametrize("status", ["submitting", "created"])
def test_a_report_that_fails_leaves_nobody_waiting_and_no_arn_unknown(
    status: str, caplog: pytest.LogCaptureFixture
) -> None:
    arns: list[str] = []

    def report() -> None:
        if submission.outcome.status == status:
            raise RuntimeError

    submission = Submission(sender(Client("arn:1")), report, arns.append)
    assert in_time(lambda: submission.submit(Request({"a": 1})).result()).arn == "arn:1"
    assert arns == ["arn:1"]
    until(lambda: "What observes the form has failed" in caplog.text)  # another thread logs it


def test_a_conflict_of_our_own_token_says_that_aws_took_it() -> None:
    client = Client(TIMEOUT, refused("ConflictException"), "arn:1")
    seen = Seen(client)
    assert [seen.send({"a": 1}).status for _ in range(3)] == ["uncertain", "uncertain", "created"]
    assert len(set(tokens(client))) == 1


def test_a_conflict_of_a_persons_token_is_a_refusal_of_that_token() -> None:
    outcome = Seen(Client(refused("ConflictException"))).send({"ClientToken": "mine"})
    assert outcome.status == "refused"
    assert [issue.path for issue in outcome.issues] == [("ClientToken",)]
    outcome = Seen(Client(refused("ValidationException"))).send({"ClientToken": "other"})
    assert [issue.path for issue in outcome.issues] != [("ClientToken",)]


def test_what_no_journal_holds_is_sent_only_after_that_was_offered(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("MODELPKG_STATE_DIR", str(tmp_path / "file"))
    client = Client("arn:1")
    seen = Seen(client)
    assert seen.send({"a": 1}, force=True).actions == {"anyway"}, "it was forced for its issues"
    assert client.calls == []
    assert seen.send({"a": 1}).actions == {"anyway"}
    assert seen.send({"a": 1}, force=True).arn == "arn:1"


def test_the_error_says_all_issues() -> None:
    issues = [Issue(("A",), "type", "One."), Issue((), "service", "Two.", hint="Three.")]
    error = SubmitError(issues)
    assert str(error) == "A: One.\nrequest: Two. Three."
    assert error.issues is issues
