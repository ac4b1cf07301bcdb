"""One call of AWS's JSON protocol and its answers, apart from any web framework."""

from __future__ import annotations

import json
import re
import uuid
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from _typeshed.wsgi import StartResponse, WSGIEnvironment

JSON = "application/x-amz-json-1.1"
SCOPE = re.compile(r"Credential=[^/,\s]*/\d{8}/([^/]+)/([^/]+)/aws4_request")


@dataclass(frozen=True)
class Answer:
    """What goes back: the HTTP status and a JSON body."""

    body: Any
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)

    def send(self, start_response: StartResponse, kind: str = JSON) -> Iterable[bytes]:
        data = json.dumps(self.body).encode()
        headers = {
            "Content-Type": kind,
            "Content-Length": str(len(data)),
            "x-amzn-RequestId": str(uuid.uuid4()),
            **self.headers,
        }
        start_response(f"{self.status} {HTTPStatus(self.status).phrase}", list(headers.items()))
        return [data]


class Refusal(Exception):
    """The service says no.

    Args:
        code: AWS's code, for example "ValidationException".
        message: AWS's sentence.
        status: of HTTP.
    """

    def __init__(self, code: str, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.status = status

    def answer(self) -> Answer:
        return Answer({"__type": self.code, "message": self.message}, self.status)


def invalid(message: str) -> Refusal:
    """The code of nearly all that SageMaker refuses."""
    return Refusal("ValidationException", message)


@dataclass
class Call:
    """One operation that somebody asked for.

    Attributes:
        operation: for example "CreateModelPackage".
        body: the request, which a handler may change before it goes on.
        account: 12 digits.
        region: that the request was signed for.
        onward: passes a body to moto and gives its answer.
    """

    operation: str
    body: dict[str, Any]
    account: str
    region: str
    onward: Callable[[dict[str, Any]], Answer]

    def proceed(self, **changes: Any) -> Answer:
        """What moto answers to the body with `changes`; a change to None drops a member.

        Raises:
            Refusal: moto refused.
        """
        body = {**self.body, **changes}
        answer = self.onward({k: v for k, v in body.items() if v is not None})
        if answer.status >= 400:
            said = answer.body if isinstance(answer.body, dict) else {}
            code = str(said.get("__type", "InternalFailure")).rpartition("#")[2]
            message = str(said.get("message") or said.get("Message") or "")
            raise Refusal(code, _bare(message), answer.status)
        return answer


def signed_for(environ: WSGIEnvironment) -> tuple[str, str] | None:
    """Region and service of the request's signature, in a header or a presigned address."""
    text = environ.get("HTTP_AUTHORIZATION") or ""
    if not text and "X-Amz-Credential" in environ.get("QUERY_STRING", ""):
        text = unquote(environ["QUERY_STRING"]).replace("X-Amz-Credential=", "Credential=")
    found = SCOPE.search(text)
    return (found[1], found[2]) if found else None


def _bare(message: str) -> str:
    """A message without the words that a client puts before it (moto adds them too)."""
    return re.sub(r"^An error oc+urred \(\w+\) when calling the \w+ operation: ", "", message)
