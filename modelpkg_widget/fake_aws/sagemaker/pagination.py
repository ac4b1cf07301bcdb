"""Filters, order and pages that the lists of packages and groups have in common."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any, TypeVar

from modelpkg_widget.fake_aws.server.messages import refusal

from .store import Resource

if TYPE_CHECKING:
    from collections.abc import Iterable

K = TypeVar("K", bound=Resource)
MOST = 100  # rows of a page, unless MaxResults says less


def page(rows: Iterable[K], body: dict[str, Any]) -> tuple[list[K], dict[str, str]]:
    """One page of those that the request asks for, and NextToken if there are more.

    Raises:
        ServiceError: a NextToken that was not given out here.
    """
    by_name = body.get("SortBy") == "Name"

    def rank(row: Resource) -> list[Any]:
        return [row.name if by_name else row.created, row.arn]

    down = body.get("SortOrder") == "Descending"
    found = sorted((row for row in rows if _matches(row, body)), key=rank, reverse=down)
    if "NextToken" in body:
        # Not a number of rows: one that is made or deleted in between would shift the pages.
        last = _place(body["NextToken"], by_name=by_name)
        found = [row for row in found if (rank(row) < last if down else rank(row) > last)]
    most = body.get("MaxResults", MOST)
    shown = found[:most]
    if len(found) == len(shown):
        return shown, {}
    token = base64.urlsafe_b64encode(json.dumps(rank(shown[-1])).encode()).decode()
    return shown, {"NextToken": token}


def _matches(row: Resource, body: dict[str, Any]) -> bool:
    after, before = body.get("CreationTimeAfter"), body.get("CreationTimeBefore")
    return (
        (after is None or row.created > after)
        and (before is None or row.created < before)
        and body.get("NameContains", "").lower() in row.name.lower()
    )


def _place(token: str, *, by_name: bool) -> list[Any]:
    try:
        first, arn = json.loads(base64.urlsafe_b64decode(token.encode()))
    except (ValueError, TypeError) as error:
        raise refusal("next-token") from error
    if not isinstance(arn, str) or not isinstance(first, str if by_name else int | float):
        raise refusal("next-token")
    return [first, arn]
