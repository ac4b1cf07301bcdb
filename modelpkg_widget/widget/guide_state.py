"""Where a person is: in the full form, or at a step of a guide of ``resources/guides.json``."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

from modelpkg_widget.resources.tables import load_table

Mode = Literal["full", "guided"]


@dataclass(frozen=True)
class WizardPosition:
    """Where a person is.

    Attributes:
        mode: ``full`` shows the whole form, ``guided`` one step after the other.
        guide: the id of a guide; empty before one is chosen.
        step: the id of a step of it; empty is the first.
    """

    mode: Mode = "full"
    guide: str = ""
    step: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain JSON."""
        return asdict(self)


def recalled_place(given: object) -> WizardPosition | None:
    """Return the place that `WizardPosition.as_dict` made; None when it is no such place."""
    if not isinstance(given, dict):
        return None
    return wizard_position(given.get("mode"), given.get("guide"), given.get("step"))


def wizard_position(mode: object, guide: object = "", step: object = "") -> WizardPosition | None:
    """Return what these stand for; None when there is no such place."""
    if mode not in ("full", "guided") or not isinstance(guide, str) or not isinstance(step, str):
        return None
    guides = {row["id"]: row["steps"] for row in load_table("resources/guides")}
    known = {"", *(row["id"] for row in guides.get(guide, ()))}
    if (guide and guide not in guides) or step not in known:
        return None
    return WizardPosition("full" if mode == "full" else "guided", guide, step)


def known_tasks(given: object) -> list[str]:
    """Return those of some ids that are tasks of a guide, once each, in the order of the guides."""
    ids = given if isinstance(given, list) else []
    return [
        task["id"]
        for guide in load_table("resources/guides")
        for step in guide["steps"]
        for task in step.get("tasks", {}).get("items", ())
        if task["id"] in ids
    ]
