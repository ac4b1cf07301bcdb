"""A format of `export` is one file and one row: nothing else lists the formats."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, get_args

import pytest

from modelpkg_widget import export
from modelpkg_widget.cli.main import main
from modelpkg_widget.exporters import registry
from modelpkg_widget.exporters.export import answer
from modelpkg_widget.exporters.export_format import ExportFormat
from modelpkg_widget.exporters.export_result import Destination, ExportResult
from modelpkg_widget.widget import page_data

FOLDER = Path(registry.__file__).parent
NAMES = ExportFormat(
    id="names",
    title="Names of members",
    file_name="names.txt",
    write=lambda request, _: ExportResult("\n".join(request) + "\n", {}),
    note="These are names.",
)


@pytest.fixture
def new_format(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setitem(registry.FORMATS, NAMES.id, NAMES)
    page_data.tables.cache_clear()
    yield NAMES.id
    page_data.tables.cache_clear()


def test_new_format_is_exported(new_format: Any) -> None:
    assert export({"A": 1, "B": 2}, new_format) == "A\nB\n"
    assert json.loads(answer({"A": 1}, new_format, Destination()))["text"] == "A\n"


def test_new_format_is_a_choice_of_the_command_line(
    new_format: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "request.json"
    file.write_text('{"A": 1}')
    assert main(["export", str(file), "--to", new_format]) == 0
    said = capsys.readouterr()
    assert said.out == "A\n"
    assert NAMES.note in said.err
    with pytest.raises(SystemExit):
        main(["export", "--help"])
    shown = " ".join(capsys.readouterr().out.split())
    assert ", names" in shown
    assert NAMES.title in shown


def test_new_format_reaches_the_page(new_format: str) -> None:
    row = {"id": "names", "title": "Names of members", "file": "names.txt"}
    assert page_data.tables()["layout"]["exports"][-1] == row


def test_each_file_of_a_format_has_its_row() -> None:
    files = {path.stem for path in FOLDER.glob("to_*.py")}
    rows = {row.write.__module__.rpartition(".")[2] for row in registry.FORMATS.values()}
    assert rows == files
    assert {path.stem for path in FOLDER.glob("*.json")} <= files


def test_ids_titles_and_file_names_are_unique() -> None:
    rows = registry.FORMATS.values()
    assert [row.id for row in rows] == list(registry.FORMATS)
    assert len({row.title for row in rows}) == len({row.file_name for row in rows}) == len(rows)


def test_type_of_the_format_lists_the_rows() -> None:
    assert get_args(registry.Format) == tuple(registry.FORMATS)
