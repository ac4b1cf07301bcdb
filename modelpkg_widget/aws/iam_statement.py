"""Policies of IAM and of resources, as texts to copy: each is JSON by itself."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

_VERSION = "2012-10-17"
Statement = dict[str, Any]


def statement(
    actions: Iterable[str], resources: Iterable[str] = (), principal: str = ""
) -> Statement:
    """Return a statement that allows actions.

    Args:
        actions: such as ``s3:GetObject``.
        resources: ARNs; without any the statement has no ``Resource``, as in a policy of ECR.
        principal: in a policy of a resource, the ARN of whom it allows them to, such as a `root`.
    """
    given: Statement = {"Effect": "Allow"}
    listed = list(resources)
    if principal:
        given["Principal"] = {"AWS": principal}
    given["Action"] = list(actions)
    return {**given, "Resource": listed} if listed else given


def root(partition: str, account: str) -> str:
    """Return the ARN that stands for a whole account."""
    return f"arn:{partition}:iam::{account}:root"


def document(statements: Iterable[Statement], *, one_line: bool = False) -> str:
    """Return the JSON of a policy.

    Args:
        statements: of the policy.
        one_line: without line breaks; else with one line for each element of a statement.
    """
    if one_line:
        return json.dumps({"Version": _VERSION, "Statement": list(statements)})
    rows = ",\n".join(_spelled(one) for one in statements)
    return f'{{\n  "Version": "{_VERSION}",\n  "Statement": [\n{rows}\n  ]\n}}'


def _spelled(one: Statement) -> str:
    lines = ",\n".join(f"      {json.dumps(name)}: {json.dumps(row)}" for name, row in one.items())
    return f"    {{\n{lines}\n    }}"
