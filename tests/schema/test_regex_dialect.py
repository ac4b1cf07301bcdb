"""From Java's dialect to text that Python and JavaScript read alike.

What each pattern of the model accepts stands in tests/conformance/cases/patterns.json.
"""

from __future__ import annotations

import pytest
import regex

from modelpkg_widget.schema.regex_dialect import (
    UnsupportedPatternError,
    compiled,
    matches,
    to_portable_regex,
)
from tests.helpers.cpu_time import assert_growth


@pytest.mark.parametrize(
    ("pattern", "rewritten"),
    [
        ("", "^(?:)$"),
        ("abc", "^(?:abc)$"),
        ("a|b", "^(?:a|b)$"),
        ("^[a-z]+$", "^(?:^[a-z]+$)$"),
        (r"\d\D", "^(?:[0-9][^0-9])$"),
        (r"\w\W", "^(?:[0-9A-Z_a-z][^0-9A-Z_a-z])$"),
        (r"\s\S", r"^(?:[\u0009-\u000d ][^\u0009-\u000d ])$"),
        (".", r"^(?:[^\u000a\u000d\u0085\u2028-\u2029])$"),
        (r"[.]\.", r"^(?:[.]\.)$"),
        (r"[\d.-]", r"^(?:[0-9.\-])$"),
        (r"[^\d]", "^(?:[^0-9])$"),
        (r"[\D]", "^(?:[^0-9])$"),
        (r"[^\D]", "^(?:[0-9])$"),
        (r"[\S\s]", r"^(?:[\s\S])$"),
        (r"[^\S\s]", r"^(?:[^\s\S])$"),
        (r"[\w-]", r"^(?:[0-9A-Z_a-z\-])$"),
        (r"[]a]", r"^(?:[\]a])$"),
        (r"[a^]", r"^(?:[a\^])$"),
        (r"[\p{L}_]\p{Nd}\P{Z}", r"^(?:[_\p{L}]\p{Nd}\P{Z})$"),
        (r"a/b", r"^(?:a\/b)$"),
        (r"\x41\u00e9\t", r"^(?:Aé\u0009)$"),
        (r"\-\_\@\:", "^(?:-_@:)$"),
        ("]", r"^(?:\])$"),
        ("(?:a)(b)(?=c)(?!d)(?<=e)(?<!f)", "^(?:(?:a)(b)(?=c)(?!d)(?<=e)(?<!f))$"),
        ("a*b+c?d{1}e{1,}f{1,2}g*?", "^(?:a*b+c?d{1}e{1,}f{1,2}g*?)$"),
        (r"([a-z]*)${1,128}", "^(?:[a-z]{1,128})$"),
        (r"([\]a\-]*)${1,}", r"^(?:[\]a\-]{1,})$"),
    ],
)
def test_portable(pattern: str, rewritten: str) -> None:
    assert to_portable_regex(pattern) == rewritten


@pytest.mark.parametrize(
    "pattern",
    [
        r"\bx",
        r"\Ax\z",
        r"(a)\1",
        r"\Qa\E",
        r"\h",
        r"\R",
        r"\p{Alpha}",
        r"\p{IsGreek}",
        r"\pL",
        r"[\p{javaLowerCase}]",
        "(?i)a",
        "(?<name>a)",
        "(?>a)",
        "a++",
        "a{1,2}+",
        "[a[b]]",
        "[a&&b]",
        "[z-a]",
        "[a",
        "a\\",
        "*a",
        "a**",
        "{1}",
        "a}",
        "(a",
        "a)",
        "^*",
        "a$+",
        "(?=a)*",
        "(?<!a){2}",
        r"\ud83d\ude00",
        r"[\ud800-\udfff]",
        r"\u12",
        r"\x4",
        r"\cA",
        "a{2,1}",
    ],
)
def test_what_the_dialects_read_differently_is_refused(pattern: str) -> None:
    with pytest.raises(UnsupportedPatternError):
        to_portable_regex(pattern)


def test_the_refusal_names_pattern_and_place() -> None:
    with pytest.raises(UnsupportedPatternError, match=r"'a\\\\bc' at 3: the escape \\b"):
        to_portable_regex(r"a\bc")


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("a", "a", True),
        ("a", "a\n", False),
        ("a", "\na", False),
        ("a|ab", "ab", True),
        (".", "😀", True),
        ("..", "😀", False),
        (r"\d", "٣", False),
        (r"\w", "é", False),
        (r"\s", "\u00a0", False),
        (r"\S", "\u00a0", True),
        (r"\S", "\u001c", True),
        (r"\p{L}", "ß", True),
        (r"[\p{L}]", "k", True),
        (r"[K]", "\u212a", False),
        (r"a{0,2}", "", True),
    ],
)
def test_matches(pattern: str, text: str, found: bool) -> None:
    assert matches(to_portable_regex(pattern), text) is found


def test_a_pattern_is_compiled_once() -> None:
    assert compiled("^(?:a)$") is compiled("^(?:a)$")
    with pytest.raises(regex.error):
        compiled("(")


@pytest.mark.slow
def test_a_long_pattern_costs_no_more_than_its_length() -> None:
    assert_growth(lambda size: to_portable_regex("[a-z]" * size), 1_000, below=3)


def test_all_of_sagemaker_but_a_few_are_portable() -> None:
    """A hint of what a newer model of this request may bring: 248 of 252 in botocore 1.44.5."""
    from botocore.session import Session

    service = Session().get_service_model("sagemaker")
    shapes = [service.shape_for(name) for name in service.shape_names]
    all_ = {shape.metadata["pattern"] for shape in shapes if "pattern" in shape.metadata}
    refused = {pattern for pattern in all_ if not is_portable(pattern)}
    assert len(all_) > 100
    assert len(refused) < len(all_) / 20, refused


def is_portable(pattern: str) -> bool:
    try:
        to_portable_regex(pattern)
    except UnsupportedPatternError:
        return False
    return True
