"""A SageMaker that accepts a request first and answers it in any way; made of a seed."""

from __future__ import annotations

import gzip
import json
import random
import socketserver
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import botocore.exceptions
from botocore.exceptions import ClientError

GROUP_ARN = "arn:aws:sagemaker:us-east-1:123456789012:model-package/g/{}"
AWS_ERROR = json.dumps({"__type": "ValidationException", "message": "no"}).encode()

STATUSES = [
    *(101, 103, 200, 201, 204, 206, 226, 300, 301, 302, 303, 304, 307, 308),
    *(400, 401, 402, 403, 404, 405, 408, 409, 411, 413, 418, 421, 429, 431, 451, 499),
    *(500, 501, 502, 503, 504, 507, 520, 529, 599),
]
BODIES: dict[str, bytes] = {
    "nothing": b"",
    "null": b"null",
    "list": b"[]",
    "list of error": b"[" + AWS_ERROR + b"]",
    "text": b'"accepted"',
    "number": b"5",
    "true": b"true",
    "object": b"{}",
    "no ARN": b'{"ModelPackageArn": null}',
    "empty ARN": b'{"ModelPackageArn": ""}',
    "blank ARN": b'{"ModelPackageArn": " \\t\\n"}',
    "ARN of another type": b'{"ModelPackageArn": ["arn:1"]}',
    "other ARN member": b'{"modelPackageArn": "arn:1"}',
    "Latin-1": '{"ModelPackageArn": "é"}'.encode("latin-1"),
    "UTF-16": '{"ModelPackageArn": ""}'.encode("utf-16"),
    "deep": b"[" * 200_000,
    "deep object": b'{"a":' * 100_000,
    "half": b'{"ModelPackageArn": "arn:aws:sage',
    "page": b"<html><title>502 Bad Gateway</title></html>",
    "XML": b"<Error><Code>AccessDenied</Code></Error>",
    "message of a gateway": b'{"message": "Forbidden"}',
    "nameless error": b'{"__type": null, "message": "no"}',
    "error of a number": b'{"__type": "409", "message": "no"}',
    "error of another type": b'{"__type": ["ValidationException"], "message": "no"}',
    "digits": b"1" * 5000,
    "zeros": b"\0" * 100,
}
ENCODINGS: dict[str, Callable[[bytes], bytes]] = {
    "": bytes,
    "gzip": gzip.compress,
    "gzip, broken": lambda body: body or b"x",
    "gzip, cut": lambda body: gzip.compress(body)[:-6],
    "deflate, broken": lambda _: b"\xff\xff",
    "br": bytes,
    "made-up": bytes,
}
CUTS = ["", "", "", "before", "status", "headers", "body", "chunks", "no length", "too long"]
HOOKS = ["", "", "after-call", "needs-retry", "response-received", "before-parse"]


def _raised() -> list[Exception]:
    answer: Any = {
        "Error": {"Code": "ValidationException", "Message": "hook"},
        "ResponseMetadata": {"HTTPStatusCode": 400},
    }
    return [
        RuntimeError("hook"),
        ClientError(answer, "CreateModelPackage"),
        botocore.exceptions.EndpointConnectionError(endpoint_url="hook"),
        botocore.exceptions.NoCredentialsError(),
        RecursionError("hook"),
        KeyError("hook"),
    ]


@dataclass(frozen=True)
class Answer:
    """How one request is answered.

    Attributes:
        refuses: it is AWS's own refusal: the request is not accepted.
        hook: a hook of the user on this event raises `raised`, once.
        tries: that boto3 makes by itself.
    """

    status: int = 200
    body: str = "null"
    encoding: str = ""
    cut: str = ""
    hook: str = ""
    raised: int = 0
    tries: int = 1
    refuses: bool = False

    @property
    def error(self) -> Exception:
        return _raised()[self.raised]

    def spelled(self) -> bytes | None:
        """Return what goes over the wire; None for nothing."""
        body = AWS_ERROR if self.refuses else BODIES[self.body]
        body = ENCODINGS[self.encoding](body)
        length = len(body)
        lines = [f"HTTP/1.1 {self.status} Said", "Content-Type: application/x-amz-json-1.1"]
        if self.encoding:
            lines.append(f"Content-Encoding: {self.encoding.partition(',')[0]}")
        if self.cut == "before":
            return None
        if self.cut == "status":
            return b"HTTP/1."
        if self.cut == "chunks":
            lines.append("Transfer-Encoding: chunked")
            body = b"%x\r\n%s" % (length + 5, body)
        elif self.cut != "no length":
            lines.append(f"Content-Length: {length + (7 if self.cut == 'too long' else 0)}")
        head = "\r\n".join([*lines, "Connection: close", "", ""]).encode()
        if self.cut == "headers":
            return head[: len(head) // 2]
        return head + (body[: length // 2] if self.cut == "body" else body)


def answers(seed: int) -> Answer:
    """Return one way to answer; every tenth is a definite refusal."""
    dice = random.Random(seed)
    hook = dice.choice(HOOKS)
    raised, tries = dice.randrange(len(_raised())), dice.choice([1, 1, 2])
    if dice.random() < 0.1:
        status = dice.choice([400, 400, 403, 404, 409, 413, 429])
        return Answer(status, "", "", "", hook, raised, tries, refuses=True)
    return Answer(
        dice.choice([dice.choice(STATUSES), 200]), dice.choice(list(BODIES)),
        dice.choice(["", "", dice.choice(list(ENCODINGS))]), dice.choice(CUTS), hook, raised, tries,
    )  # fmt: skip


class Service:
    """Accepts each request once for each token, whatever it answers. Ends with `stop`."""

    def __init__(self) -> None:
        self.next: list[Answer] = []
        self.packages: dict[str, dict[str, Any]] = {}
        self.request_count = 0
        outer = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                said = outer.take(*_request(self.rfile))
                if said:
                    self.wfile.write(said)

        socketserver.ThreadingTCPServer.allow_reuse_address = True
        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def forget(self) -> None:
        self.next, self.packages, self.request_count = [], {}, 0

    def take(self, operation: str, request: dict[str, Any]) -> bytes | None:
        if operation == "ListModelPackages":
            rows = [
                {"ModelPackageArn": one["ModelPackageArn"], "CreationTime": one["CreationTime"]}
                for one in self.packages.values()
            ]
            return _good({"ModelPackageSummaryList": rows})
        if operation == "DescribeModelPackage":
            requested_arn = request["ModelPackageName"]
            return _good(
                next(
                    one for one in self.packages.values() if one["ModelPackageArn"] == requested_arn
                )
            )
        if operation != "CreateModelPackage":
            return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        self.request_count += 1
        answer = self.next.pop(0) if self.next else None
        if answer and answer.refuses:
            return answer.spelled()
        made = self._accept(request)
        return answer.spelled() if answer else _good({"ModelPackageArn": made})

    def _accept(self, request: dict[str, Any]) -> str:
        token = request.pop("ClientToken")
        arn = GROUP_ARN.format(len(self.packages) + 1)
        known = {"ModelPackageArn": arn, "ModelPackageStatus": "Completed"}
        made = {**request, **known, "CreationTime": time.time()}
        return str(self.packages.setdefault(token, made)["ModelPackageArn"])


def _good(value: Any) -> bytes:
    body = json.dumps(value).encode()
    head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    return head.encode() + body


def _request(stream: Any) -> tuple[str, dict[str, Any]]:
    stream.readline()
    headers: dict[str, str] = {}
    while line := stream.readline().decode("latin-1").strip():
        name, _, value = line.partition(":")
        headers[name.lower()] = value.strip()
    body = stream.read(int(headers.get("content-length", 0)))
    return headers.get("x-amz-target", "").partition(".")[2], json.loads(body or b"{}")
