"""A request as a value: what it is does not change, and each form of it is made once."""

from __future__ import annotations

import hashlib
import json
from functools import cached_property

from . import json_codec
from .plain_json import Json, to_plain_json


class Request:
    """One request, whatever members it has.

    Args:
        value: plain JSON, which nobody changes from now on; see `Request.of` for any other value.
    """

    def __init__(self, value: Json) -> None:
        self.value = value
        """Not to be changed; see `copy`."""

    @classmethod
    def of(cls, value: object) -> Request:
        """Return any value as a request.

        Raises:
            NotSerializableError: JSON cannot hold it; the message names the member.
        """
        return cls(to_plain_json(value))

    @classmethod
    def parse(cls, text: str) -> Request:
        """Return the request that JSON text holds.

        Raises:
            ValueError: the text is not JSON, or JSON that no request can be.
        """
        return cls.of(json_codec.loads(text))

    @cached_property
    def text(self) -> str:
        """The request as one line of JSON, members in their order."""
        return json_codec.dumps(self.value)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the canonical JSON: equal whatever the order of members.

        Raises:
            RecursionError: it is nested deeper than any request that AWS takes.
        """
        text = json.dumps(self.value, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode("ascii")).hexdigest()

    def copy(self) -> Json:
        """Return the value; the caller's own."""
        return to_plain_json(self.value)

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Request) and self.text == other.text)

    def __hash__(self) -> int:
        return hash(self.text)

    def __bool__(self) -> bool:
        return bool(self.value)
