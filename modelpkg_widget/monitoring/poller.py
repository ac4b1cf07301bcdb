"""Following a package until it is completed or failed, on a thread of its own."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any, Literal

from modelpkg_widget.aws.errors import error_category, issues_from_error
from modelpkg_widget.runtime import background
from modelpkg_widget.submission.attempts import now

State = Literal["off", "following", "ended", "stopped"]

#: Nothing changes after these (AWS, DescribeModelPackage, ModelPackageStatus).
TERMINAL = {"Completed", "Failed"}


@dataclass(frozen=True)
class PollInterval:
    """How often to ask, in seconds.

    Attributes:
        first: between two questions at the beginning.
        young: how long the beginning lasts.
        later: between two questions after it.
        longest: between two questions when AWS asks for patience or does not answer.
    """

    first: float = 5
    young: float = 60
    later: float = 30
    longest: float = 300


#: A sandbox plays a certification in seconds.
SANDBOX_INTERVAL = PollInterval(first=1, later=1, longest=5)


@dataclass(frozen=True)
class PollState:
    """State of following a package.

    Attributes:
        state: ``off``; ``following``; ``ended``: nothing more will change; ``stopped``: it goes on
            when requested.
        checked_at: when AWS answered last, ISO 8601 in UTC.
        problem: why the last question had no answer.
    """

    state: State = "off"
    checked_at: str = ""
    problem: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain JSON."""
        return asdict(self)


_GOES_ON = "The form retries automatically."
_NO_THREAD = "Python can't start more threads. Refresh to check the status."


def _after(means: str, *, answered: bool) -> State:
    """How it stands after an error; credentials that were good before may be so again."""
    if means == "gone":
        return "ended"
    lasts = means == "denied" or (means == "expired" and not answered)
    return "stopped" if lasts else "following"


class PackagePoller:
    """Asks for the state of one package at a time.

    Args:
        describe: returns what DescribeModelPackage says of an ARN, or raises.
        report: called with the ARN, the description (None when there was no answer) and how it
            stands, on the following thread.
        pace: how often to ask.
    """

    def __init__(
        self,
        describe: Callable[[str], dict[str, Any]],
        report: Callable[[str, dict[str, Any] | None, PollState], None],
        pace: PollInterval | None = None,
    ) -> None:
        self._describe = describe
        self._report = report
        self.pace = pace or PollInterval()
        self._lock = threading.Lock()
        self._arn = ""
        self._wake: threading.Event | None = None
        self._closed = False
        background.note_forks(self)
        self.first_response = threading.Event()
        """The first question for this package was answered, well or not."""

    def after_fork(self) -> None:
        """Follow nothing in the new process until it is asked to."""
        self._lock, self._wake = threading.Lock(), None

    def follow(self, arn: str) -> None:
        """Follow a package from now on, and no other.

        Where no thread can be started, it is asked once, in the caller, and stands still.
        """
        self.stop()
        with self._lock:
            if self._closed:
                return
            self._arn, self._wake = arn, threading.Event()
            self.first_response.clear()
            given = (arn, self._wake)
        if not background.start(self._run, *given, name="following"):
            self._run(*given, once=True)

    def now(self) -> None:
        """Ask at once; goes on where it had stopped."""
        with self._lock:
            arn, wake = self._arn, self._wake
        if wake:
            wake.set()
        elif arn:
            self.follow(arn)

    def close(self) -> None:
        """Ask no more, whoever asks for it."""
        with self._lock:
            self._closed = True
        self.stop()

    def stop(self) -> None:
        """Ask no more."""
        with self._lock:
            wake, self._wake = self._wake, None
        if wake:
            wake.set()

    def _run(self, arn: str, wake: threading.Event, *, once: bool = False) -> None:
        start, checked, misses = time.monotonic(), "", 0
        while self._wake is wake:
            wake.clear()
            description, problem = None, ""
            state: State = "following"
            try:
                description = self._describe(arn)
                checked, misses = now(), 0
                state = "ended" if description.get("ModelPackageStatus") in TERMINAL else state
            except Exception as error:  # noqa: BLE001 - each is reported, and most are temporary
                first, misses = issues_from_error(error)[0], misses + 1
                state = _after(error_category(error), answered=bool(checked))
                hint = first.hint * (state == "stopped") + _GOES_ON * (state == "following")
                problem = f"{first.message} {hint}".strip()
            if once and state == "following":
                state, problem = "stopped", problem or _NO_THREAD
            with self._lock:
                if self._wake is not wake:
                    return
                if state != "following":
                    self._wake = None  # first, so that a refresh starts another run
            how = PollState(state, checked, problem)
            try:  # whatever an observer of the form does, what is asked of AWS goes on
                background.guarded(partial(self._report, arn, description, how))
            finally:
                self.first_response.set()
            if state != "following":
                return
            wake.wait(self._pause(time.monotonic() - start, misses))

    def _pause(self, age: float, misses: int) -> float:
        pace = self.pace
        usual = pace.first if age < pace.young else pace.later
        return min(usual * 2.0**misses, max(usual, pace.longest))
