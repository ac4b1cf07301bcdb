"""The variables of a container, on their way to it."""

from __future__ import annotations

import re
from collections.abc import Mapping

#: CreateModelPackage, EnvironmentKey.
_NAME = re.compile("[A-Za-z_][A-Za-z0-9_]*")


def first_unusable(variables: Mapping[str, str]) -> str | None:
    """Return the name of a variable that no process can have, fit to be shown; None is none."""
    for name, value in variables.items():
        if not _NAME.fullmatch(name) or "\0" in value or not _is_text(value):
            return name.encode("utf-8", "backslashreplace").decode("utf-8").replace("\0", "\\0")
    return None


def _is_text(value: str) -> bool:
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
