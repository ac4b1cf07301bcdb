"""Following the package that was made: its state, why it failed, and the next attempt."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, TypedDict

from modelpkg_widget.monitoring.diagnosis import Failure, FailureDiagnosis
from modelpkg_widget.monitoring.next_steps import next_steps
from modelpkg_widget.monitoring.poller import SANDBOX_INTERVAL, PackagePoller, PollState
from modelpkg_widget.monitoring.retry import retry_request
from modelpkg_widget.monitoring.wait import wait
from modelpkg_widget.request import json_codec
from modelpkg_widget.request.plain_json import Json, Link
from modelpkg_widget.resources import texts
from modelpkg_widget.resources.tables import load_table
from modelpkg_widget.submission.outcome import Outcome
from modelpkg_widget.widget.features.message_base import Message

from .base import Feature, FormState
from .loading import LoadFeature

if TYPE_CHECKING:
    from modelpkg_widget.aws.sagemaker import SageMaker

#: Seconds that AWS's first answer is waited for where it had stopped.
_FIRST_SECONDS = 60


@dataclass(frozen=True, kw_only=True)
class Refresh(Message):
    """The page requests the current state of the package."""

    kind: ClassVar[str] = "refresh"


@dataclass(frozen=True, kw_only=True)
class PrepareRetry(Message):
    """A person wants to try once more."""

    kind: ClassVar[str] = "prepare_retry"


class AwsStage(TypedDict, total=False):
    """An image scan or a validation profile of a package, as AWS spells it."""

    Name: str
    Status: str
    FailureReason: str | None


class AwsStages(TypedDict, total=False):
    """What a package goes through."""

    ImageScanStatuses: list[AwsStage] | None
    ValidationStatuses: list[AwsStage] | None


class AwsPackage(TypedDict, total=False):
    """What the page reads of DescribeModelPackage's answer; the trait has all of it."""

    ModelPackageStatus: str
    CreationTime: str
    """ISO 8601."""
    ModelApprovalStatus: str
    ModelPackageStatusDetails: AwsStages | None


class Listing(TypedDict):
    """One row of what buyers of a certified package will find."""

    name: str
    values: list[str]


class NextSteps(TypedDict, total=False):
    """Next steps for the package, to copy; empty texts where there are none."""

    console: Link
    approve: str
    deploy: str
    listing: list[Listing] | None
    """Of a certified package alone."""


class MonitorFeature(Feature):
    """Polls the package; see the traits `package`, `watch_state`, `failure` and `next_steps`.

    Args:
        form: that it belongs to.
        service: where the package is.
        loading: gets what a next attempt starts from.
        created: returns the package that was created last.
    """

    traits: ClassVar = {
        "package": AwsPackage,
        "watch_state": PollState,
        "failure": Failure,
        "next_steps": NextSteps,
    }

    def __init__(
        self,
        form: FormState,
        service: SageMaker,
        loading: LoadFeature,
        created: Callable[[], Outcome],
    ) -> None:
        self._form = form
        self._service = service
        self._loading = loading
        self._created = created
        self.package: dict[str, Any] = {}
        self.watch_state = PollState()
        self.poller = PackagePoller(self._describe, self._take_description)
        self._diagnosis = FailureDiagnosis(service, form.update)
        self.handlers = {
            Refresh: lambda _: self.poller.now(),
            PrepareRetry: self._prepare_retry,
        }

    def follow(self, arn: str) -> None:
        """Follow a package from now on, and no other."""
        self._set_pace()
        self._diagnosis.forget()
        try:
            with self._form.changing():
                self.package, self.watch_state = {}, PollState("following")
        finally:  # whatever an observer of it does
            self.poller.follow(arn)

    def wait(self, timeout: float | None) -> dict[str, Any]:
        """Wait for the package's end: see `ModelPackageForm.wait`.

        Raises:
            ValueError: no package was made or followed yet.
            PackageFailedError: it has failed.
            TimeoutError: it takes longer.
            RuntimeError: it can be followed no more.
        """
        if not self._created().arn:
            raise ValueError("No package to wait for. Submit the request first.")
        state = self.watch_state.state
        if state in ("following", "stopped"):
            self.poller.now()  # its next question may be half a minute away
        if state == "stopped":
            self.poller.first_response.wait(_FIRST_SECONDS if timeout is None else timeout)
        return wait(self._polled, self._diagnosed, timeout)

    def prepare_retry(self) -> None:
        """Begin the next attempt: see `ModelPackageForm.prepare_retry`.

        Raises:
            ValueError: no package has failed.
        """
        if self.package.get("ModelPackageStatus") != "Failed":
            raise ValueError("No package from this form has failed.")
        from modelpkg_widget.importers.loaded_request import Loaded
        from modelpkg_widget.importers.model_package import next_version

        form, created = self._form, self._created()
        made = (
            json_codec.loads(created.body) if created.body else next_version(self.package, "").base
        )
        member = load_table("resources/layout")["next_version"]["name"]
        sources = load_table("importers/texts")["next_version"]
        taken = str(self.package.get(member, ""))
        source = texts.format_text(sources["package"], {"name": taken or created.arn})
        with form.changing():
            form.replace(retry_request(form.request.copy() or made, taken))
            self._loading.loaded = Loaded(made, source)

    def publish(self, request: Json) -> dict[str, Any]:  # noqa: ARG002
        """Return the traits ``package``, ``watch_state``, ``failure`` and ``next_steps``."""
        arn = self._created().arn
        return {
            "package": self.package,
            "watch_state": self.watch_state.as_dict(),
            "failure": self._diagnosis.failure.as_dict(),
            "next_steps": next_steps(arn, self.package, self._service.known) if arn else {},
        }

    def close(self) -> None:
        """Follow no more."""
        self.poller.close()

    def _describe(self, arn: str) -> dict[str, Any]:
        """Ask AWS; the lines of `next_steps` name where the package is, so that is known before."""
        if self._service.known.state == "unknown":
            self._service.place()
            self._set_pace()
        return self._service.describe(arn)

    def _set_pace(self) -> None:
        if self._service.known.sandbox:
            self.poller.pace = SANDBOX_INTERVAL

    def _polled(self) -> tuple[dict[str, Any], dict[str, Any]]:
        return self.package, self.watch_state.as_dict()

    def _diagnosed(self, seconds: float) -> Failure:
        self._diagnosis.done.wait(seconds)
        self._form.update()  # the trait says the same, whichever thread is first
        return self._diagnosis.failure

    def _take_description(
        self, arn: str, package: dict[str, Any] | None, watch_state: PollState
    ) -> None:
        with self._form.changing():
            if self._created().arn == arn:
                self.package = self.package if package is None else package
                self.watch_state = watch_state
        if package and package.get("ModelPackageStatus") == "Failed":
            self._diagnosis.look(arn, package)

    def _prepare_retry(self, _: PrepareRetry) -> None:
        with contextlib.suppress(ValueError):  # nothing has failed: there is nothing to do
            self.prepare_retry()
