"""The door of the sandbox: a WSGI application that stands before moto's.

It lets in only what speaks to it by its own loopback address, answers `/_modelpkg`, keeps
bodies small where AWS does, and hands SageMaker's operations to `operations.OPERATIONS`.
"""

from __future__ import annotations

import io
import json
import logging
import threading
import uuid
from typing import TYPE_CHECKING, Any

from .operations import OPERATIONS, Memory
from .wire import Answer, Call, Refusal, signed_for

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

    from .names import Names

ABOUT = "/_modelpkg"
TITLE = "modelpkg-widget sandbox"
#: Another one for each process, for moto's state ends with it: an ARN of one is not of the next.
INSTANCE = uuid.uuid4().hex
#: Largest body, in bytes, of a call that is no upload to S3.
BODY_LIMIT = 8 * 1024 * 1024
#: Seconds that a call waits for moto to be loaded and the sandbox to be filled.
PATIENCE = 60
TARGET = "SageMaker."

log = logging.getLogger(__name__)


class Layer:
    """WSGI application before moto's.

    Args:
        names: what `/_modelpkg` tells, beside the sandbox's own name.
        memory: what is kept of the requests of this account.
        key: calls with this word in their user agent do not wait for `ready`.
    """

    def __init__(self, names: Names, memory: Memory, key: str) -> None:
        self.names = names
        self.memory = memory
        self.key = key
        self.hosts: set[str] = set()
        self.moto: WSGIApplication | None = None
        self.ready = threading.Event()
        self.failure = ""

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        try:
            self._check_sender(environ)
            if environ["PATH_INFO"] == ABOUT:
                told = {"name": TITLE, "instance": INSTANCE, **self.names.as_dict()}
                return Answer(told).send(start_response, "application/json")
            self._check_size(environ)
            moto = self._moto(environ)
            # moto then keeps state for this account, whatever the credentials.
            environ["HTTP_X_MOTO_ACCOUNT_ID"] = self.names.account
            target = environ.get("HTTP_X_AMZ_TARGET", "")
            handler = OPERATIONS.get(target.removeprefix(TARGET))
            if handler and target.startswith(TARGET):
                return handler(self._call(environ, moto), self.memory).send(start_response)
            return moto(environ, start_response)
        except Refusal as refusal:
            return refusal.answer().send(start_response)
        except NotImplementedError:
            what = environ.get("HTTP_X_AMZ_TARGET") or "this call"
            message = f"The sandbox does not imitate {what}."
            return Refusal("NotImplemented", message, 501).answer().send(start_response)

    def _check_sender(self, environ: WSGIEnvironment) -> None:
        """Keeps web pages out: by a name that was made to point here, or from their own.

        Raises:
            Refusal: the Host header is not ours, or a page of a browser asks.
        """
        if environ.get("HTTP_HOST") not in self.hosts:
            raise Refusal("AccessDenied", "The sandbox answers at its loopback address only.", 403)
        if "HTTP_ORIGIN" in environ:
            raise Refusal("AccessDenied", "The sandbox answers no web pages.", 403)

    def _check_size(self, environ: WSGIEnvironment) -> None:
        """Uploads to S3 may have any size and are not read here.

        Raises:
            Refusal: the body is too large or does not tell its size.
        """
        scope = signed_for(environ)
        if scope and scope[1] == "s3":
            return
        if environ.get("HTTP_TRANSFER_ENCODING"):
            raise Refusal("MissingContentLength", "Content-Length is required.", 411)
        if _length(environ) > BODY_LIMIT:
            message = f"The request is larger than {BODY_LIMIT} bytes."
            raise Refusal("RequestEntityTooLargeException", message, 413)

    def _moto(self, environ: WSGIEnvironment) -> WSGIApplication:
        if self.key not in environ.get("HTTP_USER_AGENT", ""):
            self.ready.wait(PATIENCE)
            if self.failure or not self.ready.is_set():
                why = self.failure or f"not ready after {PATIENCE} s"
                raise Refusal("SandboxFailed", f"The sandbox did not start: {why}")
        if self.moto is None:
            raise Refusal("SandboxFailed", "The sandbox is not loaded.")
        return self.moto

    def _call(self, environ: WSGIEnvironment, moto: WSGIApplication) -> Call:
        try:
            body = json.loads(environ["wsgi.input"].read(_length(environ)) or b"{}")
        except (ValueError, RecursionError) as error:
            raise Refusal("SerializationException", "The body is not JSON.") from error
        if not isinstance(body, dict):
            raise Refusal("SerializationException", "The body is not a structure.")
        scope = signed_for(environ)
        return Call(
            operation=environ["HTTP_X_AMZ_TARGET"].removeprefix(TARGET),
            body=body,
            account=self.names.account,
            region=scope[0] if scope else self.names.region,
            onward=lambda changed: _pass_on(moto, environ, changed),
        )


def _pass_on(moto: WSGIApplication, environ: WSGIEnvironment, body: dict[str, Any]) -> Answer:
    from werkzeug.test import run_wsgi_app

    data = json.dumps(body).encode()
    changed = {**environ, "wsgi.input": io.BytesIO(data), "CONTENT_LENGTH": str(len(data))}
    chunks, status, _ = run_wsgi_app(moto, changed, buffered=True)
    text = b"".join(chunks)
    try:
        told = json.loads(text or b"{}")
    except ValueError:
        log.warning("moto answered %s with no JSON", status)
        told = {}
    return Answer(told, int(status.split()[0]))


def _length(environ: WSGIEnvironment) -> int:
    """The body's size in bytes; what is no number counts as too large."""
    text = environ.get("CONTENT_LENGTH") or "0"
    return int(text) if text.isascii() and text.isdigit() else BODY_LIMIT + 1
