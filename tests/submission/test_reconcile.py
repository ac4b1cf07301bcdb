"""Whether a package that AWS describes matches a request. What follows: tests/exactly_once."""

from __future__ import annotations

from typing import Any

import pytest

from modelpkg_widget.submission.reconcile import matches_request

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
