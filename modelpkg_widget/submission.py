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
_UNKNOWN_OUTCOME = {"ReadTimeoutError", "ConnectionClosedError", "HTTPClientError"}


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
    """Sends one request at a time on a thread of its own.

    Args:
        service: what sends it.
        report: called with each new state, on the sending thread or the caller's.
    """

    def __init__(self, service: Service, report: Callable[[Outcome], None]) -> None:
        self._service = service
        self._report = report
        self._lock = threading.Lock()
        self._running: Future[Outcome] | None = None
        self._last = Outcome()
        self._token = ""

    def submit(self, request: Json) -> Future[Outcome]:
        """Start sending; a second call while one is under way returns that one.

        A request that was created already is not sent again: its ARN is known.
        """
        body = json_text.dumps(request)
        with self._lock:
            if self._running and not self._running.done():
                return self._running
            done: Future[Outcome] = Future()
            if self._last.status == "created" and self._last.body == body:
                done.set_result(self._last)
            else:
                if self._last.status == "uncertain":
                    body = self._last.body  # its own outcome comes first, whatever was typed since
                else:
                    self._token = str(uuid.uuid4())
                self._running = done
        if done.done():
            self._report(done.result())
            return done
        self._tell(Outcome("submitting", body))
        threading.Thread(target=self._send, args=(body, done), daemon=True).start()
        return done

    def edited(self, body: str) -> None:
        """Note that the request is now another one: from created and refused back to editing."""
        if self._last.status in ("created", "refused") and self._last.body != body:
            self._report(Outcome("editing", body))

    def _send(self, body: str, done: Future[Outcome]) -> None:
        try:
            arn = self._service.create(json_text.loads(body), self._token)
            outcome = Outcome("created", body, arn)
        except Exception as error:
            status: Status = "uncertain" if _may_have_arrived(error) else "refused"
            outcome = Outcome(status, body, issues=tuple(issues_from_error(error)))
        self._tell(outcome)
        done.set_result(outcome)

    def _tell(self, outcome: Outcome) -> None:
        self._last = outcome
        self._report(outcome)


def _may_have_arrived(error: Exception) -> bool:
    """Whether the service may have accepted a request though no good answer came back."""
    response = getattr(error, "response", None)
    if isinstance(response, dict):
        status = response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
        return bool(status >= 500)
    return type(error).__name__ in _UNKNOWN_OUTCOME
