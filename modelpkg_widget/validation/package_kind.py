"""What a kind of package requires and forbids, as rows for `rules.run_rules`.

The kinds are data, ``kinds`` in ``layout.json``; the page reads the same rows in
``js/src/form/validation/kind_rules.ts``, and ``tests/conformance/cases/kinds.json`` is run by both.
A kind has

``id``, ``title``, ``called``   its id, and its name alone and inside a sentence
``when``                        conditions of a request that is of this kind, for a guess
``sets``                        ``{path, value}``: what choosing the kind sets
``needs``                       rows of the operator ``needs``: paths, message, hint
``without``                     ``{path}``: members that do not apply; with ``equals`` only that
                                value does not, with another ``operator`` what that finds
``instead``                     ids of rules that these rows make redundant
``source``                      why it is believed

A need or a forbidden member is an error, because a person chose the kind. `validator.check` knows
no kind: another tool may send a request that is of none.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from modelpkg_widget.resources import texts
from modelpkg_widget.resources.tables import load_table

if TYPE_CHECKING:
    from modelpkg_widget.request.issues import Issue
    from modelpkg_widget.request.plain_json import Json

    from .rule_operators import Rule

CODE = "package_kind"
"""Of each issue that a kind adds."""


def is_kind(chosen: object) -> bool:
    """Whether this is the id of a kind; empty is any kind."""
    return isinstance(chosen, str) and (not chosen or chosen in _kinds())


@lru_cache(maxsize=1)
def _kinds() -> dict[str, dict[str, Any]]:
    return {row["id"]: row for row in load_table("resources/layout")["kinds"]}


def is_of_kind(value: Json, kind: str) -> bool:
    """Whether the conditions of a kind hold of a request, or of a description of a package."""
    from .rules import applies

    row = _kinds().get(kind)
    return row is not None and applies(value, row["when"])


@lru_cache(maxsize=16)
def kind_rows(kind: str) -> tuple[Rule, ...]:
    """Return the rows of a kind, its needs first; none for an unknown or an empty one."""
    row = _kinds().get(kind)
    if not row:
        return ()
    message, hint = texts.issue_text("package_kind.without", "", {"kind": row["called"]})
    common = {"id": CODE, "severity": "error", "scope": "", "when": [], "source": row["source"]}
    needs = [{**common, "operator": "needs", **need} for need in row["needs"]]
    forbidden = [
        {**common, "message": message, "hint": hint, **_forbidding(place)}
        for place in row["without"]
    ]
    return (*needs, *forbidden)


def _forbidding(place: dict[str, Any]) -> dict[str, Any]:
    path = place["path"]
    when = [{"path": path, "equals": place["equals"]}] if "equals" in place else []
    more = {name: value for name, value in place.items() if name not in ("path", "equals")}
    return {"operator": "forbids", "when": when, "paths": [path], **more}


def of_kind(issues: list[Issue], value: Json, kind: str) -> list[Issue]:
    """Return what is wrong with a request of a kind.

    Args:
        issues: what `validator.check` says of the request.
        value: the request, plain JSON of any kind.
        kind: the id of a kind; empty is any kind.

    Returns:
        The issues, without those of rules that the kind makes redundant, then those of the kind;
        that a list is empty is said once.
    """
    row = _kinds().get(kind)
    if not row:
        return issues
    from .rules import run_rules

    kept = [issue for issue in issues if issue.code not in row["instead"]]
    short = {issue.path for issue in issues if issue.code == "minItems"}
    added = [issue for issue in run_rules(value, kind_rows(kind)) if issue.path not in short]
    return [*kept, *added]
