"""The request that kernel and pages share: its revisions, and who wrote the last one.

No Jupyter here. The kernel assigns; pages write what they have, saying on which revision they
made it; what they did not see is merged by path, so that no writer undoes another.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict

from modelpkg_widget.request import json_codec
from modelpkg_widget.request.merge import json_equal, merge
from modelpkg_widget.request.plain_json import SAFE_INTEGER, Json
from modelpkg_widget.request.request_value import Request

if TYPE_CHECKING:
    from typing import TypeGuard

KERNEL = "kernel"
_NOBODY = ""
_REMEMBERED = 64
_REMEMBERED_CHARACTERS = 8_000_000
_LONGEST = 10_000_000
"""Characters; the Jupyter server passes on no larger message."""
_LONGEST_WRITER = 200
_WRITERS = 8


class ValueWrite(TypedDict):
    """The request as a page writes it."""

    text: str
    """JSON text, because objects on the way would reorder keys."""
    base: int
    """The revision that the writer had seen."""
    writer: str
    seq: int


class ValueState(TypedDict):
    """The request on its way to pages."""

    text: str
    """JSON text, because objects on the way would reorder keys."""
    revision: int
    writer: str
    seq: int
    exact: bool
    """The writer's text was taken as it was, nothing merged into it."""


@dataclass(frozen=True)
class ValueChange:
    """What a write did to the request; both values are the caller's own."""

    old: Json
    new: Json


class SharedRequest:
    """Holds one request and answers each write with a new revision. Safe to use from threads."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._now = Request({})
        self._revision = 0
        self._writer = KERNEL
        self._seq = 0
        self._exact = True
        self._history: OrderedDict[int, str] = OrderedDict({0: "{}"})
        self._remembered = 2  # characters of the history
        # What each page wrote last, word for word, and the revision that it became.
        self._wrote: OrderedDict[str, tuple[int, str]] = OrderedDict()

    @property
    def text(self) -> str:
        """The request as one line of JSON."""
        return self._now.text

    @property
    def revision(self) -> int:
        """Grows by one with each write that was taken."""
        return self._revision

    @property
    def writer(self) -> str:
        """Who wrote last: a page, or `KERNEL`."""
        return self._writer

    @property
    def now(self) -> Request:
        """The request as it is."""
        return self._now

    def copy(self) -> Json:
        """Return the request; the caller's own."""
        return self._now.copy()

    def view(self) -> Json:
        """Return the request, not to be changed: it is no copy."""
        return self._now.value

    def assign(self, value: object) -> ValueChange | None:
        """Replace the request; None when it says the same already.

        Raises:
            NotSerializableError: JSON cannot hold the value.
        """
        request = Request.of(value)
        with self._lock:
            if request == self._now:
                return None
            return self._take(request, KERNEL, 0, exact=True)

    def write(self, wire: object, parsed: Request | None = None) -> ValueChange | None:
        """Take what a page wrote, and answer by a revision; what is no such write changes nothing.

        Args:
            wire: ``text`` of the request, ``base``: the revision that it was made on, ``writer``
                and ``seq``.
            parsed: the request of that text, where it was parsed already.

        Returns:
            What became of the request; None when it says the same as before.
        """
        if not isinstance(wire, dict):
            return None
        text, base = wire.get("text"), wire.get("base")
        writer, seq = wire.get("writer"), wire.get("seq")
        if not (isinstance(text, str) and len(text) <= _LONGEST and _is_page(writer)):
            return None
        if not json_codec.is_light(text):
            return None
        if not (_is_count(base) and _is_count(seq)):
            return None
        try:
            given = parsed or Request.parse(text)
        except ValueError:
            return None
        with self._lock:
            if base > self._revision:
                return None
            known = self._seen_by(writer, base)
            if known is None:
                # The page itself knows what it began with: it merges, and writes once more.
                return self._take(self._now, _NOBODY, 0, exact=True)
            self._wrote[writer] = (self._revision + 1, text)
            self._wrote.move_to_end(writer)
            while len(self._wrote) > _WRITERS:
                self._wrote.popitem(last=False)
            if known == self._now.text:  # nobody else wrote meanwhile
                return self._take(given, writer, seq, exact=True)
            merged = Request(merge(json_codec.loads(known), given.value, self._now.value))
            return self._take(merged, writer, seq, exact=json_equal(merged.value, given.value))

    def _seen_by(self, writer: str, base: int) -> str | None:
        """Return what a page began with: a revision, or its own last write, not answered yet.

        A page where somebody types goes on before its last write is acknowledged; taken for
        somebody else's, that write would be merged with itself.
        """
        revision, text = self._wrote.get(writer, (-1, ""))
        return text if revision > base else self._history.get(base)

    def _take(self, request: Request, writer: str, seq: int, *, exact: bool) -> ValueChange | None:
        before, text = self._now, request.text
        changed = request != before
        if changed:  # else the one that is known keeps what was found out about it
            self._now = request
        self._writer, self._seq, self._exact = writer, seq, exact
        self._revision += 1
        self._history[self._revision] = text
        self._remembered += len(text)
        while len(self._history) > 1 and (
            len(self._history) > _REMEMBERED or self._remembered > _REMEMBERED_CHARACTERS
        ):
            self._remembered -= len(self._history.popitem(last=False)[1])
        return ValueChange(before.copy(), request.copy()) if changed else None

    def state(self) -> ValueState:
        """Return what goes to the pages."""
        with self._lock:
            return {
                "text": self._now.text,
                "revision": self._revision,
                "writer": self._writer,
                "seq": self._seq,
                "exact": self._exact,
            }


def _is_count(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= SAFE_INTEGER


def _is_page(writer: object) -> TypeGuard[str]:
    """Whether it names a page; none may speak for the kernel."""
    return isinstance(writer, str) and len(writer) <= _LONGEST_WRITER and writer != KERNEL
