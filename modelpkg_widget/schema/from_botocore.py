"""The request of an AWS operation as JSON Schema, made from the botocore that is installed.

The only file that knows botocore's shapes. Every member of every depth is there, because the
shapes are walked and no name is listed. What JSON Schema has no word for is an annotation:

- ``x-aws-pattern``: AWS's own pattern (Java's dialect); ``pattern`` is its portable form and is
  missing when there is none.
- ``x-aws-type``: botocore's kind where JSON has one word for several (long, float, timestamp), or
  none (document, which is any JSON).
- ``x-aws-idempotency-token``, ``x-aws-sensitive``: the traits of those names.
"""

from __future__ import annotations

import contextlib
import copy
import os
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from botocore.model import ListShape, MapShape, ServiceModel, Shape, StructureShape

OPERATION = "CreateModelPackage"
Schema = dict[str, Any]


def request_schema() -> Schema:
    """Return the JSON Schema (draft 2020-12) of the CreateModelPackage request.

    It is made from the installed botocore, without network.

    Returns:
        A dict that you can change. ``$defs`` has one entry for each shape of the service model,
        whose name is also its ``title``. Lengths count Unicode code points. Patterns are for
        JavaScript with the flag ``u`` and for Python's package ``regex``, not for ``re``;
        ``x-aws-pattern`` is AWS's own spelling.

    Source:
        botocore, ``data/sagemaker/2017-07-24/service-2.json``.
    """
    return copy.deepcopy(operation_schema(OPERATION))


@lru_cache(maxsize=8)
def operation_schema(operation: str) -> Schema:
    """Return the schema of one SageMaker operation's input, made once; do not change it.

    Raises:
        botocore.model.OperationNotFoundError: the installed botocore has no such operation.
    """
    return shape_to_schema(_model().operation_model(operation).input_shape)


@lru_cache(maxsize=8)
def answer_members(operation: str) -> frozenset[str]:
    """Return the names in the answer of one SageMaker operation.

    Raises:
        botocore.model.OperationNotFoundError: the installed botocore has no such operation.
    """
    return frozenset(_model().operation_model(operation).output_shape.members)


def _model() -> ServiceModel:
    """Return the model as a botocore session finds it, but without a session.

    One fails on a profile that is not there, and a schema needs no account.
    """
    from botocore.loaders import create_loader
    from botocore.model import ServiceModel

    loader = create_loader(os.environ.get("AWS_DATA_PATH"))
    return ServiceModel(loader.load_service_model("sagemaker", "service-2"), "sagemaker")


def shape_to_schema(shape: Shape) -> Schema:
    """Return the schema of one botocore shape, with all that it reaches in ``$defs``."""
    defs = _Definitions()
    defs.refer(shape)
    root = defs.made[shape.name]
    if shape.name not in defs.met_again:
        del defs.made[shape.name]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **root, "$defs": defs.made}


class _Definitions:
    """The definitions of one schema while they come to be."""

    def __init__(self) -> None:
        self.made: dict[str, Schema] = {}
        self.met_again: set[str] = set()

    def refer(self, shape: Shape) -> Schema:
        """Return a reference to a shape; define it, and what it reaches, when first met."""
        if shape.name in self.made:
            self.met_again.add(shape.name)
        else:
            self.made[shape.name] = {}  # a shape that contains itself meets its own name here
            document = shape.metadata.get("document")
            kind = _document if document else _KINDS.get(shape.type_name, _any_json)
            made = {"title": shape.name, **kind(shape, self)}
            if shape.metadata.get("sensitive"):
                made["x-aws-sensitive"] = True
            self.made[shape.name] = made
        return {"$ref": f"#/$defs/{shape.name}"}


def _member(shape: Shape, defs: _Definitions) -> Schema:
    made = defs.refer(shape)
    from .html_text import plain_text

    text = plain_text(shape.documentation)
    if text:
        made["description"] = text
    if shape.metadata.get("idempotencyToken"):
        made["x-aws-idempotency-token"] = True
    return made


def _structure(shape: StructureShape, defs: _Definitions) -> Schema:
    made: Schema = {"type": "object"}
    if shape.metadata.get("union"):
        made |= {"minProperties": 1, "maxProperties": 1}
    if shape.required_members:
        made["required"] = list(shape.required_members)
    made["properties"] = {name: _member(child, defs) for name, child in shape.members.items()}
    made["additionalProperties"] = False
    return made


def _list(shape: ListShape, defs: _Definitions) -> Schema:
    return {"type": "array", **_bounds(shape, "Items"), "items": defs.refer(shape.member)}


def _map(shape: MapShape, defs: _Definitions) -> Schema:
    return {
        "type": "object",
        **_bounds(shape, "Properties"),
        "propertyNames": defs.refer(shape.key),
        "additionalProperties": defs.refer(shape.value),
    }


def _string(shape: Shape, _: _Definitions) -> Schema:
    made: Schema = {"type": "string"} | _bounds(shape, "Length")
    if shape.metadata.get("enum"):
        made["enum"] = list(shape.metadata["enum"])
    pattern = shape.metadata.get("pattern")
    if pattern:
        from . import regex_dialect

        made["x-aws-pattern"] = pattern
        with contextlib.suppress(
            regex_dialect.UnsupportedPatternError
        ):  # not checked here, AWS checks it
            made["pattern"] = regex_dialect.to_portable_regex(pattern)
    return made


def _number(shape: Shape, _: _Definitions) -> Schema:
    whole = shape.type_name in ("integer", "long")
    made: Schema = {"type": "integer" if whole else "number"} | _bounds(shape, "imum")
    if shape.type_name not in ("integer", "double"):
        made["x-aws-type"] = shape.type_name
    return made


def _boolean(_: Shape, __: _Definitions) -> Schema:
    return {"type": "boolean"}


def _text_kind(shape: Shape, _: _Definitions) -> Schema:
    """A timestamp as ISO 8601 text, a blob as its text: both as boto3 takes them from a str."""
    return {"type": "string", "x-aws-type": shape.type_name}


def _document(_: Shape, __: _Definitions) -> Schema:
    return {"x-aws-type": "document"}


def _any_json(shape: Shape, _: _Definitions) -> Schema:
    return {"x-aws-type": shape.type_name}


_KINDS: dict[str, Any] = {
    "structure": _structure,
    "list": _list,
    "map": _map,
    "string": _string,
    "character": _string,
    "integer": _number,
    "long": _number,
    "float": _number,
    "double": _number,
    "boolean": _boolean,
    "timestamp": _text_kind,
    "blob": _text_kind,
}


def _bounds(shape: Shape, noun: str) -> Schema:
    low, high = shape.metadata.get("min"), shape.metadata.get("max")
    made = {}
    if low is not None:
        made[f"min{noun}"] = low
    if high is not None:
        made[f"max{noun}"] = high
    return made
