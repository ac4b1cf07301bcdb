"""jsonschema, imported without the grammar of IRIs.

Where Jupyter is installed rfc3987-syntax is, too, and jsonschema imports it for a format that no
request has: it compiles a grammar then, which costs more CPU than all else that a form imports
(python-jsonschema/jsonschema#1428). It is put off until somebody checks an IRI.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
import types
from collections.abc import Iterator
from contextlib import contextmanager

_GRAMMAR = "rfc3987_syntax"


def _is_valid_syntax(term: str, text: str) -> bool:
    valid: bool = importlib.import_module(_GRAMMAR).is_valid_syntax(term, text)
    return valid


@contextmanager
def _grammar_later() -> Iterator[None]:
    known = {"jsonschema", _GRAMMAR} & sys.modules.keys()
    if known or importlib.util.find_spec(_GRAMMAR) is None:
        yield
        return
    later = types.ModuleType(_GRAMMAR)
    vars(later)["is_valid_syntax"] = _is_valid_syntax
    sys.modules[_GRAMMAR] = later
    try:
        yield
    finally:
        del sys.modules[_GRAMMAR]


with _grammar_later():
    import jsonschema
    from jsonschema.exceptions import ValidationError

__all__ = ["ValidationError", "jsonschema"]
