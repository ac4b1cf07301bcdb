"""Single features of shells: what is shown is what bash sends
(tests/conformance/cases/texts/shell.json)."""

from __future__ import annotations

import json

import pytest

from tests.conformance.shared_cases import CASES
from tests.importers.formats.aws_cli_oracle import Cli, RefusedError, Shell
from tests.importers.shell.test_oracle import is_sent, loaded

#: Each is something that a shell does and that is easy to read wrongly.
SCRIPTS: dict[str, str] = json.loads((CASES / "texts" / "shell.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory) -> tuple[Shell, Cli]:
    folder = tmp_path_factory.mktemp("shell")
    return Shell(folder), Cli(folder)


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_is_loaded_as_bash_runs_it(name: str, shell: tuple[Shell, Cli]) -> None:
    bash, cli = shell
    text = f"#!/bin/bash\n{SCRIPTS[name]}\n"
    found = loaded(text)
    base = found.base if found else {}
    gaps = {note.path for note in found.gaps} if found else set()
    for inputs in (([], {}), (["a", "b"], {"E": "x"})):
        for arguments, files in bash.calls(text, inputs):
            try:
                sent = cli.request(arguments, files)
            except RefusedError:
                continue
            assert sent is None or is_sent(base, sent, gaps), f"{base} was {sent}"
