"""What the imitated service says, from `messages.json`: each row names its source."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Any

from .http_messages import ServiceError


@cache
def table(name: str) -> Any:
    """One table of the file: refusals, faults, endings or limits; do not change it."""
    text = resources.files(__package__).joinpath("messages.json").read_text(encoding="utf-8")
    return json.loads(text)[name]


def refusal(name: str, /, **values: str) -> ServiceError:
    """The refusal of this name, with what its sentence speaks of."""
    row = table("refusals")[name]
    return ServiceError(row.get("code", "ValidationException"), row["message"].format(**values))
