"""The operators of the rules, one function each, and the places in a request that they look at.

The page has the same in ``js/src/form/validation/rule_operators.ts``;
``tests/conformance/cases/operators.json`` pins both.
How a path is spelled, and what counts as set, stands in `rules`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from modelpkg_widget.request.issues import MapKey, Path
from modelpkg_widget.request.plain_json import SAFE_INTEGER, Json
from modelpkg_widget.schema import regex_dialect

Rule = dict[str, Any]

LONGEST = 10_240
"""In code points; no text that a rule reads may be longer, and patterns cost more on long ones."""

_ABSENT = object()
_STEP = re.compile(r"\[\]|\{\}|[^.\[\]{}]+")


class Match(NamedTuple):
    """A place that a path leads to; of what is missing, the outermost member that is."""

    path: Path
    value: Any

    @property
    def is_set(self) -> bool:
        return self.value is not _ABSENT and self.value is not None

    @property
    def is_unset(self) -> bool:
        return self.value is _ABSENT


class Scope(NamedTuple):
    """One of the places that a row is about, in the request that it stands in."""

    root: Json
    path: Path = ()
    value: Json = None

    def slots(self, *spelled: str) -> list[Match]:
        if len(spelled) == 1:
            return self._slots(spelled[0])
        return [slot for path in spelled for slot in self._slots(path)]

    def _slots(self, spelled: str) -> list[Match]:
        if spelled == "@":
            return [Match(self.path, step) for step in self.path[-1:] if isinstance(step, MapKey)]
        if spelled.startswith("/"):
            return _walk((), self.root, _steps(spelled[1:]))
        return _walk(self.path, self.value, _steps(spelled))


@dataclass(frozen=True)
class Violation:
    """What an operator found: where, what else is concerned, what the words may name."""

    path: Path
    related: Sequence[Path] = ()
    values: dict[str, Any] = field(default_factory=dict)


Operator = Callable[[Scope, Rule], Iterator[Violation]]


def _walk(path: Path, value: Any, steps: Sequence[str]) -> list[Match]:
    """Return the places that a path leads to, in the order of the request."""
    found = [Match(path, value)]
    for step in steps:
        below: list[Match] = []
        for match in found:
            here, value = match
            if value is _ABSENT:
                below.append(match)
            elif step == "[]":
                if isinstance(value, list):
                    below += [Match((*here, at), item) for at, item in enumerate(value)]
            elif isinstance(value, dict):
                if step == "{}":
                    below += [Match((*here, MapKey(key)), item) for key, item in value.items()]
                elif step in value:
                    below.append(Match((*here, step), value[step]))
                else:
                    below.append(Match((*here, step), _ABSENT))
        found = below
    return found


@lru_cache(maxsize=1024)
def _steps(spelled: str) -> tuple[str, ...]:
    return tuple(_STEP.findall(spelled))


def string_matches(slots: Sequence[Match]) -> list[Match]:
    """Return those that hold a text, neither empty nor too long to be read."""
    return [s for s in slots if isinstance(s.value, str) and 0 < len(s.value) <= LONGEST]


def _safe_int(value: Any) -> int | None:
    """A whole number from 0 on that the page holds exactly, too."""
    whole = isinstance(value, int) and not isinstance(value, bool)
    return value if whole and 0 <= value <= SAFE_INTEGER else None


def _violation_at(slots: Sequence[Match], **values: Any) -> Violation:
    return Violation(slots[0].path, [slot.path for slot in slots[1:]], values)


def _exactly_one_of(place: Scope, row: Rule) -> Iterator[Violation]:
    slots = place.slots(*row["paths"])
    there = [slot for slot in slots if slot.is_set]
    if len(there) > 1:
        yield _violation_at(there)
    elif slots and all(slot.is_unset for slot in slots):
        yield _violation_at(slots)


def _exactly_n(place: Scope, row: Rule) -> Iterator[Violation]:
    for slot in place.slots(*row["paths"]):
        if isinstance(slot.value, (list, dict)) and len(slot.value) != row["n"]:
            yield Violation(slot.path, values={"n": row["n"], "actual": len(slot.value)})


def _forbids(place: Scope, row: Rule) -> Iterator[Violation]:
    for slot in place.slots(*row["paths"]):
        if slot.is_set:
            yield Violation(slot.path)


def _requires(place: Scope, row: Rule) -> Iterator[Violation]:
    missing = [slot.path for slot in place.slots(*row["paths"]) if slot.is_unset]
    for path in dict.fromkeys(missing):
        yield Violation(path)


def _needs(place: Scope, row: Rule) -> Iterator[Violation]:
    """Each member at its own place, whatever around it is missing; an empty list is none, either.

    With ``equals`` it has to have that value.
    """
    for spelled in row["paths"]:
        for slot in place.slots(spelled):
            if slot.is_unset or slot.value in ([], {}) or _differs(slot.value, row):
                yield Violation((*slot.path, *_names_below(place, spelled, slot.path)))


def _differs(value: Any, row: Rule) -> bool:
    """A value of another type is left to the schema."""
    expected = row.get("equals", value)
    return type(expected) is type(value) and expected != value


def _names_below(place: Scope, spelled: str, path: Path) -> Iterator[str]:
    """The names from a place on, up to a list or a map."""
    from_root = spelled.startswith("/")
    steps = _steps(spelled.removeprefix("/"))
    for step in steps[len(path) - (0 if from_root else len(place.path)) :]:
        if step in ("[]", "{}"):
            return
        yield step


def _all_or_none(place: Scope, row: Rule) -> Iterator[Violation]:
    slots = place.slots(*row["paths"])
    there = [slot for slot in slots if slot.is_set]
    missing = [slot for slot in slots if slot.is_unset]
    if there and missing:
        yield _violation_at([*missing, *there])


def _unique_by(place: Scope, row: Rule) -> Iterator[Violation]:
    firsts: dict[str, Path] = {}
    for slot in string_matches(place.slots(*row["paths"])):
        first = firsts.setdefault(slot.value, slot.path)
        if first != slot.path:
            yield Violation(slot.path, [first])


def _at_most(place: Scope, row: Rule) -> Iterator[Violation]:
    """Of a number its value, of a list or map how much it holds."""
    for slot in place.slots(*row["paths"]):
        held = isinstance(slot.value, (list, dict))
        actual = len(slot.value) if held else _safe_int(slot.value)
        if actual is not None and actual > row["limit"]:
            yield Violation(slot.path, values={"limit": row["limit"], "actual": actual})


def _product_at_most(place: Scope, row: Rule) -> Iterator[Violation]:
    """An unset factor counts as ``defaults`` says; without a default nothing is said."""
    product, factors = 1, []
    for spelled in row["paths"]:
        for slot in place.slots(spelled):
            factor = _safe_int(row["defaults"].get(spelled) if slot.is_unset else slot.value)
            if factor is None:
                return
            product *= factor
            factors.append(slot)
    if factors and product > row["limit"]:
        yield _violation_at(factors, limit=row["limit"])


def _member_of(place: Scope, row: Rule) -> Iterator[Violation]:
    """One of ``values``, or of the texts in the lists at the paths ``of``, if there are any."""
    fixed = row.get("values", ())
    lists = [slot for slot in place.slots(*row.get("of", ())) if isinstance(slot.value, list)]
    known = {*fixed, *(text for slot in lists for text in slot.value if isinstance(text, str))}
    for slot in string_matches(place.slots(*row["paths"])):
        if known and slot.value not in known:
            yield Violation(
                slot.path, [listed.path for listed in lists], {"choices": ", ".join(fixed)}
            )


def _matches(place: Scope, row: Rule) -> Iterator[Violation]:
    for slot in string_matches(place.slots(*row["paths"])):
        if not regex_dialect.matches(row["pattern"], slot.value):
            yield Violation(slot.path)


def _same_part(place: Scope, row: Rule) -> Iterator[Violation]:
    """All that name an account or a region (``part``) name that of the first; a bucket has none."""
    first: tuple[Path, str] | None = None
    for slot in string_matches(place.slots(*row["paths"])):
        found = _PART[row["part"]].match(slot.value)
        if found is None:
            continue
        part = found[1] or found[2]
        first = first or (slot.path, part)
        if part != first[1]:
            yield Violation(slot.path, [first[0]], {"expected": first[1], "found": part})


# In an ARN, and in the address of an image in ECR.
_PART = {
    "account": re.compile(
        r"arn:[^:]*:[^:]*:[^:]*:([0-9]{12}):|([0-9]{12})\.dkr[.-]ecr(?:-fips)?\.[a-z0-9-]+\."
    ),
    "region": re.compile(
        r"arn:[^:]*:[^:]*:([a-z0-9-]+):|[0-9]{12}\.dkr[.-]ecr(?:-fips)?\.([a-z0-9-]+)\."
    ),
}

OPERATORS: dict[str, Operator] = {
    "exactly_one_of": _exactly_one_of,
    "exactly_n": _exactly_n,
    "forbids": _forbids,
    "requires": _requires,
    "needs": _needs,
    "all_or_none": _all_or_none,
    "unique_by": _unique_by,
    "at_most": _at_most,
    "product_at_most": _product_at_most,
    "member_of": _member_of,
    "matches": _matches,
    "same_part": _same_part,
}
