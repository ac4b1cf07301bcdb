"""What the caller may not do: permissions that were taken away on demand."""

from __future__ import annotations

import re
import threading
from fnmatch import fnmatchcase
from typing import Any
from urllib.parse import parse_qs

ALL = "*"
#: AWS answers it to everybody, also where a policy denies it (STS, GetCallerIdentity).
ALWAYS = "sts:GetCallerIdentity"
_FORM = re.compile(r"\*|[a-z0-9-]+:[A-Za-z*?]+")
#: What S3's methods are called as permissions, on a key and on a bucket.
_ON_KEY = {"GET": "GetObject", "HEAD": "GetObject", "PUT": "PutObject", "POST": "PutObject",
           "DELETE": "DeleteObject"}  # fmt: skip
_ON_BUCKET = {"GET": "ListBucket", "HEAD": "ListBucket", "PUT": "CreateBucket",
              "POST": "DeleteObject", "DELETE": "DeleteBucket"}  # fmt: skip


class Permissions:
    """What the caller may do: all but the actions that were denied, as IAM spells them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._denied: list[str] = []

    def deny(self, actions: object) -> None:
        """See `ControlClient.deny`.

        Raises:
            ValueError: what is no action.
        """
        given: list[Any] = actions if isinstance(actions, list) else [actions]
        wrong = [one for one in given if not isinstance(one, str) or not _FORM.fullmatch(one)]
        if wrong:
            raise ValueError(f"{wrong[0]!r} is not an IAM action, such as ecr:DescribeImages.")
        with self._lock:
            self._denied += given

    def allow(self) -> None:
        """Give everything back."""
        with self._lock:
            self._denied.clear()

    def denies(self) -> bool:
        """Return whether any action is denied."""
        with self._lock:
            return bool(self._denied)

    def allows(self, action: str) -> bool:
        """Whether the caller may do this; IAM reads actions without regard to case."""
        lower = action.lower()
        with self._lock:
            denied = any(fnmatchcase(lower, pattern.lower()) for pattern in self._denied)
        return action == ALWAYS or not denied


def action_of(service: str, operation: str, query: str = "") -> str:
    """The permission that a call needs.

    Args:
        service: by which it was signed.
        operation: as it is recorded; of S3, method and path.
        query: of its address.
    """
    if service != "s3":
        return f"{service}:{operation}"
    method, _, path = operation.partition(" ")
    bucket, _, key = path.strip("/").partition("/")
    if not bucket:
        return "s3:ListAllMyBuckets"
    if not key and "location" in parse_qs(query, keep_blank_values=True):
        return "s3:GetBucketLocation"
    return f"s3:{(_ON_KEY if key else _ON_BUCKET).get(method, method)}"
