"""Where a submission goes to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from modelpkg_widget.aws.group_owner import other_owner
from modelpkg_widget.aws.target import Target
from modelpkg_widget.request.plain_json import Json
from modelpkg_widget.runtime import background
from modelpkg_widget.widget.features.message_base import Message

from .base import Feature, FormState

if TYPE_CHECKING:
    from modelpkg_widget.aws.sagemaker import SageMaker


@dataclass(frozen=True, kw_only=True)
class Hello(Message):
    """A page has connected to the form."""

    kind: ClassVar[str] = "hello"


class TargetFeature(Feature):
    """Finds out account and region when the first page is there; see the trait `target`.

    Args:
        form: that it belongs to.
        service: whose target it is.
        sends: whether anything is ever sent; if not, nobody is asked who the user is.
    """

    traits: ClassVar = {"target": Target}

    def __init__(self, form: FormState, service: SageMaker, *, sends: bool) -> None:
        self._form = form
        self._service = service
        self._target: dict[str, Any] = {**Target().as_dict()}
        if sends:
            self.handlers = {Hello: lambda _: self.find()}

    @property
    def owner(self) -> str:
        """The account that owns the group of the request, if it is another one; else empty."""
        return other_owner(self._form.request.view(), self._target["account"])

    def find(self) -> None:
        """Find out the target on a thread, unless it is known, or asked for at the moment."""
        with self._form.changing():
            state = self._target["state"]
            if state == "known":
                self.look_for_faults()
            if state in ("asking", "known"):
                return
            self._target = Target("asking").as_dict()
        background.run(self.find_now, name="target")

    def find_now(self) -> None:
        """Find out the target, and wait for it."""
        self._show(self._service.target())

    def look_for_faults(self) -> None:
        """Show whether the sandbox has a fault now, as any notebook may have put one into it."""
        if self._target["sandbox"]:
            background.run(lambda: self._show(self._service.ask_sandbox_again()), name="sandbox")

    def publish(self, request: Json) -> dict[str, Any]:  # noqa: ARG002
        """Return the trait ``target``."""
        return {"target": {**self._target, "owner": self.owner}}

    def _show(self, target: Target) -> None:
        with self._form.changing():
            self._target = target.as_dict()
