"""What a feature of a form is, and which parts of the form it can use."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from types import MappingProxyType
from typing import Any, ClassVar, Protocol

from modelpkg_widget.request.issues import Issue
from modelpkg_widget.request.plain_json import Json
from modelpkg_widget.request.request_value import Request
from modelpkg_widget.widget.features.message_base import Event
from modelpkg_widget.widget.shared_request import SharedRequest

Handlers = Mapping[type[Any], Callable[[Any], None]]
"""What is called for each class of message."""


class FormState(Protocol):
    """What a feature may use of its form."""

    request: SharedRequest
    """The request; changes are made inside of `changing`."""

    @property
    def lock(self) -> AbstractContextManager[Any]:
        """What keeps other threads from changing the form; reentrant."""

    @property
    def pending(self) -> list[dict[str, Any]]:
        """The entries that JSON cannot hold; not to be changed in place."""

    def changing(self) -> AbstractContextManager[None]:
        """Change state under the lock; what follows from it is published at the end."""

    def update(self) -> None:
        """Publish what follows from the state of the features."""

    def replace(self, value: Json, pending: list[dict[str, Any]] | None = None) -> None:
        """Replace the request, and the pending entries if given; inside of `changing`."""

    def write(self, wire: object, pending: object, parsed: Request | None = None) -> None:
        """Apply what a page wrote: its request and its pending entries."""

    def send_event(self, event: Event) -> None:
        """Send an event to the pages; it is not saved with the notebook."""


class Feature:
    """One thing that a form can do. It owns its state, and ends what it has started.

    Attributes:
        traits: what it publishes: the name of each trait and its type on the wire. The page's
            types and decoders are generated of it.
        events: the events that it sends.
        handlers: what is called for each class of message that the feature takes. A handler must
            not wait for the network.
    """

    traits: ClassVar[Mapping[str, Any]] = MappingProxyType({})
    events: ClassVar[tuple[type[Event], ...]] = ()
    handlers: Handlers = MappingProxyType({})

    def publish(self, request: Json) -> Mapping[str, Any]:  # noqa: ARG002
        """Return the traits that the feature gives to the form; called under the lock.

        Args:
            request: as it is now, not to be changed.
        """
        return {}

    def issues(self) -> Sequence[Issue]:
        """Return what is wrong beside the request itself; called after `publish`."""
        return ()

    def request_changed(self, before: Json, after: Json) -> None:
        """Handle a change of the request; called under the lock."""

    def close(self) -> None:
        """Stop what runs; called once, when the form is closed."""


class Remembered(Protocol):
    """A feature that keeps something beside the draft."""

    def memory(self) -> dict[str, Any]:
        """Return what to keep, as plain JSON; empty if there is nothing."""

    def recall(self, memory: dict[str, Any]) -> None:
        """Restore what was kept; called inside of `changing`."""
