"""Waiting for a container to answer GET /ping, as the service waits."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any, Literal

from .container import Container
from .engine import CancelledError
from .limits import ELSEWHERE_SECONDS, PING_SECONDS
from .relay.channel import Channel

_PAUSE = 0.1
_LOOK_SECONDS = 5.0
_PORT = 8080
_LOOPBACK = ("0100007F", "00000000000000000000000001000000")


@dataclass(frozen=True)
class PingResult:
    """How a container started.

    Attributes:
        outcome: ``passed``; ``stopped``; ``elsewhere``: it listens on other ports; ``status``: the
            last answer was another one; ``late``: it took longer than 2 s; ``silent``: no answer.
        seconds: until the answer, or until it was given up.
        status: of the last answer; 0 without one.
        ports: where it listens.
        loopback: it listens on 127.0.0.1:8080, so that only we can reach it.
    """

    outcome: Literal["passed", "stopped", "elsewhere", "status", "late", "silent"]
    seconds: float
    status: int = 0
    ports: tuple[int, ...] = ()
    loopback: bool = False


def wait_for_ping(
    container: Container,
    channel: Channel,
    seconds: float,
    report: Callable[[float], None],
    cancelled: threading.Event,
) -> PingResult:
    """Wait until GET /ping answers with 200, the container stops, or the time is over.

    Raises:
        CancelledError: it was cancelled.
    """
    last: tuple[Literal["status", "late", "silent"], int] = ("silent", 0)
    last_look = elsewhere_since = time.monotonic()
    channel.open_seconds = 0.5
    while True:
        after = time.monotonic() - container.started
        if cancelled.is_set():
            raise CancelledError
        if not container.is_running:
            return PingResult("stopped", after)
        try:
            status = channel.ask("GET", "/ping", seconds=PING_SECONDS)[0]
        except (OSError, HTTPException) as error:
            is_late = channel.is_open and isinstance(error, TimeoutError)
            last = ("late", 0) if is_late else last if channel.is_open else ("silent", 0)
        else:
            if status == 200:
                channel.open_seconds = 30.0
                after = time.monotonic() - container.started
                return PingResult("passed", after, status, loopback=_is_loopback(container))
            last = ("status", status)
        now = time.monotonic()
        report(now - container.started)
        if now - container.started >= seconds:
            return _given_up(container, last, now)
        if channel.is_open:
            elsewhere_since = now
        elif now - last_look >= _LOOK_SECONDS:
            last_look = now
            if not _ports(container):
                elsewhere_since = now
            elif now - elsewhere_since >= ELSEWHERE_SECONDS:
                return _given_up(container, last, now)
        cancelled.wait(_PAUSE)


def described_parameters(channel: Channel, seconds: float) -> tuple[int, dict[str, Any]]:
    """Return status and content of GET /execution-parameters; status 0 is no answer."""
    try:
        status, _, body = channel.ask("GET", "/execution-parameters", seconds=seconds)
        found = json.loads(body) if status == 200 else {}
    except (OSError, HTTPException):
        return 0, {}
    except ValueError:
        return status, {}
    return status, found if isinstance(found, dict) else {}


def _given_up(
    container: Container, last: tuple[Literal["status", "late", "silent"], int], now: float
) -> PingResult:
    outcome, status = last
    ports = _ports(container)
    after = now - container.started
    if outcome == "silent" and ports and _PORT not in ports:
        return PingResult("elsewhere", after, ports=ports)
    return PingResult(outcome, after, status, ports)


def _ports(container: Container) -> tuple[int, ...]:
    return tuple(sorted({port for _, port in container.ports()}))


def _is_loopback(container: Container) -> bool:
    addresses = [address for address, port in container.ports() if port == _PORT]
    return bool(addresses) and all(address in _LOOPBACK for address in addresses)
