"""The cases in tests/conformance/cases.

pytest reads them here, vitest in js/test/conformance/validate.test.ts.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from modelpkg_widget.request import json_codec
from modelpkg_widget.request.issues import Issue
from modelpkg_widget.request.plain_json import to_plain_json
from modelpkg_widget.validation.rules import run_rules
from tests.helpers.any_schema import check_against

CASES = Path(__file__).parent / "cases"
GOLDEN = Path(__file__).parent.parent / "golden"


@dataclass(frozen=True)
class Case:
    """A value, the schema it is checked against, and the verdict: [path, code, severity] each."""

    name: str
    schema: dict[str, Any]
    value: Any
    verdict: list[Any]
    is_request: bool = False
    """The rules hold too; the cases of a keyword or a pattern are about that alone."""


def read(path: Path) -> Any:
    return to_plain_json(json_codec.loads(path.read_text(encoding="utf-8")))


def issues_of(case: Case) -> list[Issue]:
    issues = check_against(case.schema, case.value)
    return [*issues, *run_rules(case.value)] if case.is_request else issues


def verdict(issues: list[Issue]) -> list[Any]:
    return [[list(issue.path), issue.code, issue.severity] for issue in issues]


def sentences(issues: list[Issue]) -> list[list[str]]:
    return [[issue.message, issue.hint] for issue in issues]


@lru_cache(maxsize=1)
def model() -> dict[str, Any]:
    """The request's schema as the golden file holds it, without descriptions."""
    schema: dict[str, Any] = read(GOLDEN / "request-schema.json")["schema"]
    return schema


@lru_cache(maxsize=1)
def keyword_cases() -> list[Case]:
    return [
        Case(
            f"{path.stem}: {group['about']}: {case['name']}",
            group["schema"],
            value_of(case),
            case["issues"],
        )
        for path in sorted((CASES / "keywords").glob("*.json"))
        for group in read(path)
        for case in group["cases"]
    ]


def value_of(case: dict[str, Any]) -> Any:
    return to_plain_json(json_codec.loads(case["text"])) if "text" in case else case["value"]


@lru_cache(maxsize=1)
def pattern_cases() -> list[Case]:
    """One case for each value and shape."""
    return [
        pattern_case(f"{shape} {at}", group, shape, text(spelled), code)
        for group in read(CASES / "patterns.json")["patterns"]
        for shape in group["shapes"]
        for at, (spelled, code) in enumerate(group["cases"])
    ]


def pattern_case(
    name: str, group: dict[str, Any], shape: str, value: str, code: str | None
) -> Case:
    if not group.get("key"):
        return Case(name, definition(group, shape), value, [[[], code, "error"]] if code else [])
    entries = {
        "title": "Map",
        "type": "object",
        "propertyNames": {"$ref": "#/$defs/Key"},
        "additionalProperties": {},
        "$defs": {"Key": definition(group, shape)},
    }
    return Case(name, entries, {value: 1}, [[[value], f"key.{code}", "error"]] if code else [])


def definition(group: dict[str, Any], shape: str) -> dict[str, Any]:
    """The shape as the model has it."""
    bounds = {bound: group[bound] for bound in ("minLength", "maxLength")}
    patterns = {"x-aws-pattern": group["aws"], "pattern": group["pattern"]}
    return {"title": shape, "type": "string", **bounds, **patterns}


def text(spelled: str | dict[str, Any]) -> str:
    """A text, or one that is too long to be written out: head, then a repeated piece, then tail."""
    if isinstance(spelled, str):
        return spelled
    return str(
        spelled.get("head", "") + spelled["repeat"] * spelled["times"] + spelled.get("tail", "")
    )


@lru_cache(maxsize=1)
def request_cases() -> list[Case]:
    expected = read(CASES / "requests.json")
    return [
        Case(name, model(), read(CASES / "requests" / name), rows, is_request=True)
        for name, rows in expected.items()
    ]


def refs(schema: Any) -> set[str]:
    """The definitions that a schema refers to."""
    if isinstance(schema, dict):
        own = schema.get("$ref")
        here = {own.removeprefix("#/$defs/")} if isinstance(own, str) else set()
        return here.union(*(refs(child) for child in schema.values()))
    return set().union(*(refs(child) for child in schema)) if isinstance(schema, list) else set()
