"""What a visitor wants to make, and where he says so."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Aim:
    """What a visitor wants.

    Attributes:
        mode: of the form, ``full`` or ``guided``.
        kind: the id of a kind of package in ``layout.json``; empty when he chooses none.
        choice: what he picks: in the guide words of a choice, else the title of a kind.
    """

    mode: str
    kind: str
    choice: str

    def __str__(self) -> str:
        return f"{self.mode}: {self.choice or 'nothing chosen'}"


AIMS = (
    Aim("guided", "marketplace", "AWS Marketplace"),
    Aim("guided", "versioned", "model registry"),
    Aim("full", "", ""),
    Aim("full", "versioned", "Version of a group"),
    Aim("full", "unversioned", "Unversioned package"),
    Aim("full", "marketplace", "For AWS Marketplace"),
    Aim("full", "algorithm", "From an algorithm"),
)
