"""Single features of shells: what is shown is what bash sends
(tests/conformance/cases/texts/shell.json and shell_details.json)."""

from __future__ import annotations

import json
from typing import Any

import pytest

from modelpkg_widget.importers.loaded_request import Loaded
from modelpkg_widget.importers.source import text_loaded
from modelpkg_widget.request.issues import format_path
from tests.conformance.shared_cases import CASES
from tests.importers.formats.aws_cli_oracle import Cli, RefusedError, Shell
from tests.importers.shell.test_oracle import is_sent, loaded

#: Each is something that a shell does and that is easy to read wrongly.
SCRIPTS: dict[str, str] = json.loads((CASES / "texts" / "shell.json").read_text("utf-8"))
#: By a feature: a script, and what is loaded of it, or why it is not.
ROWS: dict[str, dict[str, Any]] = json.loads(
    (CASES / "texts" / "shell_details.json").read_text("utf-8")
)


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory) -> tuple[Shell, Cli]:
    folder = tmp_path_factory.mktemp("shell")
    return Shell(folder), Cli(folder)


@pytest.mark.parametrize("name", SCRIPTS)
@pytest.mark.slow
def test_a_script_is_loaded_as_bash_runs_it(name: str, shell: tuple[Shell, Cli]) -> None:
    text = f"#!/bin/bash\n{SCRIPTS[name]}\n"
    check(text, loaded(text), shell)


@pytest.mark.parametrize("name", ROWS)
def test_a_script_is_loaded_as_the_table_says(name: str, shell: tuple[Shell, Cli]) -> None:
    row = ROWS[name]
    text = f"#!/bin/bash\n{row['script']}\n"
    if "error" in row:
        with pytest.raises(ValueError) as caught:  # noqa: PT011 - the whole text is compared
            text_loaded(text)
        assert str(caught.value) == row["error"]
        return
    found = text_loaded(text)
    assert found.base == row["value"]
    assert [format_path(note.path) for note in found.gaps] == row["gaps"]
    check(text, found, shell)


def check(text: str, found: Loaded | None, shell: tuple[Shell, Cli]) -> None:
    """Check that what is shown is sent in each run of a script."""
    bash, cli = shell
    base = found.base if found else {}
    gaps = {note.path for note in found.gaps} if found else set()
    for inputs in (([], {}), (["a", "b"], {"E": "x"})):
        for arguments, files in bash.calls(text, inputs):
            try:
                sent = cli.request(arguments, files)
            except RefusedError:
                continue
            assert sent is None or is_sent(base, sent, gaps), f"{base} was {sent}"
