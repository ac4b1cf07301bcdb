"""A JSON body read as the service reads it, before it looks at any constraint.

Types must fit, members that the model does not know and those that are null are dropped.
"""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any, NoReturn

from .http_messages import ServiceError

if TYPE_CHECKING:
    from collections.abc import Callable

JAVA = {"integer": "Integer", "long": "Long", "float": "Float", "double": "Double"}


def body(data: bytes) -> dict[str, Any]:
    """The JSON object of a request's bytes; none at all is an empty one.

    Raises:
        ServiceError: no JSON, or no object.
    """
    try:
        found = json.loads(data or b"{}", parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise _cannot("The body is not JSON.") from error
    if not isinstance(found, dict):
        raise _cannot("The body is not a structure.")
    return found


def read(shape: Any, value: Any) -> Any:
    """A value of the JSON body as one of this shape of botocore's.

    Raises:
        ServiceError: a type that does not fit.
    """
    return READERS.get(shape.type_name, _refuse)(shape, value)


def _structure(shape: Any, value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        _refuse(shape, value)
    given = ((name, value[name]) for name in value if name in shape.members)
    return {name: read(shape.members[name], item) for name, item in given if item is not None}


def _map(shape: Any, value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        _refuse(shape, value)
    return {key: None if item is None else read(shape.value, item) for key, item in value.items()}


def _list(shape: Any, value: Any) -> list[Any]:
    if not isinstance(value, list):
        _refuse(shape, value)
    return [None if item is None else read(shape.member, item) for item in value]


def _string(shape: Any, value: Any) -> str:
    return value if isinstance(value, str) else _refuse(shape, value)


def _boolean(shape: Any, value: Any) -> bool:
    return value if isinstance(value, bool) else _refuse(shape, value)


def _integer(shape: Any, value: Any) -> int:
    number = _number(shape, value)
    return int(number) if number == int(number) else _refuse(shape, value)


def _number(shape: Any, value: Any) -> int | float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        _refuse(shape, value)
    return value


READERS: dict[str, Callable[[Any, Any], Any]] = {
    "structure": _structure,
    "map": _map,
    "list": _list,
    "string": _string,
    "boolean": _boolean,
    "integer": _integer,
    "long": _integer,
    "float": _number,
    "double": _number,
    "timestamp": _number,  # seconds since 1970, as the protocol has it
}


def _refuse(shape: Any, value: Any) -> NoReturn:
    if isinstance(value, dict):
        raise _cannot("Start of structure or map found where not expected")
    if isinstance(value, list):
        raise _cannot("Start of list found where not expected")
    if isinstance(value, bool):
        token = f"{value}_VALUE".upper()
    else:
        token = "STRING_VALUE" if isinstance(value, str) else "NUMBER_VALUE"
    expected = JAVA.get(shape.type_name, shape.type_name.capitalize())
    raise _cannot(f"{token} cannot be converted to {expected}")


def _refuse_constant(text: str) -> NoReturn:
    raise ValueError(f"{text} is not valid JSON")


def _cannot(message: str) -> ServiceError:
    return ServiceError("SerializationException", message)
