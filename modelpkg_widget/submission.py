"""From a request to an ARN, once: the states of a submission and the thread that sends.

editing, submitting, then created, refused or uncertain. From uncertain - the answer did not
arrive - only sending the very same request with the very same token leads on: AWS answers it with
the package that it made, if it made one, and makes no second.
"""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Literal

from . import json_text
from .issue import Issue
from .json_value import Json
from .service import Service
from .service_errors import issues_from_error

Status = Literal["editing", "submitting", "uncertain", "created", "refused"]
# HTTPClientError covers time-outs of the answer and lost connections.
_UNKNOWN_OUTCOME = {"HTTPClientError", "IncompleteReadError", "NoArnError", "ResponseParserError"}
# Answers to the request itself. All others speak of the caller or of the moment: they say nothing
# about an earlier attempt whose answer was lost.
_OF_THE_REQUEST = {
    "ConflictException",
    "ResourceInUse",
    "ResourceLimitExceeded",
    "ResourceNotFound",
    "ValidationException",
}


class SubmitError(Exception):
    """A request that was not sent, was refused, or whose outcome is not known.

    Attributes:
        issues: what is wrong, at least one.
    """

    def __init__(self, issues: list[Issue]) -> None:
        self.issues = issues
        super().__init__("\n".join(str(issue) for issue in issues))


@dataclass(frozen=True)
class Outcome:
    """How a submission stands.

    Attributes:
        status: the state, as in `ModelPackageForm.status`.
        body: the request, as JSON text, that the state speaks of.
        arn: of the package that was created.
        issues: what AWS said against it.
    """

    status: Status = "editing"
    body: str = ""
    arn: str = ""
    issues: tuple[Issue, ...] = ()


class Submission:
    """Sends one request at a time on a thread of its own. Safe to use from threads.

    Args:
        service: what sends it.
        report: called after each change of `outcome`, on the sending thread or the caller's, and
            never with a lock held: it may submit again, or wait for another thread that does.
        created: called with each new ARN, on the sending thread.
    """

    def __init__(
        self, service: Service, report: Callable[[], None], created: Callable[[str], None]
    ) -> None:
        self._service = service
        self._report = report
        self._tell_arn = created
        self._lock = threading.Lock()
        self._running: Future[Outcome] | None = None
        self._token = ""
        self.outcome = Outcome()
        """How it stands now."""
        self.created = Outcome()
        """The package that was created last."""

    def submit(self, request: Json) -> Future[Outcome]:
        """Start sending; a second call while one is under way returns that one.

        A request that was created last is not sent again: its ARN is known.
        """
        body = json_text.dumps(request)
        done: Future[Outcome] = Future()
        with self._lock:
            if self._running:
                return self._running
            doubtful = self.outcome.status == "uncertain"
            if doubtful:
                body = self.outcome.body  # what came of it is found out first
            elif self.created.body == body:
                self.outcome = self.created
                done.set_result(self.created)
            else:
                self._token = str(uuid.uuid4())
            if not done.done():
                self._running, self.outcome = done, Outcome("submitting", body)
                sending = (body, done, doubtful)
                threading.Thread(target=self._send, args=sending, daemon=True).start()
        self._report()
        return done

    def edited(self, still: Callable[[Issue], bool]) -> None:
        """Note that the request is now another one: from created and refused back to editing.

        Args:
            still: whether an issue speaks of a member that is as it was.
        """
        with self._lock:
            if self.outcome.status in ("editing", "created", "refused"):
                kept = tuple(issue for issue in self.outcome.issues if still(issue))
                self.outcome = Outcome("editing", issues=kept)

    def _send(self, body: str, done: Future[Outcome], doubtful: bool) -> None:  # noqa: FBT001
        outcome = self._ask(body, doubtful)
        with self._lock:
            self.outcome, self._running = outcome, None
            if outcome.status == "created":
                self.created = outcome
        try:
            self._report()
            if outcome.status == "created":
                self._tell_arn(outcome.arn)
        finally:
            done.set_result(outcome)  # last: who waits for it finds everything in place

    def _ask(self, body: str, doubtful: bool) -> Outcome:  # noqa: FBT001
        try:
            return Outcome(
                "created", body, self._service.create(json_text.loads(body), self._token)
            )
        except Exception as error:  # noqa: BLE001 - each ends in an outcome
            unknown = _may_have_arrived(error) or (doubtful and not _is_of_the_request(error))
            status: Status = "uncertain" if unknown else "refused"
            return Outcome(status, body, issues=tuple(issues_from_error(error)))


def _may_have_arrived(error: Exception) -> bool:
    """Whether the service may have accepted a request though no good answer came back."""
    if any(kind.__name__ in _UNKNOWN_OUTCOME for kind in type(error).__mro__):
        return True
    metadata = _answer(error).get("ResponseMetadata")
    status = metadata.get("HTTPStatusCode") if isinstance(metadata, dict) else None
    return isinstance(status, int) and status >= 500


def _is_of_the_request(error: Exception) -> bool:
    what = _answer(error).get("Error")
    return isinstance(what, dict) and what.get("Code") in _OF_THE_REQUEST


def _answer(error: Exception) -> dict[str, object]:
    response = getattr(error, "response", None)
    return response if isinstance(response, dict) else {}
