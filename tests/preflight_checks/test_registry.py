"""A preflight check is one file with its texts beside it, and one row: nothing else lists them."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

import pytest

from modelpkg_widget import preflight
from modelpkg_widget.preflight_checks import registry
from modelpkg_widget.preflight_checks.check import Check
from modelpkg_widget.preflight_checks.check_texts import CheckTexts
from modelpkg_widget.resources.tables import load_table

FOLDER = Path(registry.__file__).parent
FILES = ["check_context", *(f"checks/{path.stem}" for path in sorted(FOLDER.glob("checks/*.json")))]
TEXTS: dict[str, Any] = {
    "checks": {"tags": {"title": "Tags", "inspected": "The tags.", "passed": "", "source": "us"}},
    "diagnostics": {"few": {"state": "info", "detail": "There are {count} tags."}},
}


class OwnTexts(CheckTexts):
    @property
    def table(self) -> dict[str, Any]:
        return TEXTS


def test_new_check_is_run(monkeypatch: pytest.MonkeyPatch) -> None:
    own = OwnTexts("tags")
    check = Check("tags", own, lambda _: [own.diagnostic("few", count=0)], lambda _: True)
    monkeypatch.setattr(registry, "CHECKS", (*registry.CHECKS, check))
    found = preflight({}, seconds=5)[-1]
    assert (found.id, found.title, found.state) == ("tags", "Tags", "info")
    assert found.detail == "There are 0 tags."


def test_ids_are_unique() -> None:
    ids = [check.id for check in registry.CHECKS]
    assert len(set(ids)) == len(ids) > 10


def _written(module: str, function: str) -> set[str]:
    """Return the rows that a file asks its texts for."""
    tree = ast.parse((FOLDER / f"{module}.py").read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return {
        name.value
        for call in calls
        if isinstance(call.func, ast.Attribute) and call.func.attr == function
        for argument in call.args[:1]
        for name in ast.walk(argument)
        if isinstance(name, ast.Constant) and isinstance(name.value, str)
    }


@pytest.mark.parametrize("module", FILES)
def test_each_check_has_its_texts_and_each_text_is_used(module: str) -> None:
    table = load_table(f"preflight_checks/{module}")
    checks = [check for check in registry.CHECKS if check.texts.name == module]
    assert set(table.get("checks", {})) == {check.id for check in checks}
    for row in table.get("checks", {}).values():
        assert set(row) - {"rules"} == {"title", "inspected", "passed", "source"}
        assert row["title"] and row["inspected"] and row["source"]
    late = {"late"} if module == "check_context" else set()  # which the runner says
    assert set(table["diagnostics"]) == _written(module, "diagnostic") | late
    assert set(table.get("policies", {})) == _written(module, "policy")
    known = {"checks", "diagnostics", "policies"}
    code = (FOLDER / f"{module}.py").read_text(encoding="utf-8")
    assert [key for key in table if key not in known and f'"{key}"' not in code] == []


def test_only_files_of_the_registry_have_texts() -> None:
    assert {check.texts.name for check in registry.CHECKS} | {"check_context"} == set(FILES)


def test_each_rule_is_claimed_by_one_check() -> None:
    rows = json.loads((FOLDER / "checks" / "offline.json").read_text(encoding="utf-8"))[
        "checks"
    ].values()
    claimed = [rule for row in rows for rule in row.get("rules", ())]
    assert len(claimed) == len(set(claimed))
    assert set(claimed) <= {row["id"] for row in load_table("validation/rules")}
