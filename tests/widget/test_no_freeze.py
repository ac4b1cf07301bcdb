"""Nothing freezes the kernel, and nothing waits for ever."""

from __future__ import annotations

import os
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest

from modelpkg_widget import SubmitError, preflight
from modelpkg_widget.aws.target import ask_sandbox
from modelpkg_widget.fake_aws import Sandbox
from modelpkg_widget.runtime import background
from tests.helpers.sandboxes import fresh

from .recorded_comm import GOOD, Make, Wire
from .scripted_client import SECONDS, Client, press, until


@pytest.fixture(scope="module")
def aws() -> Iterator[Sandbox]:
    with fresh() as made:
        yield made


def in_time(work: Callable[[], Any], seconds: float = SECONDS) -> Any:
    """Return what work returns; fail instead of waiting for ever."""
    pool = ThreadPoolExecutor(1)
    try:
        return pool.submit(work).result(seconds)
    finally:
        pool.shutdown(wait=False)


# Threads.


@contextmanager
def no_threads(times: int | None = None) -> Iterator[None]:
    """Have no thread start from this one, or not the next ones; the sandbox keeps its own."""
    left, real, here = [times], threading.Thread.start, threading.current_thread()

    def start(self: threading.Thread) -> None:
        if left[0] != 0 and threading.current_thread() is here:
            left[0] = None if left[0] is None else left[0] - 1
            raise RuntimeError("can't start new thread")
        real(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(threading.Thread, "start", start)
        yield


def test_no_thread_once_makes_no_later_submit_wait(make: Make) -> None:
    client = Client()
    form = make(GOOD, client=client)
    with no_threads(1):
        first = form.submit()
    form.value = {**GOOD, "ModelPackageDescription": "two"}
    assert in_time(form.submit) != first
    assert len(client.calls) == 2


def test_where_no_threads_can_be_had_a_package_is_made_in_the_caller(make: Make) -> None:
    form = make(GOOD, client=Client())
    with no_threads():
        arn = form.submit()
    assert form.status == "created"
    assert form.arn == arn
    assert form.package["ModelPackageStatus"] == "Completed"


def test_where_no_threads_can_be_had_a_page_gets_its_package_too(make: Make) -> None:
    client = Client()
    form = make(GOOD, client=client)
    with no_threads():
        press(Wire(form), GOOD)
    assert form.status == "created"
    assert form.target["state"] == "known"


def test_following_without_threads_says_that_it_stands_still(make: Make) -> None:
    client = Client()
    client.describe_model_package = lambda ModelPackageName: {  # type: ignore[method-assign]  # noqa: N803
        "ModelPackageStatus": "InProgress"
    }
    form = make(GOOD, client=client)
    with no_threads():
        form.submit()
    assert form.watch_state["state"] == "stopped"
    assert "no more threads" in form.watch_state["problem"]
    with pytest.raises(RuntimeError, match="no more threads"), no_threads():
        form.wait(timeout=1)


def test_a_preflight_without_threads_runs_in_the_caller(aws: Sandbox) -> None:
    request = {"ModelPackageGroupName": aws.group}
    usual = preflight(request, aws.session)
    with no_threads():
        assert preflight(request, aws.session) == usual
    with no_threads(1):
        assert preflight(request, aws.session) == usual


def test_a_page_asks_for_a_preflight_without_threads(make: Make, aws: Sandbox) -> None:
    form = make({"ModelPackageGroupName": aws.group}, session=aws.session)
    with no_threads():
        Wire(form).message({"kind": "preflight", "id": "1"})
    assert form.preflight_report["state"] == "known"


@pytest.mark.parametrize(
    "message",
    [
        {"kind": "look", "asker": "a", "number": 1, "what": "group", "text": "", "typed": False},
        {"kind": "preview", "asker": "a", "number": 1, "text": "{}"},
        {"kind": "load", "group": "none"},
        {"kind": "hello"},
    ],
    ids=lambda message: str(message["kind"]),
)
def test_what_a_page_asks_for_is_answered_without_threads(
    make: Make, aws: Sandbox, message: dict[str, Any]
) -> None:
    form = make(GOOD, session=aws.session)
    wire = Wire(form)
    with no_threads():
        wire.message({**message, "id": "7"})
    assert form.last_ack == "7"
    assert form.loaded["state"] != "loading"


def test_an_interrupted_preflight_can_be_run_again(
    make: Make, aws: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = make(GOOD, session=aws.session)

    def interrupted(*_: object) -> Any:
        raise KeyboardInterrupt

    monkeypatch.setattr("modelpkg_widget.widget.features.preflight.run_checks", interrupted)
    with pytest.raises(KeyboardInterrupt):
        form.preflight()
    assert form.preflight_report["state"] == "off"
    monkeypatch.undo()
    Wire(form).message({"kind": "preflight", "id": "1"})
    until(lambda: form.preflight_report["state"] == "known")


# Observers.


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


def test_ctrl_c_on_the_main_thread_is_heard_and_nothing_is_lost(make: Make) -> None:
    form = make(GOOD, client=Client())

    def observer(change: Any) -> None:
        if change.new == "submitting":
            raise KeyboardInterrupt

    form.observe(observer, "status")
    with pytest.raises(KeyboardInterrupt):
        form.submit()
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


# Forks.


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
    with os.fdopen(read) as told:
        assert in_time(told.read) == "submitting arn:1"
    os.waitpid(child, 0)
    assert len(client.calls) == 1


# Servers.


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
        began = time.monotonic()
        assert in_time(lambda: ask_sandbox(url)) is None
        assert time.monotonic() - began < 5
        over.set()


def test_no_redirect_is_followed_on_loopback() -> None:
    asked = threading.Event()

    def other(connection: socket.socket) -> None:
        asked.set()
        connection.sendall(b'HTTP/1.1 200 OK\r\n\r\n{"name": "modelpkg-widget sandbox"}')

    with server(other) as there:
        head = f"HTTP/1.1 302 Found\r\nLocation: {there}/\r\nContent-Length: 0\r\n\r\n"

        def redirect(connection: socket.socket) -> None:
            connection.sendall(head.encode())

        assert ask_sandbox(there)
        asked.clear()
        with server(redirect) as url:
            assert ask_sandbox(url) is None
    assert not asked.is_set()


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


# Messages.

BRACKETS = {
    "open": "[" * 9_000_000,
    "closed": "[" * 4_500_000 + "]" * 4_500_000,
    "objects": '{"a":' * 1_800_000,
    "rows": "[" + "[]," * 3_000_000,
    "numbers": "[" + "1," * 4_500_000,
}


@pytest.mark.parametrize("kind", ["submit", "create_group", "export", "typed", "update"])
@pytest.mark.parametrize("text", BRACKETS.values(), ids=BRACKETS)
def test_a_large_message_is_refused_at_once(make: Make, text: str, kind: str) -> None:
    form = make(GOOD, client=Client())
    wire = Wire(form)
    state = {**wire.state({})["value"], "text": text, "value": text}
    began = time.thread_time()
    if kind == "update":
        wire.receive({"method": "update", "state": {"value": state}})
    else:
        more = {"asker": "a", "number": 1, "format": "json", "pending": []}
        wire.message({"kind": kind, "id": "9", **state, **more})
    assert time.thread_time() - began < 1
    assert form.value == GOOD
    assert form.status == "editing"


def test_a_large_request_is_still_taken(make: Make) -> None:
    form = make(GOOD)
    value = {"ModelPackageGroupName": "g", "Tags": [{"Key": f"k{at}"} for at in range(50_000)]}
    began = time.thread_time()
    Wire(form).write(value)
    print(f"{time.thread_time() - began:.1f} s", file=sys.stderr)
    assert len(form.value["Tags"]) == 50_000
