"""A format that is loaded is one file and one row: nothing else lists the formats."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

import pytest

from modelpkg_widget.cli.main import main
from modelpkg_widget.importers import registry
from modelpkg_widget.importers.import_format import Clues, TextFormat, ValueFormat
from modelpkg_widget.importers.parse_result import ParseError, ParseResult
from modelpkg_widget.importers.source import load_source
from modelpkg_widget.resources.tables import load_table

FORMATS = Path(registry.__file__).parent / "formats"


def _lines(text: str, _: Any = None) -> ParseResult:
    rows = [line[2:].partition(" is ") for line in text.splitlines()]
    if not all(row[1] for row in rows):
        raise ParseError("a line has no value")
    return ParseResult({name: value for name, _, value in rows}, "lines")


def _likelihood(clues: Clues) -> int:
    return 100 if clues.text.startswith("* ") else 0


LINES = TextFormat("lines", "a list of lines", _likelihood, _lines)
BOX = ValueFormat(
    "box",
    "a box",
    recognise=lambda value: isinstance(value, dict) and "box" in value,
    read=lambda value: ParseResult(value["box"], "box"),
)


@pytest.fixture
def new_formats(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(registry.text_formats(), LINES.id, LINES)
    monkeypatch.setitem(registry.value_formats(), BOX.id, BOX)


@pytest.mark.usefixtures("new_formats")
def test_new_format_of_a_text_is_read_and_named() -> None:
    found = load_source("* Domain is COMPUTER_VISION\n* Task is OTHER\n")
    assert found.base == {"Domain": "COMPUTER_VISION", "Task": "OTHER"}
    assert found.source == LINES.title
    with pytest.raises(ValueError, match=r"list of lines.*a line has no value"):
        load_source("* Domain\n* Task\n")


@pytest.mark.usefixtures("new_formats")
def test_new_format_of_a_value_is_read_in_each_text() -> None:
    for text in ("{'box': {'Domain': 'x'}}", '{"box": {"Domain": "x"}}', "box:\n  Domain: x\n"):
        found = load_source(text)
        assert (found.base, found.source) == ({"Domain": "x"}, BOX.title)
    assert load_source({"box": {"Domain": "x"}}).base == {"Domain": "x"}


def test_likelier_format_is_tried_first(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[str] = []
    for name, likelihood in {"second": 1, "first": 2, "never": 0}.items():

        def read(text: str, _: Any, name: str = name) -> ParseResult:
            tried.append(name)
            raise ParseError(f"not {name}")

        row = TextFormat(name, name, lambda _, given=likelihood: given, read)  # type: ignore[misc]
        monkeypatch.setitem(registry.text_formats(), name, row)
    for name in ("json", "notebook", "cli", "python", "yaml"):
        monkeypatch.delitem(registry.text_formats(), name)
    with pytest.raises(ValueError, match=r"First: not first\W+Second: not second"):
        load_source("a: 1\n")
    assert tried == ["first", "second"]


@pytest.mark.usefixtures("new_formats")
def test_new_format_is_read_by_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "request.txt"
    file.write_text("* Domain is COMPUTER_VISION\n")
    assert main(["load", str(file)]) == 0
    assert json.loads(capsys.readouterr().out) == {"Domain": "COMPUTER_VISION"}


def _rows() -> list[TextFormat | ValueFormat]:
    return [*registry.text_formats().values(), *registry.value_formats().values()]


def test_ids_and_titles_are_unique() -> None:
    rows = _rows()
    assert [row.id for row in rows] == [*registry.text_formats(), *registry.value_formats()]
    assert len({row.id for row in rows}) == len({row.title for row in rows}) == len(rows)
    assert [registry.title_of(row.id) for row in rows] == [row.title for row in rows]


def test_each_file_that_declares_a_format_has_its_row() -> None:
    rows = _rows()
    declared = {
        node.value.args[0].value
        for path in FORMATS.parent.rglob("*.py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.Assign)
        and isinstance(node.value, ast.Call)
        and ast.unparse(node.targets[0]) == "FORMAT"
        and isinstance(node.value.args[0], ast.Constant)
    }
    assert declared == {row.id for row in rows}


@pytest.mark.parametrize("path", sorted(FORMATS.glob("*.json")), ids=lambda path: path.stem)
def test_each_text_beside_a_format_is_used(path: Path) -> None:
    group = f"formats/{path.stem}"
    code = "".join(
        text for file in FORMATS.glob("*.py") if group in (text := file.read_text(encoding="utf-8"))
    )
    unused = [name for name in load_table(f"importers/{group}") if f'"{name}"' not in code]
    assert unused == []
