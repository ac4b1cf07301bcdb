"""A widget whose traits change together, on any thread.

The traits of ipywidgets belong to one thread: its ways of holding messages and notifications are
switches on the widget, which a second thread would find thrown. Here a change is made under a
lock, together with all that follows from it; pages and observers hear of it when the lock is free
again. So an observer finds traits that agree with each other, and may wait for other threads.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import anywidget
import traitlets

from . import beside


class Computed(traitlets.TraitType[Any, Any]):
    """A trait that is kept elsewhere.

    Args:
        read: gives the value; called with the widget.
        take: takes an assigned value, and notes the change; called with the widget and the value.
    """

    def __init__(self, read: Callable[[Any], Any], take: Callable[[Any, Any], None]) -> None:
        super().__init__()
        self._read = read
        self._take = take

    def get(self, obj: Any, cls: Any = None) -> Any:  # noqa: ARG002
        return self._read(obj)

    def set(self, obj: Any, value: Any) -> None:
        self._take(obj, value)


class TogetherWidget(anywidget.AnyWidget):
    """Its subclasses change traits inside of `_changing`."""

    def __init__(self) -> None:
        self._prepare()
        super().__init__()
        self._own_layout = self.layout

    def close(self) -> None:
        """Close the widget, and its layout: a widget of its own that ipywidgets would keep."""
        super().close()
        if "_own_layout" in self.__dict__:
            self._own_layout.close()

    def _prepare(self) -> None:
        """Make what `_changing` needs; a subclass that changes traits early calls it first."""
        if "_lock" not in self.__dict__:
            self._lock = threading.RLock()
            self._mine = threading.local()
            beside.note_forks(self)

    def after_fork(self) -> None:
        """Make a lock that no thread of the old process holds."""
        self._lock = threading.RLock()

    def _derive(self) -> None:
        """Bring all that follows from other traits up to date; called under the lock."""

    def _to_send(self, changed: set[str]) -> set[str]:
        """Return which traits the pages are to get now; called under the lock."""
        return changed

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """Change traits under the lock; pages and observers hear of it after the outermost end."""
        if getattr(self._mine, "changes", None) is not None:
            yield
            return
        changes: list[Any] = []
        try:
            with self._lock:
                self._mine.changes = changes
                try:
                    yield
                finally:
                    try:
                        self._derive()
                    finally:
                        self._mine.changes = None
        finally:
            self._tell(changes)

    def notify_change(self, change: Any) -> None:
        """Keep a change until all that belong to it are made, or tell of it at once."""
        changes = getattr(self._mine, "changes", None)
        if changes is None:
            super().notify_change(change)
        else:
            changes.append(change)

    def _tell(self, changes: list[Any]) -> None:
        with self._lock:
            names = self._to_send({change["name"] for change in changes})
            known = {name for name in names if name in self.keys}
            self.send_state({name for name in known if self._should_send_property(name, None)})
        for change in changes:
            traitlets.HasTraits.notify_change(self, change)

    def send_state(self, key: Any = None) -> None:
        """Send traits to the pages, one thread at a time, so that the last word is the newest."""
        with self._lock:
            super().send_state(key)
