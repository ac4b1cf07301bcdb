"""What a form was loaded from, and which of it is still to be looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from modelpkg_widget import json_text, words
from modelpkg_widget.data import table
from modelpkg_widget.difference import follow
from modelpkg_widget.issue import Issue, Path, Severity, path_text
from modelpkg_widget.json_value import Json


@dataclass(frozen=True)
class LeftOut:
    """A member that was not taken over.

    Attributes:
        path: where it would stand.
        why: one plain sentence.
    """

    path: Path
    why: str


@dataclass(frozen=True)
class Loaded:
    """A request as it was loaded; nothing in it is to be changed.

    Attributes:
        base: the request; None when nothing was loaded.
        source: what it was loaded from, in words; empty when the caller gave it.
        arn: of the package that it was made of.
        left_out: what of that package it does not hold.
        marks: the places in ``base`` whose values belong to that package.
        first: the group whose first version it makes, and the place that names it.
        state: ``loading`` or ``failed``: how another one stands, which was asked for since.
        problem: why that failed.
    """

    base: Json = None
    source: str = ""
    arn: str = ""
    left_out: tuple[LeftOut, ...] = ()
    marks: tuple[Path, ...] = ()
    first: tuple[str, Path] | None = None
    state: Literal["", "loading", "failed"] = ""
    problem: str = ""

    def carried(self, request: Json) -> list[Path]:
        """Return the places of a request that still hold what belongs to the earlier package."""
        return list(follow(self.base, request, self.marks).values())

    def confirmed(self, request: Json, path: Sequence[str | int] | str | None) -> Loaded:
        """Return it without the marks at and below a place of the request; None is all of it."""
        if path is None:
            return replace(self, marks=(), first=None)
        now = follow(self.base, request, self.marks)
        gone = {mark for mark, place in now.items() if _is_in(place, path)}
        return replace(self, marks=tuple(mark for mark in self.marks if mark not in gone))

    def issues(self, request: Json) -> list[Issue]:
        """Return a warning for each place that is carried, and what is to be known beside that."""
        found = [
            _issue("carried", path, "warning", {"source": self.source})
            for path in self.carried(request)
        ]
        if self.first and follow(self.base, request, [self.first[1]]):
            group, path = self.first
            found.append(_issue("first", path, "info", {"group": group}))
        return found

    def as_dict(self, request: Json) -> dict[str, Any]:
        """Return it as plain JSON, with the places of a request that are still carried."""
        if self.base is None and not self.state:
            return {}
        return {
            "source": self.source,
            "arn": self.arn,
            "base": "" if self.base is None else json_text.dumps(self.base),
            "leftOut": [{"path": list(row.path), "why": row.why} for row in self.left_out],
            "carried": [list(path) for path in self.carried(request)],
            "state": self.state,
            "problem": self.problem,
        }


def _issue(code: str, path: Path, severity: Severity, values: dict[str, str]) -> Issue:
    row = table("layout")["nextVersion"]["issues"][code]
    message, hint = words.fill(row["message"], values), words.fill(row["hint"], values)
    return Issue(path, code, message, severity, hint, "form")


def _is_in(place: Path, path: Sequence[str | int] | str) -> bool:
    if isinstance(path, str):
        spelled = path_text(place)
        return spelled == path or spelled.startswith((f"{path}.", f"{path}[", f"{path}{{"))
    return place[: len(path)] == tuple(path)
