"""Paths of the request as the tables spell them.

``[]`` is any item of a list, ``{}`` any key of a map, ``**`` anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from modelpkg_widget.request.issues import MapKey, Path
from modelpkg_widget.resources.tables import load_table
from modelpkg_widget.schema.from_botocore import OPERATION, operation_schema


def compile_path(path: str) -> re.Pattern[str]:
    """Return the pattern for one path of a table."""
    return re.compile(".*".join(re.escape(part) for part in path.split("**")), re.DOTALL)


def compile_paths(paths: Iterable[str]) -> re.Pattern[str]:
    """Return the pattern for any of several paths."""
    return re.compile("|".join(compile_path(path).pattern for path in paths), re.DOTALL)


def format_pattern(path: Path) -> str:
    """Spell a path with ``[]`` and ``{}``, as the tables do."""
    steps = (
        "[]" if isinstance(s, int) else "{}" if isinstance(s, MapKey) else f".{s}" for s in path
    )
    return "".join(steps).removeprefix(".")


def with_map_keys(path: Path) -> Path:
    """Return a path from JSON with its keys of maps as `MapKey`, by the schema of the request.

    Steps that the schema does not know stay as they are.
    """
    whole = operation_schema(OPERATION)
    node: Any = whole
    steps: list[str | int] = []
    for step in path:
        node = node if isinstance(node, dict) else {}
        node = whole["$defs"].get(node.get("$ref", "").removeprefix("#/$defs/"), node)
        if isinstance(step, int):
            node = node.get("items")
        elif step in node.get("properties", {}):
            node = node["properties"][step]
        elif isinstance(node.get("additionalProperties"), dict):
            node, step = node["additionalProperties"], MapKey(step)
        else:
            node = None
        steps.append(step)
    return tuple(steps)


def is_kept_individually(path: Path) -> bool:
    """Whether a carried-over value is kept by a confirmation of its own only."""
    return _individually().fullmatch(format_pattern(path)) is not None


@lru_cache(maxsize=1)
def _individually() -> re.Pattern[str]:
    return compile_paths(load_table("resources/layout")["next_version"]["individually"])
