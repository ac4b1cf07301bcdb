"""jsonschema without the grammar that it imports where Jupyter is installed."""

from __future__ import annotations

import subprocess
import sys

import pytest


def said(code: str) -> list[str]:
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return run.stdout.split()


LOADED = "print('lark' in sys.modules, 'rfc3987_syntax' in sys.modules)"
IRIS = (
    "checker = jsonschema.FormatChecker();"
    "print(*(checker.conforms(text, 'iri') for text in ('https://é.org/', ' ', 7)));"
)
CHECK = "from modelpkg_widget import check; check({});"


@pytest.mark.slow
def test_a_check_compiles_no_grammar() -> None:
    assert said(f"import sys; {CHECK}{LOADED}") == ["False", "False"]


@pytest.mark.slow
def test_who_checks_an_iri_gets_what_jsonschema_alone_gives() -> None:
    """With the grammar where it is installed and this jsonschema asks for it."""
    alone = said(f"import sys, jsonschema; {IRIS}{LOADED}")
    assert said(f"import sys; {CHECK}import jsonschema; {IRIS}{LOADED}") == alone


@pytest.mark.slow
def test_what_was_imported_before_stays() -> None:
    """New processes, since an import can be watched only once in each."""
    alone = said(f"import sys, jsonschema; {LOADED}")
    code = f"import sys, jsonschema; {CHECK}print(sys.modules['jsonschema'] is jsonschema);"
    assert said(code + LOADED) == ["True", *alone]
