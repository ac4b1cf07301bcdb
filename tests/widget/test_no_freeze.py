"""Nothing freezes the kernel, and nothing waits for ever."""

from __future__ import annotations

import os
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from modelpkg_widget import SubmitError
from modelpkg_widget.aws.target import ask_sandbox
from modelpkg_widget.runtime import background

from .deadline import in_time
from .recorded_comm import GOOD, Make, Wire
from .scripted_client import SECONDS, Client, until


@pytest.mark.parametrize("error", [SystemExit, KeyboardInterrupt, GeneratorExit, RuntimeError])
@pytest.mark.parametrize("name", ["status", "arn", "package", "watch_state", "issues"])
def test_an_observer_that_exits_keeps_nobody_waiting(
    make: Make, name: str, error: type[BaseException]
) -> None:
    client = Client()
    form = make(GOOD, client=client)

    def observer(_: object) -> None:
        if threading.current_thread() is not threading.main_thread():
            raise error

    form.observe(observer, name)
    in_time(form.submit)
    form.unobserve(observer, name)
    assert form.submit() == form.arn
    form.value = {**GOOD, "ModelPackageDescription": "two"}
    assert in_time(form.submit) == form.arn
    assert len(client.calls) == 2
    until(lambda: form.watch_state["state"] == "ended")


@pytest.mark.parametrize("error", [SystemExit, GeneratorExit])
def test_an_observer_that_exits_on_the_main_thread(make: Make, error: type[BaseException]) -> None:
    form = make(GOOD, client=Client())

    def observer(_: object) -> None:
        raise error

    form.observe(observer, "status")
    assert form.submit() == form.arn


def test_ctrl_c_on_the_main_thread_is_raised_and_nothing_is_lost(make: Make) -> None:
    client = Client()
    client.go.clear()  # an answer that came first would be all that is observed
    form = make(GOOD, client=client)

    def observer(change: Any) -> None:
        if change.new == "submitting":
            raise KeyboardInterrupt

    form.observe(observer, "status")
    with pytest.raises(KeyboardInterrupt):
        form.submit()
    client.go.set()
    form.unobserve_all("status")
    assert in_time(form.submit) == form.arn != ""


def test_a_hook_that_exits_while_it_is_sent(make: Make) -> None:
    client = Client(SystemExit(), "arn:1")
    form = make(GOOD, client=client)
    with pytest.raises(SubmitError):
        in_time(form.submit)
    assert form.status == "uncertain"
    assert in_time(form.submit) == "arn:1"
    assert client.calls[0] == client.calls[1]


def test_guarded_tells_of_what_it_swallows(caplog: pytest.LogCaptureFixture) -> None:
    def fail() -> None:
        raise SystemExit

    background.guarded(fail)
    assert "What observes the form has failed" in caplog.text


@pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows has no fork")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_fork_while_a_request_is_sent(make: Make) -> None:
    client = Client("arn:1")
    client.go.clear()
    form = make(GOOD, client=client)
    sending = threading.Thread(target=form.submit)
    sending.start()
    until(lambda: client.calls)
    read, write = os.pipe()
    child = os.fork()
    if not child:
        try:
            client.go = threading.Event()
            client.go.set()
            os.write(write, f"{form.status} ".encode())
            os.write(write, form.submit().encode())
        except BaseException as error:  # noqa: BLE001 - the parent tells of it
            os.write(write, repr(error).encode())
        finally:
            os._exit(0)
    os.close(write)
    client.go.set()
    sending.join(SECONDS)
    assert form.arn == "arn:1"
    with os.fdopen(read) as output:
        assert in_time(output.read) == "submitting arn:1"
    os.waitpid(child, 0)
    assert len(client.calls) == 1


@contextmanager
def server(answer: Callable[[socket.socket], None]) -> Iterator[str]:
    """A server of this machine that answers each connection in its own way."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            while True:
                try:
                    connection, _ = listening.accept()
                    connection.recv(4096)
                    answer(connection)
                    connection.close()
                except OSError:
                    return

        threading.Thread(target=serve, daemon=True).start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"


@pytest.mark.parametrize("begin", [b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\n\r\n{"])
@pytest.mark.slow
def test_a_server_that_drips_is_not_waited_for(
    begin: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("modelpkg_widget.aws.target.ASK_SECONDS", 0.5)
    over = threading.Event()

    def drip(connection: socket.socket) -> None:
        connection.sendall(begin)
        while not over.wait(0.05):
            connection.sendall(b"X-A: b\r\n"[:1])

    with server(drip) as url:
        assert in_time(lambda: ask_sandbox(url)) is None
        over.set()


def test_no_redirect_is_followed_on_loopback() -> None:
    was_called = threading.Event()

    def other(connection: socket.socket) -> None:
        was_called.set()
        connection.sendall(b'HTTP/1.1 200 OK\r\n\r\n{"name": "modelpkg-widget sandbox"}')

    with server(other) as there:
        head = f"HTTP/1.1 302 Found\r\nLocation: {there}/\r\nContent-Length: 0\r\n\r\n"

        def redirect(connection: socket.socket) -> None:
            connection.sendall(head.encode())

        assert ask_sandbox(there)
        was_called.clear()
        with server(redirect) as url:
            assert ask_sandbox(url) is None
    assert not was_called.is_set()


@pytest.mark.parametrize(
    "said",
    [
        *(b"", b"\r\n\r\n", b"HTTP/1.1", b"nothing"),
        b"HTTP/1.1 200 OK\r\n\r\n" + b"[" * 60_000,
        b"HTTP/1.1 200 OK\r\n\r\n" + b"1" * 6_000,
        b"HTTP/1.1 200 OK\r\nContent-Length: " + b"9" * 5000 + b"\r\n\r\n{}",
        b"HTTP/1.1 200 " + b"x" * 100_000,
    ],
    ids=lambda said: repr(said)[:30],
)
def test_an_answer_that_is_none_is_no_sandbox(said: bytes) -> None:
    with server(lambda connection: connection.sendall(said)) as url:
        assert ask_sandbox(url) is None


BRACKETS = {
    "open": "[" * 9_000_000,
    "closed": "[" * 4_500_000 + "]" * 4_500_000,
    "objects": '{"a":' * 1_800_000,
    "rows": "[" + "[]," * 3_000_000,
    "numbers": "[" + "1," * 4_500_000,
}


@pytest.mark.parametrize("kind", ["submit", "create_group", "export", "flush", "update"])
@pytest.mark.parametrize("text", BRACKETS.values(), ids=BRACKETS)
def test_a_large_message_is_refused_at_once(make: Make, text: str, kind: str) -> None:
    form = make(GOOD, client=Client())
    wire = Wire(form)
    state = {**wire.state({})["value"], "text": text, "request": text}
    began = time.thread_time()
    if kind == "update":
        wire.receive({"method": "update", "state": {"value": state}})
    else:
        more = {"view_id": "a", "request_id": 1, "format": "json", "pending": []}
        wire.message({"kind": kind, "id": "9", **state, **more})
    assert time.thread_time() - began < 1
    assert form.value == GOOD
    assert form.status == "editing"


@pytest.mark.slow
def test_a_large_request_is_still_taken(make: Make) -> None:
    """50,000 tags, so that the limits against hostile messages refuse nobody's request."""
    form = make(GOOD)
    value = {"ModelPackageGroupName": "g", "Tags": [{"Key": f"k{at}"} for at in range(50_000)]}
    began = time.thread_time()
    Wire(form).write(value)
    print(f"{time.thread_time() - began:.1f} s", file=sys.stderr)
    assert len(form.value["Tags"]) == 50_000
