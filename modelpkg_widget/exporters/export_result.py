"""A request as text of some format, where each member stands in it, and what it does not hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, TypedDict

from modelpkg_widget.request.issues import Path


@dataclass(frozen=True)
class Destination:
    """What a text that makes a call says of its target.

    Attributes:
        region: such as ``eu-west-1``; empty leaves it to the configuration of whoever runs it.
        endpoint: the URL to send to; empty for AWS's own.
        arn: of the package that was created; empty before.
    """

    region: str = ""
    endpoint: str = ""
    arn: str = ""


@dataclass(frozen=True)
class Gap:
    """A difference between what a request says and what a format makes of it.

    Attributes:
        path: of the member; or of what the text needs beside the request, such as a price.
        kind: ``lacks``: the format has no place for it, and the text does not hold it; ``needs``:
            the format wants it, and the request lacks it; ``unsure``: the text holds it, but
            nobody says that it is taken.
        why: one plain sentence.
    """

    path: Path
    kind: Literal["lacks", "needs", "unsure"]
    why: str


class ExportAnswer(TypedDict):
    """The request as text, for a page."""

    text: str
    lines: list[tuple[Path, int, int]]
    """Of each member its path, first and last line, counted from 1."""
    gaps: list[Gap]
    problem: str
    """Why there is no text; empty when there is."""


@dataclass(frozen=True)
class ExportResult:
    """A request as text.

    Attributes:
        text: ends with a line break.
        lines: of each member that it holds the first and last line, counted from 1.
        gaps: what it does not hold, or holds in doubt, in the order of the request.
    """

    text: str
    lines: dict[Path, tuple[int, int]]
    gaps: tuple[Gap, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain JSON: ``lines`` as rows of path, first and last line."""
        return {
            "text": self.text,
            "lines": [[list(path), first, last] for path, (first, last) in self.lines.items()],
            "gaps": [{**vars(gap), "path": list(gap.path)} for gap in self.gaps],
        }
