"""The next attempt after a package that failed: the same request under a new name."""

from __future__ import annotations

import re
from typing import Any

from modelpkg_widget.request.plain_json import Json
from modelpkg_widget.resources.tables import load_table

_LONGEST = 63  # characters of a package's name
_NUMBERED = re.compile(r"(?P<stem>.*?)(?:-(?P<number>[0-9]{1,6}))?")


def next_name(name: str) -> str:
    """Return a name with a number that is one higher: ``flowers``, ``flowers-2``, ``flowers-3``."""
    found = _NUMBERED.fullmatch(name)
    stem, number = (found["stem"], found["number"]) if found else (name, None)
    ending = f"-{int(number) + 1:0{len(number)}}" if number and stem else "-2"
    return f"{(stem or name)[: _LONGEST - len(ending)].rstrip('-')}{ending}"


def retry_request(request: Json, taken: str) -> Json:
    """Return a request that may be sent after the one that made a package.

    Args:
        request: what the form holds; all of it is kept but a name that is taken.
        taken: name of the package that failed; empty for a version, whose number is new each time.
    """
    member: str = load_table("resources/layout")["next_version"]["name"]
    if not isinstance(request, dict) or not taken:
        return request
    name: Any = request.get(member, taken)
    if not isinstance(name, str) or name.lower() != taken.lower():
        return request
    return {**request, member: next_name(name)}
