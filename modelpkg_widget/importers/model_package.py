"""What AWS tells of a package becomes the request of the next one.

Which members are left out, and which are marked, stands in ``layout.json`` under ``next_version``,
as paths that `paths` compiles.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from modelpkg_widget.request.issues import MapKey, Path
from modelpkg_widget.request.merge import json_equal
from modelpkg_widget.request.plain_json import Json, to_plain_json
from modelpkg_widget.resources import texts
from modelpkg_widget.resources.tables import load_table
from modelpkg_widget.schema.from_botocore import (
    OPERATION,
    Schema,
    answer_members,
    operation_schema,
)

from .loaded_request import Loaded
from .note import Note
from .path_patterns import compile_path, compile_paths, format_pattern
from .review_marks import ReviewMark


def next_version(description: dict[str, Any], group: str) -> Loaded:
    """Return the request of the next version, or of another package like this one.

    Args:
        description: what DescribeModelPackage returns, as plain JSON.
        group: name or ARN of its group, as it is to stand in the request; empty without one.
    """
    names, sources = _names(), load_table("importers/texts")["next_version"]
    request_members = operation_schema(OPERATION)["properties"].keys()
    reading = _Reading(answer_members("DescribeModelPackage") - request_members)
    request = reading.of(to_plain_json(description), operation_schema(OPERATION), ())
    if group:
        request[names["group"]] = group
        version = {
            "version": description.get(names["version"], "?"),
            "group": group.rpartition("/")[2],
        }
        source = texts.format_text(sources["version"], version)
    else:
        source = texts.format_text(
            sources["package"], {"name": description.get(names["name"], "?")}
        )
        for row in names["unversioned"]:
            request.pop(row["path"], None)
            reading.left_out.append(Note((row["path"],), row["why"]))
    return Loaded(
        request,
        source,
        description[names["arn"]],
        left_out=tuple(reading.left_out),
        marks=(
            *(ReviewMark(path, "newer") for path in reading.unknown),
            *map(ReviewMark, reading.marks),
        ),
    )


def has_carried_members(request: Json) -> bool:
    """Whether a request has a member that belongs to one version alone."""
    reading = _Reading()
    reading.of(request, operation_schema(OPERATION), ())
    return bool(reading.marks)


class _Reading:
    """Takes what the request's schema knows, in its order, and then what it does not know.

    A newer boto3 may know that. It stays in the request, so that it is seen and can be sent later.

    Args:
        own: names at the top that are AWS's own and of no request.

    Attributes:
        left_out: what was there and is not taken over.
        marks: where what was taken over belongs to the earlier package.
        unknown: where what was taken over is not in the schema.
    """

    def __init__(self, own: frozenset[str] = frozenset()) -> None:
        self._definitions: dict[str, Schema] = operation_schema(OPERATION)["$defs"]
        self._own = own
        self.left_out: list[Note] = []
        self.marks: list[Path] = []
        self.unknown: list[Path] = []

    def of(self, value: Json, given: Schema, path: Path) -> Json:
        schema = self._definitions.get(given.get("$ref", "").removeprefix("#/$defs/"), given)
        if isinstance(value, dict) and "properties" in schema:
            known = [name for name in schema["properties"] if name in value]
            made = {
                name: self.of(value[name], schema["properties"][name], (*path, name))
                for name in known
                if self._is_taken(value[name], (*path, name))
            }
            return {**made, **self._unknown(value, schema["properties"], path)}
        if isinstance(value, dict) and isinstance(schema.get("additionalProperties"), dict):
            below = schema["additionalProperties"]
            return {key: self.of(value[key], below, (*path, MapKey(key))) for key in value}
        if isinstance(value, list) and "items" in schema:
            return [self.of(item, schema["items"], (*path, at)) for at, item in enumerate(value)]
        if _forms().carried.fullmatch(format_pattern(path)):
            self.marks.append(path)
        return value

    def _unknown(self, value: dict[str, Json], known: Schema, path: Path) -> dict[str, Json]:
        """Return the members of a structure that the schema does not know; note where."""
        found: dict[str, Json] = {}
        for name in value:
            here = (*path, name)
            is_own = not path and name in self._own
            if name not in known and not is_own and self._is_taken(value[name], here):
                found[name] = self._without_left_out(value[name], here)
                self.unknown.append(here)
        return found

    def _without_left_out(self, value: Json, path: Path) -> Json:
        """Return a value that no schema describes, without what is left out at any depth."""
        if isinstance(value, dict):
            return {
                name: self._without_left_out(one, (*path, name))
                for name, one in value.items()
                if self._is_taken(one, (*path, name))
            }
        if isinstance(value, list):
            return [self._without_left_out(one, (*path, at)) for at, one in enumerate(value)]
        return value

    def _is_taken(self, value: Json, path: Path) -> bool:
        spelled = format_pattern(path)
        why = next((why for form, why in _forms().left_out if form.fullmatch(spelled)), None)
        if why is not None:
            self.left_out.append(Note(path, why))
        default = [row["value"] for row in _names()["as_unset"] if row["path"] == spelled]
        return why is None and not (default and json_equal(value, default[0]))


class _Forms:
    """The paths of the table, compiled."""

    def __init__(self) -> None:
        self.left_out = [(compile_path(row["path"]), row["why"]) for row in _names()["left_out"]]
        self.carried = compile_paths(_names()["carried"])


@lru_cache(maxsize=1)
def _forms() -> _Forms:
    return _Forms()


def _names() -> dict[str, Any]:
    names: dict[str, Any] = load_table("resources/layout")["next_version"]
    return names
