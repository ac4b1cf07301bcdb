"""Statements of IAM policies, as people paste them."""

from __future__ import annotations

import json
from collections.abc import Iterable


def statement(actions: Iterable[str], resources: Iterable[str]) -> str:
    """Return the statement of a policy that allows something, a line for each element."""
    rows = {"Effect": "Allow", "Action": list(actions), "Resource": list(resources)}
    lines = ",\n".join(f"  {json.dumps(name)}: {json.dumps(row)}" for name, row in rows.items())
    return f"{{\n{lines}\n}}"
