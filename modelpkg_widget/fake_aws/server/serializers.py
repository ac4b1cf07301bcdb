"""How services other than SageMaker say what they answer: JSON, or XML for IAM, STS and S3."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from .http_messages import REQUEST_ID, HttpResponse

if TYPE_CHECKING:
    from .http_messages import ServiceError

OF_S3 = "x-amz-request-id"
XML = {"iam": "https://iam.amazonaws.com/doc/2010-05-08/",
       "sts": "https://sts.amazonaws.com/doc/2011-06-15/"}  # fmt: skip


def refused(refusal: ServiceError, service: str, *, with_body: bool = True) -> HttpResponse:
    """A refusal as the clients of a service read it.

    Args:
        refusal: what is said.
        service: by which the call was signed.
        with_body: False for an answer to HEAD.
    """
    code, message = escape(refusal.code), escape(refusal.message)
    said = f"<Code>{code}</Code><Message>{message}</Message>"
    status = 403 if refusal.code.startswith("AccessDenied") else refusal.status
    if service in XML:
        number = f"<RequestId>{uuid.uuid4()}</RequestId>"
        text = f"<ErrorResponse><Error><Type>Sender</Type>{said}</Error>{number}</ErrorResponse>"
        return _reply(status, text)
    if service == "s3":
        return _reply(status, f"<Error>{said}</Error>" if with_body else "")
    return refusal.reply()


def answered(service: str, operation: str, result: str) -> HttpResponse:
    """The answer of IAM or STS; `result` is XML."""
    begin = f'<{operation}Response xmlns="{XML[service]}"><{operation}Result>'
    number = f"<ResponseMetadata><RequestId>{uuid.uuid4()}</RequestId></ResponseMetadata>"
    return _reply(200, f"{begin}{result}</{operation}Result>{number}</{operation}Response>")


def _reply(status: int, text: str) -> HttpResponse:
    data = text.encode()
    kind = ("Content-Type", "text/xml")
    size = ("Content-Length", str(len(data)))
    number = str(uuid.uuid4())
    return HttpResponse(status, [kind, size, (REQUEST_ID, number), (OF_S3, number)], data)
