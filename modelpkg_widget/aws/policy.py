"""Policies of IAM and of resources, as texts to copy: each is JSON by itself."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

_VERSION = "2012-10-17"
Statement = dict[str, Any]


def statement(
    actions: Iterable[str], resources: Iterable[str] = (), account: str = ""
) -> Statement:
    """Return a statement that allows actions.

    Args:
        actions: such as ``s3:GetObject``.
        resources: ARNs; without any the statement has no ``Resource``, as in a policy of ECR.
        account: 12 digits: in a policy of a resource, the account that it allows them to.
    """
    given: Statement = {"Effect": "Allow"}
    listed = list(resources)
    if account:
        partition = next((one.split(":")[1] for one in listed if one.startswith("arn:")), "aws")
        given["Principal"] = {"AWS": f"arn:{partition}:iam::{account}:root"}
    given["Action"] = list(actions)
    return {**given, "Resource": listed} if listed else given


def document(statements: Iterable[Statement]) -> str:
    """Return the JSON of a policy, with one line for each element of a statement."""
    rows = ",\n".join(_spelled(one) for one in statements)
    return f'{{\n  "Version": "{_VERSION}",\n  "Statement": [\n{rows}\n  ]\n}}'


def _spelled(one: Statement) -> str:
    lines = ",\n".join(f"      {json.dumps(name)}: {json.dumps(row)}" for name, row in one.items())
    return f"    {{\n{lines}\n    }}"
