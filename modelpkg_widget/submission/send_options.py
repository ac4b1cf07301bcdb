"""What a person asks for beside sending a request."""

from __future__ import annotations

from dataclasses import dataclass

from .attempts import Act


@dataclass(frozen=True)
class SendOptions:
    """What a person asks for beside sending.

    Attributes:
        reconcile_only: nothing new is sent; what came of the last request is found out.
        allow_duplicate: another package of a request that has made one.
        force: it is sent against what speaks against it.
        overrides_validation: what speaks against it is the verdict of the form.
        without_journal: it is sent even if the journal cannot be written.
        acts: what was decided about each value of an earlier version.
    """

    reconcile_only: bool = False
    allow_duplicate: bool = False
    force: bool = False
    overrides_validation: bool = False
    without_journal: bool = False
    acts: tuple[Act, ...] = ()
