"""jsonschema without the grammar that it imports where Jupyter is installed."""

from __future__ import annotations

import subprocess
import sys


def said(code: str) -> list[str]:
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return run.stdout.split()


LOADED = "print('lark' in sys.modules, 'rfc3987_syntax' in sys.modules)"


def test_a_check_compiles_no_grammar() -> None:
    code = "import sys; from modelpkg_widget import check; check({});"
    assert said(code + LOADED) == ["False", "False"]


def test_who_checks_an_iri_gets_the_grammar() -> None:
    code = (
        "import sys; from modelpkg_widget import check; check({}); import jsonschema;"
        "checker = jsonschema.FormatChecker();"
        "print(*(checker.conforms(text, 'iri') for text in ('https://é.org/', ' ', 7)));"
    )
    assert said(code + LOADED) == ["True", "False", "True", "True", "True"]


def test_what_was_imported_before_stays() -> None:
    code = "import sys, jsonschema; before = set(sys.modules); from modelpkg_widget import check;"
    code += "print('jsonschema' in before, sys.modules['jsonschema'] is jsonschema); check({});"
    assert said(code + LOADED) == ["True", "True", "True", "True"]
