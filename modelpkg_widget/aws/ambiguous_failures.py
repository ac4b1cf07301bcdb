"""Whether a failed call may have done its work all the same.

Refused is only what is known to be refused: an error answer of AWS with status 4xx, or an error
before the first byte left. Every other end of a call is an unknown outcome. botocore tries again by
itself, and reports only the result of the last try; `track_attempts` sees them all.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from modelpkg_widget.resources.tables import load_table

_OPERATION = "CreateModelPackage"
_BEGUN = f"provide-client-params.sagemaker.{_OPERATION}"
_ANSWERED = f"response-received.sagemaker.{_OPERATION}"
_LEAVES = "before-send"

#: AWS's codes are names; where the body has none, botocore puts the status in its place.
_CODE = re.compile(r"[A-Za-z][\w.:#/-]*", re.ASCII)
#: Statuses that say nothing about the request: proxies use them for connections that were lost.
_NO_VERDICT = {408, 499}
#: Errors that botocore raises before it has a connection, whatever caused them.
_NEVER_SENT = {
    "ConfigNotFound",
    "ConfigParseError",
    "ConnectTimeoutError",
    "CredentialRetrievalError",
    "EndpointConnectionError",
    "EndpointProviderError",
    "EndpointResolutionError",
    "InfiniteLoopConfigError",
    "InvalidConfigError",
    "InvalidProxiesConfigError",
    "InvalidRegionError",
    "LoginError",
    "MetadataRetrievalError",
    "MissingDependencyException",
    "MissingParametersError",
    "NoAuthTokenError",
    "NoCredentialsError",
    "NoRegionError",
    "NoSessionError",
    "ParamValidationError",
    "PartialCredentialsError",
    "ProfileNotFound",
    "RefreshWithMFAUnsupportedError",
    "SSOError",
    "TokenRetrievalError",
    "UnknownEndpointError",
    "UnknownServiceError",
    "UnknownSignatureVersionError",
    "UnsupportedSignatureVersionError",
}
#: Errors of a connection that may also break later: their cause tells when it was.
_MAYBE_SENT = {"ProxyConnectionError", "SSLError"}
_WHILE_CONNECTING = {
    "CertificateError",
    "ConnectTimeoutError",
    "ConnectionRefusedError",
    "NameResolutionError",
    "NewConnectionError",
    "SSLCertVerificationError",
    "gaierror",
}
# Answers to the request itself. All others speak of the caller or of the moment: they say nothing
# about an earlier attempt whose answer was lost.
_OF_THE_REQUEST = {
    "ConflictException",
    "ResourceInUse",
    "ResourceLimitExceeded",
    "ResourceNotFound",
    "ValidationException",
}


class AmbiguousOutcomeError(Exception):
    """A call that failed, after at least one try that the service may have accepted.

    Attributes:
        error: of the last try.
        refused: AWS itself refused the last try; an earlier one was lost.
    """

    def __init__(self, error: Exception, *, refused: bool = False) -> None:
        self.error = error
        self.refused = refused
        super().__init__(str(error))


class _AttemptTracker:
    """What is known of the tries of one call; a client without botocore's events tells nothing."""

    def __init__(self) -> None:
        self._thread = threading.get_ident()
        self._emits_events = False
        self._lost: list[bool] = []
        self._open = False  # bytes may have left, and no answer was read yet

    @property
    def emits_events(self) -> bool:
        """Whether the client reports this call, so that no report means that nothing was sent."""
        return self._emits_events

    @property
    def lost(self) -> bool:
        """Whether the service may have accepted one of the tries."""
        return self._open or any(self._lost)

    @property
    def refused(self) -> bool:
        """Whether the last try was not accepted."""
        return not self._open and self._lost[-1:] == [False]

    def begin(self, **_: object) -> None:
        self._emits_events = self._emits_events or self._is_here()

    def leave(self, event_name: str = "", **_: object) -> None:
        if self._is_here() and event_name.endswith(f".{_OPERATION}"):
            self._lost += [True] * self._open
            self._open = True

    def answer(
        self,
        response_dict: Any = None,
        parsed_response: Any = None,
        exception: Any = None,
        **_: object,
    ) -> None:
        """Judge an answer before anybody else sees it: the hooks of a user may raise."""
        if not self._is_here():
            return
        if exception is not None:
            self._lost.append(self._open and not _never_left(exception))
        else:
            status = response_dict.get("status_code") if isinstance(response_dict, dict) else None
            self._lost.append(not _refuses(status, _code(parsed_response)))
        self._open = False

    def _is_here(self) -> bool:
        return threading.get_ident() == self._thread


@contextmanager
def track_attempts(client: Any) -> Iterator[None]:
    """Watch the tries of CreateModelPackage that this thread makes by a boto3 client.

    Raises:
        AmbiguousOutcomeError: the call failed, and one of its tries may have been accepted.
    """
    events = getattr(getattr(client, "meta", None), "events", None)
    tries = _AttemptTracker()
    if events:
        events.register_first(_BEGUN, tries.begin)
        events.register_last(_LEAVES, tries.leave)
        events.register_first(_ANSWERED, tries.answer)
    try:
        yield
    except Exception as error:
        if tries.lost or not (tries.emits_events or is_refusal(error)):
            refused = tries.refused and is_refusal(error)
            raise AmbiguousOutcomeError(error, refused=refused) from error
        raise
    finally:
        if events:
            events.unregister(_BEGUN, tries.begin)
            events.unregister(_LEAVES, tries.leave)
            events.unregister(_ANSWERED, tries.answer)


def is_refusal(error: Exception) -> bool:
    """Whether an error by itself shows that nothing was made.

    True for an error answer of AWS, and for what botocore raises before it sends.
    """
    if _answer(error):
        return _refuses(_metadata(error).get("HTTPStatusCode", 400), answer_code(error))
    return _never_left(error)


def _refuses(status: object, code: str) -> bool:
    """Whether an answer is AWS's own refusal of a request."""
    is_refused = isinstance(status, int) and 400 <= status < 500 and status not in _NO_VERDICT
    return is_refused and bool(_CODE.fullmatch(code)) and code not in _undecided()


@lru_cache(maxsize=1)
def _undecided() -> frozenset[str]:
    """Return the codes by which AWS says that it does not know itself."""
    rows = load_table("aws/error_explanations")["codes"]
    return frozenset(code for row in rows if row.get("undecided") for code in row["codes"])


def _never_left(error: BaseException) -> bool:
    kinds = {kind.__name__ for kind in type(error).__mro__}
    if kinds & _NEVER_SENT:
        return True
    causes = _causes(error)
    return bool(kinds & _MAYBE_SENT) and (not causes or bool(causes & _WHILE_CONNECTING))


def _causes(error: BaseException) -> set[str]:
    """Return the names of what caused an error, however deep botocore and urllib3 have put it."""
    given = getattr(error, "kwargs", None)
    todo: list[Any] = [given.get("error") if isinstance(given, dict) else None]
    todo += [error.__cause__, error.__context__]
    seen: list[BaseException] = []
    while todo:
        one = todo.pop()
        if isinstance(one, BaseException) and all(one is not known for known in seen):
            seen.append(one)
            todo += [one.__cause__, one.__context__, getattr(one, "reason", None), *one.args]
    return {kind.__name__ for one in seen for kind in type(one).__mro__}


def is_of_the_request(error: Exception) -> bool:
    """Whether an answer speaks of the request, and not of the caller or the moment."""
    return answer_code(error) in _OF_THE_REQUEST


def answer_code(error: Exception) -> str:
    """Return AWS's code; empty when there is no answer."""
    return _code(_answer(error))


def _code(answer: Any) -> str:
    what = answer.get("Error") if isinstance(answer, dict) else None
    return str(what.get("Code") or "") if isinstance(what, dict) else ""


def request_id(error: Exception) -> str:
    """Return AWS's number of the answer; empty when there is none."""
    return str(_metadata(error).get("RequestId", ""))


def _metadata(error: Exception) -> dict[str, Any]:
    metadata = _answer(error).get("ResponseMetadata")
    return metadata if isinstance(metadata, dict) else {}


def _answer(error: Exception) -> dict[str, Any]:
    response = getattr(error, "response", None)
    return response if isinstance(response, dict) else {}
