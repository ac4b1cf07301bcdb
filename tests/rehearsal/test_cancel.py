"""A rehearsal that is cancelled ends at once, also while a container works on an answer."""

from __future__ import annotations

import io
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

import pytest

from modelpkg_widget.rehearsal.conductor import run_rehearsal
from modelpkg_widget.rehearsal.container import Container
from modelpkg_widget.rehearsal.engine import CancelledError
from modelpkg_widget.rehearsal.leftovers import runs_folder
from modelpkg_widget.rehearsal.options import AwsClients, Options
from modelpkg_widget.rehearsal.plan import Settings
from modelpkg_widget.rehearsal.records import Assembler, Batch
from modelpkg_widget.rehearsal.relay.channel import Channel
from modelpkg_widget.rehearsal.transform import Transform

from .fake_docker import INFO, fake_docker
from .requests import request

PODMAN = '{"host":{"arch":"amd64","security":{}},"version":{"Version":"5.2"}}'
_SOON = 20.0
_LATE = 100.0


class Silent:
    """A container that takes a request and does not answer it before the test ends."""

    def __init__(self) -> None:
        self.server = socket.create_server(("127.0.0.1", 0))
        self.channels: list[Channel] = []
        self.requested = threading.Event()
        self.taken: list[socket.socket] = []
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        connection, _ = self.server.accept()
        self.taken.append(connection)
        connection.recv(10)
        self.requested.set()

    def free_channel(self) -> Channel:
        self.channels.append(
            Channel(lambda: socket.create_connection(self.server.getsockname(), timeout=2))
        )
        return self.channels[-1]

    def disconnect(self) -> None:
        for channel in self.channels:
            channel.close()


@pytest.fixture
def silent() -> Iterator[Silent]:
    found = Silent()
    yield found
    for one in (found.server, *found.taken):
        one.close()


def transform_of(container: object, cancelled: threading.Event) -> Transform:
    return Transform(
        [cast(Container, container)], Settings(1024, 1, many=True), "text/csv", "", _LATE, cancelled
    )


def left(before: set[threading.Thread]) -> set[threading.Thread]:
    return {one for one in threading.enumerate() if one.name.startswith("rehearsal")} - before


@pytest.mark.parametrize("error", [CancelledError, KeyboardInterrupt])
def test_nobody_waits_for_an_answer_after(silent: Silent, error: type[BaseException]) -> None:
    before, cancelled = left(set()), threading.Event()
    transform = transform_of(silent, cancelled)

    def batches() -> Iterator[Batch]:
        yield Batch(0, 1, (b"1\n",))
        silent.requested.wait(_SOON)
        if error is KeyboardInterrupt:
            raise KeyboardInterrupt
        cancelled.set()

    start = time.monotonic()
    with pytest.raises(error):
        transform.run(batches(), Assembler(io.BytesIO(), by_line=True), lambda _: None)
    for one in left(before):
        one.join(_SOON)
    assert left(before) == set()
    assert time.monotonic() - start < _SOON


class Refusing:
    """A container that answers each request with an error, and counts them."""

    def __init__(self, then: Callable[[], None]) -> None:
        self.count, self._then = 0, then

    def free_channel(self) -> Any:
        return self

    def ask(self, *_: object, **__: object) -> tuple[int, str, bytes]:
        self.count += 1
        self._then()
        return 500, "", b""

    def log(self) -> list[str]:
        return []

    def disconnect(self) -> None:
        pass


def test_the_record_that_fails_is_not_looked_for_any_longer() -> None:
    cancelled = threading.Event()
    container = Refusing(cancelled.set)
    rows = iter([Batch(0, 1, (b"1\n", b"2\n", b"3\n", b"4\n"))])

    with pytest.raises(CancelledError):
        transform_of(container, cancelled).run(
            rows, Assembler(io.BytesIO(), by_line=True), lambda _: None
        )
    assert container.count == 1


@pytest.mark.parametrize("name", ["docker", "podman"])
@pytest.mark.slow
def test_an_engine_that_hangs_is_not_waited_for(
    folder: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """The command is ended, and what it may have made is removed by its name."""
    log = fake_docker(
        folder, name=name, info=f"echo '{PODMAN if name == 'podman' else INFO}'",
        run='*serve*) echo hanging >> "$0.log"; exec sleep 1000 ;;',
    )  # fmt: skip
    log.touch()
    monkeypatch.setattr("modelpkg_widget.rehearsal.leftovers._LATE_SECONDS", 0.3)
    cancelled = threading.Event()

    def cancel() -> None:
        ends = time.monotonic() + _LATE
        while "hanging" not in log.read_text() and time.monotonic() < ends:
            time.sleep(0.01)
        cancelled.set()

    waiting = threading.Thread(target=cancel)
    start = time.monotonic()
    waiting.start()
    with pytest.raises(CancelledError):
        run_rehearsal(request(), AwsClients(None), Options(cancelled=cancelled))
    waiting.join()

    assert time.monotonic() - start < _SOON
    (words,) = [line.split() for line in log.read_text().splitlines() if line.startswith("run")]
    made = words[words.index("--name") + 1]
    removed = [line.split()[-1] for line in log.read_text().splitlines() if line.startswith("rm")]
    assert made in removed
    assert list(runs_folder().iterdir()) == []
