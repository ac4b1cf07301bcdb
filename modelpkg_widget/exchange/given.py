"""A request that is given: a mapping, a JSON file, JSON text; or where in AWS to look for one."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from modelpkg_widget import json_text
from modelpkg_widget.draft_file import read
from modelpkg_widget.json_value import Json

_GROUP = ":model-package-group/"
Kind = Literal["", "group", "package"]


def request_in(source: Any) -> tuple[Json, str]:
    """Return the request and the name of the file that it stands in, if any.

    Raises:
        ValueError: a text that is neither path nor JSON, or a file that is not JSON.
        OSError: the file cannot be read.
    """
    if isinstance(source, Mapping):
        return source, ""
    if isinstance(source, os.PathLike) or (isinstance(source, str) and _is_file(source)):
        path = Path(source)
        return read(path), path.name
    if isinstance(source, str) and source.lstrip("\ufeff \t\r\n").startswith("{"):
        return json_text.loads(source), ""
    raise ValueError(
        "load() takes a dict, the path of a JSON file that exists, JSON text, the ARN of a model "
        f"package or group, group= or package=; {repr(source)[:80]} is none of them."
    )


def place_in_aws(source: Any, group: str | None, package: str | None) -> tuple[Kind, str]:
    """Return what to look for in AWS: a group or a package, and its name or ARN.

    Returns:
        Twice an empty text when the request itself is given.

    Raises:
        ValueError: none or several are given, or one is no text.
    """
    given = [one for one in (source, group, package) if one is not None]
    if len(given) > 1:
        raise ValueError("load() takes one of: a source, group=, package=.")
    named: tuple[tuple[Kind, Any], ...] = (("group", group), ("package", package))
    for kind, name in named:
        if name is None:
            continue
        if not isinstance(name, str) or not name:
            raise ValueError(f"{kind}= takes a name or an ARN, not {repr(name)[:80]}.")
        return kind, name
    if isinstance(source, str) and source.startswith("arn:"):
        return ("group" if _GROUP in source else "package"), source
    return "", ""


def _is_file(text: str) -> bool:
    try:
        return Path(text).is_file()
    except (OSError, ValueError):
        return False
