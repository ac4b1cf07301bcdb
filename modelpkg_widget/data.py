"""The JSON tables of the package: layout, words, rules; the page gets them as they are."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib import resources
from typing import Any


@lru_cache(maxsize=8)
def table(name: str) -> Any:
    """Return a table by its name, such as ``layout``, read once; do not change it."""
    text = resources.files(__package__).joinpath(f"{name}.json").read_text(encoding="utf-8")
    return json.loads(text)
