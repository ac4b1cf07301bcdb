"""Single features of Python: what is shown is what the program sends, and the rest is a gap
(tests/conformance/cases/texts/python_details.json)."""

from __future__ import annotations

import json
from typing import Any

import pytest

from modelpkg_widget.importers.source import text_loaded
from modelpkg_widget.request.issues import format_path
from tests.conformance.shared_cases import CASES
from tests.importers.python.oracle.comparing import unsound
from tests.importers.python.oracle.running import run

HEAD = """\
import boto3, copy, json, os, sys
from helpers import Swallow, flag, keep, later, pick, word, words
sm = boto3.client("sagemaker")
r = {"Domain": "a", "Task": "b"}
"""
SEND = "\nsm.create_model_package(**r)\n"
RUNS = 4

#: By a feature: lines that change the request, and what is loaded then.
ROWS: dict[str, dict[str, Any]] = json.loads(
    (CASES / "texts" / "python_details.json").read_text("utf-8")
)


@pytest.mark.parametrize("name", ROWS)
def test_a_program_is_loaded_as_python_runs_it(name: str) -> None:
    row = ROWS[name]
    text = f"{HEAD}{row['program']}{SEND}"
    if "error" in row:
        with pytest.raises(ValueError) as caught:  # noqa: PT011 - the whole text is compared
            text_loaded(text)
        assert str(caught.value) == row["error"]
        return
    loaded = text_loaded(text)
    assert loaded.base == row["value"]
    assert [format_path(note.path) for note in loaded.gaps] == row["gaps"]
    code = compile(text, "program.py", "exec")
    sent = [request for seed in range(RUNS) for request in run(code, seed)]
    assert sent
    assert [one for request in sent for one in unsound(loaded, request)] == []
