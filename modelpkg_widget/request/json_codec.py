"""JSON as text, read and written without recursion, so that depth never ends in a crash.

Differs from the standard library's ``json`` in three ways that a request needs: any depth, an
error for a key that stands twice (a dict would silently drop one), and errors that name line,
column and path. ``NaN`` and the infinities are read, so that a check can name their place.
"""

from __future__ import annotations

import re
from json.decoder import scanstring  # type: ignore[attr-defined]
from json.encoder import encode_basestring_ascii
from typing import TYPE_CHECKING, Any

from .issues import Path, format_path

if TYPE_CHECKING:
    from .plain_json import Json

_SPACE = re.compile(r"[ \t\n\r]*")
_ATOM = re.compile(
    r"null|true|false|NaN|Infinity|-Infinity|-?(?:0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?", re.ASCII
)
_WORDS: dict[str, Json] = {"null": None, "true": True, "false": False}
_STRICT = True  # a raw control character in a string is an error
_MAX_DIGITS = 4000
"""Python refuses to turn longer digit strings into int (sys.int_info); such a number is a float."""
_MOST_PARTS = 250_000  # a request of each member, and of each list its most, has a tenth
_LONGEST_PATH = 50  # steps that a message names
_MAX_BITS = int(_MAX_DIGITS * 3.32)


class JsonTextError(ValueError):
    """Text that is not JSON.

    Attributes:
        line: 1-based.
        column: 1-based, in characters.
        path: the member in which reading stopped.
        final: it would be JSON if a key did not stand twice.
    """

    def __init__(self, text: str, at: int, path: Path, why: str, *, final: bool = False) -> None:
        self.final = final
        self.line = text.count("\n", 0, at) + 1
        self.column = at - text.rfind("\n", 0, at)
        self.path = path
        more = "…" if len(path) > _LONGEST_PATH else ""
        where = f" in {format_path(path[:_LONGEST_PATH])}{more}" if path else ""
        super().__init__(f"line {self.line}, column {self.column}{where}: {why}")


def loads(text: str) -> Json:
    """Read one JSON value.

    Args:
        text: JSON; a byte order mark at the start is passed over.

    Raises:
        JsonTextError: (a ValueError) the text is not JSON, or a key stands twice in one object.
    """
    return Reader(text).read()


def is_light(text: object) -> bool:
    """Whether it is a text that can be read within a second, whatever a page has sent."""
    return isinstance(text, str) and sum(map(text.count, "[{,")) < _MOST_PARTS


class Reader:
    """Reads one value; what it is in the middle of stands in ``stack`` and ``path``."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 1 if text.startswith("\ufeff") else 0
        self.stack: list[Any] = []
        self.path: list[str | int] = []

    def fail(self, why: str, *, final: bool = False) -> JsonTextError:
        return JsonTextError(self.text, self.at, tuple(self.path), why, final=final)

    def peek(self) -> str:
        match = _SPACE.match(self.text, self.at)
        self.at = match.end() if match else self.at
        return self.text[self.at : self.at + 1]

    def read(self) -> Json:
        while True:
            value = self.value()
            if value is _OPENED:
                continue
            while self.stack:
                if not self.put(value):
                    break
                value = self.stack.pop()
                self.path.pop()
            else:
                if self.peek():
                    raise self.fail("there is more text after the end of the value.")
                return value

    def value(self) -> Json:
        """Read a scalar, an empty container, or step into a container at its first child."""
        char = self.peek()
        if char in ("{", "["):
            self.at += 1
            closing = "}" if char == "{" else "]"
            made: Json = {} if char == "{" else []
            if self.peek() == closing:
                self.at += 1
                return made
            self.stack.append(made)
            self.path.append(0)
            if char == "{":
                self.key(made)
            return _OPENED
        if char == '"':
            return self.string()
        match = _ATOM.match(self.text, self.at)
        if not match:
            raise self.fail(f"found {char!r}, expected a value." if char else "the text ends here.")
        self.at = match.end()
        word = match[0]
        if word in _WORDS:
            return _WORDS[word]
        exact = match[1] is None and match[2] is None and word[-1].isdigit()
        return int(word) if exact and len(word) < _MAX_DIGITS else float(word)

    def put(self, value: Json) -> bool:
        """Store a finished child; True when its container ends here."""
        holder = self.stack[-1]
        if isinstance(holder, dict):
            holder[self.path[-1]] = value
        else:
            holder.append(value)
        closing = "}" if isinstance(holder, dict) else "]"
        char = self.peek()
        if char not in (",", closing):
            raise self.fail(f"expected ',' or '{closing}'.")
        self.at += 1
        if char == closing:
            return True
        if isinstance(holder, dict):
            self.key(holder)
        else:
            self.path[-1] = len(holder)
        return False

    def key(self, holder: dict[str, Json]) -> None:
        if self.peek() != '"':
            raise self.fail("expected a key in double quotes.")
        start = self.at
        key = self.string()
        self.path[-1] = key
        if key in holder:
            self.at = start
            raise self.fail(f"the key {key!r} appears twice in one object.", final=True)
        if self.peek() != ":":
            raise self.fail("expected ':' after the key.")
        self.at += 1

    def string(self) -> str:
        try:
            found, self.at = scanstring(self.text, self.at + 1, _STRICT)
        except ValueError as error:
            self.at = getattr(error, "pos", self.at)
            raise self.fail(f"{getattr(error, 'msg', 'bad string')}.") from None
        return str(found)


_OPENED = object()


def dumps(value: Json, *, indent: int | None = None) -> str:
    """Write a value as JSON text in ASCII, keys in their order.

    Args:
        value: plain JSON (see `plain_json.to_plain_json`); NaN and infinities are written as such.
        indent: spaces for each level; None writes one line without spaces.
    """
    out: list[str] = []
    gap = "" if indent is None else "\n"
    colon = ":" if indent is None else ": "
    todo: list[tuple[Json, int, str]] = [(value, 0, "")]
    while todo:
        item, depth, prefix = todo.pop()
        if prefix:
            out.append(prefix)
        if item is _END:
            continue
        if not isinstance(item, (dict, list)):
            out.append(_atom(item))
            continue
        opening, closing = ("{", "}") if isinstance(item, dict) else ("[", "]")
        if not item:
            out.append(opening + closing)
            continue
        out.append(opening)
        inner = gap + " " * ((indent or 0) * (depth + 1))
        outer = gap + " " * ((indent or 0) * depth)
        keyed = (
            [(encode_basestring_ascii(key) + colon, child) for key, child in item.items()]
            if isinstance(item, dict)
            else [("", child) for child in item]
        )
        todo.append((_END, depth, outer + closing))
        for at in range(len(keyed) - 1, -1, -1):
            name, child = keyed[at]
            todo.append((child, depth + 1, ("," if at else "") + inner + name))
    return "".join(out)


_END = object()


def _atom(item: Json) -> str:
    if item is None:
        return "null"
    if isinstance(item, bool):
        return "true" if item else "false"
    if isinstance(item, str):
        return encode_basestring_ascii(item)
    if isinstance(item, int) and item.bit_length() > _MAX_BITS:
        return "Infinity" if item > 0 else "-Infinity"
    if isinstance(item, float) and item in (float("inf"), float("-inf")):
        return "Infinity" if item > 0 else "-Infinity"
    return "NaN" if item != item else repr(item)
