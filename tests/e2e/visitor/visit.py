"""What a visitor did, and what the page said before each press of Create."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Claims:
    """What the page said right before a press of Create."""

    target: str = ""
    review_count: int = 0
    problems: str = ""


@dataclass
class Visit:
    """What was done and seen.

    Attributes:
        acts: in order, for whoever reads a failure.
        kept: the paths whose value was kept by an act that is not primary.
        unreviewed: the visitor decided to send the other values as they are.
        follows_all: the visitor does all that the page asks for, so that there must be a package.
        said: what the page said last that it will be, before Create was pressed last.
        claims: before each press of Create.
    """

    acts: list[str] = field(default_factory=list)
    kept: set[str] = field(default_factory=set)
    unreviewed: bool = False
    follows_all: bool = False
    said: list[str] = field(default_factory=list)
    claims: list[Claims] = field(default_factory=list)
