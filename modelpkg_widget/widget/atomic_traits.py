"""A widget whose traits change together, on any thread.

The traits of ipywidgets belong to one thread: its ways of holding messages and notifications are
switches on the widget, which a second thread would find thrown. Here traits are set under a lock,
and pages and observers hear of it when the lock is free again. So an observer finds traits that
agree with each other, and may wait for other threads.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from typing import Any, TypeVar

import anywidget
import traitlets

Value = TypeVar("Value")


def message_data(msg: object) -> dict[str, Any]:
    """Return the data of a message of a page, which may send anything; empty if it has none."""
    content = msg.get("content") if isinstance(msg, dict) else None
    data = content.get("data") if isinstance(content, dict) else None
    return data if isinstance(data, dict) else {}


class ComputedTrait(traitlets.TraitType[Value, Value]):
    """A trait that is kept elsewhere.

    Args:
        read: gives the value; called with the widget.
        take: takes an assigned value, and notes the change; called with the widget and the value.
        help: what it is.
    """

    def __init__(
        self,
        read: Callable[[Any], Value],
        take: Callable[[Any, Any], None],
        help: str = "",  # noqa: A002 - as other traits have it
    ) -> None:
        super().__init__(help=help)
        self._read = read
        self._take = take

    def get(self, obj: Any, cls: Any = None) -> Value:  # noqa: ARG002
        return self._read(obj)

    def set(self, obj: Any, value: Any) -> None:
        self._take(obj, value)


class AtomicWidget(anywidget.AnyWidget):
    """`_set_all` sets its traits, and `_notify` calls the observers.

    Args:
        lock: under which traits are set and sent.
        traits: their first values.
        options: of ipywidgets, such as ``layout``.
    """

    def __init__(
        self,
        lock: Callable[[], AbstractContextManager[Any]],
        traits: Mapping[str, Any],
        **options: Any,
    ) -> None:
        self._lock = lock
        self._thread = threading.local()
        self._set_all(traits)
        super().__init__(**options)
        if isinstance(options.get("layout"), (dict, type(None))):  # somebody else's stays open
            self._own_layout = self.layout

    def close(self) -> None:
        """Close the widget, and its layout: a widget of its own that ipywidgets would keep."""
        super().close()
        if "_own_layout" in self.__dict__:
            self._own_layout.close()

    def _set_all(self, traits: Mapping[str, Any]) -> list[Any]:
        """Set traits; returns the changes. No observer is called. Called under the lock."""
        held: list[Any] = []
        self._thread.held = held
        try:
            for name, value in traits.items():
                self.set_trait(name, value)
        finally:
            self._thread.held = None
        return held

    def _notify(self, changes: Iterable[Any], to_send: set[str]) -> None:
        """Send traits to the pages, and tell observers of changes; called without the lock."""
        with self._lock():
            self.send_state(
                {name for name in to_send if name in self.keys and self._is_to_be_sent(name)}
            )
        for change in changes:
            traitlets.HasTraits.notify_change(self, change)

    def _is_to_be_sent(self, name: str) -> bool:
        return bool(self._should_send_property(name, None))

    def notify_change(self, change: Any) -> None:
        """Hold a change of `_set_all` back, or tell of it at once."""
        held = getattr(self._thread, "held", None) if "_thread" in self.__dict__ else None
        if held is None:
            super().notify_change(change)
        else:
            held.append(change)

    def send_state(self, key: Any = None) -> None:
        """Send traits to the pages, one thread at a time, so that the last word is the newest."""
        with self._lock():
            super().send_state(key)
