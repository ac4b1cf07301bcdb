"""Messages of a page: what all have in common, and the one parser.

A message is a frozen dataclass beside its feature. Its annotations say what each member may hold;
`js/build/protocol.py` makes the page's types of the same declarations.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Hashable, Mapping
from functools import lru_cache
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    ClassVar,
    Literal,
    TypeVar,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

from modelpkg_widget.request.plain_json import NotSerializableError

from . import message_fields as fields

_MOST_ROWS = 1000
Reader = Callable[[Any], Any]
Parsed = TypeVar("Parsed")


@dataclasses.dataclass(frozen=True, kw_only=True)
class Message:
    """What a page asks for: a frozen dataclass of its own for each kind."""

    kind: ClassVar[str]
    """Its name on the wire."""

    sets: ClassVar[str] = ""
    """The trait that it sets, as the page shows at once; empty: none."""

    def is_consistent(self) -> bool:
        """Whether its members agree with each other; what is not changes nothing."""
        return True


@dataclasses.dataclass(frozen=True, kw_only=True)
class Question(Message):
    """What is answered by an event to the display that asks.

    Attributes:
        view_id: which display asks; all pages receive the answer.
        request_id: the number of this question within its display; numbers increase.
    """

    view_id: fields.ViewId
    request_id: fields.Count


@dataclasses.dataclass(frozen=True, kw_only=True)
class PageWrite(Message):
    """The request as a page has it: the same as a write of the trait ``value``.

    Attributes:
        request: the request.
        base: the revision that the page had seen.
        writer: which page it is.
        seq: the number of its write.
        pending: the entries that JSON cannot hold.
    """

    request: fields.RequestText
    base: fields.Count
    writer: fields.Writer
    seq: fields.Count
    pending: fields.PendingRows

    @property
    def write(self) -> dict[str, Any]:
        """The write, for `SharedRequest.write`."""
        text = self.request.text
        return {"text": text, "base": self.base, "writer": self.writer, "seq": self.seq}


@dataclasses.dataclass(frozen=True, kw_only=True)
class Event:
    """What the kernel says at one moment, to all pages; no notebook saves it."""

    kind: ClassVar[str]
    """Its name on the wire."""

    def as_dict(self) -> dict[str, Any]:
        """Return it as it goes to the pages."""
        return {"kind": self.kind, **dataclasses.asdict(self)}


def parse(message: type[Parsed], content: Mapping[str, Any]) -> Parsed | None:
    """Read a message as its class declares it; None when it is not well formed."""
    try:
        made = _read_members(message, content)
    except (ValueError, NotSerializableError):
        return None
    return made if not isinstance(made, Message) or made.is_consistent() else None


def _read_members(made: type[Parsed], content: Any) -> Parsed:
    if not isinstance(content, Mapping):
        raise ValueError("no object")
    readers = _readers(made)  # type: ignore[arg-type]
    given = {name: read(content[name]) for name, read in readers.items() if name in content}
    missing = [
        row.name
        for row in dataclasses.fields(made)  # type: ignore[arg-type]
        if row.name not in given
        and row.default is dataclasses.MISSING
        and row.default_factory is dataclasses.MISSING
    ]
    if missing:
        raise ValueError(f"without {', '.join(missing)}")
    return made(**given)


@lru_cache(maxsize=64)
def _readers(made: Hashable) -> dict[str, Reader]:
    hints = get_type_hints(made, include_extras=True)
    return {row.name: _reader(hints[row.name]) for row in dataclasses.fields(made)}  # type: ignore[arg-type]


def _reader(hint: Any) -> Reader:
    """Return what reads a member of a type.

    Raises:
        TypeError: no message may have such a member.
    """
    if get_origin(hint) is Annotated:
        given = next((one for one in hint.__metadata__ if isinstance(one, fields.Field)), None)
        if given:
            return given.read
    if get_origin(hint) in (Union, UnionType):
        (inner,) = (one for one in get_args(hint) if one is not NoneType)
        read = _reader(inner)
        return lambda value: None if value is None else read(value)
    if get_origin(hint) is Literal:
        known = get_args(hint)
        return fields.field(lambda value: isinstance(value, str) and value in known, "").read
    if hint is bool:
        return fields.field(lambda value: isinstance(value, bool), "").read
    if get_origin(hint) is tuple and get_args(hint)[1:] == (...,):
        return _rows(_reader(get_args(hint)[0]))
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return lambda value: _read_members(hint, value)
    raise TypeError(f"{hint} is no type of a message's member; see message_fields.")


def _rows(read: Reader) -> Reader:
    def rows(value: Any) -> Any:
        if not isinstance(value, list) or len(value) > _MOST_ROWS:
            raise ValueError(f"no list of at most {_MOST_ROWS}")
        return tuple(map(read, value))

    return rows
