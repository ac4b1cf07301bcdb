"""Texts that try to become code, and requests that say them everywhere."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from typing import Any

from modelpkg_widget import request_schema
from tests.conftest import ROOT

_CASES = json.loads(
    (ROOT / "tests" / "conformance" / "cases" / "hostile.json").read_text(encoding="utf-8")
)
TEXTS: dict[str, str] = _CASES["texts"]
ALL = " ".join(TEXTS.values())
"""Each of them in one text; those that must begin a text do so in `TEXTS` alone."""
LONG = 1_000_000
LONGEST = {
    "one word": "x" * LONG,
    "lines": ("x" * 99 + "\n") * (LONG // 100),
    "markup": "<b>{{x}}&amp;</b>" * (LONG // 18),
}


def everywhere(texts: list[str], *, keys: bool = True) -> Any:
    """A request with every member that the schema knows; each text and key is the next of these.

    Args:
        texts: taken in turn, from the first again after the last.
        keys: of maps too; without it they have plain ones.
    """
    turn = itertools.cycle(texts)
    return _filled(request_schema(), request_schema(), turn, keys=keys)


def _filled(schema: Any, whole: Any, turn: Iterator[str], *, keys: bool) -> Any:
    while "$ref" in schema:
        schema = whole["$defs"][schema["$ref"].rpartition("/")[2]]
    if "properties" in schema:
        members = schema["properties"].items()
        return {name: _filled(child, whole, turn, keys=keys) for name, child in members}
    if "items" in schema:
        return [_filled(schema["items"], whole, turn, keys=keys) for _ in range(2)]
    if isinstance(schema.get("additionalProperties"), dict):
        child = schema["additionalProperties"]
        names = [next(turn), next(turn)] if keys else ["one", "two"]
        return {name: _filled(child, whole, turn, keys=keys) for name in names}
    return next(turn)
