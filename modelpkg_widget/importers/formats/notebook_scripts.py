"""The shell commands in a cell of a notebook: ``!aws ...`` and ``%%bash``."""

from __future__ import annotations

import re

_CELLS = ("%%bash", "%%sh", "%%script bash", "%%script sh")
_NAMED = re.compile(r"\{(?P<name>[A-Za-z_][\w.]{0,80})\}", re.ASCII)


def script(cell: str) -> str:
    """Return the commands of a cell as a shell script; other lines are left empty.

    What IPython fills in is written as ``${{name}}``, which no shell takes for a variable.
    """
    lines = cell.split("\n")
    if lines[0].lstrip().startswith(_CELLS):
        return "\n".join(["", *lines[1:]])
    made: list[str] = []
    goes_on = False
    for line in lines:
        is_command = line.lstrip().startswith("!")
        if is_command or goes_on:
            text = line.lstrip()[1:] if is_command and not goes_on else line
            made.append(_NAMED.sub(lambda match: f"${{{{{match['name']}}}}}", text))
        else:
            made.append("")
        goes_on = (is_command or goes_on) and line.endswith("\\")
    return "\n".join(made)
