"""What a kind of package requires and forbids.

js/test/form/validation/kind_rules.test.ts reads the same cases.
"""

from __future__ import annotations

import copy
from typing import Any

import pytest

from modelpkg_widget.resources.tables import load_table
from modelpkg_widget.validation.package_kind import CODE, is_kind, is_of_kind, kind_rows, of_kind
from modelpkg_widget.validation.rules import run_rules
from modelpkg_widget.validation.validator import check
from tests.conformance.shared_cases import CASES, model, read
from tests.helpers.newer_boto3 import skip_unless_supported
from tests.resources.test_tables import paths

KINDS: list[dict[str, Any]] = load_table("resources/layout")["kinds"]
RULES: list[dict[str, Any]] = load_table("validation/rules")


def edited(request: Any, case: dict[str, Any]) -> Any:
    made = copy.deepcopy(request)
    for *way, last in case.get("unset", []):
        at = made
        for step in way:
            at = at[step]
        del at[last]
    for (*way, last), value in case.get("set", []):
        at = made
        for step in way:
            at = at[step]
        at[last] = value
    return made


def cases() -> list[Any]:
    found = []
    for group in read(CASES / "kinds.json"):
        of = group["of"]
        request = read(CASES / "requests" / of) if isinstance(of, str) else of
        for case in group["cases"]:
            name = f"{group['kind'] or 'any'}: {case['name']}"
            given = (group["kind"], edited(request, case), case["issues"])
            found.append(pytest.param(*given, id=name))
    return found


@pytest.mark.parametrize(("kind", "request_", "expected"), cases())
def test_case(kind: str, request_: Any, expected: list[Any]) -> None:
    """The errors of the whole check: no rule says again what the kind says."""
    skip_unless_supported(request_)
    issues = of_kind(check(request_), request_, kind)
    errors = [issue for issue in issues if issue.severity == "error"]
    reported = [[list(issue.path), issue.code, issue.message] for issue in errors]
    assert sorted(map(str, reported)) == sorted(map(str, expected))
    assert all(issue.hint for issue in errors if issue.code == CODE)


@pytest.mark.slow
def test_each_need_and_each_forbidden_member_has_a_case_in_which_it_speaks() -> None:
    for kind in KINDS:
        for row in kind_rows(kind["id"]):
            given = [case.values for case in cases() if case.values[0] == kind["id"]]
            assert any(run_rules(request, [row]) for _, request, _ in given), row


def test_no_kind_counts_in_a_check_of_a_request_alone() -> None:
    assert all(issue.code != CODE for issue in check({"CertifyForMarketplace": True}))


@pytest.mark.parametrize("kind", KINDS, ids=lambda row: str(row["id"]))
def test_a_kind_names_members_and_rules_that_exist(kind: dict[str, Any]) -> None:
    known = paths(model())
    required = [path for row in kind["needs"] for path in row["paths"]]
    places = [row["path"] for row in [*kind["sets"], *kind["without"]]]
    assert {*required, *places} <= known
    assert set(kind["instead"]) <= {rule["id"] for rule in RULES}
    for row in kind["needs"]:
        assert row["message"].endswith(".")
        assert row["hint"].endswith(".")


@pytest.mark.parametrize("kind", KINDS, ids=lambda row: str(row["id"]))
def test_what_choosing_a_kind_sets_makes_a_request_of_that_kind(kind: dict[str, Any]) -> None:
    request = {row["path"]: row["value"] for row in kind["sets"]}
    assert is_of_kind(request, kind["id"]) or not request
    issues = run_rules(request, kind_rows(kind["id"]))
    assert {row["path"] for row in kind["sets"]}.isdisjoint(issue.path[0] for issue in issues)


@pytest.mark.parametrize("given", [None, 3, "nothing", ["marketplace"], {}])
def test_what_is_no_kind(given: object) -> None:
    assert not is_kind(given)


def test_a_description_is_of_a_kind() -> None:
    assert is_of_kind({"CertifyForMarketplace": True}, "marketplace")
    assert not is_of_kind({"CertifyForMarketplace": False}, "marketplace")
    assert not is_of_kind({"CertifyForMarketplace": True}, "nothing")


@pytest.mark.parametrize("value", [None, 3, "text", [], {"InferenceSpecification": 3}])
def test_any_json_may_be_checked(value: Any) -> None:
    for kind in KINDS:
        of_kind(check(value), value, kind["id"])
