"""The cases that page and kernel share, as the kernel decides them."""

from __future__ import annotations

import warnings
from typing import Any

import pytest

from modelpkg_widget import check, request_schema
from modelpkg_widget.resources.tables import load_table
from tests.conformance.shared_cases import (
    CASES,
    GOLDEN,
    Case,
    definition,
    issues_of,
    keyword_cases,
    model,
    pattern_cases,
    read,
    request_cases,
    verdict,
)
from tests.golden.spoken import spoken
from tests.helpers.any_schema import check_against


def named(cases: list[Case]) -> Any:
    return pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in cases])


@named(keyword_cases())
def test_keyword(case: Case) -> None:
    assert verdict(check_against(case.schema, case.value)) == case.verdict


def test_the_names_of_the_cases_are_unique() -> None:
    for cases in (keyword_cases(), pattern_cases(), request_cases()):
        names = [case.name for case in cases]
        assert len(names) == len(set(names))


def test_the_cases_know_every_keyword() -> None:
    reported = {code for case in keyword_cases() for _, code, _ in case.verdict}
    by_page = {"key.required", "key.uniqueItems"}  # of entries that JSON cannot hold
    others = {
        "key",
        "value",  # value.required: of entries that JSON cannot hold
        "json",
        "draft",
        "confirm",
        "goal",
        "answer",
        "package_kind",
    }  # of no keyword of the schema
    issues = load_table("resources/page_texts")["issues"]
    known = {code.partition(".")[0] for code in issues} - others
    keys = {code for code in issues if code.startswith("key.")} - by_page
    assert reported == known | {".".join(code.split(".")[:2]) for code in keys}


SHAPES = sorted({case.name.split()[0] for case in pattern_cases()})


@pytest.mark.parametrize("shape", SHAPES)
def test_pattern(shape: str) -> None:
    for case in pattern_cases():
        if case.name.split()[0] == shape:
            assert verdict(check_against(case.schema, case.value)) == case.verdict, case.name


def test_the_pattern_cases_are_about_the_model() -> None:
    covered = {
        shape: definition(group, shape)
        for group in read(CASES / "patterns.json")["patterns"]
        for shape in group["shapes"]
    }
    assert covered == {
        name: {key: value for key, value in shape.items() if not key.endswith("sensitive")}
        for name, shape in model()["$defs"].items()
        if "x-aws-pattern" in shape
    }


@named(request_cases())
def test_request(case: Case) -> None:
    assert verdict(issues_of(case)) == case.verdict


@named([case for case in request_cases() if case.name[0].isdigit() and "-NEG-" not in case.name])
def test_check_finds_no_error_in_a_good_request(case: Case) -> None:
    assert [str(issue) for issue in check(case.value) if issue.severity == "error"] == []


@named([case for case in request_cases() if "-NEG-" in case.name])
def test_check_finds_the_place_in_a_refused_request(case: Case) -> None:
    assert verdict(check(case.value)) == case.verdict


def test_every_request_has_an_expectation() -> None:
    files = {path.name for path in (CASES / "requests").iterdir()}
    assert files == {case.name for case in request_cases()}
    assert sum(name[0].isdigit() and "-NEG-" not in name for name in files) == 12


def test_sentences_are_those_of_the_golden_file() -> None:
    """The page compares itself with the same file."""
    golden = read(GOLDEN / "sentences.json")
    assert spoken() == golden, "read the diff of `python -m tests.golden`, then commit it"


def test_an_issue_less_request_is_what_botocore_takes() -> None:
    """botocore's own check knows less: nothing that we let pass may fail there."""
    from botocore.session import Session
    from botocore.validate import ParamValidator

    shape = (
        Session().get_service_model("sagemaker").operation_model("CreateModelPackage").input_shape
    )
    for case in request_cases():
        if not any(severity == "error" for _, _, severity in case.verdict):
            assert not ParamValidator().validate(case.value, shape).has_errors(), case.name


def test_the_installed_model_is_the_one_of_the_cases() -> None:
    """Cases stay true of the model that they carry; a newer one may have moved on."""
    from tests.golden.listing import without_words

    golden = read(GOLDEN / "request-schema.json")
    if without_words(request_schema()) != golden["schema"]:
        warnings.warn(f"the shared cases are about botocore {golden['botocore']}", stacklevel=1)
