"""Roles of IAM: first that of this notebook, then those that trust SageMaker, then the others."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .cached_lists import Reader
from .suggestion import Suggestion, named

#: Where SageMaker tells a notebook or a Studio application about itself
#: (aws/sagemaker-python-sdk#5315).
METADATA = Path("/opt/ml/metadata/resource-metadata.json")
_SAGEMAKER = re.compile(r"sagemaker\.amazonaws\.com(\.cn)?")
_ASSUMED = re.compile(r"arn:[^:]*:sts::\d{12}:assumed-role/([^/]+)/.*")


def roles(read: Reader, text: str) -> Iterator[Suggestion]:
    """Yield the ARNs of roles that have the text in them."""
    own = execution_role(read)
    if own and text.casefold() in own.casefold():
        yield Suggestion(own, (("execution", ""),))
    pages = read.pages("iam", "list_roles", {}, size=1000)
    rows = [row for page in pages for row in page["Roles"]]
    found = named(rows, text, lambda row: _called(row, text))
    for row in sorted(found, key=lambda row: not trusts_sagemaker(row)):
        yield Suggestion(row["Arn"], (("trusts", ""),) if trusts_sagemaker(row) else ())


def _called(row: dict[str, Any], text: str) -> str:
    return str(row["RoleName"] if text.casefold() in row["RoleName"].casefold() else row["Arn"])


def execution_role(read: Reader) -> str:
    """Return the ARN of the role that this notebook runs with; empty when it is not SageMaker's.

    The ARN of an assumed role has lost the role's path: IAM knows it by the name.

    Source:
        aws/sagemaker-python-sdk#2186.
    """
    try:
        metadata = json.loads(METADATA.read_text(encoding="utf-8"))
        arn = metadata.get("ExecutionRoleArn") if isinstance(metadata, dict) else None
    except (OSError, ValueError):
        arn = None
    if isinstance(arn, str) and arn:
        return arn
    assumed = _ASSUMED.fullmatch(read.target().identity)
    role = read.role(assumed[1]) if assumed else None
    return str(role["Arn"]) if role and trusts_sagemaker(role) else ""


def trusts_sagemaker(role: dict[str, Any]) -> bool:
    """Whether the role's trust policy lets SageMaker assume it."""
    document = role.get("AssumeRolePolicyDocument")
    statements = document.get("Statement") if isinstance(document, dict) else None
    rows = statements if isinstance(statements, list) else [statements]
    return any(_names_sagemaker(row) for row in rows if isinstance(row, dict))


def _names_sagemaker(statement: dict[str, Any]) -> bool:
    principal = statement.get("Principal")
    service = principal.get("Service") if isinstance(principal, dict) else None
    named_there = service if isinstance(service, list) else [service]
    trusted = any(isinstance(one, str) and _SAGEMAKER.fullmatch(one) for one in named_there)
    return trusted and statement.get("Effect") == "Allow"
