"""The scripts in the YAML of a CI service: ``run: |``, lists of commands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

_STARTS = re.compile(r"(?:---|[\w\"'.$/-][\w\"'.$/ -]{0,100}:(?:[ \t]|$)|- )")
_DEEPEST = 60


def scripts(text: str, command: re.Pattern[str]) -> Iterator[tuple[str, int]]:
    """Return the scripts that hold a command, each with the lines before it.

    Args:
        text: YAML; of another text there are none.
        command: what is looked for.
    """
    import yaml

    first = next((one for one in text.split("\n") if one.strip() and one[:1] != "#"), "")
    if not _STARTS.match(first):
        return
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        yield from _found(yaml.parse(text, Loader=loader), command)
    except (yaml.YAMLError, ValueError):
        return


def _found(events: Iterator[Any], command: re.Pattern[str]) -> list[tuple[str, int]]:
    """Return them once the whole text was read: it may turn out to be no YAML."""
    found: list[tuple[str, int]] = []
    lists: list[list[Any] | None] = []
    for event in events:
        kind = type(event).__name__
        if kind in ("SequenceStartEvent", "MappingStartEvent"):
            if len(lists) >= _DEEPEST:
                return []
            lists.append([] if kind[0] == "S" else None)
        elif kind in ("SequenceEndEvent", "MappingEndEvent"):
            commands = lists.pop()
            if commands and any(command.search(one.value) for one in commands):
                found.append(_joined(commands))
        elif kind == "ScalarEvent":
            items = lists[-1] if lists else None
            if items is not None:
                items.append(event)
            elif lists and command.search(event.value):
                found.append((event.value, _line(event)))
    return found


def _line(event: Any) -> int:
    return int(event.start_mark.line) + (event.style in ("|", ">"))


def _joined(commands: list[Any]) -> tuple[str, int]:
    """Return a list of commands as one script, each on the line on which it stands."""
    first = _line(commands[0])
    made, at = "", first
    for event in commands:
        gap = max(1 if made else 0, _line(event) - at)
        made += "\n" * gap + event.value.rstrip("\n")
        at += gap + event.value.rstrip("\n").count("\n")
    return made + "\n", first
