"""The request that kernel and pages share: its revisions, and who wrote the last one.

No Jupyter here. The kernel assigns; pages write what they have, saying on which revision they
made it; what they did not see is merged by path, so that no writer undoes another.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import Any

from . import json_text
from .json_value import Json, normal
from .merge import merge

KERNEL = "kernel"
_REMEMBERED = 64
_LONGEST_WRITER = 200


class Ledger:
    """Holds one request and answers each write with a new revision. Safe to use from threads."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._value: Json = {}
        self._text = "{}"
        self._revision = 0
        self._writer = KERNEL
        self._seq = 0
        self._exact = True
        self._history: OrderedDict[int, str] = OrderedDict({0: "{}"})

    @property
    def text(self) -> str:
        """The request as one line of JSON."""
        return self._text

    def copy(self) -> Json:
        """Return the request; the caller's own."""
        return normal(self._value)

    def assign(self, value: object) -> bool:
        """Replace the request; False when it says the same already.

        Raises:
            NotJsonError: JSON cannot hold the value.
        """
        plain = normal(value)
        with self._lock:
            return self._take(plain, KERNEL, 0, exact=True)

    def write(self, wire: object) -> bool:
        """Take what a page wrote; anything that is no such write changes nothing.

        Returns:
            Whether the request, as text, is another than before.
        """
        if not isinstance(wire, dict):
            return False
        text, base, writer, seq = (wire.get(key) for key in ("text", "base", "writer", "seq"))
        if not isinstance(text, str) or not isinstance(writer, str) or not _is_count(seq):
            return False
        try:
            given = normal(json_text.loads(text))
        except ValueError:
            return False
        with self._lock:
            known = self._history.get(base) if _is_count(base) else None
            if base == self._revision or known is None:
                return self._take(given, writer, seq, exact=True)
            merged = _merged(json_text.loads(known), given, self._value)
            return self._take(merged, writer, seq, exact=False)

    def _take(self, value: Json, writer: str, seq: int, *, exact: bool) -> bool:
        text = json_text.dumps(value)
        if text == self._text and exact:
            return False
        changed = text != self._text
        self._value, self._text = value, text
        self._writer, self._seq, self._exact = writer[:_LONGEST_WRITER], seq, exact
        self._revision += 1
        self._history[self._revision] = text
        while len(self._history) > _REMEMBERED:
            self._history.popitem(last=False)
        return changed or not exact

    def state(self) -> dict[str, Any]:
        """Return what goes to the pages."""
        with self._lock:
            return {
                "text": self._text,
                "revision": self._revision,
                "writer": self._writer,
                "seq": self._seq,
                "exact": self._exact,
            }


def _merged(base: Json, given: Json, current: Json) -> Json:
    try:
        return merge(base, given, current)
    except RecursionError:
        return given  # no request is that deep; what the person sees wins


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
