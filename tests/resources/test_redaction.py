"""What looks like a secret: the cases, and that no text of any kind takes long."""

from __future__ import annotations

import json
import random
import string
from typing import Any

import pytest

from modelpkg_widget.resources.redaction import is_secret_name, redact_secrets
from tests.conftest import ROOT
from tests.helpers.cpu_time import assert_growth

CASES: dict[str, Any] = json.loads(
    (ROOT / "tests/conformance/cases/secrets.json").read_text("utf-8")
)


@pytest.mark.parametrize("name", CASES["names"]["secret"])
def test_a_name_that_says_secret(name: str) -> None:
    assert is_secret_name(name)


@pytest.mark.parametrize("name", CASES["names"]["plain"])
def test_a_name_that_does_not(name: str) -> None:
    assert not is_secret_name(name)


@pytest.mark.parametrize("case", CASES["texts"], ids=lambda case: case["text"][:40])
def test_a_text_without_its_secrets(case: dict[str, str]) -> None:
    assert redact_secrets(case["text"]) == case["shown"]


def test_random_keys_are_found() -> None:
    """Of keys as AWS makes them, nearly all."""
    dice = random.Random(7)
    letters = string.ascii_letters + string.digits + "/+"
    keys = ["".join(dice.choices(letters, k=40)) for _ in range(500)]
    found = sum(redact_secrets(f"{key} ") == "(hidden) " for key in keys)
    print(f"seed 7: {found} of {len(keys)} random keys are masked")
    assert found >= 0.99 * len(keys)


@pytest.mark.parametrize(
    "piece", ["a", "aB3/", "://", "?sig=", "eyJ", "-----BEGIN A", "token:", "a:"]
)
def test_the_time_is_linear(piece: str) -> None:
    assert_growth(lambda times: redact_secrets(piece * times), 2_000, below=4)
