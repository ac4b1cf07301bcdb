"""One request, one package: whatever is answered, and whatever a hook of the user raises."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import boto3
import pytest
from botocore.config import Config

from modelpkg_widget.aws.sagemaker import SageMaker as Ours
from modelpkg_widget.request.plain_json import Json
from modelpkg_widget.request.request_value import Request
from modelpkg_widget.submission.idempotent_sender import Sender
from modelpkg_widget.submission.journal import Journal
from modelpkg_widget.submission.outcome import Outcome
from modelpkg_widget.submission.send_options import SendOptions

from .scripted_answers import STATUSES, Answer, Service, answers

SHORT, LONG = range(60), range(1000, 1600)
_CLIENTS: dict[int, Any] = {}
REQUEST: Json = {"ModelPackageGroupName": "g", "ModelPackageDescription": "one"}


@pytest.fixture(scope="module")
def service() -> Iterator[Service]:
    made = Service()
    yield made
    made.stop()


@pytest.fixture(autouse=True)
def _fresh(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    service.forget()
    monkeypatch.setattr("botocore.endpoint.time.sleep", lambda _: None)


class Kernel:
    """Somebody who presses the button of one request."""

    def __init__(self, service: Service, tries: int = 1) -> None:
        retries: Any = {"mode": "standard", "total_max_attempts": tries}
        self.client: Any = boto3.client(
            "sagemaker", region_name="us-east-1", endpoint_url=service.url,
            config=Config(retries=retries, read_timeout=5),
        )  # fmt: skip
        self.restart()

    def restart(self) -> None:
        self.sender = Sender(Ours(self.client), Journal())

    def press(self, **how: Any) -> Outcome:
        return self.sender.send(Request(REQUEST), SendOptions(**how))

    def hook(self, answer: Answer) -> None:
        """Have a hook of the user's own raise at the first event of its kind."""
        left = [answer.error]

        def once(**_: object) -> None:
            if left:
                raise left.pop()

        if answer.hook:
            self.client.meta.events.register(answer.hook, once)


def play(service: Service, answer: Answer) -> None:
    kernel = Kernel(service, answer.tries)
    kernel.hook(answer)
    service.next = [answer] * answer.tries
    outcome = kernel.press()
    assert outcome.status in (("refused", "uncertain") if answer.refuses else ("uncertain",)), (
        outcome
    )
    assert outcome.issues
    service.next = []
    pressed = [outcome]
    while outcome.status != "created" and len(pressed) < 4:
        kernel.restart()
        outcome = kernel.press(reconcile_only=outcome.status == "uncertain")
        pressed.append(outcome)
    assert outcome.status == "created", pressed
    assert [one["ModelPackageArn"] for one in service.packages.values()] == [outcome.arn], pressed
    if answer.refuses and not answer.hook:
        assert [one.status for one in pressed] == ["refused", "created"]


@pytest.mark.parametrize("seed", SHORT)
@pytest.mark.slow
def test_never_two_packages(service: Service, seed: int) -> None:
    answer = answers(seed)
    print(answer)
    play(service, answer)


@pytest.mark.soak
@pytest.mark.parametrize("seed", LONG)
def test_never_two_packages_of_many_answers(service: Service, seed: int) -> None:
    answer = answers(seed)
    print(answer)
    play(service, answer)


def test_what_is_generated_covers_each_kind() -> None:
    made = [answers(seed) for seed in SHORT]
    assert len(set(made)) >= 58
    assert sum(one.refuses for one in made) >= 3
    assert {one.hook for one in made} >= {"after-call", "needs-retry", "response-received", ""}
    assert len({one.body for one in made}) >= 15
    assert len({one.cut for one in made}) >= 6


@pytest.mark.parametrize("status", [one for one in STATUSES if one < 400 or one >= 500])
def test_no_status_but_4xx_is_a_refusal(service: Service, status: int) -> None:
    service.next = [replace(Answer(status, "object"), hook="")]
    assert Kernel(service).press().status == "uncertain"


@pytest.mark.parametrize("status", [one for one in STATUSES if 400 <= one < 500])
@pytest.mark.slow
def test_4xx_is_a_refusal_only_with_an_error_of_aws(service: Service, status: int) -> None:
    for body in ("page", "message of a gateway", "object"):
        service.next = [Answer(status, body)]
        assert Kernel(service).press().status == "uncertain"
        for file in Journal().folder.iterdir():
            file.unlink()
    service.next = [Answer(status, refuses=True)]
    expected = "uncertain" if status in (408, 499) else "refused"
    assert Kernel(service).press().status == expected


@pytest.mark.parametrize("event", ["before-parameter-build", "before-call", "before-sign"])
def test_what_fails_before_a_byte_left_is_a_refusal(service: Service, event: str) -> None:
    kernel = Kernel(service)
    kernel.hook(Answer(hook=event))
    assert kernel.press().status == "refused"
    assert service.request_count == 0
    assert kernel.press().status == "created"
    assert len(service.packages) == 1


def test_nobody_listens_is_a_refusal(service: Service) -> None:
    other = Service()
    kernel = Kernel(other)
    other.stop()
    assert kernel.press().status == "refused"


@pytest.mark.parametrize("body", ["null", "object", "page", "message of a gateway"])
@pytest.mark.parametrize("status", [200, 204, 404])
@pytest.mark.slow
def test_finding_out_believes_no_answer_of_a_proxy(
    service: Service, status: int, body: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Taken for "nothing is there", it would settle the attempt, and the next press make two."""
    kernel = Kernel(service)
    service.next = [Answer(200, "null")]
    assert kernel.press().status == "uncertain"
    monkeypatch.setattr("modelpkg_widget.submission.idempotent_sender.TOKEN_LIFE", kernel_age())
    taken, said = service.take, Answer(status, body).spelled()

    def take(operation: str, request: dict[str, Any]) -> bytes | None:
        looks = operation in ("ListModelPackages", "DescribeModelPackage")
        return said if looks else taken(operation, request)

    monkeypatch.setattr(service, "take", take)
    assert kernel.press(reconcile_only=True).status == "uncertain"
    monkeypatch.undo()
    assert kernel.press(reconcile_only=True).status == "created"
    assert len(service.packages) == 1


def kernel_age() -> Any:
    from datetime import timedelta

    return timedelta(0)
