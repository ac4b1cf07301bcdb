"""Requests written in each format, as other tools write them."""

from __future__ import annotations

import json
import pprint
import shlex
from collections.abc import Callable
from typing import Any

import yaml
from botocore import xform_name

Write = Callable[[dict[str, Any]], str]


def as_call(request: dict[str, Any]) -> str:
    """Variables above a call, as notebooks have it."""
    lines = ["import boto3", "client = boto3.client('sagemaker')", "%matplotlib inline"]
    lines += [f"m{at} = {value!r}" for at, value in enumerate(request.values())]
    lines += ["response = client.create_model_package("]
    lines += [f"    {name}=m{at}," for at, name in enumerate(request)]
    return "\n".join([*lines, ")", "print(response['ModelPackageArn'])"])


def as_dict_call(request: dict[str, Any]) -> str:
    first, *rest = request.items()
    lines = [f"params = {dict([first])!r}"]
    lines += [f"params[{name!r}] = {value!r}" for name, value in rest]
    return "\n".join([*lines, "sm.create_model_package(**params)"])


def as_notebook(request: dict[str, Any]) -> str:
    cells = [
        {"cell_type": "markdown", "source": ["# Register"]},
        {"cell_type": "code", "source": "%%bash\nls"},
        {"cell_type": "code", "source": as_dict_call(request).splitlines(keepends=True)},
    ]
    return json.dumps({"cells": cells, "nbformat": 4, "nbformat_minor": 5, "metadata": {}})


def kebab(name: str) -> str:
    return f"--{xform_name(name, '-')}"


def as_command(request: dict[str, Any]) -> str:
    words = ["aws", "sagemaker", "create-model-package"]
    for name, value in request.items():
        if isinstance(value, bool):
            words += [kebab(name) if value else kebab(name).replace("--", "--no-", 1)]
        elif isinstance(value, str):
            words += [kebab(name), value]
        else:
            words += [kebab(name), json.dumps(value)]
    return " \\\n    ".join(map(shlex.quote, words))


def as_input_json(request: dict[str, Any]) -> str:
    text = shlex.quote(json.dumps(request, indent=2))
    return f"$ aws --region eu-west-1 sagemaker create-model-package --cli-input-json {text}"


def as_template(request: dict[str, Any]) -> str:
    resources = {
        "Group": {"Type": "AWS::SageMaker::ModelPackageGroup", "Properties": {}},
        "Package": {"Type": "AWS::SageMaker::ModelPackage", "Properties": request},
    }
    return json.dumps({"AWSTemplateFormatVersion": "2010-09-09", "Resources": resources})


def as_yaml_template(request: dict[str, Any]) -> str:
    return str(yaml.safe_dump(json.loads(as_template(request)), sort_keys=False))


WRITERS: dict[str, Write] = {
    "json": json.dumps,
    "indented": lambda request: "\ufeff" + json.dumps(request, indent=4),
    "yaml": lambda request: yaml.safe_dump(request, sort_keys=False),
    "flow": lambda request: yaml.safe_dump(request, sort_keys=False, default_flow_style=True),
    "repr": repr,
    "pprint": lambda request: pprint.pformat(request, sort_dicts=False),
    "assigned": lambda request: f"request = {request!r}",
    "call": as_call,
    "dict call": as_dict_call,
    "notebook": as_notebook,
    "command": as_command,
    "input json": as_input_json,
    "template": as_template,
    "yaml template": as_yaml_template,
}
