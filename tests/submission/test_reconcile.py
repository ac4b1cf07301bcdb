"""Whether a package that AWS describes matches a request. What follows: tests/exactly_once."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

import pytest

from modelpkg_widget.submission.reconcile import matches_request, reconcile

GROUP = "arn:aws:sagemaker:us-east-1:123456789012:model-package-group/g"


@pytest.mark.parametrize(
    ("sent", "answer"),
    [
        ({}, {"CreationTime": "2026-01-01"}),
        ({"A": 1}, {"A": 1, "B": "what AWS adds"}),
        ({"A": {"B": [1, {"C": "x"}]}}, {"A": {"B": [1, {"C": "x", "D": "added"}]}}),
        ({"A": [], "B": {}, "C": ""}, {}),
        ({"ClientToken": "t", "Tags": [{"Key": "a"}]}, {}),
        ({"ModelPackageGroupName": GROUP}, {"ModelPackageGroupName": "g"}),
        ({"ModelPackageGroupName": "g"}, {"ModelPackageGroupName": "g"}),
        ({"Card": '{"a": [1]}'}, {"Card": '{"a":[1]}'}),
    ],
)
def test_package_with_all_requested_values_matches(
    sent: dict[str, Any], answer: dict[str, Any]
) -> None:
    assert matches_request(answer, sent)


@pytest.mark.parametrize(
    ("sent", "answer"),
    [
        ({"A": 1}, {}),
        ({"A": 1}, {"A": 2}),
        ({"A": False}, {}),
        ({"A": [1, 2]}, {"A": [2, 1]}),
        ({"A": [1]}, {"A": [1, 2]}),
        ({"A": {"B": 1}}, {"A": {}}),
        ({"A": {"B": 1}}, {"A": "text"}),
        ({"ModelPackageGroupName": "g"}, {"ModelPackageGroupName": "h"}),
        ({"ModelPackageGroupName": "g"}, {}),
        ({"Card": "{broken"}, {"Card": "{also"}),
    ],
)
def test_package_with_another_value_does_not_match(
    sent: dict[str, Any], answer: dict[str, Any]
) -> None:
    assert not matches_request(answer, sent)


@pytest.mark.parametrize(
    ("made", "state"),
    [
        ("2026-03-01T12:00:01+00:00", "found"),
        ("2026-03-01T12:00:00+00:00", "found"),
        ("2026-03-01T13:00:00+01:00", "found"),
        ("2026-03-01T11:59:59+00:00", "taken"),
        ("2026-03-01T12:30:00+01:00", "taken"),
        ("2026-03-01T11:59:59", "found"),  # nobody says where
        ("yesterday", "found"),
        (None, "found"),
    ],
)
def test_an_equal_package_that_was_there_before_has_taken_the_name(made: Any, state: str) -> None:
    class Service:
        def describe(self, name: str) -> dict[str, Any]:
            return {"ModelPackageArn": "arn:1", "ModelPackageName": name, "CreationTime": made}

        def to_server_time(self, when: datetime) -> datetime:
            return when

    service: Any = Service()
    since = datetime(2026, 3, 1, 12, tzinfo=timezone.utc)
    finding = reconcile(service, {"ModelPackageName": "a"}, since, set())
    assert (finding.state, finding.arns) == (state, ("arn:1",))
