"""A connection to port 8080 in a container's network, over the relay's input and output."""

from __future__ import annotations

import io
import socket
import struct
import time

_LENGTH = struct.Struct("<I")
_CLOSED, _CONNECTED, _REFUSED = 0, 0xFFFFFFFF, 0xFFFFFFFE
_OPEN = _LENGTH.pack(0)


class NotListeningError(ConnectionError):
    """Nobody listens on port 8080."""


class RelaySocket:
    """What `http.client` needs of a socket; one connection after the other.

    Args:
        channel: standard input and output of the relay.
    """

    def __init__(self, channel: socket.socket) -> None:
        self._channel = channel
        self._left = 0  # bytes of the frame that is being read
        self._head = b""  # of a length of which not all has come
        self._is_opening = False
        self._ended = True
        self._deadline: float | None = None

    def open(self) -> None:
        """Open a new connection; the one before is closed.

        Raises:
            NotListeningError: nobody listens there, for a minute.
            TimeoutError: it takes longer than `settimeout` allows. It can be called again.
            OSError: the container is gone.
        """
        if not self._is_opening:
            self._send(_OPEN)
        self._is_opening = True
        while self._left:  # what is left of the connection before
            self._discard()
        while (length := self._length()) not in (_CONNECTED, _REFUSED):
            self._left = length
            while self._left:
                self._discard()
        self._is_opening = False
        self._ended = length == _REFUSED
        if self._ended:
            raise NotListeningError("Nobody listens on port 8080")

    def settimeout(self, seconds: float | None) -> None:
        """Limit all that is read and written from now on, together; None is no limit."""
        self._deadline = None if seconds is None else time.monotonic() + seconds

    def sendall(self, data: bytes) -> None:
        """Send bytes.

        Raises:
            TimeoutError: it takes too long.
            OSError: the container is gone.
        """
        if data:  # a frame of length 0 would open another connection
            self._send(_LENGTH.pack(len(data)) + data)

    def makefile(self, *_: object, **__: object) -> io.BufferedReader:
        """Return what comes back, as a file."""
        return io.BufferedReader(_Reader(self))

    def receive(self, most: int) -> bytes:
        """Return some bytes; none at the end of the connection.

        Raises:
            TimeoutError: none came in time.
            OSError: the container is gone.
        """
        if not self._left and not self._ended:
            self._left = self._length()
            self._ended = self._left == _CLOSED
        return self._discard(most) if self._left else b""

    def close(self) -> None:
        """Do nothing: the relay closes the connection when the next one is opened."""

    def _discard(self, most: int = 65536) -> bytes:
        data = self._receive(min(most, self._left))
        self._left -= len(data)
        return data

    def _length(self) -> int:
        while len(self._head) < _LENGTH.size:
            self._head += self._receive(_LENGTH.size - len(self._head))
        (length,), self._head = _LENGTH.unpack(self._head), b""
        return int(length)

    def _receive(self, most: int) -> bytes:
        self._limit()
        data = self._channel.recv(most)
        if not data:
            raise ConnectionResetError("The container is gone")
        return data

    def _send(self, data: bytes) -> None:
        self._limit()
        self._channel.sendall(data)

    def _limit(self) -> None:
        left = None if self._deadline is None else self._deadline - time.monotonic()
        if left is not None and left <= 0:
            raise TimeoutError("timed out")
        self._channel.settimeout(left)


class _Reader(io.RawIOBase):
    """Reads a connection until it is closed."""

    def __init__(self, connection: RelaySocket) -> None:
        self._connection = connection

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self._connection.receive(len(buffer))
        buffer[: len(data)] = data
        return len(data)
