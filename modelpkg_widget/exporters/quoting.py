"""Single values as text of Python, YAML and JSON, which no value can break out of.

Python and YAML share the escapes of a text in double quotes; so one function writes both.
"""

from __future__ import annotations

import re

from modelpkg_widget.request import json_codec
from modelpkg_widget.request.plain_json import Json

_TO_LOOK_AT = re.compile(r"[^ !#-\[\]-~]")
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def quoted(text: str) -> str:
    """Return a text in double quotes and on one line, as Python and YAML read it alike.

    What is not printable is escaped: control characters, what turns the direction of writing, and
    halves of characters.
    """
    return f'"{_TO_LOOK_AT.sub(_escaped, text)}"'


def _escaped(match: re.Match[str]) -> str:
    char = match[0]
    if char in _SHORT:
        return _SHORT[char]
    if char.isprintable():
        return char
    code = ord(char)
    return (
        f"\\x{code:02x}"
        if code < 0x100
        else f"\\u{code:04x}"
        if code < 0x10000
        else f"\\U{code:08x}"
    )


def python(value: Json) -> str:
    """Return a text, number, boolean, None or an empty container as a Python literal."""
    return quoted(value) if isinstance(value, str) else repr(value)


def yaml(value: Json) -> str:
    """Return the same for YAML. A text is always quoted: NO, 1e3 or 12:30 stay what they are."""
    if isinstance(value, str):
        return quoted(value)
    written = json_codec.dumps(value)
    # Of a number without a point YAML 1.1 makes a text.
    return written.replace("e", ".0e") if re.fullmatch(r"-?\d+e.*", written) else written


def json(value: Json) -> str:
    """Return the same for JSON, in ASCII: whatever a file is read as, it reads alike."""
    return json_codec.dumps(value)


def shell(value: Json) -> str:
    """Return the same for JSON in a command: without what ends a quotation or recalls old lines."""
    return json(value).replace("'", "\\u0027").replace("!", "\\u0021")
