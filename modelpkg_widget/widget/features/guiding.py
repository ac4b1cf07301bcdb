"""Where a person is in the form, and which kind of package they have chosen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, ClassVar

from modelpkg_widget.request.plain_json import Json
from modelpkg_widget.validation.package_kind import is_kind
from modelpkg_widget.widget.features import message_fields as fields
from modelpkg_widget.widget.features.message_base import Message
from modelpkg_widget.widget.guide_state import (
    Mode,
    WizardPosition,
    known_tasks,
    recalled_place,
    wizard_position,
)

from .base import Feature, FormState


@dataclass(frozen=True, kw_only=True)
class Navigate(Message):
    """A person has gone to another step, or to the full form.

    Attributes:
        mode: see `WizardPosition`, as for the others.
        guide: the id of a guide, or empty.
        step: the id of a step of it, or empty.
    """

    kind: ClassVar[str] = "navigate"
    sets: ClassVar[str] = "guide"
    mode: Mode
    guide: fields.Text
    step: fields.Text

    @property
    def place(self) -> WizardPosition | None:
        """Where to; None when there is no such step."""
        return wizard_position(self.mode, self.guide, self.step)

    def is_consistent(self) -> bool:
        """Whether there is such a step."""
        return self.place is not None


@dataclass(frozen=True, kw_only=True)
class SetPackageKind(Message):
    """A person has chosen which kind of package the form is for.

    Attributes:
        package_kind: the id of a kind of ``layout.json``; empty is any; None: the choice was
            undone.
    """

    kind: ClassVar[str] = "set_package_kind"
    sets: ClassVar[str] = "kind"
    package_kind: fields.PackageKindId | None


@dataclass(frozen=True, kw_only=True)
class SetDoneTasks(Message):
    """A person has ticked a task of a guide as done, or taken a tick away.

    Attributes:
        tasks: the ids of all tasks that are done. Unknown ones are passed over.
    """

    kind: ClassVar[str] = "set_done_tasks"
    sets: ClassVar[str] = "done_tasks"
    tasks: fields.Names


class GuideFeature(Feature):
    """Keeps the place in the guide, its tasks that are done, and the kind of package.

    See the traits `guide`, `done_tasks` and `kind`. None of them is part of the request.

    Args:
        form: that it belongs to.
    """

    traits: ClassVar = {"guide": WizardPosition, "done_tasks": list[str], "kind": str | None}

    def __init__(self, form: FormState) -> None:
        self._form = form
        self._place = WizardPosition()
        self._has_moved = False
        self._done_tasks: list[str] = []
        self.kind: str | None = None
        """Of package that was chosen; None: nobody chose."""
        self.handlers = {
            Navigate: self._navigate,
            SetDoneTasks: self._set_done_tasks,
            SetPackageKind: self._set_kind,
        }

    def memory(self) -> dict[str, Any]:
        """Return the chosen kind, the tasks that are done, and the place if somebody has moved."""
        chosen = {} if self.kind is None else {"kind": self.kind}
        done = {"done_tasks": self._done_tasks} if self._done_tasks else {}
        return {**chosen, **done, **({"guide": self._place.as_dict()} if self._has_moved else {})}

    def recall(self, memory: dict[str, Any]) -> None:
        """Take what `memory` returned in an earlier kernel."""
        if is_kind(memory.get("kind")):
            self.kind = memory["kind"]
        self._done_tasks = known_tasks(memory.get("done_tasks"))
        place = recalled_place(memory.get("guide"))
        if place:
            self._has_moved = True
            self._place = place

    def start(self, mode: Mode) -> None:
        """Begin in the guide if that is asked for; a draft that was left there begins there too."""
        if mode == "guided":
            self._place = replace(self._place, mode=mode)

    def publish(self, request: Json) -> dict[str, Any]:  # noqa: ARG002
        """Return the traits ``guide``, ``done_tasks`` and ``kind``."""
        done = list(self._done_tasks)
        return {"guide": self._place.as_dict(), "done_tasks": done, "kind": self.kind}

    def _navigate(self, message: Navigate) -> None:
        with self._form.changing():
            self._has_moved = True
            self._place = message.place or self._place

    def _set_done_tasks(self, message: SetDoneTasks) -> None:
        with self._form.changing():
            self._done_tasks = known_tasks(message.tasks)

    def _set_kind(self, message: SetPackageKind) -> None:
        with self._form.changing():
            self.kind = message.package_kind
