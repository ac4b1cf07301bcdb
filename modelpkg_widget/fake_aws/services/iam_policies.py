"""What policies of IAM allow: as much of their language as roles for SageMaker use.

Source:
    IAM User Guide, Policy evaluation logic, and IAM JSON policy elements.
"""

from __future__ import annotations

import json
import re
from typing import Any

ALLOWED, DENIED, SILENT = "allowed", "explicitDeny", "implicitDeny"


def decision(
    documents: list[str], action: str, resource: str, context: dict[str, list[str]]
) -> str:
    """`ALLOWED`, `DENIED` by a statement, or `SILENT` when none allows it.

    Args:
        documents: policies as JSON.
        action: such as ``s3:GetObject``.
        resource: an ARN, or ``*``.
        context: values of condition keys, by their name.
    """
    effects = {
        statement.get("Effect")
        for document in documents
        for statement in listed(json.loads(document).get("Statement"))
        if _speaks(statement, action, resource, context)
    }
    if "Deny" in effects:
        return DENIED
    return ALLOWED if "Allow" in effects else SILENT


def _speaks(
    statement: dict[str, Any], action: str, resource: str, context: dict[str, list[str]]
) -> bool:
    return (
        _named(statement, "Action", action.lower(), str.lower)
        and _named(statement, "Resource", resource, str)
        and all(
            _meets(operator, key, listed(values), context)
            for operator, rows in statement.get("Condition", {}).items()
            for key, values in rows.items()
        )
    )


def _named(statement: dict[str, Any], element: str, value: str, spelled: Any) -> bool:
    """Whether an element, or its opposite (NotAction), speaks of a value."""
    opposite = f"Not{element}"
    if opposite in statement:
        return not any(_like(spelled(one), value) for one in listed(statement[opposite]))
    return any(_like(spelled(one), value) for one in listed(statement.get(element)))


def _meets(operator: str, key: str, values: list[str], context: dict[str, list[str]]) -> bool:
    """Whether a condition holds; one that is not known here does not, nor does a missing key."""
    given = {name.lower(): found for name, found in context.items()}.get(key.lower(), [])
    if operator in ("StringEquals", "ArnEquals"):
        return any(one in values for one in given)
    if operator in ("StringLike", "ArnLike"):
        return any(_like(value, one) for one in given for value in values)
    return False


def _like(pattern: str, value: str) -> bool:
    form = re.escape(pattern).replace(r"\*", ".*").replace(r"\?", ".")
    return re.fullmatch(form, value, re.DOTALL) is not None


def listed(given: Any) -> list[Any]:
    """One or several, as a list; policies have both."""
    if given is None:
        return []
    return given if isinstance(given, list) else [given]
