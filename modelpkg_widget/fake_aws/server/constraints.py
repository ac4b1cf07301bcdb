"""The constraints of the service's model, and the sentence that names all that are not met.

This walks botocore's shapes by itself: a mistake in the form's own schema shows here.

Source:
    the grammar of SageMaker's validation errors, as quoted in aws/amazon-sagemaker-examples#4843;
    that of maps as other services answer, SWO-GS/auto-tag#77.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from modelpkg_widget.schema.regex_dialect import UnsupportedPatternError, matches, to_portable_regex

from .http_messages import invalid

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

NULL = "Member must not be null"
REDACTED = "***Sensitive Data Redacted***"
#: No pattern is tried on more characters: some take time that grows with their square.
LONGEST = 100_000
NUMBERS = {"integer", "long", "float", "double"}
SIZED = {"string", "list", "map"}


class Constraint(NamedTuple):
    """The service's words for a constraint, and whether a value meets it."""

    text: str
    meets: Callable[[Any], bool]


def check(shape: Any, value: Any) -> None:
    """Refuses a value that was read as one of this shape, unless it meets all constraints.

    Raises:
        ServiceError: ValidationException with one clause for each constraint that is not met.
    """
    clauses = list(unmet(shape, value, ""))
    if clauses:
        errors = "error" if len(clauses) == 1 else "errors"
        raise invalid(f"{len(clauses)} validation {errors} detected: {'; '.join(clauses)}")


def unmet(shape: Any, value: Any, path: str) -> Iterator[str]:
    """One clause for each constraint that is not met, at `path` and below."""
    if value is None:
        yield f"Value null at '{path}' failed to satisfy constraint: {NULL}"
        return
    shown = "" if shape.metadata.get("sensitive") else f"'{as_java(shape, value)}' "
    own = [constraint.text for constraint in constraints(shape) if not constraint.meets(value)]
    if shape.type_name == "map":
        own += _of_entries(shape, value)
    for text in own:
        yield f"Value {shown}at '{path}' failed to satisfy constraint: {text}"
    if shape.type_name == "structure":
        for name, member in shape.members.items():
            if name in value or name in shape.required_members:
                yield from unmet(member, value.get(name), f"{path}.{_lower(name)}".lstrip("."))
    elif shape.type_name == "list":
        for number, item in enumerate(value, 1):
            yield from unmet(shape.member, item, f"{path}.{number}.member")
    elif shape.type_name == "map" and not _plain(shape.value):
        for key, item in value.items():
            yield from unmet(shape.value, item, f"{path}.{key}.member")


@cache
def constraints(shape: Any) -> list[Constraint]:
    """All that a shape asks of a value itself, its items apart."""
    known = shape.metadata
    found: list[Constraint] = []
    least, most, pattern, enum = (known.get(name) for name in ("min", "max", "pattern", "enum"))
    if shape.type_name in SIZED:
        if most is not None:
            text = f"Member must have length less than or equal to {most}"
            found.append(Constraint(text, lambda value: len(value) <= most))
        if least is not None:
            text = f"Member must have length greater than or equal to {least}"
            found.append(Constraint(text, lambda value: len(value) >= least))
    elif shape.type_name in NUMBERS:
        if most is not None:
            text = f"Member must have value less than or equal to {most}"
            found.append(Constraint(text, lambda value: value <= most))
        if least is not None:
            text = f"Member must have value greater than or equal to {least}"
            found.append(Constraint(text, lambda value: value >= least))
    if pattern:
        text = f"Member must satisfy regular expression pattern: {pattern}"
        found.append(Constraint(text, lambda value: _fits(pattern, value)))
    if enum:
        text = f"Member must satisfy enum value set: [{', '.join(enum)}]"
        found.append(Constraint(text, lambda value: value in enum))
    return found


def as_java(shape: Any, value: Any) -> str:
    """A value in the notation of Java, in which the service's sentences quote it."""
    if value is None:
        return "null"
    if shape.metadata.get("sensitive"):
        return REDACTED
    if isinstance(value, bool):
        return str(value).lower()
    if shape.type_name == "list":
        return f"[{', '.join(as_java(shape.member, item) for item in value)}]"
    if shape.type_name == "map":
        items = (f"{key}={as_java(shape.value, item)}" for key, item in value.items())
        return f"{{{', '.join(items)}}}"
    if shape.type_name == "structure":
        members = (f"{_lower(k)}={as_java(shape.members[k], v)}" for k, v in value.items())
        return f"{shape.name}({', '.join(members)})"
    return str(value)


def _of_entries(shape: Any, value: dict[str, Any]) -> Iterator[str]:
    """A map says all constraints of its keys, or values, when one of them is not met."""
    rows: list[tuple[str, Any, list[Any]]] = [("keys", shape.key, list(value))]
    if _plain(shape.value):
        rows.append(("value", shape.value, list(value.values())))
    for what, part, items in rows:
        required = constraints(part)
        if None in items:
            yield f"Map {what} must satisfy constraint: [{NULL}]"
        if any(not one.meets(item) for item in items if item is not None for one in required):
            yield f"Map {what} must satisfy constraint: [{', '.join(one.text for one in required)}]"


def _plain(shape: Any) -> bool:
    return shape.type_name not in {"structure", "list", "map"}


def _fits(pattern: str, value: str) -> bool:
    try:
        return len(value) > LONGEST or matches(_portable(pattern), value)
    except UnsupportedPatternError:
        return True  # not checked here


@cache
def _portable(pattern: str) -> str:
    return to_portable_regex(pattern)


def _lower(name: str) -> str:
    return name[:1].lower() + name[1:]
