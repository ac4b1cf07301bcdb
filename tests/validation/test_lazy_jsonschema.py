"""jsonschema without what its formats import where Jupyter is installed."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest


def said(code: str) -> Any:
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return json.loads(run.stdout)


SAY = "import json, sys; say = lambda value: print(json.dumps(value));"
NAMES = ["lark", "rfc3987_syntax", "rfc3986_validator", "isoduration", "arrow"]
LOADED = f"say([name for name in {NAMES} if name in sys.modules])"
#: Of each format some texts, right and wrong, and what is no text.
FORMATS = {
    "iri": ["https://é.org/", " ", 7],
    "iri-reference": ["é", "\\\\", 7],
    "uri": ["https://a.org/?b#c", "é", "::", "", 7],
    "uri-reference": ["a/b", "\\\\", 7],
    "duration": ["P1D", "PT5M", "P", "5", "", "P1DT", 7],
}
ANSWERS = (
    "from jsonschema import Draft202012Validator as V; checker = V.FORMAT_CHECKER;"
    f"formats = {FORMATS};"
    "say([[name, text, name in checker.checkers, checker.conforms(text, name)]"
    " for name, texts in formats.items() for text in texts])"
)
CHECK = "from modelpkg_widget import check; check({});"


@pytest.mark.slow
def test_a_check_imports_none_of_it() -> None:
    assert said(f"{SAY}{CHECK}{LOADED}") == []


@pytest.fixture(scope="module")
def alone() -> list[Any]:
    """What jsonschema imports, and then answers, with nothing of ours in the process."""
    loaded, answers = LOADED.replace("say", "loaded ="), ANSWERS.replace("say", "answers =")
    both: list[Any] = said(f"{SAY}import jsonschema; {loaded}; {answers}; say([loaded, answers])")
    return both


@pytest.mark.slow
def test_who_checks_a_format_gets_what_jsonschema_alone_gives(alone: list[Any]) -> None:
    """With each where it is installed and this jsonschema asks for it."""
    answers, loaded = ANSWERS.replace("say", "answers ="), LOADED.replace("say", "loaded =")
    both = said(f"{SAY}{CHECK}import jsonschema; {answers}; {loaded}; say([loaded, answers])")
    assert both == alone
    assert len(alone[1]) == sum(len(texts) for texts in FORMATS.values())


@pytest.mark.slow
def test_what_was_imported_before_stays(alone: list[Any]) -> None:
    """New processes, since an import can be watched only once in each."""
    loaded = LOADED.replace("say", "loaded =")
    code = f"{SAY}import jsonschema, isoduration; {CHECK}{loaded};"
    same = "say([loaded, sys.modules['isoduration'] is isoduration])"
    assert said(code + same) == [alone[0], True]


@pytest.mark.slow
def test_another_attribute_of_such_a_module_is_its_own() -> None:
    """A jsonschema of tomorrow may take more of it."""
    code = (
        f"{SAY}from modelpkg_widget.validation import lazy_jsonschema as lazy;"
        "later = lazy._Later('isoduration'); sys.modules['isoduration'] = later;"
        "say([later.format_duration.__name__, type(sys.modules['isoduration']).__name__])"
    )
    pytest.importorskip("isoduration")
    assert said(code) == ["format_duration", "module"]
