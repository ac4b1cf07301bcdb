"""A call of SageMaker and what goes back over HTTP, apart from any web framework."""

from __future__ import annotations

import json
import re
import uuid
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _typeshed.wsgi import StartResponse, WSGIEnvironment

JSON = "application/x-amz-json-1.1"
REQUEST_ID = "x-amzn-RequestId"
SCOPE = re.compile(
    r"Credential=(?P<key>[^/,\s]{0,200})/\d{8}/(?P<region>[^/]{1,99})/(?P<service>[^/]{1,99})/aws4_request"
)


@dataclass(frozen=True)
class HttpResponse:
    """An answer as bytes."""

    status: int
    headers: list[tuple[str, str]]
    data: bytes

    @property
    def request_id(self) -> str:
        found = (value for name, value in self.headers if name.lower() == REQUEST_ID.lower())
        return next(found, "")

    def send(self, start_response: StartResponse) -> Iterable[bytes]:
        start_response(f"{self.status} {HTTPStatus(self.status).phrase}", self.headers)
        return [self.data]


@dataclass(frozen=True)
class JsonResponse:
    """What goes back: a JSON body, None for an empty one, and the status of HTTP."""

    body: Any
    status: int = 200

    def reply(self, kind: str = JSON) -> HttpResponse:
        data = b"" if self.body is None else json.dumps(self.body).encode()
        headers = [
            ("Content-Type", kind),
            ("Content-Length", str(len(data))),
            (REQUEST_ID, str(uuid.uuid4())),
        ]
        return HttpResponse(self.status, headers, data)


def bytes_response(data: bytes) -> HttpResponse:
    """What goes back where it is a file."""
    headers = [("Content-Type", "application/octet-stream"), ("Content-Length", str(len(data)))]
    return HttpResponse(200, headers, data)


class ServiceError(Exception):
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

    def reply(self) -> HttpResponse:
        return JsonResponse({"__type": self.code, "message": self.message}, self.status).reply()


def invalid(message: str) -> ServiceError:
    """The code of nearly all that SageMaker refuses."""
    return ServiceError("ValidationException", message)


class Signed(NamedTuple):
    """What a signature says: the access key, and what it was made for."""

    key: str
    region: str
    service: str


def signed_for(environ: WSGIEnvironment) -> Signed | None:
    """What the request's signature says, in a header or a presigned address."""
    text = environ.get("HTTP_AUTHORIZATION") or ""
    if not text and "X-Amz-Credential" in environ.get("QUERY_STRING", ""):
        text = unquote(environ["QUERY_STRING"]).replace("X-Amz-Credential=", "Credential=")
    found = SCOPE.search(text)
    return Signed(found["key"], found["region"], found["service"]) if found else None
