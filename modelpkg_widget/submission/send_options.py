"""Options of sending a request."""

from __future__ import annotations

from dataclasses import dataclass

from .attempts import Act


@dataclass(frozen=True)
class SendOptions:
    """How to send a request.

    Attributes:
        reconcile_only: nothing new is sent; only the outcome of the last request is looked up.
        allow_duplicate: create another package of a request that has already created one.
        force: send despite the issues.
        overrides_validation: the issues that are overridden are those of the form.
        without_journal: send even if the journal cannot be written.
        acts: what was decided about each value of an earlier version.
    """

    reconcile_only: bool = False
    allow_duplicate: bool = False
    force: bool = False
    overrides_validation: bool = False
    without_journal: bool = False
    acts: tuple[Act, ...] = ()
