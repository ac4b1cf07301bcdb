"""Prints what `ModelPackage.create` of the sagemaker-core that runs this takes, as JSON.

It runs in the environment of `make sdk`, which has no pytest and not this project. botocore says
how AWS spells the name of an argument: the package only knows it in snake_case.
"""

from __future__ import annotations

import inspect
import json
import sys
from importlib import import_module
from importlib.metadata import version
from typing import Any, get_args, get_origin

import botocore.session

ROOT = "ModelPackage.create"
ASIDE = {"cls", "session", "region"}
RESOURCES = import_module("sagemaker.core.resources")
UTILS = import_module("sagemaker.core.utils.utils")
#: As an attribute of its package this name is the package itself.
SHAPES = import_module("sagemaker.core.shapes.shapes")


def is_required(annotation: Any) -> bool:
    return type(None) not in get_args(annotation)


def class_in(annotation: Any) -> Any:
    """The class of the package that an annotation has, or its items; None: it has none."""
    if isinstance(annotation, type) and hasattr(annotation, "model_fields"):
        # Its place in `create` has a class of a model card; see to_sagemaker.py.
        return getattr(SHAPES, annotation.__name__)
    for one in () if get_origin(annotation) is dict else get_args(annotation):
        found = class_in(one)
        if found:
            return found
    return None


def shapes() -> dict[str, dict[str, Any]]:
    model = botocore.session.Session().get_service_model("sagemaker")
    found: dict[str, dict[str, Any]] = {}

    def add(name: str, shape: Any, annotations: dict[str, Any]) -> None:
        if name in found:
            return
        row: dict[str, Any] = {"members": {}, "required": []}
        found[name] = row
        spelled = {UTILS.pascal_to_snake(member): member for member in shape.members}
        unknown = annotations.keys() - spelled.keys()
        if unknown:
            sys.exit(f"botocore {botocore.__version__} has no {sorted(unknown)} of {name}")
        for argument, member in sorted(spelled.items(), key=lambda pair: pair[1]):
            if argument not in annotations:
                continue
            made = class_in(annotations[argument])
            row["members"][member] = made and made.__name__
            if is_required(annotations[argument]):
                row["required"].append(member)
            if made:
                below = shape.members[member]
                below = below.member if below.type_name == "list" else below
                fields = {key: field.annotation for key, field in made.model_fields.items()}
                add(made.__name__, below, fields)

    arguments = inspect.unwrap(RESOURCES.ModelPackage.create).__annotations__
    arguments = {name: one for name, one in arguments.items() if name not in {*ASIDE, "return"}}
    add(ROOT, model.operation_model("CreateModelPackage").input_shape, arguments)
    return dict(sorted(found.items()))


if __name__ == "__main__":
    json.dump({"version": version("sagemaker-core"), "shapes": shapes()}, sys.stdout)
