"""The clauses of a ValidationException: ``Value 'v' at 'p' failed to satisfy constraint: t``.

Values, patterns and keys of maps may hold quotes, semicolons, line breaks, and what looks like a
clause; only the number in front of all of them, and the paths of the schema, tell them apart.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from modelpkg_widget.request.issues import Issue, Path
from modelpkg_widget.resources.tables import load_table
from modelpkg_widget.resources.texts import field_label
from modelpkg_widget.schema.from_botocore import Schema

from .error_paths import resolve
from .redaction import issue, one_line

_COUNT = re.compile(r"\b(\d{1,6}) validation errors? detected[:.] ")
_MARK = re.compile(r"' failed to satisfy constraint: ")
_AT = "at '"
_NEXT = re.compile(r"; Value (?=null at '|at '|'|with )|$")
_TRIES = 5
# After these comes no text of anybody's choice, so their end is known.
_STRICT = re.compile(
    r"Member must (?:not be null"
    r"|(?:have (?:length|value) )?(?:be )?(?:less|greater) than or equal to -?[\d.]+"
    r"|satisfy enum value set: \[[^\[\]]*\])(?=; Value |$)"
)


class Clause(NamedTuple):
    """A path as the service spells it, what became of it, and what the service asks there."""

    spelled: str
    found: tuple[Path, Schema, bool]
    requirement: str


def clauses(text: str, operation: str) -> list[Clause]:
    """Return the clauses of a text, in its order; none when it has another grammar."""
    count = _COUNT.search(text)
    start = count.end() if count else 0
    made: list[Clause] = []
    for mark in _MARK.finditer(text, start):
        requirement = _requirement(text, mark.end())
        if requirement is not None:
            made.append(_clause(text[start : mark.start()], requirement, operation))
            start = mark.end()
    expected = int(count[1]) if count else 0
    if not 0 < expected < len(made):
        return made
    # The service says nothing twice, but may quote one value several times; and what a value
    # imitates stands before its own clause.
    said = Counter((clause.spelled, clause.requirement) for clause in made)
    once = [clause for clause in made if said[clause.spelled, clause.requirement] == 1]
    return (once if len(once) >= expected else made)[-expected:]


def _requirement(text: str, start: int) -> str | None:
    """Return the constraint that begins there; None when a value goes on behind it."""
    strict = _STRICT.match(text, start)
    if strict:
        return strict[0]
    following = _MARK.search(text, start)
    end = _NEXT.search(text, start, following.start() if following else len(text))
    if end and (not following or end[0]):
        return text[start : end.start()].strip()
    return None


def _clause(before: str, requirement: str, operation: str) -> Clause:
    """Find the path in what stands before its closing quote; it may hold quotes itself."""
    at, tried = len(before), []
    for _ in range(_TRIES):
        at = before.rfind(_AT, 0, at)
        if at < 0:
            break
        spelled = before[at + len(_AT) :]
        tried.append(Clause(spelled, resolve(spelled, operation), requirement))
    known = (clause for clause in tried if not clause.found[2])
    nearest = tried[0] if tried else Clause("", ((), {}, True), requirement)
    return next(known, nearest)


def issue_of(clause: Clause) -> Issue:
    """Say a clause in the words of the tables; a shape may have better ones of its own."""
    tables = load_table("aws/error_explanations")
    path, schema, unknown = clause.found
    requirement = clause.requirement
    if unknown:
        values = {"path": " ".join(clause.spelled.split()), "text": one_line(requirement)}
        return issue(path, tables["of_unknown"], values)
    row = next(row for row in tables["constraints"] if requirement.startswith(row["begins"]))
    own = (
        load_table("resources/page_texts")["shapes"]
        .get(schema.get("title", ""), {})
        .get(row["code"])
    )
    if own:
        return issue(path, own, {"parent": field_label(path[:-1]), "label": field_label(path)})
    rest = requirement[len(row["begins"]) :]
    if row["code"] == "enum":
        rest = rest.strip("[]")
    elif row["code"] == "pattern":
        rest = " ".join(rest.split())
    else:
        rest = one_line(rest).removesuffix("." if row["code"] else "")
    return issue(path, row, {"rest": rest})
