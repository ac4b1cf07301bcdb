"""HTTP requests to port 8080 of a container: through a relay, or directly in its network."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable
from http.client import HTTPConnection, RemoteDisconnected
from typing import Any

from modelpkg_widget.rehearsal.engine import stop

from .connection import RelaySocket

PORT = 8080
_END_SECONDS = 5.0
_CLOSED = (RemoteDisconnected, ConnectionResetError, BrokenPipeError)


class Channel:
    """Requests to port 8080 of a container, one at a time, on one connection while that is open.

    Args:
        open_: makes a connection.
    """

    def __init__(self, open_: Callable[[], Any]) -> None:
        self._open = open_
        self._relay: RelaySocket | None = None
        self._resources: tuple[Any, ...] = ()
        self._http: _Connection | None = None
        self.is_taken, self._closed = False, threading.Event()
        self.open_seconds = 30.0
        """That opening a connection can take."""

    @property
    def is_open(self) -> bool:
        """Whether somebody listened when the last request was sent."""
        return self._http is not None and self._http.was_open

    def ask(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: dict[str, str] | None = None,
        *,
        seconds: float,
    ) -> tuple[int, str, bytes]:
        """Return status, content type and body of an answer.

        Raises:
            TimeoutError: it took longer.
            OSError, http.client.HTTPException: no answer.
        """
        is_reused = self._http is not None and self._http.sock is not None
        try:
            return self._ask(method, path, body, headers, seconds)
        except BaseException as error:
            if self._http:
                self._http.close()
            if not (is_reused and isinstance(error, _CLOSED)):
                raise
        # The server has closed a connection that was idle: that is no answer to this request.
        return self.ask(method, path, body, headers, seconds=seconds)

    def _ask(
        self,
        method: str,
        path: str,
        body: bytes | None,
        headers: dict[str, str] | None,
        seconds: float,
    ) -> tuple[int, str, bytes]:
        if self._http is None:
            self._http = _Connection(self._dial)
        self._http.seconds = seconds
        self._http.was_open = self._http.sock is not None
        if self._http.sock is not None:
            self._http.sock.settimeout(seconds)
        self._http.request(method, path, body, headers or {})
        answer = self._http.getresponse()
        return answer.status, answer.headers.get("Content-Type", ""), answer.read()

    def close(self) -> None:
        """Close the connection for good. The helper that it goes through sees that, and ends.

        Whoever waits for an answer meanwhile, in another thread, gets an OSError.
        """
        self._closed.set()
        for one in self._resources:
            if isinstance(one, socket.socket):
                with contextlib.suppress(OSError):
                    _shut(one)
                    one.close()

    def end(self, seconds: float) -> None:
        """Close it, and wait so long for its helper's command before that is killed.

        A command that is killed while it makes a container would leave it behind.
        """
        self.close()
        resources, self._resources = self._resources, ()
        for one in resources:
            if not isinstance(one, socket.socket):
                stop(one, seconds)

    def _dial(self, seconds: float) -> Any:
        if self._closed.is_set():
            raise ConnectionAbortedError("The channel is closed")
        if self._relay is None:
            made = self._open()
            is_direct = isinstance(made, socket.socket)
            self._resources = (made,) if is_direct else tuple(made[1:])
            if self._closed.is_set():  # meanwhile, by another thread
                self.end(_END_SECONDS)
                raise ConnectionAbortedError("The channel is closed")
            if is_direct:
                made.settimeout(seconds)
                return made
            self._relay = made[0]
        self._relay.settimeout(self.open_seconds)
        self._relay.open()
        self._relay.settimeout(seconds)
        return self._relay


class _Connection(HTTPConnection):
    """A connection that is opened our way."""

    def __init__(self, dial: Any) -> None:
        super().__init__("localhost", PORT)
        self._dial = dial
        self.seconds = 2.0
        self.was_open = False

    def connect(self) -> None:
        self.sock = self._dial(self.seconds)
        self.was_open = True


def _shut(one: socket.socket) -> None:
    """End what is read from a socket: closing it wakes nobody who waits."""
    with contextlib.suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
