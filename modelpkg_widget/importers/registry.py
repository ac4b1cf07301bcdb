"""Every format that can be loaded: one row for each file in ``formats/`` that declares a `FORMAT`.

Rows are names of modules, imported at first use. A form that loads a dict then does not import the
interpreters, and JSON, YAML and Python can look for values of the other formats.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any

from .import_format import TextFormat, ValueFormat

#: Texts with a syntax: each says how likely a text is of its format.
_TEXT_FORMATS = ("json_text", "notebook", "aws_cli", "python_text", "yaml_text")

#: Values of JSON, YAML or Python that wrap a request: the first that recognises a value reads it.
_VALUE_FORMATS = (
    "cloudformation",
    "pipeline",
    "step_functions",
    "kubernetes",
    "terraform_json",
    "described_package",
    "mlflow",
)


@cache
def text_formats() -> dict[str, TextFormat]:
    """Return the formats of texts by their ids."""
    return {row.id: row for row in map(_declared, _TEXT_FORMATS)}


@cache
def value_formats() -> dict[str, ValueFormat]:
    """Return the formats of values by their ids, in the order in which they are tried."""
    return {row.id: row for row in map(_declared, _VALUE_FORMATS)}


def title_of(format_id: str) -> str:
    """Return the name of a format inside a sentence."""
    return (text_formats().get(format_id) or value_formats()[format_id]).title


def _declared(name: str) -> Any:
    return import_module(f".formats.{name}", __package__).FORMAT
