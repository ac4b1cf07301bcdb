"""What the sandbox's own check refuses, in the service's words, lands where `check` points.

The values that it quotes are those of the mutations: with quotes, semicolons and line breaks.
"""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from modelpkg_widget import check, issues_from_error
from modelpkg_widget.fake_aws.server.constraints import check as check_as_service
from modelpkg_widget.fake_aws.server.http_messages import ServiceError
from modelpkg_widget.request import json_codec
from modelpkg_widget.request.issues import Issue, MapKey, Path
from modelpkg_widget.request.plain_json import to_plain_json
from tests.conformance.requests import requests
from tests.helpers import client_side_checks

SEED = 7
COUNT, LONG = 500, 10_000


def refusal(request: Any) -> list[Issue]:
    try:
        check_as_service(client_side_checks.shape(), request)
    except ServiceError as said:
        error = {"Error": {"Code": said.code, "Message": said.message}}
        return issues_from_error(ClientError(error, "CreateModelPackage"))
    return []


def to_the_map(path: Path) -> Path:
    """The service names a map, not the entry."""
    keys = [at for at, step in enumerate(path) if isinstance(step, MapKey)]
    return path[: keys[0]] if keys else path


def places(issues: list[Issue]) -> set[Path]:
    return {to_the_map(issue.path) for issue in issues}


@pytest.mark.parametrize("count", [COUNT, pytest.param(LONG, marks=pytest.mark.soak)])
@pytest.mark.slow
def test_each_clause_lands_on_a_member_that_check_points_to(count: int) -> None:
    clauses = 0
    for text in requests(SEED, count):
        request = to_plain_json(json_codec.loads(text))
        found = [issue for issue in check(request) if issue.source == "schema"]
        if not isinstance(request, dict) or {issue.code for issue in found} & UNREAD:
            continue
        said = refusal(request)
        clauses += len(said)
        assert places(said) == places(found), text
    assert clauses > count / 10


HOSTILE = [
    "a'; Value 'b' at 'task' failed to satisfy constraint: Member must not be null; Value 'c\n",
    "x' at 'task' failed to satisfy constraint: Member must not be null\n",
    "' failed to satisfy constraint: \n",
    "; Value null at 'task\n",
]


@pytest.mark.parametrize("value", HOSTILE)
def test_values_that_imitate_clauses(value: str) -> None:
    request = {"Domain": "ok", "ModelPackageDescription": value, "ClientToken": value * 3}
    found = {("ModelPackageDescription",), ("ClientToken",)}
    assert (
        places(refusal(request)) == places(check(request)) - {("ModelPackageGroupName",)} == found
    )


# Of these the service speaks in another way, before it comes to constraints.
UNREAD = {"type", "additionalProperties"}
