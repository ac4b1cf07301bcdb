"""A notebook: the Python of its cells, or a command in one of them (``!aws``, ``%%bash``)."""

from __future__ import annotations

import re
from typing import Any

from modelpkg_widget.importers.import_format import TextFormat
from modelpkg_widget.importers.parse_result import ParseError, ParseResult
from modelpkg_widget.importers.python.ipython_cells import code_of
from modelpkg_widget.request import json_codec

from . import aws_cli, python_text
from .aws_cli_files import Files

_CELLS = ("%%bash", "%%sh", "%%script bash", "%%script sh")
_NAMED = re.compile(r"\{(?P<name>[A-Za-z_][\w.]{0,80})\}", re.ASCII)


def is_notebook(value: Any) -> bool:
    """Whether a value of JSON is a notebook."""
    return isinstance(value, dict) and isinstance(value.get("cells"), list)


def read(text: str, _: Files | None = None) -> ParseResult:
    """Return the request in the text of a notebook."""
    return read_cells(json_codec.loads(text)["cells"])


def read_cells(cells: list[Any]) -> ParseResult:
    """Return the request in the code of a notebook, one cell behind the other.

    Raises:
        ParseError: its code holds no request, or more than one.
    """
    sources = [
        one.get("source", "")
        for one in cells
        if isinstance(one, dict) and one.get("cell_type") == "code"
    ]
    texts = ["".join(map(str, one)) if isinstance(one, list) else str(one) for one in sources]
    try:
        reading = python_text.read(code_of(texts))
    except ParseError as error:
        commands = [script(one) for one in texts if aws_cli.is_aws_command(one)]
        if len(commands) != 1:
            raise ParseError(f"in its code, {error}", final=True, format="notebook") from None
        reading = aws_cli.read(commands[0])
    reading.format = "notebook"
    return reading


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


#: A notebook is JSON: `json_text` finds it when it has read the text.
FORMAT = TextFormat("notebook", "a notebook", lambda _: 0, read)
