"""The JSON tables of all packages, each in the folder of the package that it is of."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Any


@cache
def load_table(name: str) -> Any:
    """Return a table by its path, such as ``resources/layout``, read once; do not change it."""
    text = resources.files("modelpkg_widget").joinpath(f"{name}.json").read_text(encoding="utf-8")
    return json.loads(text)
