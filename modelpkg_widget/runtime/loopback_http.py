"""Asking a server of this machine: one request, one answer, within one deadline.

Nothing of the answer is followed, and a server that sends a byte now and then does not keep
anybody waiting.
"""

from __future__ import annotations

import ipaddress
import socket
import time
from urllib.parse import urlsplit

_LARGEST = 65_536  # bytes of an answer with its headers


def get(url: str, seconds: float) -> bytes:
    """Return the body of a 200 answer.

    Args:
        url: http, of this machine.
        seconds: for all of it.

    Raises:
        ValueError: another kind of address, or no such answer.
        OSError: nobody answers in time.
    """
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme != "http" or not is_here(host):
        raise ValueError("not an http address of this machine")
    ends = time.monotonic() + seconds
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    lines = [f"GET {path} HTTP/1.0", f"Host: {parts.netloc.rpartition('@')[2]}", "", ""]
    with socket.create_connection((host, parts.port or 80), seconds) as connection:
        connection.settimeout(_left(ends))
        connection.sendall("\r\n".join(lines).encode("ascii"))
        return _body(connection, ends)


def is_here(host: str) -> bool:
    """Whether a host is this machine."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _body(connection: socket.socket, ends: float) -> bytes:
    data = b""
    while not _is_whole(data):
        connection.settimeout(_left(ends))
        more = connection.recv(_LARGEST)
        if not more:
            break
        data += more
        if len(data) > _LARGEST:
            raise ValueError("too large an answer")
    head, _, body = data.partition(b"\r\n\r\n")
    if head.split(b" ")[1:2] != [b"200"]:
        raise ValueError("not a good answer")
    return body


def _is_whole(data: bytes) -> bool:
    head, found, body = data.partition(b"\r\n\r\n")
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if found and name.strip().lower() == b"content-length" and value.strip().isdigit():
            return len(body) >= int(value.strip()[:9])
    return False


def _left(ends: float) -> float:
    left = ends - time.monotonic()
    if left <= 0:
        raise TimeoutError("no whole answer in time")
    return left
