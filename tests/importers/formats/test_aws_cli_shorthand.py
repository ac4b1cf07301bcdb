"""The shorthand syntax of the AWS CLI is read as the CLI itself reads it."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest
from awscli.shorthand import ShorthandParseError, ShorthandParser
from hypothesis import given
from hypothesis import strategies as st

from modelpkg_widget.importers.formats import aws_cli_shorthand
from modelpkg_widget.request.plain_json import Json


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Key=a,Value=b", {"Key": "a", "Value": "b"}),
        ("A=1,B=x,y,C=[],D={},E=", {"A": "1", "B": ["x", "y"], "C": [], "D": {}, "E": ""}),
        ("A=[{B=1,C=[x,y]},{B=2}]", {"A": [{"B": "1", "C": ["x", "y"]}, {"B": "2"}]}),
        ("A='x, y=z',B=\"q\"", {"A": "x, y=z", "B": "q"}),
        (r"A=x\,y", {"A": "x,y"}),
        ("A = 1 , B = 2", {"A": "1", "B": "2"}),
        ("A=s3://b/k?x=1", {"A": "s3://b/k?x=1"}),
        ("A={B=1,C='x, y'},D=[x, y]", {"A": {"B": "1", "C": "x, y"}, "D": ["x", "y"]}),
        (r"A=C:\new", {"A": r"C:\new"}),
    ],
)
def test_shorthand(text: str, value: Json) -> None:
    assert aws_cli_shorthand.parse(text) == value


def test_the_aws_cli_reads_shorthand_alike() -> None:
    seed = 3
    print("seed", seed)
    dice = random.Random(seed)
    parts = ["a", "B", "=", ",", "{", "}", "[", "]", "'x'", '"y"', " ", "\\,", "k=v", "A=b", "1"]
    parts += ["s3://b/k", ".", "-", "''", "\\", "é", "'it\\'s'", '"\\\\"', "K=[", "K={", "],", "},"]
    accepted = refused = 0
    for _ in range(10_000):
        text = "".join(dice.choice(parts) for _ in range(dice.randint(1, 9)))
        text = f"K={text}" if dice.random() < 0.7 else text
        try:
            theirs = ShorthandParser().parse(text)
        except (ShorthandParseError, TypeError):
            continue
        if '"": ' in json.dumps(theirs):
            continue  # it takes a name that is empty; no member has one
        accepted += 1
        try:
            ours = aws_cli_shorthand.parse(text)
        except ValueError:
            refused += 1  # between two commas it drops what is no value; nothing is dropped here
        else:
            assert ours == theirs, text
    assert accepted > 1000
    assert refused * 50 < accepted


TEXTS = st.text(alphabet="abc =,'\"{}[]é:/", max_size=8)
SHORT = st.recursive(
    TEXTS,
    lambda below: (
        st.lists(below, max_size=3)
        | st.dictionaries(
            st.from_regex(r"[A-Za-z]{1,5}", fullmatch=True), below, min_size=1, max_size=3
        )
    ),
    max_leaves=8,
)


def in_shorthand(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ",".join(f"{name}={in_shorthand(one)}" for name, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(in_shorthand, value)) + "]"
    escaped = value.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


@given(
    st.dictionaries(st.from_regex(r"[A-Za-z]{1,5}", fullmatch=True), SHORT, min_size=1, max_size=4)
)
@pytest.mark.slow
def test_shorthand_comes_back(value: dict[str, Any]) -> None:
    assert aws_cli_shorthand.parse(in_shorthand(value)[1:-1]) == value
