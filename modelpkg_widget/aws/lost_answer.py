"""Whether a failed call may have done its work all the same.

botocore tries again by itself, and tells only what came of the last try: the one before may have
been accepted, and its answer lost. `watched` sees them all.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_EVENT = "needs-retry.sagemaker.CreateModelPackage"

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


class LostAnswerError(Exception):
    """A call that failed, after at least one try that the service may have accepted.

    Attributes:
        error: what came of the last try.
    """

    def __init__(self, error: Exception) -> None:
        self.error = error
        super().__init__(str(error))


@contextmanager
def watched(client: Any) -> Iterator[None]:
    """Watch the tries of CreateModelPackage that this thread makes by a boto3 client.

    Raises:
        LostAnswerError: the call failed, and one of its tries may have been accepted.
    """
    events = getattr(getattr(client, "meta", None), "events", None)
    thread, lost = threading.get_ident(), []

    def note(response: Any = None, caught_exception: Any = None, **_: object) -> None:
        if threading.get_ident() == thread:
            status = response[0].status_code if response else 0
            lost.append(_may_be_lost(caught_exception, status))

    if events:
        events.register_first(_EVENT, note)
    try:
        yield
    except Exception as error:
        if any(lost) or may_have_arrived(error):
            raise LostAnswerError(error) from error
        raise
    finally:
        if events:
            events.unregister(_EVENT, note)


def may_have_arrived(error: Exception) -> bool:
    """Whether the service may have accepted a request though no good answer came back."""
    return _may_be_lost(error, _metadata(error).get("HTTPStatusCode"))


def _may_be_lost(error: Exception | None, status: object) -> bool:
    kinds = {kind.__name__ for kind in type(error).__mro__}
    return bool(kinds & _UNKNOWN_OUTCOME) or (isinstance(status, int) and status >= 500)


def is_of_the_request(error: Exception) -> bool:
    """Whether an answer speaks of the request, and not of the caller or the moment."""
    return answer_code(error) in _OF_THE_REQUEST


def answer_code(error: Exception) -> str:
    """Return AWS's code; empty when there is no answer."""
    what = _answer(error).get("Error")
    return str(what.get("Code", "")) if isinstance(what, dict) else ""


def request_id(error: Exception) -> str:
    """Return AWS's number of the answer; empty when there is none."""
    return str(_metadata(error).get("RequestId", ""))


def _metadata(error: Exception) -> dict[str, Any]:
    metadata = _answer(error).get("ResponseMetadata")
    return metadata if isinstance(metadata, dict) else {}


def _answer(error: Exception) -> dict[str, Any]:
    response = getattr(error, "response", None)
    return response if isinstance(response, dict) else {}
