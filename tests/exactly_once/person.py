"""Somebody who sends a request, and what they see of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any

from botocore.config import Config

from modelpkg_widget.aws.sagemaker import SageMaker
from modelpkg_widget.fake_aws import Sandbox
from modelpkg_widget.request.request_value import Request
from modelpkg_widget.submission.idempotent_sender import Sender
from modelpkg_widget.submission.journal import Attempt, Journal
from modelpkg_widget.submission.outcome import Outcome
from modelpkg_widget.submission.send_options import SendOptions
from tests.helpers.sandboxes import HOLD_SECONDS

PLAIN = SendOptions()
AGAIN = SendOptions(allow_duplicate=True)
RESOLVE = SendOptions(reconcile_only=True)


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

    def restart(self, **options: Any) -> None:
        """Start a kernel; `options` go into the `Config` of its client."""
        retries: Any = {"mode": "standard", "total_max_attempts": self.attempts}
        config = Config(retries=retries, **options)
        self.client = self.aws.client("sagemaker", config=config)
        self.sender = Sender(SageMaker(self.client), Journal())

    def send(self, how: SendOptions = PLAIN, **changes: Any) -> Outcome:
        return self.sender.send(Request({**self.request, **changes}), how)

    def lose(self, fault: str = "timeout_after_accept", **changes: Any) -> Outcome:
        """Send it and lose the answer."""
        self.aws.inject_fault(fault, times=self.attempts, seconds=HOLD_SECONDS)
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
        filters = {"ModelPackageGroupName": self.name, "ModelPackageType": "Versioned"}
        rows = self.sagemaker.list_model_packages(**filters)["ModelPackageSummaryList"]
        return [row["ModelPackageArn"] for row in rows]

    def tokens(self) -> list[str]:
        sent = [one for one in self.aws.calls if one["operation"] == "CreateModelPackage"]
        bodies = [one["request"] for one in sent]
        return [body["ClientToken"] for body in bodies if self.name in body.values()]


def codes(outcome: Outcome) -> list[str]:
    return [issue.message for issue in outcome.issues]


def by_name(person: Person) -> None:
    person.request = {"ModelPackageName": person.name, "ModelPackageDescription": "one"}
