"""Messages of pages, handed to the features that take them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .features import message_fields
from .features.base import Handlers
from .features.message_base import parse


class Dispatcher:
    """Hands each message to the handler of its class.

    Args:
        handlers: of the features.

    Raises:
        ValueError: two of them take messages of the same kind.
    """

    def __init__(self, handlers: Iterable[Handlers]) -> None:
        self._handlers = {message: take for each in handlers for message, take in each.items()}
        self.messages = {message.kind: message for message in self._handlers}
        """The classes of messages by their kind."""
        if len(self.messages) < len(self._handlers):
            kinds = [message.kind for message in self._handlers]
            twice = sorted({kind for kind in kinds if kinds.count(kind) > 1})
            raise ValueError(f"Two features take messages of the same kind: {', '.join(twice)}.")

    def receive(self, content: object) -> str:
        """Handle what a page says; what is not well formed changes nothing.

        Returns:
            The id of the message; empty when there is nothing to acknowledge.
        """
        if not isinstance(content, dict):
            return ""
        kind: Any = content.get("kind")
        known = self.messages.get(kind) if isinstance(kind, str) else None
        message = parse(known, content) if known else None
        if message is not None:
            self._handlers[type(message)](message)
        return message_fields.message_id(content)
