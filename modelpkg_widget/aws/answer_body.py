"""What an answer of AWS holds and the installed model does not know: botocore's parser drops it."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


class AnswerBody:
    """The body of the last answer to a call, and the shape that it was parsed by."""

    def __init__(self) -> None:
        self._thread = threading.get_ident()  # a client may be shared
        self._body: bytes = b""
        self._shape: Any = None

    def take(self, http_response: Any = None, model: Any = None, **_: object) -> None:
        """Note an answer; the arguments are those of botocore's event ``after-call``."""
        if threading.get_ident() == self._thread:
            self._body = getattr(http_response, "content", b"")
            self._shape = getattr(model, "output_shape", None)

    def completed(self, answer: dict[str, Any]) -> dict[str, Any]:
        """Return a parsed answer with the members that its shape does not know.

        Args:
            answer: as plain JSON.
        """
        try:
            raw = json.loads(self._body)
        except (TypeError, ValueError):
            return answer
        made: dict[str, Any] = _completed(answer, raw, self._shape)
        return made


@contextmanager
def answer_body(client: Any, operation: str) -> Iterator[AnswerBody]:
    """Watch the answers to an operation of SageMaker that this thread calls by a boto3 client.

    A client without botocore's events has no body to tell of.
    """
    events = getattr(getattr(client, "meta", None), "events", None)
    found, name = AnswerBody(), f"after-call.sagemaker.{operation}"
    if events:
        events.register_first(name, found.take)
    try:
        yield found
    finally:
        if events:
            events.unregister(name, found.take)


def _completed(answer: Any, raw: Any, shape: Any) -> Any:
    """Return a value with what only its raw form has, by the shape that it was parsed by."""
    kind = getattr(shape, "type_name", "")
    if kind == "structure" and isinstance(answer, dict) and isinstance(raw, dict):
        known = {
            name: _completed(answer[name], raw.get(name), member)
            for name, member in shape.members.items()
            if name in answer
        }
        unknown = {name: raw[name] for name in raw if name not in shape.members}
        return {**answer, **known, **unknown}
    is_list = kind == "list" and isinstance(answer, list) and isinstance(raw, list)
    if is_list and len(answer) == len(raw):
        return [_completed(*pair, shape.member) for pair in zip(answer, raw, strict=True)]
    if kind == "map" and isinstance(answer, dict) and isinstance(raw, dict):
        return {key: _completed(answer[key], raw.get(key), shape.value) for key in answer}
    return answer
