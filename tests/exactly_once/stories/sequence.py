"""One seeded story of faults, presses, edits, restarts and kills, and what must be true after it.

A story has its own group, its own request and its own journal. Requests differ by their
description, so that packages can be counted for each of them. In the end the faults are over, and
a person with a fresh kernel presses the button for each request that was ever sent, until there is
an answer.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from modelpkg_widget.fake_aws.server.sandbox import Sandbox
from modelpkg_widget.submission.journal import Journal
from tests.helpers.sandboxes import HOLD_SECONDS

from .kernel import Apart, Here, Plan, Seen

LOST = ["500_after_accept", "timeout_after_accept", "reset_after_accept"]
FAULTS = [
    *LOST, *LOST, "throttle", "500", "timeout", "reset", "expired_token", "access_denied",
    "limit_exceeded",
]  # fmt: skip
READ_OPERATIONS = ["DescribeModelPackage", "ListModelPackages"]
_MOST_PRESSES = 8


class Story:
    """One story.

    Args:
        seed: decides everything but the timing of threads and processes.
        aws: the sandbox.
        folder: for the journal and the draft.
        kills: kernels are killed in it.
        journal: without one each kernel begins with an empty journal.
    """

    def __init__(
        self, seed: int, aws: Sandbox, folder: Path, *, kills: bool = False, journal: bool = True
    ) -> None:
        self.dice = random.Random(seed)
        self.aws = aws
        self.folder = folder
        self.kills = kills
        self.keeps = journal
        self.log: list[str] = [f"seed {seed}"]
        self.name = f"story-{seed}-{'kills' if kills else 'plain'}-{'kept' if journal else 'lost'}"
        self.by_name = self.dice.random() < 0.3
        self.draft = str(folder / "draft.json") if self.dice.random() < 0.5 else ""
        self.attempts = self.dice.choice([1, 2])
        self.kernels = 0
        self.again = 0
        self.text = "one"
        self.sent: set[str] = set()
        self.arns: set[str] = set()
        if not self.by_name:
            made = aws.client("sagemaker")
            made.create_model_package_group(ModelPackageGroupName=self.name)

    # What a person does.

    def run(self) -> None:
        """Play it; ends with nothing under way."""
        kernel = self.start()
        for _ in range(self.dice.randint(4, 8)):
            kernel = self.step(kernel)
        self.aws.clear_faults()
        kernel.end()

    def step(self, kernel: Here) -> Here:
        what = self.dice.choice(
            ["fault", "fault", "fault", "press", "press", "twice", "edit", "restart", "two kernels",
             "again", "forget", "look"] + (["kill"] * 6 if self.kills else [])
        )  # fmt: skip
        self.log.append(what)
        if what == "fault":
            # boto3 tries again by itself: what one call meets may be several of them.
            kinds = [self.dice.choice(LOST), self.dice.choice(FAULTS)]
            for kind in kinds if self.dice.random() < 0.5 else kinds[1:]:
                times = 1 if len(kinds) == self.attempts else self.dice.choice([1, 1, 2, 3])
                self.log.append(f"{kind} x{times}")
                self.aws.inject_fault(kind, times=times, seconds=HOLD_SECONDS)
        elif what == "look":
            kind, operation = self.dice.choice(FAULTS), self.dice.choice(READ_OPERATIONS)
            self.log.append(f"{kind} {operation}")
            self.aws.inject_fault(kind, operation=operation, seconds=HOLD_SECONDS)
        elif what == "forget":
            self.aws.expire_tokens()
        elif what == "edit":
            self.text = self.dice.choice(["one", "two", "three"])
            kernel.edit(self.request())
        elif what == "restart":
            kernel.end()
            kernel = self.start()
        elif what == "kill":
            kernel.end()
            self.kill()
            kernel = self.start()
        else:
            self.press(kernel, what)
        return kernel

    def press(self, kernel: Here, what: str) -> None:
        is_again = what == "again" and kernel.status() == "created" and not self.by_name
        self.again += is_again
        self.sent.add(self.text)
        presses: list[Future[Seen]] = [kernel.press(again=is_again)]
        other = self.start() if what == "two kernels" else None
        if what == "twice":
            presses.append(kernel.press())
        if other:
            presses.append(other.press())
        for done in presses:
            self.note(done.result(60))
        if other:
            other.end()

    def kill(self) -> None:
        self.sent.add(self.text)
        apart = Apart(self.plan())
        self.note(apart.press_and_kill(self.dice.uniform(0, 0.06)))
        self.log.append("killed")

    def start(self) -> Here:
        return Here(self.plan())

    def plan(self) -> Plan:
        self.kernels += 1
        state = self.folder / ("state" if self.keeps else f"state-{self.kernels}")
        if self.draft:
            Path(self.draft).unlink(missing_ok=True)  # what a person sees is in the story
        return Plan(self.aws.url, str(state), self.request(), self.draft, self.attempts)

    def request(self) -> dict[str, Any]:
        whose = "ModelPackageName" if self.by_name else "ModelPackageGroupName"
        # An unversioned package has one name: another request is another name.
        name = f"{self.name}-{self.text}" if self.by_name else self.name
        return {whose: name, "ModelPackageDescription": self.text}

    def note(self, seen: Seen) -> None:
        self.log.append(f"{seen.status} {seen.arn.rpartition('/')[2]} {seen.codes}")
        if seen.arn:
            self.arns.add(seen.arn)

    # What must be true.

    def settle(self) -> None:
        """The network is well again: press until there is an answer, for all that was sent."""
        for text in sorted(self.sent):
            self.text = text
            kernel = self.start()
            for _ in range(_MOST_PRESSES):
                seen = kernel.press().result(60)
                self.note(seen)
                if seen.status == "created" and not seen.codes:
                    break
            else:
                raise AssertionError(f"no answer after {_MOST_PRESSES} presses")
            kernel.end()

    def verify(self) -> None:
        """One package for each intention, and each of them known by its ARN.

        Raises:
            AssertionError: two, none, or one that nobody knows of.
        """
        made = self.packages()
        for text in self.sent:
            count = Counter(made.values())[text]
            most = 1 + self.again
            assert 1 <= count <= most, f"{count} packages for {text!r}, at most {most}"
        attempts, broken = Journal(folder=self.folder / "state" / "journal").all()
        assert not broken
        created = [one.arn for one in attempts if one.outcome == "created"]
        if self.keeps:
            assert len(created) == len(set(created)), "one package for two attempts"
            assert set(created) == set(made), "a package that the journal does not know"
            assert len(created) <= len(self.sent) + self.again
        assert self.arns >= set(made) or self.kills or self.again, "an ARN that nobody saw"

    def packages(self) -> dict[str, str]:
        """Return the descriptions of all packages of this story, by ARN."""
        made = self.aws.client("sagemaker")
        if self.by_name:
            filters: dict[str, Any] = {"NameContains": self.name, "ModelPackageType": "Unversioned"}
        else:
            filters = {"ModelPackageGroupName": self.name, "ModelPackageType": "Versioned"}
        rows = made.list_model_packages(MaxResults=100, **filters)["ModelPackageSummaryList"]
        return {row["ModelPackageArn"]: row["ModelPackageDescription"] for row in rows}


def play(seed: int, aws: Sandbox, folder: Path, **how: bool) -> list[str]:
    """Play one story and check it; returns what happened.

    Raises:
        AssertionError: with the whole story.
    """
    folder.mkdir(parents=True)
    story = Story(seed, aws, folder, **how)
    start = time.monotonic()
    try:
        story.run()
        story.settle()
        story.verify()
    except AssertionError as error:
        raise AssertionError(f"{error}\n" + "\n".join(story.log)) from error
    story.log.append(f"{time.monotonic() - start:.1f} s")
    return story.log
