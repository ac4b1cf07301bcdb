"""What a form was loaded from, and which of it is still to be looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Literal

from modelpkg_widget.request import json_codec
from modelpkg_widget.request.diff import remap_paths
from modelpkg_widget.request.issues import Issue, Path, Severity
from modelpkg_widget.request.merge import MISSING, get_path, json_equal
from modelpkg_widget.request.plain_json import Json
from modelpkg_widget.resources import older_boto3, texts
from modelpkg_widget.resources.tables import load_table

from . import placeholders
from .note import Note
from .overlay import overlay
from .path_patterns import is_kept_individually
from .review_marks import ReviewMark, distinct, locate

_MOST_MARKS = 2000
"""Marks that are carried on to another request; one request has no more than some hundreds."""


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
        marks: the values that are to be reviewed, those of ``base`` before those of the past.
        previous: the request that changes are compared with; None: ``base``.
        previous_source: what that was loaded from, in words.
        first: the group whose first version it makes, and the place that names it.
        part: it is a part of a request: merged item by item.
        weak: the places of such a part that give way to what is there.
        over: it will be merged into the existing request.
        state: ``loading`` or ``failed``: how another one stands, which was asked for since.
        problem: why that failed.
        files: of this machine that were read because the text names them.
    """

    base: Json = None
    source: str = ""
    arn: str = ""
    left_out: tuple[Note, ...] = ()
    repaired: tuple[Note, ...] = ()
    gaps: tuple[Note, ...] = ()
    marks: tuple[ReviewMark, ...] = ()
    previous: Json = None
    previous_source: str = ""
    first: tuple[str, Path] | None = None
    part: bool = False
    weak: tuple[Path, ...] = ()
    over: bool = False
    state: Literal["", "loading", "failed"] = ""
    problem: str = ""
    files: tuple[str, ...] = ()

    def applied_to(self, before: Loaded, request: Json) -> Loaded:
        """Return the new request: what was loaded, or that merged into the existing request.

        What was to be reviewed before stays so, wherever that value is.

        Args:
            before: what that request was loaded from.
            request: what is there by now.
        """
        mine = request if isinstance(request, dict) else {}
        over = self.over and isinstance(request, dict)
        if self.first and not self.over:  # nothing is there to replace the request with
            base = {**self.base, **mine, **self.base}
            return replace(self, base=base, marks=(*before.marks_in(request), *self.marks))
        if not over:
            past = before.marks_in(request, past=True)
            return replace(self, over=False, marks=distinct([*self.marks, *past], self.base))
        given = [path for path in self.weak if get_path(request, path) is not MISSING]
        base = overlay(request, self.base, by_item=self.part, weak=given)
        own = [mark for mark in self.marks if mark.path not in given]
        both = {"source": self.source, "before": before.source}
        source = (
            texts.format_text(load_table("importers/texts")["over"], both)
            if before.source
            else self.source
        )
        previous, name = self._compared(before, request)
        return replace(
            self,
            base=base,
            source=source,
            arn=self.arn or before.arn,
            left_out=(*self.left_out, *_stayed(given)),
            marks=(
                *(replace(m, source=m.source or self.source) for m in own),
                *before.marks_in(request),
            ),
            previous=previous,
            previous_source=name,
            over=False,
        )

    def _compared(self, before: Loaded, request: Json) -> tuple[Json, str]:
        """Return what the merged request is compared with: the latest package of the two."""
        if self.arn:
            return self.base, self.source
        if before.base is None:
            return request, ""
        return before.compared, before.compared_source

    @property
    def compared(self) -> Json:
        """The request that changes are compared with."""
        return self.base if self.previous is None else self.previous

    @property
    def compared_source(self) -> str:
        """What that request was loaded from, in words."""
        return self.source if self.previous is None else self.previous_source

    def value_of(self, mark: ReviewMark) -> Json:
        """Return the value that a mark is about; `merge.MISSING` when it is not known."""
        return get_path(self.base, mark.path) if mark.value is MISSING else mark.value

    def source_of(self, mark: ReviewMark) -> str:
        """Return what the value of a mark was loaded from, in words."""
        return mark.source or self.source

    def marks_in(self, request: Json, *, past: bool = False) -> tuple[ReviewMark, ...]:
        """Return the marks for another base: each with its value, and its place in a request."""
        now = remap_paths(self.base, request, [mark.path for mark in self.marks], changed=True)
        return tuple(
            replace(
                mark,
                path=now.get(mark.path, mark.path),
                value=self.value_of(mark),
                source=self.source_of(mark),
                past=mark.past or past,
            )
            for mark in self.marks[:_MOST_MARKS]
        )

    def places(self, request: Json) -> list[tuple[ReviewMark, Path]]:
        """Return the marks whose values a request still has, each with the place."""
        values = [(mark.path, self.value_of(mark)) for mark in self.marks]
        found = locate(values, request)
        return [(self.marks[number], found[number]) for number in sorted(found)]

    def open(self, request: Json) -> list[tuple[ReviewMark, Path]]:
        """Return the marks that nobody has reviewed, one for each place of a request."""
        found = self.places(request)
        kept = {path for mark, path in found if mark.kept}
        rows: dict[Path, ReviewMark] = {}
        for mark, path in found:
            if path not in kept:
                rows.setdefault(path, mark)
        return [(mark, path) for path, mark in rows.items()]

    def carried(self, request: Json) -> list[Path]:
        """Return the places of a request that are still to be reviewed."""
        return [path for _, path in self.open(request)]

    def missing(self, request: Json) -> list[Note]:
        """Return the gaps that nobody has filled yet."""
        return [note for note in self.gaps if _is_open(note.path, self.base, request)]

    def confirmed(
        self, request: Json, path: Sequence[str | int] | None, *, individually: bool = True
    ) -> Loaded:
        """Return it with the values at and below a place of the request confirmed.

        Args:
            request: where the values are.
            path: the place; None is all of the request.
            individually: also those that are kept by a confirmation of their own only.
        """
        inside = tuple(path or ())
        kept = {
            id(mark)
            for mark, place in self.places(request)
            if place[: len(inside)] == inside
            and (individually or not is_kept_individually(mark.path))
        }
        marks = tuple(replace(m, kept=True) if id(m) in kept else m for m in self.marks)
        return replace(self, marks=marks, first=self.first if inside else None)

    def unconfirmed(self, request: Json, path: Sequence[str | int], value: Json) -> Loaded:
        """Return it with a value to be reviewed again: whoever has confirmed it took that back.

        Args:
            request: where the value is.
            path: its place.
            value: what was confirmed; nothing changes where something else stands by now.
        """
        again = {
            id(mark)
            for mark, place in self.places(request)
            if place == tuple(path) and json_equal(self.value_of(mark), value)
        }
        marks = tuple(replace(m, kept=False) if id(m) in again else m for m in self.marks)
        return replace(self, marks=marks)

    def issues(self, request: Json) -> list[Issue]:
        """Return an error for each value to review, and what is to be known beside that."""
        found = self.unreviewed(request)
        gap = load_table("importers/texts")["gap"]
        found += [
            Issue(note.path, "gap", f"{gap['message']} {note.why}", "warning", gap["hint"], "form")
            for note in self.missing(request)
        ]
        found += [
            _issue("placeholder", path, "warning", {})
            for path in self.placeholders
            if json_equal(get_path(request, path), get_path(self.base, path))
        ]
        if self.first and remap_paths(self.base, request, [self.first[1]]):
            group, path = self.first
            found.append(_issue("first", path, "info", {"group": group}))
        return found

    @cached_property
    def placeholders(self) -> list[Path]:
        """The places of texts that somebody was meant to replace."""
        return list(placeholders.found(self.base))

    def unreviewed(self, request: Json) -> list[Issue]:
        """Return an error for each value that nobody has reviewed."""
        return [self.unreviewed_issue(mark, path) for mark, path in self.open(request)]

    def unreviewed_issue(self, mark: ReviewMark, path: Path) -> Issue:
        """Return the error for a value that nobody has reviewed; its code is always the same."""
        values = {"source": self.source_of(mark), "installed": older_boto3.installed()}
        found = _issue(mark.code, path, "error", values)
        return replace(found, code="carried")

    def as_dict(self, request: Json) -> dict[str, Any]:
        """Return it as plain JSON, with the places of a request that are still to be looked at."""
        if self.base is None and not self.state:
            return {}
        return {
            "source": self.source,
            "arn": self.arn,
            "files": list(self.files),
            "base": "" if self.base is None else json_codec.dumps(self.base),
            **self.notes(request),
            "carried": [list(path) for path in self.carried(request)],
            "state": self.state,
            "problem": self.problem,
        }

    def notes(self, request: Json) -> dict[str, Any]:
        """Return as plain JSON what is to be known of single members."""
        rows = {
            "omitted": self.left_out,
            "coerced": self.repaired,
            "unresolved": self.missing(request),
        }
        return {
            name: [
                {"path": list(note.path), "why": note.why, "source": note.source} for note in notes
            ]
            for name, notes in rows.items()
        }


def _stayed(paths: Sequence[Path]) -> list[Note]:
    return [Note(path, load_table("importers/texts")["left_out"]["stays"]) for path in paths]


def _is_open(path: Path, base: Json, request: Json) -> bool:
    """Whether a gap is as it was: what its place stood in is there, and it holds what it held."""
    above = path[:-1]
    is_deleted = get_path(base, above) is not MISSING and get_path(request, above) is MISSING
    return not is_deleted and json_equal(get_path(request, path), get_path(base, path))


def _issue(code: str, path: Path, severity: Severity, values: dict[str, str]) -> Issue:
    row = load_table("importers/texts")["issues"][code]
    message, hint = (
        texts.format_text(row["message"], values),
        texts.format_text(row["hint"], values),
    )
    return Issue(path, code, message, severity, hint, "form")
