"""What AWS answers: whether it is an answer at all, and as plain JSON."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any


class NoArnError(Exception):
    """A response of CreateModelPackage without an ARN: the outcome is unknown."""


class NoAnswerError(Exception):
    """An answer that lacks what every answer to its question has: a proxy's, for instance."""


def whole(answer: Any, *needed: str) -> Any:
    """Return an answer, if it has one of the members that each of its kind has.

    Raises:
        NoAnswerError: it has not; taken for "nothing is there", it could lead to a second package.
    """
    if not isinstance(answer, dict) or all(answer.get(name) is None for name in needed):
        raise NoAnswerError
    return answer


def metadata(answer: Any) -> dict[str, Any]:
    metadata = answer.get("ResponseMetadata")
    return metadata if isinstance(metadata, dict) else {}


def plain(answer: Any) -> dict[str, Any]:
    kept = {name: answer[name] for name in answer if name != "ResponseMetadata"}
    plain: dict[str, Any] = json.loads(json.dumps(kept, default=_spelled))
    return plain


def _spelled(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
