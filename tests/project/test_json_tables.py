"""The keys of our JSON tables are snake_case; what is spelled otherwise is somebody else's word."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.conftest import ROOT

PACKAGE = ROOT / "modelpkg_widget"
TABLES = sorted(path for path in PACKAGE.rglob("*.json") if "static" not in path.parts)

_SNAKE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
#: Members, shapes, states and exceptions of AWS begin with a capital.
_AWS = re.compile(r"[A-Z][A-Za-z0-9]*(\[\])?")
_JSON_SCHEMA = {
    "additionalProperties",
    *(f"{most}{what}" for most in ("max", "min") for what in ("Items", "Length", "Properties")),
    "uniqueItems",
}
# Tables whose keys are ids that users see: file, path to the table in it, and why.
IDS = {
    ("fake_aws/control/scenarios", ""): "names of scenarios",
    ("fake_aws/server/messages", "refusals"): "codes of refusals",
    ("fake_aws/server/messages", "faults"): "planned answers of HTTP",
    ("fake_aws/server/messages", "logs"): "planned failures, with a row for none",
    ("importers/texts", "issues"): "codes of issues, which drafts keep",
    ("preflight_checks/checks/offline", "checks"): "ids of findings",
    ("resources/layout", "load"): "names of fields",
    ("submission/texts", ""): "codes of issues",
}


def _objects(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    if isinstance(value, dict):
        yield path, value
        for name, child in value.items():
            yield from _objects(child, (*path, name))
    elif isinstance(value, list):
        for child in value:
            yield from _objects(child, path)


def _is_ours(part: str) -> bool:
    return not (_SNAKE.fullmatch(part) or _AWS.fullmatch(part) or part in _JSON_SCHEMA)


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_keys_of_a_table_are_snake_case(path: Any) -> None:
    name = path.relative_to(PACKAGE).with_suffix("").as_posix()
    table = json.loads(path.read_text(encoding="utf-8"))
    wrong = [
        ".".join((*inside, key))
        for inside, rows in _objects(table)
        if (name, ".".join(inside)) not in IDS
        for key in rows
        if any(_is_ours(part) for part in key.split("."))
    ]
    assert wrong == []


def test_exceptions_are_tables_that_need_one() -> None:
    for (name, inside), why in IDS.items():
        rows = json.loads((PACKAGE / f"{name}.json").read_text(encoding="utf-8"))
        for step in filter(None, inside.split(".")):
            rows = rows[step]
        assert not all(_SNAKE.fullmatch(key) for key in rows), f"{name} has no such {why}"
