"""Which members of a request an uploaded file fills: its address, content type and digest.

``layout.json`` marks the shapes that hold these (``file``).
"""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from modelpkg_widget.resources.tables import load_table
from modelpkg_widget.schema.from_botocore import OPERATION, operation_schema

from .errors import error

if TYPE_CHECKING:
    from collections.abc import Sequence

    from modelpkg_widget.request.issues import Path
    from modelpkg_widget.request.plain_json import Json
    from modelpkg_widget.schema.from_botocore import Schema


@dataclass(frozen=True)
class UploadTarget:
    """The members that a file fills.

    Attributes:
        holder: path of the structure; ``()`` for the request itself.
        names: names of its members, by what they hold: ``address``, ``type``, ``digest``.
    """

    holder: Path
    names: dict[str, str]

    def filled(self, request: Json, holder: Path, known: dict[str, str]) -> Json:
        """Return the request with the properties of a file filled in; all else is unchanged.

        Args:
            request: the current request.
            holder: the current path of the structure.
            known: ``address``, ``type``, ``digest``; empty ones are not filled in.
        """
        made = copy.deepcopy(request) if isinstance(request, dict) else {}
        at: Any = made
        for number, step in enumerate(holder):
            into: Any = [] if isinstance([*holder, ""][number + 1], int) else {}
            if isinstance(at, list) and step == len(at):
                at.append(into)
            elif not isinstance(_value(at, step), type(into)):
                at[step] = into
            at = at[step]
        for kind, name in self.names.items():
            if known[kind]:
                at[name] = known[kind]
        return made


def upload_target(path: Path) -> UploadTarget:
    """Return what a file fills, for a member that holds an address or the structure around it.

    Raises:
        AttachError: there is no such member, or no one address in it.
    """
    steps = [_resolved({"$ref": ""})]
    for step in path:
        steps.append(_child(steps[-1], step))
    if not steps[-1]:
        raise error("member", path)
    if path and _content_kind(steps[-1]) == "address":
        holder, names = path[:-1], _names(steps[-2])
        return UploadTarget(holder, {**names, "address": str(path[-1])})
    addresses = [name for name in steps[-1].get("properties", {}) if _is_address(steps[-1], name)]
    if len(addresses) > 1:
        raise error("several", path, names=", ".join(addresses))
    if not addresses:
        raise error("member", path)
    return UploadTarget(path, _names(steps[-1]))


def check_items(request: Json, path: Path) -> None:
    """Raise if a path names an item of a list that neither exists nor would be the next.

    Raises:
        AttachError: there is such an item.
    """
    at = request
    for number, step in enumerate(path):
        if isinstance(step, int):
            count = len(at) if isinstance(at, list) else 0
            if step > count:
                raise error("item", path[: number + 1], count=count)
        at = _value(at, step)


def _value(at: Json, step: str | int) -> Json:
    try:
        return at[step]
    except (KeyError, IndexError, TypeError):
        return None


def _names(structure: Schema) -> dict[str, str]:
    """Return the names of the members that hold an address, a type and a digest."""
    found: dict[str, str] = {}
    for name, child in structure.get("properties", {}).items():
        kind = _content_kind(_resolved(child))
        if kind:
            found.setdefault(kind, name)
    return found


def _is_address(structure: Schema, name: str) -> bool:
    return _content_kind(_resolved(structure["properties"][name])) == "address"


def _content_kind(schema: Schema) -> str:
    hints = load_table("resources/layout")["shapes"].get(schema.get("title"), {})
    return str(hints.get("file", ""))


def _child(schema: Schema, step: str | int) -> Schema:
    if isinstance(step, int):
        return _resolved(schema.get("items", {}))
    return _resolved(schema.get("properties", {}).get(step, {}))


def _resolved(schema: Schema) -> Schema:
    root = operation_schema(OPERATION)
    if "$ref" not in schema:
        return schema
    name = schema["$ref"].removeprefix("#/$defs/")
    return root["$defs"][name] if name else root


def longest_known(request: Json, path: Sequence[str | int]) -> Path:
    """Return as much of a path as the request holds."""
    at, known = request, 0
    for step in path:
        at = _value(at, step)
        if at is None:
            break
        known += 1
    return tuple(path[:known])
