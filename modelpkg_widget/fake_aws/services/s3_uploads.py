"""The steps of an upload to S3, by their names: a fault may cut each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

#: Method, and what the query names, of each step (Amazon S3 API reference).
_STEPS = {
    ("PUT", False, False): "PutObject",
    ("PUT", False, True): "UploadPart",
    ("POST", True, False): "CreateMultipartUpload",
    ("POST", False, True): "CompleteMultipartUpload",
    ("DELETE", False, True): "AbortMultipartUpload",
}
STEPS = frozenset(_STEPS.values())


def step(environ: WSGIEnvironment) -> str:
    """The step that a call to S3 is; empty when it is none."""
    query = parse_qs(environ.get("QUERY_STRING", ""), keep_blank_values=True)
    named = (environ["REQUEST_METHOD"], "uploads" in query, "uploadId" in query)
    of_key = "/" in environ["PATH_INFO"].strip("/")
    return _STEPS.get(named, "") if of_key else ""
