"""A form that follows the package that was made, and tells why it failed if it does."""

from __future__ import annotations

import contextlib
import os
from abc import abstractmethod
from typing import Any

import traitlets

from . import json_text, messages, words
from .attempt import next_attempt
from .aws.service import Service
from .checked_form import CheckedForm
from .data import table
from .exchange.loaded import Loaded
from .exchange.next_version import next_version
from .failure import Diagnosing, Failure
from .following import SANDBOX_PACE, Following, Progress
from .sending.outcome import Outcome
from .waiting import wait

#: Seconds that AWS's first answer is waited for where it had stopped.
_FIRST_SECONDS = 60


class FollowedForm(CheckedForm):
    """Adds following to a `CheckedForm`, whose arguments and errors it has."""

    arn: Any = traitlets.Unicode("", read_only=True).tag(sync=True)
    """The ARN of the package that was created last; empty before."""

    package: Any = traitlets.Dict(read_only=True).tag(sync=True)
    """What DescribeModelPackage said last, as plain JSON."""

    progress: Any = traitlets.Dict(read_only=True).tag(sync=True)
    """How the package is followed: the attributes of `following.Progress`."""

    failure: Any = traitlets.Dict(read_only=True).tag(sync=True)
    """Why the package failed, once it has: the attributes of `failure.Failure`."""

    def __init__(self, value: Any, draft: str | os.PathLike[str] | None, service: Service) -> None:
        self._prepare()
        self._made_by = service
        self._following = Following(service.describe, self._take_description)
        self._diagnosing = Diagnosing(service, self._settle)
        self.set_trait("progress", Progress().as_dict())
        super().__init__(value, draft, service)

    @abstractmethod
    def _created(self) -> Outcome:
        """Return the package that was created last."""

    @abstractmethod
    def _settle(self) -> None:
        """Show what is known by now."""

    def close(self) -> None:
        """Close the form; the package is followed no more."""
        if "_following" in self.__dict__:
            self._following.close()
        super().close()

    def wait(self, timeout: float | None = None) -> dict[str, Any]:
        """Wait until the package is completed, with a bar of text on standard error.

        Args:
            timeout: in seconds; without it, as long as it takes.

        Returns:
            What DescribeModelPackage says of it.

        Raises:
            ValueError: no package was made or followed yet.
            PackageFailedError: it has failed; the message says what AWS's reasons mean, and what
                the log of the validation shows.
            TimeoutError: it takes longer; it is followed all the same.
            RuntimeError: it can be followed no more; the message says why.
        """
        if not self.arn:
            raise ValueError("There is no package to wait for: submit first.")
        if self.progress["state"] == "stopped":
            self._following.now()
            self._following.asked.wait(_FIRST_SECONDS if timeout is None else timeout)
        return wait(lambda: (self.package, self.progress), self._diagnosed, timeout)

    def _diagnosed(self, seconds: float) -> Failure:
        self._diagnosing.done.wait(seconds)
        return self._diagnosing.failure

    def next_attempt(self) -> None:
        """Begin the next attempt after a package that failed: its request under a new name.

        What was changed in the form since is kept, and so is the request of a version, whose number
        is new each time. The name gets a number, or one that is higher. Nothing is sent.

        Raises:
            ValueError: no package has failed.
        """
        if self.package.get("ModelPackageStatus") != "Failed":
            raise ValueError("No package of this form has failed.")
        body = self._created().body
        made = json_text.loads(body) if body else next_version(self.package, "").base
        named = table("layout")["nextVersion"]
        taken = str(self.package.get(named["name"], ""))
        source = words.fill(named["source"]["package"], {"name": taken or self.arn})
        with self._changing():
            self.value = next_attempt(self._ledger.copy() or made, taken)
            self._loaded = Loaded(made, source)

    def _derive(self) -> None:
        super()._derive()
        self.set_trait("arn", self._created().arn)
        self.set_trait("failure", self._diagnosing.failure.as_dict())

    def _follow(self, arn: str) -> None:
        if self._made_by.known.sandbox:
            self._following.pace = SANDBOX_PACE
        self._diagnosing.forget()
        try:
            with self._changing():
                self.set_trait("package", {})
                self.set_trait("progress", Progress("following").as_dict())
        finally:  # whatever an observer of it does
            self._following.follow(arn)

    def _take_description(
        self, arn: str, package: dict[str, Any] | None, progress: Progress
    ) -> None:
        with self._changing():
            if self._created().arn == arn:
                self.set_trait("package", self.package if package is None else package)
                self.set_trait("progress", progress.as_dict())
        if package and package.get("ModelPackageStatus") == "Failed":
            self._diagnosing.look(arn, package)

    def _on_refresh(self, _: messages.Message) -> None:
        self._following.now()

    def _on_attempt(self, _: messages.Message) -> None:
        with contextlib.suppress(ValueError):  # nothing has failed: there is nothing to do
            self.next_attempt()
