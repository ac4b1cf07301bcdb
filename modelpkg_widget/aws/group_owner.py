"""Whose account the group is in that a request names: its ARN says so, a name does not."""

from __future__ import annotations

import re

from modelpkg_widget.request.plain_json import Json
from modelpkg_widget.resources.tables import load_table


def group_of(request: Json) -> str:
    """Return the name or ARN of the group that a request names; empty when it names none."""
    member = load_table("resources/layout")["next_version"]["group"]
    given = request.get(member) if isinstance(request, dict) else None
    return given if isinstance(given, str) else ""


def group_owner(request: Json) -> str:
    """Return the account of the group's ARN, 12 digits; empty without an ARN of a group."""
    found = re.fullmatch(
        load_table("resources/layout")["next_version"]["group_arn"], group_of(request)
    )
    return found[1] if found else ""


def other_owner(request: Json, account: str) -> str:
    """Return the account of the group where it is not the caller's.

    Args:
        request: any JSON value.
        account: of the caller; empty when it is not known: any owner is then another one.
    """
    owner = group_owner(request)
    return owner if owner != account else ""
