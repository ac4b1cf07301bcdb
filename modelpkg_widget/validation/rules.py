"""The rules beyond the schema: rows of data, ``rules.json``, each with an operator of `operators`.

The page has the same in TypeScript, ``js/src/form/validation/rules.ts``; shared cases
(``tests/conformance/cases/operators.json`` and ``rules.json``) hold the two together. A row has

``id``, ``severity``   of its issues
``scope``              the places that it is about, each by itself: a path, or a list of paths
``when``               conditions that must all hold: ``{path, set | unset | equals | matches}``
``operator``           a name in `OPERATORS`; a row with an unknown one is left out
``paths``              the members concerned; further arguments belong to the operator
``message``, ``hint``  for `string_matches.fill`: ``{label}``, ``{parent}``, and what the operator
gives ``source``             why it is believed; the page shows it

A path is spelled ``A.B[].C{}``, with ``[]`` for each item of a list and ``{}`` for each entry of a
map. It leads on from the scope; with a leading ``/`` it begins at the request. ``""`` is the place
of the scope itself, ``@`` the name under which that stands in its map.

A member is set when it stands in the request, empty or not, and unset when it does not. Null, which
the schema refuses, is neither. An operator looks only at values of the type that it is about, at no
empty text and none that is too long: what the schema says of the others is enough.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from modelpkg_widget.request.issues import Issue
from modelpkg_widget.request.plain_json import Json
from modelpkg_widget.resources import texts as text_catalog
from modelpkg_widget.resources.tables import load_table
from modelpkg_widget.schema import regex_dialect

from .rule_operators import OPERATORS, Rule, Scope, Violation, string_matches


def run_rules(value: Json, rules: Sequence[Rule] | None = None) -> list[Issue]:
    """Return what the rules say of a request, in the order of the rules.

    Args:
        value: plain JSON of any kind.
        rules: rows; without them those of ``rules.json``.
    """
    rows: Sequence[Rule] = load_table("validation/rules") if rules is None else rules
    return [issue for row in rows for issue in _issues(row, value)]


def _issues(row: Rule, root: Json) -> Iterator[Issue]:
    operator = OPERATORS.get(row["operator"])
    if operator is None:
        return
    whole = Scope(root, (), root)
    of_whole = [clause for clause in row["when"] if clause["path"].startswith("/")]
    if not all(_holds(whole, clause) for clause in of_whole):
        return
    of_place = [clause for clause in row["when"] if not clause["path"].startswith("/")]
    scopes = [row["scope"]] if isinstance(row["scope"], str) else row["scope"]
    for slot in whole.slots(*scopes):
        place = Scope(root, slot.path, slot.value)
        if slot.is_set and all(_holds(place, clause) for clause in of_place):
            for found in operator(place, row):
                yield _issue(place, row, found)


def _issue(place: Scope, row: Rule, found: Violation) -> Issue:
    conditions = [slot.path for slot in place.slots(*_conditions(row)) if slot.is_set]
    related = dict.fromkeys(path for path in [*found.related, *conditions] if path != found.path)
    labels = {
        "label": text_catalog.field_label(found.path),
        "parent": text_catalog.field_label(found.path[:-1]),
    }
    values = {**labels, **found.values}
    message, hint = (
        text_catalog.format_text(row["message"], values),
        text_catalog.format_text(row["hint"], values),
    )
    return Issue(found.path, row["id"], message, row["severity"], hint, "rule", tuple(related))


def applies(value: Json, clauses: Sequence[Rule]) -> bool:
    """Return whether all conditions hold of a whole request."""
    place = Scope(value, (), value)
    return all(_holds(place, clause) for clause in clauses)


def _conditions(row: Rule) -> list[str]:
    return [clause["path"] for clause in row["when"]]


def _holds(place: Scope, clause: Rule) -> bool:
    slots = place.slots(clause["path"])
    if "unset" in clause:
        return all(slot.is_unset for slot in slots)
    if "equals" in clause:
        return any(_equal(slot.value, clause["equals"]) for slot in slots)
    if "matches" in clause:
        return any(
            regex_dialect.matches(clause["matches"], slot.value) for slot in string_matches(slots)
        )
    return "set" in clause and any(slot.is_set for slot in slots)


def _equal(value: Any, other: Any) -> bool:
    return isinstance(value, bool) is isinstance(other, bool) and bool(value == other)
