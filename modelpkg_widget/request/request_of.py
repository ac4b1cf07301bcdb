"""What functions take as a request: the request itself, or a form that holds one."""

from __future__ import annotations

from functools import singledispatch


@singledispatch
def request_of(given: object) -> object:
    """Return the request of a form; anything else is the request. Forms register themselves."""
    return given
