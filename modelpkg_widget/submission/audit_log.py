"""The journal as people read it afterwards: who sent what where, and the outcome; no values."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from typing import Any

from .journal import Attempt

#: Characters of a digest that tell requests apart in a list.
_SHORT = 12


def row(attempt: Attempt) -> dict[str, Any]:
    """Return what the log shows of an attempt: not its request, not its token.

    Args:
        attempt: of the journal.

    Returns:
        ``when`` and ``resolved`` (ISO 8601, UTC), ``outcome``, ``code`` of a refusal, ``arn``,
        ``account``, ``region``, ``identity``, ``target`` (``AWS`` or ``sandbox``), ``request``
        (SHA-256), ``requestId`` of AWS, ``draft``, ``remark``, and ``review``: dicts with the
        attributes of `journal.Act`, one for each value of an earlier version.
    """
    return {
        "when": attempt.first_sent,
        "outcome": attempt.outcome,
        "code": attempt.code,
        "arn": attempt.arn,
        "account": attempt.account,
        "region": attempt.region,
        "identity": attempt.identity,
        "target": "sandbox" if attempt.instance else "AWS",
        "request": attempt.digest,
        "requestId": attempt.request_id,
        "resolved": attempt.resolved,
        "draft": attempt.draft,
        "remark": "sent against the advice of the form" if attempt.overrides_validation else "",
        "review": [asdict(act) for act in attempt.acts],
    }


def line(attempt: Attempt) -> str:
    """Return the same in one line, without what is empty."""
    fields = row(attempt)
    place = " ".join(fields[name] for name in ("target", "account", "region") if fields[name])
    parts = [
        fields["when"],
        " ".join(part for part in (fields["outcome"], fields["code"]) if part),
        fields["arn"],
        place,
        fields["identity"],
        f"request {fields['request'][:_SHORT]}",
        fields["requestId"] and f"id {fields['requestId']}",
        fields["draft"] and f"draft {fields['draft']}",
        fields["remark"],
        _review(attempt),
    ]
    return "  ".join(part for part in parts if part)


def _review(attempt: Attempt) -> str:
    """Return how many values of an earlier version were kept, changed, or sent unreviewed."""
    counts = Counter(act.act for act in attempt.acts)
    shown = ("kept", "changed", "unreviewed")
    return ", ".join(f"{counts[act]} {act}" for act in shown if counts[act])
