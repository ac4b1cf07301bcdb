"""What holds of the verdict on any JSON value at all."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from modelpkg_widget import check
from tests.conformance.shared_cases import model, verdict
from tests.helpers import client_side_checks

NAMES = sorted(
    {
        name
        for shape in [model(), *model()["$defs"].values()]
        for name in shape.get("properties", ())
    }
)
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from(["\ud800", "a-b", "s3://b/k", "ml.m5.large", "😀", "\n", 2**53, 1.0])
)
KEYS = (
    st.sampled_from(NAMES)
    | st.text(max_size=3)
    | st.sampled_from(["10", "2", "__proto__", "\ud800"])
)
JSON = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=6),
    max_leaves=25,
)


def drawn(draw: Any, schema: dict[str, Any]) -> Any:
    """A value that is nearly right, so that the walk comes to the depths."""
    here = model()["$defs"][schema["$ref"].removeprefix("#/$defs/")] if "$ref" in schema else schema
    if draw(st.integers(0, 11)) == 0:
        return draw(JSON)
    if "properties" in here:
        names = draw(st.lists(st.sampled_from(sorted(here["properties"])), max_size=4, unique=True))
        return {name: drawn(draw, here["properties"][name]) for name in names}
    if here["type"] == "object":
        keys = draw(st.lists(KEYS, max_size=3, unique=True))
        return {key: drawn(draw, here["additionalProperties"]) for key in keys}
    if here["type"] == "array":
        return [drawn(draw, here["items"]) for _ in range(draw(st.integers(0, 2)))]
    return draw(SCALARS | st.sampled_from(here.get("enum", ["a"])))


@st.composite
def requests(draw: Any) -> Any:
    return drawn(draw, model())


def held(request: Any) -> None:
    """What is true of the verdict on any JSON value."""
    issues = check(request)
    seen = set()
    for issue in issues:
        assert "{" not in issue.message, issue
        assert issue.message.endswith("."), issue
        assert issue.source in ("schema", "rule")
        assert issue.severity in ("error", "warning", "info")
        json.dumps(issue.as_dict())
        assert str(issue)
        holder = request
        for step in issue.path[:-1]:
            holder = holder[step]
        if issue.source == "rule":  # each rule speaks of a place once, beside the schema
            assert (issue.path, issue.code) not in seen, issues
            seen.add((issue.path, issue.code))
            continue
        if issue.path and issue.code != "required":
            assert issue.path[-1] in holder or isinstance(issue.path[-1], int)
        family = "key" if issue.code.startswith("key.") else "value"
        count = issue.code in ("minItems", "maxItems", "minProperties", "maxProperties")
        place = (issue.path, "count" if count else family)
        assert place not in seen, f"two verdicts on one value: {issues}"
        seen.add(place)
    assert verdict(check(json.loads(json.dumps(request)))) == verdict(issues)


@given(JSON)
@settings(max_examples=100)
@pytest.mark.slow
def test_any_json_value_gives_issues_and_never_raises(request: Any) -> None:
    held(request)


@given(requests())
@settings(max_examples=150)
@pytest.mark.slow
def test_a_nearly_right_request_gives_issues_and_never_raises(request: Any) -> None:
    held(request)


@given(requests())
@settings(max_examples=150)
@pytest.mark.slow
def test_botocore_takes_what_we_let_pass(request: Any) -> None:
    client_side_checks.takes_what_we_let_pass(request, check(request))


@pytest.mark.soak
@pytest.mark.timeout(900)
@given(st.one_of(JSON, requests()))
@settings(max_examples=10_000)
def test_any_value_for_long(request: Any) -> None:
    held(request)
    client_side_checks.takes_what_we_let_pass(request, check(request))
