"""The request's schema as lines that a person can compare: one a member, one an enum's value."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Schema = dict[str, Any]
_BOUNDS = ("Length", "Items", "Properties", "imum")


def listing(schema: Schema) -> str:
    lines = [*_members(schema, {}, schema, "", ()), "", *_enums(schema)]
    return "\n".join(lines) + "\n"


def _members(
    root: Schema, parent: Schema, given: Schema, path: str, above: tuple[str, ...]
) -> Iterator[str]:
    name = given.get("$ref", "").removeprefix("#/$defs/")
    here = root["$defs"][name] if name else given
    if path:
        required = path.rpartition(".")[2] in parent.get("required", ())
        yield _line(given, here, path) + (" required" if required else "")
    if name in above:
        return
    above = (*above, name)
    for member, child in here.get("properties", {}).items():
        yield from _members(root, here, child, f"{path}.{member}" if path else member, above)
    if "items" in here:
        yield from _members(root, here, here["items"], f"{path}[]", above)
    if "propertyNames" in here:
        yield from _members(root, here, here["propertyNames"], f"{path}{{key}}", above)
        yield from _members(root, here, here["additionalProperties"], f"{path}{{}}", above)


def _line(given: Schema, here: Schema, path: str) -> str:
    marks = [here.get("type", "any"), here["title"]]
    for noun in _BOUNDS:
        low, high = here.get(f"min{noun}"), here.get(f"max{noun}")
        if low is not None or high is not None:
            marks.append(f"{'' if low is None else low}..{'' if high is None else high}")
    marks += [f"{len(here['enum'])} values"] if "enum" in here else []
    marks += [f"/{here['x-aws-pattern']}/"] if "x-aws-pattern" in here else []
    marks += ["(not portable)"] if "x-aws-pattern" in here and "pattern" not in here else []
    marks += [here["x-aws-type"]] if "x-aws-type" in here else []
    marks += ["sensitive"] if here.get("x-aws-sensitive") else []
    marks += ["idempotency token"] if given.get("x-aws-idempotency-token") else []
    return f"{path}  {' '.join(str(mark) for mark in marks)}"


def _enums(schema: Schema) -> Iterator[str]:
    for name, definition in sorted(schema["$defs"].items()):
        for value in definition.get("enum", ()):
            yield f"{name} = {value}"


def without_words(schema: Any) -> Any:
    """The schema without AWS's descriptions, which change often and say nothing to a test."""
    if isinstance(schema, list):
        return [without_words(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: without_words(child)
        for key, child in schema.items()
        if key != "description" or not isinstance(child, str)
    }
