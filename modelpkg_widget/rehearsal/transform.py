"""Sending the test data through the containers, as a batch transform does."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from http.client import HTTPException
from typing import Literal

from .container import Container
from .engine import CancelledError
from .plan import Settings
from .records import Assembler, Batch
from .relay.channel import Channel

_OK = 200


class InvocationError(Exception):
    """A container did not answer a request as it has to.

    Attributes:
        outcome: ``status``: another one than 200; ``late``; ``broken``: no answer.
        status: 0 without an answer.
        body: of the answer.
        stage: which container, from 0.
        first, last: numbers of the records that were sent.
        log: of the container, before parts of the request were sent again.
    """

    def __init__(
        self, outcome: Literal["status", "late", "broken"], stage: int, status: int, body: bytes
    ) -> None:
        super().__init__(outcome)
        self.outcome, self.stage, self.status, self.body = outcome, stage, status, body
        self.first = self.last = 0
        self.log: list[str] = []


@dataclass
class Totals:
    """What was sent and answered.

    Attributes:
        sent, answered: records.
        requests: answered requests.
        seconds: that each request took, for one record.
        types: content types of the answers of the last container.
    """

    sent: int = 0
    answered: int = 0
    requests: int = 0
    seconds: list[float] = field(default_factory=list)
    types: set[str] = field(default_factory=set)

    def percentile(self, part: float) -> float:
        """Return the seconds that this part of the records did not exceed."""
        rows = sorted(self.seconds)
        return rows[min(len(rows) - 1, int(part * len(rows)))] if rows else 0.0


class Transform:
    """One run through all containers.

    Args:
        containers: in their order.
        settings: how records are sent.
        content_type, accept: headers; empty is none.
        seconds: that one answer may take.
        cancelled: somebody wants no more.
    """

    def __init__(
        self,
        containers: Sequence[Container],
        settings: Settings,
        content_type: str,
        accept: str,
        seconds: float,
        cancelled: threading.Event,
    ) -> None:
        self._containers, self._settings = containers, settings
        self._content_type, self._accept, self._seconds = content_type, accept, seconds
        self._cancelled = cancelled
        self._own = threading.local()
        self._lock = threading.Lock()
        self._failed, self._ended = threading.Event(), threading.Event()
        self.totals = Totals()

    def run(
        self, batches: Iterator[Batch], assembler: Assembler, report: Callable[[int], None]
    ) -> None:
        """Send all requests, some at once, and write the answers in order.

        Raises:
            InvocationError: the first request that failed; the first record of it that fails by
                itself is looked for.
            TooLargeError: a record does not fit.
            CancelledError: it was cancelled.
        """
        waiting: dict[Future[bytes], Batch] = {}
        pool = ThreadPoolExecutor(self._settings.concurrent, "rehearsal")
        try:
            for batch in batches:
                while len(waiting) >= self._settings.concurrent:
                    self._take(waiting, assembler, report)
                self._raise_if_cancelled()
                self.totals.sent += len(batch.records)
                waiting[pool.submit(self._send, batch)] = batch
            while waiting:
                self._take(waiting, assembler, report)
        finally:
            # An answer may take minutes: nobody waits for those that come too late.
            self._ended.set()
            for container in self._containers:
                container.disconnect()
            pool.shutdown(wait=False, cancel_futures=True)

    def _raise_if_cancelled(self) -> None:
        if self._cancelled.is_set() or self._ended.is_set():
            raise CancelledError

    def _take(
        self,
        waiting: dict[Future[bytes], Batch],
        assembler: Assembler,
        report: Callable[[int], None],
    ) -> None:
        done: set[Future[bytes]] = set()
        while not done:
            self._raise_if_cancelled()
            done, _ = wait(waiting, timeout=0.5, return_when=FIRST_COMPLETED)
        for future in sorted(done, key=lambda one: waiting[one].at):
            batch = waiting.pop(future)
            assembler.add(batch.at, future.result())
            self.totals.answered += len(batch.records)
            report(self.totals.answered)

    def _send(self, batch: Batch) -> bytes:
        start = time.monotonic()
        try:
            body, kind = self._through(batch.body)
        except InvocationError as error:
            error.first, error.last = batch.first, batch.last
            if error.outcome == "status" and not self._failed.is_set():
                self._failed.set()
                error.log = self._containers[error.stage].log()
                self._narrow(batch, error)
            raise
        took = (time.monotonic() - start) / len(batch.records)
        with self._lock:
            self.totals.requests += 1
            self.totals.seconds += [took] * len(batch.records)
            self.totals.types.add(kind)
        return body

    def _narrow(self, batch: Batch, error: InvocationError) -> None:
        """Find the first record that fails by itself, by sending ever smaller parts."""
        first, records = batch.first, batch.records
        while len(records) > 1:
            half = len(records) // 2
            for start, part in ((first, records[:half]), (first + half, records[half:])):
                found = self._failure(part)
                if found:
                    first, records = start, part
                    error.status, error.body = found.status, found.body
                    break
            else:
                return  # none fails by itself: it is the number of them
            error.first, error.last = first, first + len(records) - 1

    def _failure(self, records: Sequence[bytes]) -> InvocationError | None:
        try:
            self._through(b"".join(records))
        except InvocationError as error:
            return error if error.outcome == "status" else None
        return None

    def _through(self, body: bytes) -> tuple[bytes, str]:
        """Send a body through all containers: each gets the answer of the one before."""
        kind = self._content_type
        for stage, channel in enumerate(self._channels()):
            self._raise_if_cancelled()
            headers = {"Content-Type": kind} if kind else {}
            if self._accept and stage == len(self._containers) - 1:
                headers["Accept"] = self._accept
            try:
                answer = channel.ask("POST", "/invocations", body, headers, seconds=self._seconds)
            except TimeoutError as error:
                raise InvocationError("late", stage, 0, b"") from error
            except (OSError, HTTPException) as error:
                raise InvocationError("broken", stage, 0, b"") from error
            status, kind, body = answer
            if status != _OK:
                raise InvocationError("status", stage, status, body)
        return body, kind

    def _channels(self) -> list[Channel]:
        """Return this thread's own connections."""
        if not hasattr(self._own, "channels"):
            self._own.channels = [one.free_channel() for one in self._containers]
        channels: list[Channel] = self._own.channels
        return channels
