"""What a call of the SageMaker SDK, of sagemaker-core or of the CDK means in the request.

How their arguments are called, and where they stand in the request, is data: ``sdk.json``.
"""

from __future__ import annotations

from typing import Any

from modelpkg_widget.importers.coercion import normalize_name
from modelpkg_widget.importers.parse_result import Unresolved
from modelpkg_widget.resources import texts
from modelpkg_widget.resources.tables import load_table
from modelpkg_widget.schema.from_botocore import OPERATION, operation_schema

CLASS = "\1class"
"""The key of the name of the class of an object, among its arguments."""
_NAMELESS = "\0"


def registered(given: dict[str, Any], model: Any) -> dict[str, Any]:
    """Return the request of ``Model.register(...)``.

    Args:
        given: its arguments by name.
        model: those that the model was made with, or `Unresolved`.
    """
    names = load_table("importers/python/interpreter/library/sdk")
    request: dict[str, Any] = {}
    for name, value in given.items():
        path = names["register"].get(name)
        if path and value is not None:
            _put(request, path, _of_objects(value))
        elif not path and name not in names["not_of_the_request"]:
            key = name if name.startswith(_NAMELESS) else f"{_NAMELESS}{name}"
            request[key] = value if isinstance(value, Unresolved) else Unresolved(name)
    _add_container(request, model)
    return request


def _add_container(request: dict[str, Any], model: Any) -> None:
    """Add what the model tells of its container; what the SDK chooses is a gap."""
    names = load_table("importers/python/interpreter/library/sdk")
    if isinstance(model, Unresolved):
        fields: dict[str, Any] = {}
    else:
        fields = dict(model)
        if fields.get(CLASS) != names["plain_model"] or any(
            one in fields for one in names["repacks"]
        ):
            fields = {"image_uri": fields.get("image_uri")}  # the SDK repacks the artifact
    containers = request.setdefault("InferenceSpecification", {}).setdefault("Containers", [{}])
    (container,) = containers
    for name, member in names["container"].items():
        value = fields.get(name)
        if member in container:
            continue
        if value is not None:
            container[member] = value
        elif name != "env":
            container[member] = Unresolved(
                member, texts.format_text(names["chosen"], {"name": member})
            )


def created(given: dict[str, Any]) -> dict[str, Any]:
    """Return the request of arguments that are called as the members are, in snake_case."""
    names = load_table("importers/python/interpreter/library/sdk")["not_of_the_request"]
    found: dict[str, Any] = _of_objects(given)
    known = {normalize_name(name): name for name in operation_schema(OPERATION)["properties"]}
    return {
        known.get(normalize_name(name), name): value
        for name, value in found.items()
        if name not in names or normalize_name(name) in known
    }


def _of_objects(value: Any) -> Any:
    """Return it with the objects in it as the maps that they mean."""
    if isinstance(value, list):
        return [_of_objects(one) for one in value]
    if not isinstance(value, dict):
        return value
    if CLASS not in value:
        return {name: _of_objects(one) for name, one in value.items()}
    rows = load_table("importers/python/interpreter/library/sdk")["objects"].get(value[CLASS], {})
    made: dict[str, Any] = {}
    for name, one in value.items():
        if name == CLASS or one is None:
            continue
        path = rows.get(name, [_member(value[CLASS], name)])
        # sagemaker-core has a class for the group in which the SageMaker SDK puts one report.
        is_group = isinstance(one, dict) and one.get(CLASS) == path[0]
        _put(made, path[:1] if is_group else path, _of_objects(one))
    return made


def _member(shape: str, name: str) -> str:
    """Return how AWS spells a member of a shape, if it has it."""
    known = operation_schema(OPERATION)["$defs"].get(shape, {}).get("properties", {})
    return next((one for one in known if normalize_name(one) == normalize_name(name)), name)


def _put(root: Any, path: list[str | int], value: Any) -> None:
    """Put a value at a path, and make what it stands in."""
    for step, after in zip(path, (*path[1:], None), strict=True):
        made: Any = value if after is None else [] if isinstance(after, int) else {}
        if isinstance(root, list):
            if not root:
                root.append(made)
            root = root[0]
        elif after is None:
            root[step] = made
        else:
            root = root.setdefault(step, made)


def is_object(name: str) -> bool:
    """Whether a class by its name is one whose objects are parts of a request."""
    names = load_table("importers/python/interpreter/library/sdk")
    return (
        name in names["models"]
        or name in names["objects"]
        or name in ("MetadataProperties", "FileSource")
        or name in operation_schema(OPERATION)["$defs"]
        or (name.endswith("Property") and name != "Property")
    )


def is_register(names: set[str]) -> bool:
    """Whether arguments are those of ``register``, of a model that the text does not show."""
    return len(names & set(load_table("importers/python/interpreter/library/sdk")["sure"])) > 1
