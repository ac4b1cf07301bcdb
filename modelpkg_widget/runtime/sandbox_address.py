"""The address of a sandbox: ``http://127.0.0.1:PORT/SECRET``.

Everybody on a shared machine reaches its loopback address. The first segment of the path is known
to the owner of the sandbox only, and boto3, AWS CLI, s3fs and the control client all keep it as
part of their endpoint URL. What is shown, logged or saved has the address without it.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import MutableMapping
from typing import Any

_SECRET = re.compile(r"sandbox-[0-9a-f]{32}")
_SECRET_OF_A_URL = re.compile(rf"/{_SECRET.pattern}")


def new_secret() -> str:
    """Return a path segment of 128 random bits."""
    return f"sandbox-{secrets.token_hex(16)}"


def is_secret(segment: str) -> bool:
    """Return whether a path segment has the form of a sandbox's secret."""
    return bool(_SECRET.fullmatch(segment))


def without_secret(text: str) -> str:
    """Return a text, such as a URL or an error, without the secrets of sandboxes."""
    return _SECRET_OF_A_URL.sub("", text)


def strip_secret(environ: MutableMapping[str, Any], secret: str) -> bool:
    """Remove the secret from the path of a WSGI request, as if it had never been there.

    Returns:
        Whether the request has the secret. If not, `environ` is unchanged.
    """
    start, _, rest = str(environ["PATH_INFO"]).removeprefix("/").partition("/")
    if not secrets.compare_digest(start.encode(), secret.encode()):
        return False
    environ["PATH_INFO"] = f"/{rest}"
    for name in ("RAW_URI", "REQUEST_URI"):  # moto reads S3's keys from them, still encoded
        if name in environ:
            environ[name] = _without(str(environ[name]), secret)
    return True


def _without(uri: str, secret: str) -> str:
    before, _, after = uri.partition(f"/{secret}")
    return f"{before}{after}" if after.startswith("/") else f"{before}/{after}"
