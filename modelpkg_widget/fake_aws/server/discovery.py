"""Finding a sandbox that runs as a process of its own."""

from __future__ import annotations

import urllib.request
from dataclasses import fields
from urllib.parse import urlsplit

from modelpkg_widget.fake_aws.control.resource_names import Names
from modelpkg_widget.request import json_codec
from modelpkg_widget.runtime import loopback_http
from modelpkg_widget.runtime.sandbox_address import is_secret, without_secret

VARIABLE = "MODELPKG_SANDBOX"
ABOUT = "/_modelpkg"  # where a sandbox describes itself and is controlled
TITLE = "modelpkg-widget sandbox"
TIMEOUT = 5  # seconds
LARGEST = 100_000  # bytes that an answer may have
EXAMPLE = "http://127.0.0.1:5000/sandbox-0123456789abcdef0123456789abcdef"
HELP = f"Start it again, or unset {VARIABLE} to get a sandbox in this process."


def address(text: str) -> str:
    """Return the sandbox's address, with its secret and without a slash at the end.

    Raises:
        ValueError: not http, not on this machine, or with more than host, port, and secret.
    """
    shown = f"{VARIABLE}={without_secret(text)!r}"
    try:
        parts = urlsplit(text.strip())
        port = parts.port
    except ValueError as error:
        raise ValueError(f"{shown} is not a valid URL: {error}.") from error
    if parts.scheme != "http" or not loopback_http.is_here(parts.hostname or ""):
        raise ValueError(f"{shown} must be an http URL on this computer, such as {EXAMPLE}.")
    secret = parts.path.strip("/")
    if not is_secret(secret) or parts.query or parts.fragment or "@" in parts.netloc:
        raise ValueError(
            f"{shown} must contain only scheme, host, port, and the secret of the sandbox, "
            f"such as {EXAMPLE}. The sandbox prints the whole URL when it starts."
        )
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    return f"http://{host}/{secret}" if port is None else f"http://{host}:{port}/{secret}"


def ask(url: str) -> Names:
    """Return what the sandbox at `url` says about itself.

    Raises:
        ConnectionError: nothing answers there, or something else does.
    """
    try:
        answer = json_codec.loads(loopback_http.get(url + ABOUT, TIMEOUT).decode("utf-8"))
    except ValueError as error:
        raise ConnectionError(_not_a_sandbox(url)) from error
    except OSError as error:
        shown = f"{VARIABLE}={without_secret(url)}"
        raise ConnectionError(f"No sandbox is running at {shown}. {HELP}") from error
    if not isinstance(answer, dict) or answer.get("name") != TITLE:
        raise ConnectionError(_not_a_sandbox(url))
    field_names = [field.name for field in fields(Names)]
    if not all(isinstance(answer.get(name), str) for name in field_names):
        raise ConnectionError(f"The sandbox at {without_secret(url)} has another version. {HELP}")
    return Names(**{name: answer[name] for name in field_names})


def opener() -> urllib.request.OpenerDirector:
    """What asks the sandbox by HTTP: without a proxy, and it follows to no other host."""
    return urllib.request.build_opener(urllib.request.ProxyHandler({}), _Stay())


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object, **__: object) -> None:
        """Follows nobody to another host."""


def _not_a_sandbox(url: str) -> str:
    shown = f"{VARIABLE}={without_secret(url)}"
    return (
        f"What answers at {shown} is no sandbox of modelpkg-widget, or its secret differs. {HELP}"
    )
