"""Requests on one connection: opened again if it was closed while idle, and never after the end."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from http.client import RemoteDisconnected

import pytest

from modelpkg_widget.rehearsal.ping import described_parameters
from modelpkg_widget.rehearsal.relay.channel import Channel

SECONDS = 10.0


class Server:
    """Gives each connection one answer, and closes it without having said so."""

    def __init__(self, *answers: bytes) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._answers = answers
        self.connections = 0
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        for answer in self._answers:
            connection, _ = self._socket.accept()
            self.connections += 1
            with connection:
                connection.settimeout(SECONDS)
                connection.recv(65536)
                connection.sendall(answer)

    def connect(self) -> socket.socket:
        return socket.create_connection(self._socket.getsockname(), timeout=SECONDS)

    def end(self) -> None:
        self._thread.join(SECONDS)
        self._socket.close()


def answer(body: bytes, status: str = "200 OK") -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body


@pytest.fixture
def serve() -> Iterator[Callable[..., Server]]:
    made: list[Server] = []

    def start(*answers: bytes) -> Server:
        made.append(Server(*answers))
        return made[-1]

    yield start
    for one in made:
        one.end()


def test_connection_that_was_closed_while_idle_is_reopened(
    serve: Callable[..., Server],
) -> None:
    server = serve(answer(b"one"), answer(b"two"))
    channel = Channel(server.connect)
    assert channel.ask("GET", "/ping", seconds=SECONDS) == (200, "", b"one")
    assert channel.ask("GET", "/ping", seconds=SECONDS) == (200, "", b"two")
    assert (server.connections, channel.is_open) == (2, True)
    channel.close()


def test_connection_that_is_closed_in_place_of_a_first_answer_is_an_error(
    serve: Callable[..., Server],
) -> None:
    server = serve(b"")
    channel = Channel(server.connect)
    with pytest.raises(RemoteDisconnected):
        channel.ask("GET", "/ping", seconds=SECONDS)
    assert server.connections == 1
    channel.close()


def test_closed_channel_opens_nothing(serve: Callable[..., Server]) -> None:
    server = serve()
    channel = Channel(server.connect)
    channel.close()
    with pytest.raises(ConnectionAbortedError):
        channel.ask("GET", "/ping", seconds=SECONDS)
    assert server.connections == 0


def test_channel_that_is_closed_while_it_opens_keeps_no_connection(
    serve: Callable[..., Server],
) -> None:
    server = serve(b"")
    opened: list[socket.socket] = []

    def open_and_close() -> socket.socket:
        opened.append(server.connect())
        channel.close()
        return opened[0]

    channel = Channel(open_and_close)
    with pytest.raises(ConnectionAbortedError):
        channel.ask("GET", "/ping", seconds=SECONDS)
    assert opened[0].fileno() == -1


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (answer(b'{"MaxConcurrentTransforms": 2}'), (200, {"MaxConcurrentTransforms": 2})),
        (answer(b"[1]"), (200, {})),
        (answer(b"no json"), (200, {})),
        (answer(b"{}", "404 Not Found"), (404, {})),
        (b"", (0, {})),
        (b"SSH-2.0-OpenSSH\r\n", (0, {})),
    ],
)
def test_execution_parameters_are_those_of_an_object_or_none(
    serve: Callable[..., Server], said: bytes, expected: tuple[int, dict[str, int]]
) -> None:
    channel = Channel(serve(said).connect)
    assert described_parameters(channel, SECONDS) == expected
    channel.close()
