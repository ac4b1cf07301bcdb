"""Undo and redo for Python: the requests that a form has had, whoever changed them.

A page has its own history. For the kernel, undo in a page is one more change. If that change leads
to the request before the last step, it counts as undo here too, so that both agree.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from modelpkg_widget.request.issues import Path
from modelpkg_widget.request.merge import json_equal
from modelpkg_widget.request.plain_json import Json
from modelpkg_widget.request.request_value import Request
from modelpkg_widget.widget.shared_request import KERNEL

from .base import Feature, FormState

_MOST_STEPS = 200
_MOST_CHARACTERS = 8_000_000
#: What a person types with shorter pauses is one step, as in the page.
_PAUSE_SECONDS = 1.0


@dataclass(frozen=True)
class _State:
    """A request, and its entries that JSON cannot hold."""

    request: Request
    pending: list[dict[str, Any]]


class UndoRedoFeature(Feature):
    """Remembers earlier requests of a form.

    Args:
        form: that it belongs to.
        clock: in seconds.
    """

    def __init__(self, form: FormState, clock: Callable[[], float]) -> None:
        self._form = form
        self._clock = clock
        self._replaying = False
        self._typed: tuple[Path, float] = ((), 0.0)  # where the last step was typed, and when
        self.begin()

    def begin(self) -> None:
        """Start with the current request: there is nothing to undo."""
        self._now = self._first = _State(self._form.request.now, self._form.pending)
        self._past: list[_State] = []
        self._future: list[_State] = []

    def undo(self) -> None:
        """Go back to the request before the last change.

        Raises:
            ValueError: there is none.
        """
        self._go(self._past, "undo")

    def redo(self) -> None:
        """Make the change again that was undone last.

        Raises:
            ValueError: there is none.
        """
        self._go(self._future, "redo")

    def reset(self) -> None:
        """Go back to the request that the form began with, as one step."""
        with self._form.changing():
            self._form.replace(self._first.request.value, self._first.pending)

    def request_changed(self, before: Json, after: Json) -> None:
        """Note a step, or that one was taken back."""
        new = _State(self._form.request.now, self._form.pending)
        is_replayed = self._replaying or self._form.request.writer != KERNEL
        here, there = (self._past, self._future), (self._future, self._past)
        for taken, given in (here, there) if is_replayed else ():
            if taken and new == taken[-1]:
                taken.pop()
                given.append(self._now)
                self._typed = ((), 0.0)
                break
        else:
            self._future = []
            if not self._goes_on(before, after):
                self._past.append(self._now)
                self._forget_oldest()
        self._now, self._replaying = new, False

    def _go(self, states: list[_State], what: str) -> None:
        with self._form.changing():
            if not states:
                raise ValueError(f"Nothing to {what}.")
            self._typed, self._replaying = ((), 0.0), True
            self._form.replace(states[-1].request.value, states[-1].pending)

    def _goes_on(self, before: Json, after: Json) -> bool:
        """Whether somebody goes on typing where the last step was typed."""
        now = self._clock()
        if self._form.request.writer == KERNEL:
            self._typed = ((), 0.0)
            return False
        path = _changed_place(before, after)
        place, when = self._typed
        self._typed = (path, now)
        is_below = bool(place) and path[: len(place)] == place
        return is_below and now - when < _PAUSE_SECONDS and bool(self._past)

    def _forget_oldest(self) -> None:
        size = sum(len(state.request.text) for state in self._past)
        while len(self._past) > 1 and (len(self._past) > _MOST_STEPS or size > _MOST_CHARACTERS):
            size -= len(self._past.pop(0).request.text)


def _changed_place(before: Json, after: Json) -> Path:
    """Return the deepest place that holds all that has changed."""
    path: list[str | int] = []
    while True:
        if isinstance(before, dict) and isinstance(after, dict):
            keys: list[Any] = list(dict.fromkeys((*before, *after)))
        elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
            keys = list(range(len(after)))
        else:
            return tuple(path)
        here = [(_at(before, key), _at(after, key)) for key in keys]
        changed = [at for at, (one, other) in enumerate(here) if not json_equal(one, other)]
        if len(changed) != 1:
            return tuple(path)
        path.append(keys[changed[0]])
        before, after = here[changed[0]]


def _at(holder: Any, key: Any) -> Any:
    return holder.get(key) if isinstance(holder, dict) else holder[key]
