"""Where no thread can be started, nothing freezes and nothing is lost."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from modelpkg_widget import preflight
from modelpkg_widget.fake_aws import Sandbox
from tests.helpers.sandboxes import fresh

from .deadline import in_time
from .recorded_comm import GOOD, Make, Wire
from .scripted_client import Client, press, until


@pytest.fixture(scope="module")
def aws() -> Iterator[Sandbox]:
    with fresh() as made:
        yield made


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
    assert "can't start more threads" in form.watch_state["problem"]
    with pytest.raises(RuntimeError, match="can't start more threads"), no_threads():
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
        {
            "kind": "list_resources",
            "view_id": "a",
            "request_id": 1,
            "source": "group",
            "text": "",
            "typed": False,
        },
        {"kind": "preview", "view_id": "a", "request_id": 1, "source": "text", "text": "{}"},
        {"kind": "load", "source": "group", "name": "none"},
        {"kind": "hello"},
    ],
    ids=lambda message: str(message["kind"]),
)
@pytest.mark.slow
def test_what_a_page_asks_for_is_answered_without_threads(
    make: Make, aws: Sandbox, message: dict[str, Any]
) -> None:
    form = make(GOOD, session=aws.session)
    wire = Wire(form)
    with no_threads():
        wire.message({**message, "id": "7"})
    assert form.last_ack == "7"
    assert form.loaded["state"] != "loading"


@pytest.mark.slow
def test_an_interrupted_preflight_can_be_run_again(
    make: Make, aws: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = make(GOOD, session=aws.session)

    def interrupted(*_: object) -> Any:
        raise KeyboardInterrupt

    monkeypatch.setattr("modelpkg_widget.preflight_checks.runner.run_checks", interrupted)
    with pytest.raises(KeyboardInterrupt):
        form.preflight()
    assert form.preflight_report["state"] == "off"
    monkeypatch.undo()
    Wire(form).message({"kind": "preflight", "id": "1"})
    until(lambda: form.preflight_report["state"] == "known")
