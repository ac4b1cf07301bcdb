"""A kernel with one form, in this process or in one of its own that may be killed at any moment."""

from __future__ import annotations

import multiprocessing
import os
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from botocore.config import Config

from modelpkg_widget import ModelPackageForm, SubmitError
from modelpkg_widget.fake_aws.server.discovery import VARIABLE
from modelpkg_widget.fake_aws.server.sandbox import Sandbox, sandbox
from modelpkg_widget.storage.state_dir import VARIABLE as STATE

#: A fork of a process that has everything loaded starts in 20 ms, a Python in a second.
FORKS = multiprocessing.get_context("forkserver")
SECONDS = 60


@dataclass(frozen=True)
class Plan:
    """What a kernel is started with.

    Attributes:
        url: of the sandbox.
        state: the folder of the journal.
        value: the request.
        draft: the draft's path; empty without one.
        attempts: how often boto3 itself sends a request.
    """

    url: str
    state: str
    value: dict[str, Any]
    draft: str = ""
    attempts: int = 1


@dataclass(frozen=True)
class Seen:
    """What a person sees after a press."""

    status: str = "gone"
    arn: str = ""
    codes: list[str] = field(default_factory=list)


def client(aws: Sandbox, attempts: int) -> Any:
    """Return a client that sends each request up to so many times."""
    retries: Any = {"mode": "standard", "total_max_attempts": attempts}
    return aws.client("sagemaker", config=Config(retries=retries))


class Here:
    """A kernel in this process."""

    def __init__(self, plan: Plan) -> None:
        os.environ[VARIABLE], os.environ[STATE] = plan.url, plan.state
        one = client(sandbox(), plan.attempts)
        self.form = ModelPackageForm(
            None if plan.draft and Path(plan.draft).exists() else plan.value,
            client=one,
            draft=plan.draft or None,
        )
        self._pool = ThreadPoolExecutor(4)

    def press(self, *, again: bool = False) -> Future[Seen]:
        return self._pool.submit(self._press, again)

    def _press(self, again: bool) -> Seen:
        codes = []
        try:
            self.form.submit(allow_duplicate=again)
        except SubmitError as error:
            codes = [f"{one.code}: {one.message}" for one in error.issues]
        return Seen(self.form.status, self.form.arn, codes)

    def edit(self, value: dict[str, Any]) -> None:
        self.form.value = value

    def value(self) -> dict[str, Any]:
        return dict(self.form.value)

    def status(self) -> str:
        return str(self.form.status)

    def end(self) -> None:
        """Let the kernel go; what it is sending, it sends."""
        self.form.close()
        self._pool.shutdown(wait=True)


class Apart:
    """A kernel in a process of its own."""

    def __init__(self, plan: Plan) -> None:
        ours, theirs = FORKS.Pipe()
        self._pipe: Connection = ours
        self._process = FORKS.Process(target=_serve, args=(theirs, plan), daemon=True)
        self._process.start()
        theirs.close()
        self._ask("status")  # once it answers, it is there

    def press_and_kill(self, delay: float) -> Seen:
        """Press the button and kill the kernel (SIGKILL) after a while, wherever it is by then."""
        self._pipe.send("press")
        if self._pipe.poll(delay):
            seen = self._pipe.recv()
        else:
            seen = Seen()
        self._process.kill()
        self._process.join(SECONDS)
        assert self._process.exitcode is not None
        self._pipe.close()
        return seen if isinstance(seen, Seen) else Seen()

    def _ask(self, what: str) -> Any:
        self._pipe.send(what)
        assert self._pipe.poll(SECONDS), "the kernel does not answer"
        return self._pipe.recv()


def _serve(pipe: Connection, plan: Plan) -> None:
    kernel = Here(plan)
    while True:
        what = pipe.recv()
        pipe.send(kernel.press().result() if what == "press" else kernel.status())
