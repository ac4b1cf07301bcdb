"""Many threads at one form: pages, the notebook, the thread that sends, observers.

A fault here shows now and then, not each time: the switches between threads are made frequent.
"""

from __future__ import annotations

import random
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from modelpkg_widget import SubmitError, check
from modelpkg_widget.request import json_codec
from modelpkg_widget.request.request_value import Request
from modelpkg_widget.validation.pending import pending_issues

from .recorded_comm import BAD, GOOD, Make, Recorded, Wire
from .scripted_client import Client, said, until

pytestmark = pytest.mark.usefixtures("quiet", "fast_switching")
SECONDS = 60


@pytest.fixture
def fast_switching(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Threads change as often as can be, and most of all where one could overtake another."""
    chance = random.Random(1)

    def slowly(task: Callable[..., Any]) -> Callable[..., Any]:
        def slow(*given: Any, **options: Any) -> Any:
            time.sleep(chance.choice([0, 0, 0.001]))
            return task(*given, **options)

        return slow

    monkeypatch.setattr("modelpkg_widget.validation.validator.check", slowly(check))
    monkeypatch.setattr(Recorded, "publish_msg", slowly(Recorded.publish_msg))
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    yield
    sys.setswitchinterval(before)


def run_in_parallel(*work: Callable[[], Any]) -> list[Any]:
    """Run each on a thread of its own; a deadlock is a failure."""
    pool = ThreadPoolExecutor(len(work))
    try:
        started = [pool.submit(one) for one in work]
        return [one.result(SECONDS) for one in started]
    finally:
        pool.shutdown(wait=False)


class Page:
    """Writes members of its own, sometimes on a request that is no longer the newest."""

    def __init__(self, form: Any, name: str, rounds: int) -> None:
        self.form, self.name, self.rounds = form, name, rounds

    def __call__(self) -> None:
        chance = random.Random(self.name)
        seen = self.form.get_state("value")["value"]
        for at in range(1, self.rounds + 1):
            if chance.random() < 0.7:
                seen = self.form.get_state("value")["value"]
            mine = {**json_codec.loads(seen["text"]), self.name: at}
            seen = {**seen, "text": json_codec.dumps(mine)}
            write = {**seen, "base": seen["revision"], "writer": self.name, "seq": at}
            pending = [{"path": [], "key": "", "text": str(at), "code": "key.required"}] * (at % 2)
            self.form._handle_msg(
                {
                    "content": {
                        "data": {"method": "update", "state": {"value": write, "pending": pending}}
                    }
                }
            )


@pytest.mark.slow
def test_nothing_is_lost_and_the_page_has_the_last_word(make: Make) -> None:
    form = make(GOOD, client=Client(*[said("No")] * 10))
    wire = Wire(form)
    rounds = 60
    changed: list[str] = []
    form.observe(lambda change: changed.append(change.name))
    stop = threading.Event()

    def kernel() -> None:
        for _ in range(rounds):
            form.pending = []
            assert form.issues is not None
            repr(form)
            time.sleep(0.001)

    def sender() -> None:
        while not stop.is_set():
            form._controller.submission.submission.submit(Request({"a": random.random()})).result(
                SECONDS
            )

    def reader() -> None:
        while not stop.is_set():
            state = form.get_state()
            json_codec.loads(state["value"]["text"])
            time.sleep(0.0005)

    def writers() -> None:
        run_in_parallel(*(Page(form, f"page{at}", rounds) for at in range(3)), kernel)
        stop.set()

    run_in_parallel(writers, sender, sender, reader)
    until(lambda: all(thread.name != "following" for thread in threading.enumerate()))

    assert form.value == {**GOOD, **{f"page{at}": rounds for at in range(3)}}
    own = [*pending_issues(form.pending), *check(form.value)]
    assert [issue for issue in form.issues if issue.source != "service"] == own
    # What the page was sent last is how it stands; its revisions only grow.
    last: dict[str, Any] = {}
    revisions: list[int] = []
    for state in wire.updates():
        last |= state
        revisions += [state["value"]["revision"]] if "value" in state else []
    now = form.get_state()
    assert {name: now[name] for name in last} == last
    assert revisions == sorted(revisions)
    assert {"value", "pending", "issues", "status", "arn"} <= set(changed)
    assert form.status in ("created", "editing")


def test_each_page_hears_of_its_own_writes(make: Make) -> None:
    form = make(client=Client())
    wire = Wire(form)
    rounds = 25
    run_in_parallel(*(Page(form, f"page{at}", rounds) for at in range(3)))
    answered: dict[str, int] = {}
    for state in wire.updates():
        if "value" in state:
            answered[state["value"]["writer"]] = state["value"]["seq"]
            assert "pending" in state
    # Each page's last write is answered, or a later state holds it.
    assert form.value == {f"page{at}": rounds for at in range(3)}
    assert rounds in answered.values()


def test_the_notebook_submits_while_pages_write(make: Make) -> None:
    client = Client()
    form = make(GOOD, client=client)
    done = threading.Event()

    def tab() -> None:
        wire = Wire(form)
        at = 0
        while not done.is_set():
            at += 1
            wire.write({**GOOD, "ModelPackageDescription": f"round {at}"})
            time.sleep(0.001)

    def notebook() -> list[str]:
        try:
            return [form.submit() for _ in range(10)]
        finally:
            done.set()

    arns = run_in_parallel(notebook, tab)[0]
    assert len(client.calls) == len(set(arns))
    for call in client.calls:
        assert set(call) - {"ClientToken", "ModelPackageDescription"} == set(GOOD)
    tokens = [call["ClientToken"] for call in client.calls]
    assert len(set(tokens)) == len(tokens)


def test_an_observer_that_waits_for_another_thread_holds_up_nobody(make: Make) -> None:
    form = make(GOOD, client=Client())
    waited: list[Any] = []

    def wait(_: object) -> None:
        """As a progress bar, or a value that a worker computes."""
        with ThreadPoolExecutor(1) as pool:
            waited.append(pool.submit(lambda: (form.value, form.issues, form.status)).result(60))
            pool.submit(form.set_state, {"pending": []}).result(60)

    form.observe(wait, "value")

    def assign() -> None:
        for at in range(5):
            form.value = {**GOOD, "ModelPackageDescription": str(at)}

    run_in_parallel(assign)
    assert len(waited) == 5


@pytest.mark.slow
def test_refusals_and_edits_at_once_end_quietly(make: Make) -> None:
    form = make(GOOD, client=Client(*[said("No")] * 1000))
    stop = threading.Event()

    def submit() -> None:
        for _ in range(30):
            with pytest.raises(SubmitError, match="No"):
                form.submit()
        stop.set()

    def edit() -> None:
        at = 0
        while not stop.is_set():
            at += 1
            form.value = {**GOOD, "ModelPackageDescription": str(at)}

    run_in_parallel(submit, edit)
    form.value = GOOD
    assert (form.status, form.issues, form.valid) == ("editing", [], True)


def test_a_slow_check_does_not_speak_of_a_later_request(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = make(GOOD)
    begun = threading.Event()

    def slow(value: Any) -> Any:
        if value == BAD:
            begun.set()
            time.sleep(0.1)
        return check(value)

    monkeypatch.setattr("modelpkg_widget.validation.validator.check", slow)

    def good() -> None:
        assert begun.wait(SECONDS)
        form.value = GOOD

    run_in_parallel(lambda: setattr(form, "value", BAD), good)
    assert (form.value, form.issues, form.valid) == (GOOD, [], True)
