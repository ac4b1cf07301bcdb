"""Asking for the state of a package until nothing more will change."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from typing import Any

import botocore.exceptions
import pytest
from botocore.exceptions import ClientError

from modelpkg_widget import ModelPackageForm
from modelpkg_widget.monitoring.poller import PackagePoller, PollInterval, PollState
from tests.helpers.sandboxes import certified, fresh
from tests.widget.scripted_client import said, until

FAST = PollInterval(first=0.002, young=0.05, later=0.01, longest=0.02)
THROTTLED = said("Rate exceeded", "ThrottlingException")
DENIED = said(
    "User: arn:aws:iam::123456789012:user/a is not authorized to perform: "
    "sagemaker:DescribeModelPackage on resource: arn:1",
    "AccessDeniedException",
)
MISSING = said("ModelPackage arn:1 does not exist.")
LOST = botocore.exceptions.EndpointConnectionError(endpoint_url="https://example.com")


class Seen:
    """Answers with one line of a script after the other, the last one for ever."""

    def __init__(self, *answers: Any) -> None:
        self.answers = list(answers)
        self.described: list[str] = []
        self.reports: list[tuple[str, Any, PollState]] = []
        self.following = PackagePoller(self.describe, self.report, FAST)

    def describe(self, arn: str) -> dict[str, Any]:
        self.described.append(arn)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return {"ModelPackageStatus": answer}

    def report(self, arn: str, package: Any, progress: PollState) -> None:
        self.reports.append((arn, package, progress))

    def states(self) -> list[str]:
        return [progress.state for _, _, progress in self.reports]


@pytest.fixture
def ended() -> Iterator[None]:
    """No thread of a test outlives it."""
    yield
    until(lambda: not [one for one in threading.enumerate() if one.name == "following"])


pytestmark = pytest.mark.usefixtures("ended")


@pytest.mark.parametrize("status", ["Completed", "Failed"])
def test_until_a_terminal_status(status: str) -> None:
    seen = Seen("Pending", "InProgress", status, "never asked")
    seen.following.follow("arn:1")
    assert seen.following.first_response.wait(60)
    until(lambda: "ended" in seen.states())
    assert seen.states() == ["following", "following", "ended"]
    assert [package["ModelPackageStatus"] for _, package, _ in seen.reports][-1] == status
    assert all(progress.checked_at for _, _, progress in seen.reports)


@pytest.mark.parametrize("error", [THROTTLED, LOST], ids=["throttled", "lost"])
def test_what_passes_is_reported_and_it_goes_on(error: Exception) -> None:
    seen = Seen("InProgress", error, error, error, "Completed")
    seen.following.follow("arn:1")
    until(lambda: "ended" in seen.states())
    assert seen.states() == ["following"] * 4 + ["ended"]
    assert "retries automatically" in seen.reports[1][2].problem
    assert [bool(progress.problem) for _, _, progress in seen.reports] == [0, 1, 1, 1, 0]
    assert (
        seen.reports[1][2].checked_at == seen.reports[0][2].checked_at
    )  # still when AWS answered last
    assert seen.reports[1][1] is None


def test_without_permission_it_stops_until_it_is_asked() -> None:
    seen = Seen(DENIED, "Completed")
    seen.following.follow("arn:1")
    until(lambda: seen.states() == ["stopped"])
    assert "sagemaker:DescribeModelPackage" in seen.reports[0][2].problem
    seen.following.now()
    until(lambda: seen.states() == ["stopped", "ended"])


def test_a_package_that_is_gone_ends_it() -> None:
    seen = Seen("InProgress", MISSING)
    seen.following.follow("arn:1")
    until(lambda: seen.states() == ["following", "ended"])


def test_asked_for_it_asks_at_once() -> None:
    seen = Seen("InProgress")
    seen.following.pace = PollInterval(first=60)
    seen.following.follow("arn:1")
    until(lambda: len(seen.described) == 1)
    seen.following.now()
    until(lambda: len(seen.described) == 2)
    seen.following.stop()


def test_stopped_it_tells_nothing_more() -> None:
    seen = Seen("InProgress")
    seen.following.follow("arn:1")
    until(lambda: seen.reports)
    seen.following.stop()
    until(lambda: threading.active_count() and not _threads())
    count = len(seen.reports)
    assert len(seen.reports) == count
    seen.following.now()  # goes on where it had stopped
    until(lambda: len(seen.reports) > count)
    seen.following.stop()


def test_closed_it_follows_nothing_more() -> None:
    seen = Seen("InProgress")
    seen.following.follow("arn:1")
    until(lambda: seen.reports)
    seen.following.close()
    seen.following.follow("arn:2")
    seen.following.now()
    until(lambda: not _threads())
    assert "arn:2" not in seen.described


def test_it_follows_one_package_at_a_time() -> None:
    seen = Seen("InProgress")
    seen.following.follow("arn:1")
    until(lambda: seen.reports)
    seen.following.follow("arn:2")
    until(lambda: seen.reports[-1][0] == "arn:2")
    until(lambda: len(_threads()) == 1)
    seen.following.stop()


@pytest.mark.parametrize(
    ("age", "misses", "seconds"),
    [(0, 0, 5), (59, 0, 5), (60, 0, 30), (0, 2, 20), (0, 9, 300), (3600, 1, 60), (3600, 9, 300)],
)
def test_the_pace(age: float, misses: int, seconds: float) -> None:
    """5 s for a minute, then 30 s, longer when AWS asks for patience."""
    following = PackagePoller(lambda _: {}, lambda *_: None)
    assert following._pause(age, misses) == seconds


def _threads() -> list[threading.Thread]:
    return [one for one in threading.enumerate() if one.name == "following"]


def test_errors_that_no_table_knows_are_reported_too() -> None:
    seen = Seen(ClientError({"Error": {"Code": "New", "Message": "new"}}, "x"), "Completed")
    seen.following.follow("arn:1")
    until(lambda: "ended" in seen.states())
    assert "new" in seen.reports[0][2].problem


EXPIRED = said("The security token included in the request is expired", "ExpiredTokenException")


def test_credentials_that_expire_and_come_back() -> None:
    seen = Seen("InProgress", EXPIRED, EXPIRED, "Completed")
    seen.following.follow("arn:1")
    until(lambda: "ended" in seen.states())
    assert seen.states() == ["following"] * 3 + ["ended"]
    assert "expired" in seen.reports[1][2].problem
    assert "retries automatically" in seen.reports[1][2].problem


def test_credentials_that_were_never_good_stop_it() -> None:
    seen = Seen(EXPIRED, "Completed")
    seen.following.follow("arn:1")
    until(lambda: seen.states() == ["stopped"])
    assert "Sign in again" in seen.reports[0][2].problem


@pytest.mark.parametrize("hours", [-30, 30], ids=["back", "ahead"])
def test_a_clock_that_jumps(hours: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pace is that of a clock that nobody sets; only what is shown follows the other."""
    real, jumped = time.time, threading.Event()
    monkeypatch.setattr(time, "time", lambda: real() + (hours * 3600 if jumped.is_set() else 0))
    seen = Seen("InProgress")
    seen.following.pace = PollInterval(first=0.01, young=60, later=60)
    seen.following.follow("arn:1")
    until(lambda: len(seen.described) == 2)
    jumped.set()
    count = len(seen.described)
    until(lambda: len(seen.described) >= count + 5)
    seen.following.stop()


def test_an_observer_that_fails_does_not_end_it(caplog: pytest.LogCaptureFixture) -> None:
    seen = Seen("InProgress", "Completed")
    real_report = seen.report

    def report(*given: Any) -> None:
        real_report(*given)
        raise RuntimeError("an observer of the form")

    seen.following = PackagePoller(seen.describe, report, FAST)
    seen.following.follow("arn:1")
    until(lambda: "ended" in seen.states())
    assert "What observes the form has failed" in caplog.text


@pytest.mark.slow
def test_through_the_faults_of_a_sandbox() -> None:
    """Throttled, expired, cut off and broken, by HTTP; then it is told to its end."""
    with fresh(speed=100_000) as aws:
        request = certified(aws, "followed")
        request["ValidationSpecification"]["ValidationRole"] = aws.role
        form = ModelPackageForm(request, session=aws.session)
        form._controller.monitor.poller.pace = FAST
        seen: list[str] = []
        form.observe(lambda change: seen.append(change.new["problem"]), "watch_state")
        aws.set_speed(0.001)
        form.submit()
        until(lambda: form.package.get("ModelPackageStatus") in ("Pending", "InProgress"))
        form._controller.monitor.poller.pace = FAST
        for kind, times in (("throttle", 4), ("expired_token", 2), ("500", 4)):
            aws.inject_fault(kind, "DescribeModelPackage", times)
        form._controller.monitor.poller.now()
        until(lambda: any("expired" in problem for problem in seen))
        aws.set_speed(100_000)
        until(lambda: form.package.get("ModelPackageStatus") == "Completed")
        assert form.watch_state["state"] == "ended"
        assert form.watch_state["problem"] == ""
        form.close()
    problems = {problem for problem in seen if problem}
    print(*sorted(problems), sep="\n")
    assert len(problems) >= 3
