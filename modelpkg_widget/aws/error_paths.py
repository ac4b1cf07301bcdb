"""How AWS and botocore spell places in a request, read back into paths of the schema."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from modelpkg_widget.request.issues import MapKey, Path
from modelpkg_widget.schema.from_botocore import OPERATION, Schema, operation_schema

_POSITION = re.compile(r"\[(\d{1,9})\]", re.ASCII)
_NAME = re.compile(r"\b[A-Z][A-Za-z0-9]*\b")
_SEVERAL_WORDS = re.compile(r"[a-z0-9][A-Z]")
_DIGITS = 10


def resolve(spelled: str, operation: str = OPERATION) -> tuple[Path, Schema, bool]:
    """Follow a path as the service spells it through the schema.

    Args:
        spelled: lower camel case, items of a list 1-based as ``a.1.member.b``; or, as services of
            the newer make do, ``/a/0/b``, 0-based.
        operation: whose request it is in.

    Returns:
        The path up to where the schema knows it, the schema of its end, and whether there is more
        that the schema does not know.
    """
    root = operation_schema(operation)
    if spelled.startswith("/"):
        parts = [part.replace("~1", "/").replace("~0", "~") for part in spelled[1:].split("/")]
        return _follow(root, parts, "/")
    return _follow(root, spelled.split("."), ".")


def _follow(root: Schema, parts: list[str], between: str) -> tuple[Path, Schema, bool]:
    schema, path, at = root, list[str | int](), 0
    while at < len(parts):
        part = parts[at]
        below: Any = None
        if "properties" in schema:
            name = next((n for n in schema["properties"] if n.lower() == part.lower()), None)
            if name is not None:
                path.append(name)
                below = schema["properties"][name]
        elif "items" in schema and part.isascii() and part.isdigit() and len(part) < _DIGITS:
            path.append(int(part) if between == "/" else max(0, int(part) - 1))
            below = schema["items"]
            at += parts[at + 1 : at + 2] == ["member"]
        elif isinstance(schema.get("additionalProperties"), dict):
            # No map holds more than scalars: the rest is a key, which may hold full stops.
            last = len(parts) - (between == "." and parts[-1] == "member" and at < len(parts) - 1)
            path.append(MapKey(between.join(parts[at:last])))
            below = schema["additionalProperties"]
            at = len(parts) - 1
        if below is None:
            break
        schema = root["$defs"].get(below.get("$ref", "").removeprefix("#/$defs/"), below)
        at += 1
    return tuple(path), schema, at < len(parts)


def parse_botocore_path(spelled: str) -> Path:
    """Read ``Containers[0].Environment.KEY``, or ``Containers[0].Environment (key: KEY)``."""
    holder, found, key = spelled.rpartition(" (key: ")
    if found and key.endswith(")"):
        return (*parse_botocore_path(holder), MapKey(key[:-1]))
    return resolve(_POSITION.sub(lambda match: f".{int(match[1]) + 1}.member", spelled))[0]


def named_in(sentence: str, operation: str = OPERATION) -> list[Path]:
    """Return the members that a sentence names, in its order; none that stands in two places."""
    known = _places(operation)
    names = filter(_SEVERAL_WORDS.search, _NAME.findall(sentence))  # one may be there by chance
    found = dict.fromkeys(known.get(name) for name in names)
    return [path for path in found if path]


@lru_cache(maxsize=8)
def _places(operation: str) -> dict[str, Path | None]:
    """For each member's name its path; up to the list that it is in, where that has many items."""
    root = operation_schema(operation)
    found: dict[str, Path | None] = {}
    todo: list[tuple[Schema, Path, bool]] = [(root, (), False)]
    while todo:
        given, path, many = todo.pop(0)
        schema = root["$defs"].get(given.get("$ref", "").removeprefix("#/$defs/"), given)
        for name, child in schema.get("properties", {}).items():
            place = path if many else (*path, name)
            known = found.setdefault(name, place)
            if known not in (place, (name,)):  # a member of the request itself goes before
                found[name] = None
            todo.append((child, place, many))
        if "items" in schema:
            one = schema.get("maxItems") == 1
            todo.append(
                (schema["items"], (*path, 0) if one and not many else path, many or not one)
            )
    return found
