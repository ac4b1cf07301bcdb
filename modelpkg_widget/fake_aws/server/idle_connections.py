"""The open connections of a server, each of which holds a thread."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from typing import Any

MOST = 64


class Connections:
    """Keeps the number of idle connections small: the one that is idle longest makes room.

    Args:
        most: connections that are open at a time; those that are being answered do not count.
    """

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._idle: dict[Any, None] = {}

    def add(self, connection: Any) -> None:
        """Note a new connection; its request has not arrived yet."""
        with self._lock:
            self._idle[connection] = None
            late = list(self._idle)[: max(0, len(self._idle) - self._most)]
            for one in late:
                del self._idle[one]
        for one in late:
            with suppress(OSError):  # its thread reads the end, and ends
                one.shutdown(socket.SHUT_RDWR)

    def begin(self, connection: Any) -> None:
        """Note that its request has arrived."""
        with self._lock:
            self._idle.pop(connection, None)

    def end(self, connection: Any) -> None:
        """Note that it was answered, and may bring another request."""
        with self._lock:
            self._idle[connection] = None

    def remove(self, connection: Any) -> None:
        """Forget it: it is closed."""
        with self._lock:
            self._idle.pop(connection, None)
