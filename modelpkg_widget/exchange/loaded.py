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
from modelpkg_widget.merge import ABSENT, at, same

from .lay_over import lay_over


@dataclass(frozen=True)
class Note:
    """What is to be known of one member that was loaded, or was not.

    Attributes:
        path: where it stands, or would stand.
        why: one plain sentence.
        source: what it was loaded from, in words; empty of what was loaded last.
    """

    path: Path
    why: str
    source: str = ""


@dataclass(frozen=True)
class Mark:
    """A place that is to be looked at, until its value changes or a person confirms it.

    Attributes:
        path: where, in the request as it was loaded.
        code: why, ``carried`` from an earlier version, or a code of the issues in ``loading.json``.
    """

    path: Path
    code: str = "carried"


@dataclass(frozen=True)
class Loaded:
    """A request as it was loaded; nothing in it is to be changed.

    Attributes:
        base: the request; None when nothing was loaded.
        source: what it was loaded from, in words; empty when the caller gave it.
        arn: of the package that it was made of.
        left_out: what was there and the request does not hold.
        repaired: what stood there otherwise.
        gaps: what was there and nobody could tell the value of.
        marks: the places in ``base`` that are to be looked at.
        first: the group whose first version it makes, and the place that names it.
        part: it is a part of a request: laid over one item by item.
        weak: the places of such a part that give way to what is there.
        over: it is to be laid over the request that is there.
        state: ``loading`` or ``failed``: how another one stands, which was asked for since.
        problem: why that failed.
    """

    base: Json = None
    source: str = ""
    arn: str = ""
    left_out: tuple[Note, ...] = ()
    repaired: tuple[Note, ...] = ()
    gaps: tuple[Note, ...] = ()
    marks: tuple[Mark, ...] = ()
    first: tuple[str, Path] | None = None
    part: bool = False
    weak: tuple[Path, ...] = ()
    over: bool = False
    state: Literal["", "loading", "failed"] = ""
    problem: str = ""

    def laid(self, before: Loaded, request: Json) -> Loaded:
        """Return it as it is to be taken: as it is, or laid over the request that is there.

        Args:
            before: what that request was loaded from.
            request: what is there by now.
        """
        mine = request if isinstance(request, dict) else {}
        if self.first and not self.over:  # nothing is there to replace the request with
            return replace(self, base={**self.base, **mine, **self.base})
        if not self.over or not isinstance(request, dict):
            return replace(self, over=False)
        given = [path for path in self.weak if at(request, path) is not ABSENT]
        base = lay_over(request, self.base, by_item=self.part, weak=given)
        kept = [
            Mark(path, mark.code)
            for mark, path in before.open(request)
            if same(at(request, path), at(base, path))
        ]
        own = [mark for mark in self.marks if mark.path not in given]
        both = {"source": self.source, "before": before.source}
        over = words.fill(table("loading")["over"], both) if before.source else self.source
        return replace(
            self,
            base=base,
            source=over,
            arn=self.arn or before.arn,
            left_out=(*self.left_out, *_stayed(given)),
            marks=(*kept, *own),
            over=False,
        )

    def open(self, request: Json) -> list[tuple[Mark, Path]]:
        """Return the marks whose values are as they were, each with its place by now."""
        now = follow(self.base, request, [mark.path for mark in self.marks])
        return [(mark, now[mark.path]) for mark in self.marks if mark.path in now]

    def carried(self, request: Json) -> list[Path]:
        """Return the places of a request that are still to be looked at."""
        return [path for _, path in self.open(request)]

    def missing(self, request: Json) -> list[Note]:
        """Return the gaps that nobody has filled yet."""
        return [note for note in self.gaps if _is_open(note.path, self.base, request)]

    def confirmed(self, request: Json, path: Sequence[str | int] | str | None) -> Loaded:
        """Return it without the marks at and below a place of the request; None is all of it."""
        if path is None:
            return replace(self, marks=(), first=None)
        gone = {mark for mark, place in self.open(request) if _is_in(place, path)}
        return replace(self, marks=tuple(mark for mark in self.marks if mark not in gone))

    def issues(self, request: Json) -> list[Issue]:
        """Return a warning for each place to look at, and what is to be known beside that."""
        found = [
            _issue(mark.code, path, "warning", {"source": self.source})
            for mark, path in self.open(request)
        ]
        gap = table("loading")["gap"]
        found += [
            Issue(note.path, "gap", f"{gap['message']} {note.why}", "warning", gap["hint"], "form")
            for note in self.missing(request)
        ]
        if self.first and follow(self.base, request, [self.first[1]]):
            group, path = self.first
            found.append(_issue("first", path, "info", {"group": group}))
        return found

    def as_dict(self, request: Json) -> dict[str, Any]:
        """Return it as plain JSON, with the places of a request that are still to be looked at."""
        if self.base is None and not self.state:
            return {}
        return {
            "source": self.source,
            "arn": self.arn,
            "base": "" if self.base is None else json_text.dumps(self.base),
            **self.notes(request),
            "carried": [list(path) for path in self.carried(request)],
            "state": self.state,
            "problem": self.problem,
        }

    def notes(self, request: Json) -> dict[str, Any]:
        """Return as plain JSON what is to be known of single members."""
        rows = {
            "leftOut": self.left_out,
            "repaired": self.repaired,
            "gaps": self.missing(request),
        }
        return {
            name: [
                {"path": list(note.path), "why": note.why, "source": note.source} for note in notes
            ]
            for name, notes in rows.items()
        }


def _stayed(paths: Sequence[Path]) -> list[Note]:
    return [Note(path, table("loading")["leftOut"]["stays"]) for path in paths]


def _is_open(path: Path, base: Json, request: Json) -> bool:
    """Whether a gap is as it was: what its place stood in is there, and it holds what it held."""
    above = path[:-1]
    is_gone = at(base, above) is not ABSENT and at(request, above) is ABSENT
    return not is_gone and same(at(request, path), at(base, path))


def _issue(code: str, path: Path, severity: Severity, values: dict[str, str]) -> Issue:
    row = {**table("layout")["nextVersion"]["issues"], **table("loading")["issues"]}[code]
    message, hint = words.fill(row["message"], values), words.fill(row["hint"], values)
    return Issue(path, code, message, severity, hint, "form")


def _is_in(place: Path, path: Sequence[str | int] | str) -> bool:
    if isinstance(path, str):
        spelled = path_text(place)
        return spelled == path or spelled.startswith((f"{path}.", f"{path}[", f"{path}{{"))
    return place[: len(path)] == tuple(path)
