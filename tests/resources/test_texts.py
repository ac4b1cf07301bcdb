"""The table of words: complete, plain, and with no place that stays unfilled."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, get_args

import pytest
from botocore.session import Session

from modelpkg_widget.resources.tables import load_table
from modelpkg_widget.resources.texts import format_text, issue_text
from modelpkg_widget.schema import regex_dialect
from modelpkg_widget.submission.outcome import Status
from tests.conformance.shared_cases import CASES, keyword_cases, model, read
from tests.conftest import ROOT
from tests.helpers.any_schema import check_against

WORDS = load_table("resources/page_texts")
SLOT = re.compile(r"\{(\w+)[|}]")
EVERYWHERE = {"label", "parent"}
# What a finding gives to its sentence, beside label and parent.
GIVEN = {
    "package_kind.without": {"kind"},
    "type": {"expected", "found"},
    "type.number": {"expected", "found"},
    "type.integer": {"expected", "found"},
    "additionalProperties.suggestion": {"suggestion"},
    "enum": {"choices"},
    "pattern": {"pattern"},
    "pattern.local": {"path", "file"},
    "minLength": {"limit", "actual"},
    "maxLength": {"limit", "actual"},
    "minimum": {"limit"},
    "maximum": {"limit"},
    "minItems": {"limit", "actual"},
    "maxItems": {"limit", "actual", "excess"},
    "minProperties": {"limit", "actual"},
    "maxProperties": {"limit", "actual", "excess"},
    "json": {"kind"},
    "json.key": {"kind"},
    "json.cycle": {"kind"},
    "confirm": {"says"},
    "answer": {"why"},
    "draft": {"why"},
    "draft.unread": {"why"},
}


def given(code: str) -> set[str]:
    """Of a map's key the same as of a value."""
    own = GIVEN.get(code.removeprefix("key."), set())
    return own if code.startswith("json") else own | EVERYWHERE


def rows() -> Iterator[tuple[str, str, dict[str, str]]]:
    yield from ((code, f"issues {code}", row) for code, row in WORDS["issues"].items())
    for shape, codes in WORDS["shapes"].items():
        yield from ((code, f"{shape} {code}", row) for code, row in codes.items())


@pytest.mark.parametrize(("code", "name", "row"), [pytest.param(*row, id=row[1]) for row in rows()])
def test_row(code: str, name: str, row: dict[str, str]) -> None:
    assert code in WORDS["issues"], "a code that no keyword gives"
    assert set(row) <= {"message", "hint"}
    assert row["message"].endswith("."), "a message is a sentence"
    for text in row.values():
        assert set(SLOT.findall(text)) <= given(code)
        assert text == text.strip()
        assert "  " not in text


def test_the_validator_gives_what_templates_may_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each keyword case once more, with templates that name everything."""
    known = {code: set(names) for code, names in GIVEN.items()}
    seen: dict[str, set[str]] = {}

    def spy(code: str, shape: str, values: dict[str, Any]) -> tuple[str, str]:
        names = set(values) - EVERYWHERE
        seen.setdefault(code.removeprefix("key."), set()).update(names)
        assert all(values[name] is not None for name in names & known.get(code, set()))
        return "", ""

    monkeypatch.setattr("modelpkg_widget.resources.texts.issue_text", spy)
    for case in keyword_cases():
        check_against(case.schema, case.value)
    for code, names in seen.items():
        assert known.get(code, set()) <= names, code


def test_every_pattern_of_the_model_has_words_of_its_own() -> None:
    keys = {
        here["propertyNames"]["$ref"].removeprefix("#/$defs/")
        for here in model()["$defs"].values()
        if "propertyNames" in here
    }
    lacking = [
        name
        for name, here in model()["$defs"].items()
        if "x-aws-pattern" in here
        and not takes_anything(here)
        and ("key.pattern" if name in keys else "pattern") not in WORDS["shapes"].get(name, {})
    ]
    assert lacking == []


def takes_anything(shape: dict[str, Any]) -> bool:
    """A pattern that no text fails that is long enough needs no words."""
    return shape["x-aws-pattern"] in (r"[\S\s]*", r"[\S\s]+") and regex_dialect.matches(
        shape["pattern"], "\n\0 é" * max(1, shape["minLength"])
    )


def test_words_are_about_shapes_of_the_model() -> None:
    assert set(WORDS["shapes"]) <= set(model()["$defs"])


def test_words_of_a_shape_are_about_keywords_that_it_has() -> None:
    for shape, codes in WORDS["shapes"].items():
        for code in codes:
            assert code.removeprefix("key.") in model()["$defs"][shape], (shape, code)


@pytest.mark.parametrize("row", read(CASES / "words.json"), ids=lambda row: row["template"])
def test_fill(row: dict[str, Any]) -> None:
    assert format_text(row["template"], row["values"]) == row["text"]


def test_a_number_spelled_with_a_fraction_of_zero() -> None:
    assert format_text("{n} {n|a|b}", {"n": 1.0}) == "1 a"


def test_words_of_the_shape_come_first_and_those_of_the_code_then() -> None:
    own = WORDS["shapes"]["RoleArn"]["pattern"]
    assert issue_text("pattern", "RoleArn", {}) == (own["message"], own["hint"])
    common = WORDS["issues"]["pattern"]["message"]
    assert issue_text("pattern", "Unknown", {"pattern": "x"}) == (common, "Must match x")
    assert issue_text("maxLength", "RoleArn", {"limit": 1, "actual": 2})[0].startswith(
        "Too long: enter at most 1 character "
    )


def test_a_name_says_what_to_type() -> None:
    said, _ = issue_text("pattern", "EntityName", {})
    assert said == (
        "Use 1 to 63 letters, digits, or hyphens, and start and end with a letter or digit."
    )


def test_what_is_said_of_a_text_is_said_of_a_key() -> None:
    known, of_text = WORDS["issues"], ("minLength", "maxLength", "pattern", "enum")
    said = [code for code in known if code.split(".")[0] in of_text]
    assert [code for code in said if f"key.{code}" not in known] == []


def test_an_unknown_code_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        issue_text("nothing", "", {})


def test_examples_in_the_words_are_accepted() -> None:
    """What a hint or a message shows as an example passes the pattern that it is about."""
    examples = {
        "ContainerImage": "123456789012.dkr.ecr.us-east-1.amazonaws.com/NAME:TAG",
        "RoleArn": "arn:aws:iam::123456789012:role/NAME",
        "KmsKeyId": "alias/NAME",
        "HubContentVersion": "1.0.0",
        "ModelPackageFrameworkVersion": "1.7-1",
        "TransformAmiVersion": "al2-ami-sagemaker-batch-gpu-535",
        "ResponseMIMEType": "application/json",
        "Url": "s3://bucket/key",
        "DataInputConfig": '{"input_1": [1, 224, 224, 3]}',
    }
    for shape, example in examples.items():
        row = next(iter(WORDS["shapes"][shape].values()))
        assert example in row["message"] + row.get("hint", "")
        here = model()["$defs"][shape]
        assert check_against({**here, "$defs": {}}, example) == [], shape


SOURCES = "".join(path.read_text("utf-8") for path in (ROOT / "js" / "src").rglob("*.ts*"))
# Chosen at run time: by a state, by what AWS says, or as the sentence beside a button.
LOADING = {
    f"load.{part}"
    for parts in (
        {f"{head}{name}" for name in ("group", "package", "training_job", "text")
         for head in ("", "source.", "about.")},
        {f"{way}{what}" for way in ("base", "over") for what in ("", ".about", ".show")},
        {"unresolved", "coerced", "omitted"},
    )
    for part in parts
}  # fmt: skip
CHOSEN = re.compile(
    r"(?:status|stage|approval|group|step|account|seen|finding|severity|submit|review\.is)"
    r"(?:\.\w+)+|\w+\.about|" + "|".join(map(re.escape, sorted(LOADING)))
)


def test_the_page_has_words_for_all_that_it_asks_for() -> None:
    literal = set(re.findall(r"""\bt\(\s*"([\w.]+)\"""", SOURCES))
    assert len(literal) > 30
    without_kernel = load_table("standalone/texts")["page"]
    assert (literal | LOADING) - set(WORDS["page"]) - set(without_kernel) == set()


def test_no_words_of_the_page_are_left_over() -> None:
    unused = [
        key
        for key in WORDS["page"]
        if f'"{key}"' not in SOURCES and f"words.{key}" not in SOURCES and not CHOSEN.fullmatch(key)
    ]
    assert unused == []


def test_what_aws_says_of_a_package_has_words() -> None:
    model = Session().get_service_model("sagemaker")
    for kind, shapes in (
        ("stage", ("ModelPackageStatus", "DetailedModelPackageStatus")),
        ("approval", ("ModelApprovalStatus",)),
    ):
        for shape in shapes:
            said = {f"{kind}.{value}" for value in model.shape_for(shape).enum}
            assert said <= set(WORDS["page"])


def test_how_a_submission_stands_has_words() -> None:
    said = {f"status.{status}" for status in get_args(Status)} - {"status.editing"}
    said |= {f"group.{state}" for state in ("offered", "creating", "created", "refused")}
    assert said <= set(WORDS["page"])
