"""The rules beyond the schema; js/test/form/validation/rules.test.ts reads the same cases."""

from __future__ import annotations

import re
from typing import Any

import pytest

from modelpkg_widget import check
from modelpkg_widget.request.issues import Issue, format_path
from modelpkg_widget.resources.tables import load_table
from modelpkg_widget.schema import regex_dialect
from modelpkg_widget.validation.rule_operators import OPERATORS
from modelpkg_widget.validation.rules import run_rules
from tests.conformance.shared_cases import CASES, model, read, request_cases, text, value_of
from tests.helpers.newer_boto3 import needs_boto3
from tests.resources.test_tables import paths

RULES: list[dict[str, Any]] = load_table("validation/rules")
COMMON = {"id": "it", "severity": "warning", "scope": "", "when": [], "hint": "", "source": "Why."}
UNKNOWN = {"of_tomorrow", "constructor"}


def spelled_out(value: Any) -> Any:
    """Texts that are too long to be written out are spelled as {repeat, times, tail}."""
    if isinstance(value, list):
        return [spelled_out(item) for item in value]
    if not isinstance(value, dict):
        return value
    if "repeat" in value:
        return text(value)
    return {key: spelled_out(item) for key, item in value.items()}


def whole(rule: dict[str, Any], issue: dict[str, Any]) -> dict[str, Any]:
    known = {"code": rule["id"], "severity": rule["severity"], "hint": "", "related": []}
    return {**known, "source": "rule", **issue}


def operator_cases() -> list[Any]:
    found = []
    for group in read(CASES / "operators.json"):
        rule = {**COMMON, **group["rule"]}
        for case in group["cases"]:
            value = spelled_out(value_of(case))
            expected = [whole(rule, issue) for issue in case["issues"]]
            name = f"{group['about']}: {case['name']}"
            found.append(pytest.param(rule, value, expected, id=name))
    return found


def rule_cases() -> list[Any]:
    rules = {rule["id"]: rule for rule in RULES}
    return [
        pytest.param(
            rules[name],
            spelled_out(case["request"]),
            [whole(rules[name], issue) for issue in case["issues"]],
            id=f"{name}: {case['name']}",
        )
        for name, cases in read(CASES / "rules.json").items()
        for case in cases
    ]


@pytest.mark.parametrize(("rule", "value", "expected"), [*operator_cases(), *rule_cases()])
def test_case(rule: dict[str, Any], value: Any, expected: list[dict[str, Any]]) -> None:
    assert [issue.as_dict() for issue in run_rules(value, [rule])] == expected


def test_each_operator_has_cases_in_which_it_speaks_and_in_which_it_does_not() -> None:
    cases = [(case.values[0]["operator"], case.values[2]) for case in operator_cases()]
    for speaks in (True, False):
        reported = {operator for operator, expected in cases if bool(expected) is speaks}
        assert reported - UNKNOWN == set(OPERATORS)


def test_each_rule_has_cases_in_which_it_speaks_and_in_which_it_does_not() -> None:
    cases = [(case.values[0]["id"], case.values[2]) for case in rule_cases()]
    ids = [rule["id"] for rule in RULES]
    assert len(ids) == len(set(ids))
    for speaks in (True, False):
        assert {name for name, expected in cases if bool(expected) is speaks} == set(ids)


MEMBERS = {"id", "severity", "scope", "when", "operator", "paths", "message", "hint", "source"}
ARGUMENTS = {
    "exactly_n": {"n"},
    "at_most": {"limit"},
    "product_at_most": {"limit", "defaults"},
    "matches": {"pattern"},
    "same_part": {"part"},
}
GIVEN = {
    "exactly_n": {"n", "actual"},
    "at_most": {"limit", "actual"},
    "product_at_most": {"limit"},
    "member_of": {"choices"},
    "same_part": {"expected", "found"},
}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["id"])
def test_row(rule: dict[str, Any]) -> None:
    operator = rule["operator"]
    arguments = set(rule) - MEMBERS
    assert set(rule) >= MEMBERS
    assert arguments == ARGUMENTS.get(operator, arguments if operator == "member_of" else set())
    assert operator != "member_of" or arguments in ({"of"}, {"values"})
    assert operator in OPERATORS
    assert rule["severity"] in ("error", "warning", "info")
    for sentence in ("message", "hint", "source"):
        assert rule[sentence].rstrip('"').endswith(".")
        assert rule[sentence] == " ".join(rule[sentence].split())
    named = set(re.findall(r"\{(\w+)[|}]", rule["message"] + rule["hint"]))
    assert named <= GIVEN.get(operator, set()) | {"label", "parent"}
    for clause in rule["when"]:
        assert len(set(clause) & {"set", "unset", "equals", "matches"}) == len(clause) - 1 == 1


def patterns_of(rule: dict[str, Any]) -> list[str]:
    own = [rule["pattern"]] if "pattern" in rule else []
    return own + [clause["matches"] for clause in rule["when"] if "matches" in clause]


@pytest.mark.parametrize(
    "pattern", sorted({pattern for rule in RULES for pattern in patterns_of(rule)})
)
def test_patterns_read_alike_in_python_and_in_the_page(pattern: str) -> None:
    """Nothing of what means other things there: ".", "$" or "^" within, a class such as ``\\w``."""
    assert regex_dialect.compiled(pattern)
    inside = re.fullmatch(r"\^\(\?:(.*)\)\$", pattern)
    assert inside, "the whole text has to match"
    bare = inside[1].replace(r"[\s\S]", "").replace("[^", "[")
    assert not re.search(r"\\[A-Za-z0-9]", bare)
    assert not re.search(r"[.$^]", re.sub(r"\\.|\[(?:\\.|[^\]\\])*\]", "", bare))


@pytest.mark.parametrize("pattern", [p for rule in RULES for p in patterns_of(rule)])
@pytest.mark.parametrize(
    "piece", ["a", ":", "/", "a:", "a/", ".gz", "AKIA", "\n", "TOKEN", "-----BEGIN "]
)
def test_patterns_answer_in_time(pattern: str, piece: str) -> None:
    long = piece * (10_240 // len(piece))
    for value in (long, long + "\n", "s3://" + long[:-5]):
        compiled = regex_dialect.compiled(pattern)
        compiled.fullmatch(value, timeout=0.5)


def spelled_paths(rule: dict[str, Any]) -> list[str]:
    """Each path of a row from the request on, as layout spells it."""
    scopes = [rule["scope"]] if isinstance(rule["scope"], str) else rule["scope"]
    used = [*rule["paths"], *rule.get("of", []), *(clause["path"] for clause in rule["when"])]
    inside = [path for path in used if not path.startswith("/") and path != "@"]
    joined = [".".join(filter(None, (scope, path))) for scope in scopes for path in inside]
    return [*scopes, *joined, *(path[1:] for path in used if path.startswith("/"))]


def test_rules_speak_of_members_that_exist() -> None:
    known = paths(model())
    reported = {path for rule in RULES for path in spelled_paths(rule)}
    assert reported - known == set()


def test_values_that_rules_compare_with_are_those_of_the_model() -> None:
    """A comparison with a value that no enum has would never hold."""
    enums = {value for shape in model()["$defs"].values() for value in shape.get("enum", ())}
    for rule in RULES:
        for clause in rule["when"]:
            compared = clause.get("equals")
            assert not isinstance(compared, str) or compared in enums, rule["id"]


GOOD = [case for case in request_cases() if case.name[0].isdigit() and "-NEG-" not in case.name]


@needs_boto3("1.42.2")
def test_real_requests_outrank_a_rule() -> None:
    assert len(GOOD) == 12
    for case in GOOD:
        errors = [i for i in check(case.value) if i.severity == "error"]
        assert errors == [], case.name


def test_check_gives_the_schema_first_and_then_the_rules() -> None:
    issues = check({"ModelPackageName": "-", "Tags": [{"Key": "a"}, {"Key": "a"}]})
    sources = [issue.source for issue in issues]
    assert sources == ["schema"] * 3 + ["rule"] * 2
    assert [issue.code for issue in issues[3:]] == ["tags-unique", "spec-required-unversioned"]


def test_places_in_a_map_are_spelled_with_their_key() -> None:
    container = {"Environment": {"A_TOKEN": "x"}}
    (issue,) = [
        found
        for found in run_rules({"InferenceSpecification": {"Containers": [container]}})
        if found.code == "env-secret-name"
    ]
    assert format_path(issue.path).endswith('[0].Environment{"A_TOKEN"}')


@pytest.mark.parametrize(
    "value", [None, True, 7, "text", [], [[]], {"Tags": 1}, {"Tags": [None, [], {"Key": []}]}]
)
def test_any_json_is_answered(value: Any) -> None:
    assert all(isinstance(issue, Issue) for issue in run_rules(value))


def test_a_secret_stands_in_no_issue() -> None:
    container = {"Environment": {"A_TOKEN": "hunter2", "B": "AKIAIOSFODNN7EXAMPLE"}}
    found = run_rules({"InferenceSpecification": {"Containers": [container]}})
    assert [issue.code for issue in found if issue.code.startswith("env-")] == [
        "env-secret-name",
        "env-secret-value",
    ]
    assert "hunter2" not in str(found)
    assert "AKIA" not in str(found)
