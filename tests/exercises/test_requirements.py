"""What an answer must have; whether it has is told by place, never by value."""

from __future__ import annotations

import re
from typing import Any

import pytest

from modelpkg_widget.exercises.requirements import Requirements

GOOD = {"ModelPackageGroupName": "churn"}
TAGS = {"ModelPackageName": "a", "Tags": [{"Key": "team", "Value": "x"}, {"Key": "b", "Value": ""}]}
IMAGE = {
    "ModelPackageGroupName": "churn",
    "InferenceSpecification": {
        "Containers": [
            {"Image": "one", "Environment": {"MODE": "fast"}},
            {"Image": "two", "Environment": {}},
        ],
        "SupportedContentTypes": ["text/csv"],
        "SupportedResponseMIMETypes": ["text/csv"],
    },
}


def unmet(request: Any, requires: Any, **options: Any) -> list[tuple[Any, ...]]:
    _, issues = Requirements("Do it.", requires, **options).unmet(request)
    return [issue.path for issue in issues]


@pytest.mark.parametrize(
    ("request_", "place", "expected"),
    [
        (GOOD, "ModelPackageGroupName", "churn"),
        (GOOD, "ModelPackageGroupName", ...),
        (GOOD, "ModelPackageGroupName", re.compile("ch.*")),
        (GOOD, "ModelPackageGroupName", lambda value: len(value) == 5),
        (GOOD, "ModelPackageGroupName", str.islower),
        (GOOD, "Tags", None),
        (GOOD, "Tags[0].Key", None),
        (GOOD, "Tags", lambda value: value is None),
        (GOOD, "", GOOD),
        (GOOD, "", lambda value: len(value) == 1),
        (TAGS, "Tags[0].Key", "team"),
        (TAGS, "Tags[].Key", ...),
        (TAGS, "Tags[].Key", re.compile("[a-z]+")),
        (TAGS, "Tags", [{"Value": "x", "Key": "team"}, {"Key": "b", "Value": ""}]),
        (IMAGE, 'InferenceSpecification.Containers[0].Environment{"MODE"}', "fast"),
        (IMAGE, 'InferenceSpecification.Containers[1].Environment{"MODE"}', None),
        (IMAGE, "InferenceSpecification.SupportedContentTypes", ["text/csv"]),
        (IMAGE, "InferenceSpecification.SupportedContentTypes[]", "text/csv"),
    ],
)
def test_met(request_: Any, place: str, expected: Any) -> None:
    assert unmet(request_, {place: expected}) == []


@pytest.mark.parametrize(
    ("request_", "place", "expected", "path"),
    [
        (GOOD, "ModelPackageGroupName", "other", ("ModelPackageGroupName",)),
        (GOOD, "ModelPackageGroupName", None, ("ModelPackageGroupName",)),
        (GOOD, "ModelPackageGroupName", re.compile("ch"), ("ModelPackageGroupName",)),
        (GOOD, "Tags[0].Key", ..., ("Tags", 0, "Key")),
        (GOOD, "Tags[].Key", ..., ("Tags",)),
        (GOOD, "Tags[].Key", lambda value: True, ("Tags",)),
        (TAGS, "Tags[].Key", "team", ("Tags",)),
        (TAGS, "Tags[2].Key", lambda value: value, ("Tags", 2, "Key")),
        (GOOD, "ModelPackageName", lambda value: value.islower(), ("ModelPackageName",)),
    ],
)
def test_not_met(request_: Any, place: str, expected: Any, path: tuple[Any, ...]) -> None:
    assert unmet(request_, {place: expected}) == [path]


def test_one_is_not_true() -> None:
    request = {"ModelPackageName": "a", "CertifyForMarketplace": 1}
    assert ("CertifyForMarketplace",) in unmet(request, {"CertifyForMarketplace": True})


def test_errors_count_as_one_requirement_unless_they_do_not_matter() -> None:
    broken = {"ModelPackageName": "a_", "ModelPackageGroupName": "b_"}
    count, issues = Requirements("x", {"Tags": ...}).unmet(broken)
    assert count == 2
    assert len(issues) >= 4
    count, issues = Requirements("x", {"Tags": ...}, clean=False).unmet(broken)
    assert (count, [issue.code for issue in issues]) == (1, ["goal"])


@pytest.mark.parametrize(
    "request_", [None, [], "text", {"ModelPackageGroupName": {1}}, {"Tags": 3}]
)
def test_any_value_may_be_an_answer(request_: Any) -> None:
    goal = Requirements("x", {"Tags[].Key": "a", "Tags[0]": ..., "": lambda value: value["x"]["y"]})
    count, issues = goal.unmet(request_)
    assert count == goal.count == 4
    assert all(issue.severity == "error" for issue in issues)


def test_an_answer_may_be_deep() -> None:
    deep: Any = []
    for _ in range(5000):
        deep = [deep]
    assert ("Tags",) in unmet({"Tags": deep}, {"Tags": []})


def test_an_issue_tells_the_place_and_not_the_value() -> None:
    goal = Requirements(
        "x", {"ModelPackageGroupName": "secret-name", "Domain": re.compile("hidden.*")}
    )
    _, issues = goal.unmet(GOOD)
    said = " ".join(map(str, issues))
    assert "ModelPackageGroupName: Not what the exercise asks for yet." in said
    assert "secret" not in said
    assert "hidden" not in said
    assert {issue.source for issue in issues} == {"exercise"}


@pytest.mark.parametrize(
    "place",
    [
        "ModelPackageGroupname",
        "Tags.Key",
        "Tags[0].key",
        "Tags[x]",
        "Tags[0",
        "Tags..Key",
        '{"a"}',
        "ModelPackageName[0]",
        "InferenceSpecification.Containers[0].Environment.MODE",
    ],
)
def test_a_place_that_no_request_has_is_reported_to_the_instructor(place: str) -> None:
    with pytest.raises(ValueError, match="is not a path in a request"):
        Requirements("x", {place: ...})


def test_a_goal_that_requires_nothing_is_reported_to_the_instructor() -> None:
    with pytest.raises(ValueError, match="has no requirements"):
        Requirements("x", clean=False)
    assert Requirements("x").count == 1


def test_an_expectation_that_json_cannot_hold_is_reported_to_the_instructor() -> None:
    with pytest.raises(TypeError, match="ModelPackageName: the expected value can't be written"):
        Requirements("x", {"ModelPackageName": {1, 2}})
