"""jsonschema, imported without what its optional formats import.

Where JupyterLab is installed these are, too: a grammar of IRIs that is compiled by the import
(python-jsonschema/jsonschema#1428), a large expression, a library of dates. They cost more CPU than
all else that a form imports, for formats that no request has. Each is put off until somebody checks
such a format.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
import types
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any


class DurationParsingError(Exception):
    """In place of isoduration's own, which cannot be had without importing all of it."""


def _is_valid_syntax(term: str, text: str) -> Any:
    return _own("rfc3987_syntax").is_valid_syntax(term, text)


def _validate_rfc3986(text: str, rule: str = "URI") -> Any:
    return _own("rfc3986_validator").validate_rfc3986(text, rule)


def _parse_duration(text: str) -> Any:
    isoduration = _own("isoduration")
    try:
        return isoduration.parse_duration(text)
    except isoduration.DurationParsingException as error:
        raise DurationParsingError(str(error)) from error


#: What jsonschema takes of each module while it is imported.
_LATER: dict[str, dict[str, Callable[..., Any] | type]] = {
    "rfc3987_syntax": {"is_valid_syntax": _is_valid_syntax},
    "rfc3986_validator": {"validate_rfc3986": _validate_rfc3986},
    "isoduration": {
        "parse_duration": _parse_duration,
        "DurationParsingException": DurationParsingError,
    },
}


class _Later(types.ModuleType):
    """Stands for a module while jsonschema is imported; gives what else is asked of it."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # what the import itself looks for
            raise AttributeError(name)
        return getattr(_own(self.__name__), name)


def _own(name: str) -> types.ModuleType:
    """Return the module itself."""
    if isinstance(sys.modules.get(name), _Later):
        del sys.modules[name]
    return importlib.import_module(name)


@contextmanager
def _formats_later() -> Iterator[None]:
    names = [] if "jsonschema" in sys.modules else [*_LATER]
    for name in names:
        if name not in sys.modules and importlib.util.find_spec(name) is not None:
            later = sys.modules[name] = _Later(name)
            vars(later).update(_LATER[name])
    try:
        yield
    finally:
        for name in names:
            if isinstance(sys.modules.get(name), _Later):
                del sys.modules[name]


with _formats_later():
    import jsonschema
    from jsonschema.exceptions import ValidationError

__all__ = ["ValidationError", "jsonschema"]
