"""The WSGI application of the sandbox, which wraps that of moto.

It accepts only requests to its own loopback address that have its secret in the path, answers
`/_modelpkg`, limits the size of bodies where AWS does, records requests, applies faults, and passes
the operations of SageMaker and the services beside it to `dispatch`.
"""

from __future__ import annotations

import io
import re
import threading
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from modelpkg_widget.fake_aws.control.request_log import SAGEMAKER
from modelpkg_widget.fake_aws.services.s3_uploads import step
from modelpkg_widget.runtime.sandbox_address import new_secret, strip_secret

from . import dispatch, serializers
from .discovery import ABOUT
from .dispatch import AwsRequest, answer
from .http_messages import HttpResponse, ServiceError, Signed, signed_for
from .messages import refusal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

    from modelpkg_widget.fake_aws.control.http_endpoint import ControlApi

#: Largest body, in bytes, of a call that is no upload to S3.
BODY_LIMIT = 8 * 1024 * 1024
#: Seconds that a call waits for moto to be loaded and the sandbox to be filled.
PATIENCE = 60
TARGET = "SageMaker."
#: An access key that is an account's number: the session of another account has it.
ACCOUNT = re.compile(r"[0-9]{12}")


class Layer:
    """WSGI application before moto's.

    Args:
        control: of the sandbox.
        key: calls with this word in their user agent do not wait for `ready`, and are neither
            recorded nor met by a fault.

    Attributes:
        secret: the first segment of the path of every request; it is removed before moto or a
            record sees the path.
    """

    def __init__(self, control: ControlApi, key: str) -> None:
        self.control = control
        self.key = key
        self.secret = new_secret()
        self.hosts: set[str] = set()
        self.moto: WSGIApplication | None = None
        self.ready = threading.Event()
        self.failure = ""

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        try:
            self._check_sender(environ)
            if not strip_secret(environ, self.secret):
                return _without_secret(environ).send(start_response)
            path = environ["PATH_INFO"]
            if path == ABOUT or path.startswith(f"{ABOUT}/"):
                answer = self.control.answer(environ["REQUEST_METHOD"], path, _body(environ))
                return answer.send(start_response)
        except ServiceError as refused:
            return refused.reply().send(start_response)
        return self._call(environ).send(start_response)

    def _check_sender(self, environ: WSGIEnvironment) -> None:
        """Keeps web pages out: by a name that was made to point here, or from their own.

        Raises:
            ServiceError: the Host header is not ours, or a page of a browser asks.
        """
        if environ.get("HTTP_HOST") not in self.hosts:
            raise ServiceError(
                "AccessDenied", "The sandbox responds only at its loopback address.", 403
            )
        # A browser tells who asks; what an image or a link of a page asks has no Origin.
        if "HTTP_ORIGIN" in environ or environ.get("HTTP_SEC_FETCH_SITE", "none") != "none":
            raise ServiceError("AccessDenied", "The sandbox doesn't respond to web pages.", 403)

    def _call(self, environ: WSGIEnvironment) -> HttpResponse:
        """The answer of AWS, which is recorded.

        Raises:
            ConnectionError: a fault ended the connection.
        """
        names = self.control.names
        key, region, service = signed_for(environ) or Signed("", names.region, "")
        account = key if ACCOUNT.fullmatch(key) else names.account
        try:
            # Uploads to S3 may have any size and are not read here.
            data = b"" if service == "s3" else _body(environ)
        except ServiceError as refusal:
            return refusal.reply()
        operation = _operation(environ, data)
        ours = environ.get("HTTP_X_AMZ_TARGET", "").startswith(TARGET)

        seeds = self.key in environ.get("HTTP_USER_AGENT", "")
        call = AwsRequest(
            environ, service, operation, region, data, ours, seeds, account, self.secret
        )
        control = self.control
        if seeds:
            return answer(call, control, lambda: self._moto(environ))
        met = operation if ours else step(environ) if service == "s3" else ""
        fault = control.faults.take(met) if met else None
        reply = None
        if not fault or fault.accepts:
            reply = answer(call, control, lambda: self._moto(environ))
        if fault:
            reply = fault.reply(operation, data, account, region)
        kind = fault.kind if fault else ""
        control.calls.add(SAGEMAKER if ours else service, operation, data, reply, kind)
        if fault and reply is None:
            fault.cut(environ["werkzeug.socket"])
        assert reply  # noqa: S101 - only a fault takes it away
        return reply

    def _moto(self, environ: WSGIEnvironment) -> WSGIApplication:
        if self.key not in environ.get("HTTP_USER_AGENT", ""):
            self.ready.wait(PATIENCE)
            if self.failure or not self.ready.is_set():
                why = self.failure or f"not ready after {PATIENCE} s"
                raise ServiceError("SandboxFailed", f"The sandbox didn't start: {why}")
        if self.moto is None:
            raise ServiceError("SandboxFailed", "The sandbox is not loaded.")
        return self.moto


def _without_secret(environ: WSGIEnvironment) -> HttpResponse:
    """Refuse a request in the form that the clients of its service read."""
    service = (signed_for(environ) or Signed("", "", "")).service
    with_body = environ["REQUEST_METHOD"] != "HEAD"
    code = "AccessDeniedException" if service in dispatch.JSON else "AccessDenied"
    refused = ServiceError(code, refusal("no-secret").message, 403)
    return serializers.refused(refused, service, with_body=with_body)


def _body(environ: WSGIEnvironment) -> bytes:
    """The body of a call, which whoever comes next can read again.

    Raises:
        ServiceError: the body is too large or does not tell its size.
    """
    if environ.get("HTTP_TRANSFER_ENCODING"):
        raise ServiceError("MissingContentLength", "Content-Length is required.", 411)
    text = environ.get("CONTENT_LENGTH") or "0"
    size = int(text) if text.isascii() and text.isdigit() else BODY_LIMIT + 1
    if size > BODY_LIMIT:
        message = f"The request is larger than {BODY_LIMIT} bytes."
        raise ServiceError("RequestEntityTooLargeException", message, 413)
    data: bytes = environ["wsgi.input"].read(size)
    environ["wsgi.input"] = io.BytesIO(data)
    return data


def _operation(environ: WSGIEnvironment, data: bytes) -> str:
    """What is asked for, as the protocol of the service says it; for S3, method and path."""
    target: str = environ.get("HTTP_X_AMZ_TARGET", "")
    if target:
        return target.rpartition(".")[2]
    if environ.get("CONTENT_TYPE", "").startswith("application/x-www-form-urlencoded"):
        action = parse_qs(data.decode(errors="replace")).get("Action")
        if action:
            return action[0]
    return f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}"
