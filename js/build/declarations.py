"""What the kernel declares of its messages, traits and events: members, defaults, docstrings."""

from __future__ import annotations

import ast
import dataclasses
import inspect
import itertools
import re
import textwrap
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    Literal,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

from modelpkg_widget.request.issues import Path as MemberPath
from modelpkg_widget.request.plain_json import Link
from modelpkg_widget.widget.features.message_base import Event, Message
from modelpkg_widget.widget.features.message_fields import Field

PATHS = (MemberPath, list[str | int], tuple[str | int, ...])
_ZEROS = {str: '""', int: "0", bool: "false"}
_WIDTH = 100
_ENTRY = re.compile(r"^(\w+): ", re.MULTILINE)


@dataclasses.dataclass(frozen=True)
class Member:
    """A member of a declared type.

    Attributes:
        may_lack: it may be left out, and then has no value in the page.
        nothing: in TypeScript, what stands for it when the kernel leaves it out; empty: nothing.
    """

    name: str
    hint: Any
    text: str
    may_lack: bool
    nothing: str = ""


def is_record(hint: Any) -> bool:
    return is_typeddict(hint) or (isinstance(hint, type) and dataclasses.is_dataclass(hint))


def is_optional(hint: Any) -> bool:
    return get_origin(hint) in (Union, UnionType) and NoneType in get_args(hint)


def members(declared: Any) -> list[Member]:
    """Return the members of a dataclass or a TypedDict, in their order."""
    hints = get_type_hints(declared, include_extras=True)
    texts = _texts(declared)
    if is_typeddict(declared):
        rows = dict.fromkeys(hints, dataclasses.MISSING)
    else:
        rows = {row.name: row.default for row in dataclasses.fields(declared)}
    kind = []
    if issubclass(declared, (Message, Event)):
        kind = [Member("kind", Literal[declared.kind], "", may_lack=False)]  # type: ignore[name-defined]
    return [
        *kind,
        *(
            Member(
                name,
                hints[name],
                " ".join(filter(None, [texts.get(name, ""), *_limits(hints[name])])),
                default is not dataclasses.MISSING
                if issubclass(declared, Message)
                else is_optional(hints[name]),
                nothing(hints[name], default),
            )
            for name, default in rows.items()
        ),
    ]


def _limits(hint: Any) -> list[str]:
    if is_optional(hint):
        hint = get_args(hint)[0]
    return [one.limit for one in getattr(hint, "__metadata__", ()) if isinstance(one, Field)]


def nothing(hint: Any, default: Any = dataclasses.MISSING) -> str:
    """Return in TypeScript what stands for a member that is left out; empty: nothing does."""
    origin = get_origin(hint)
    if is_optional(hint):
        return ""
    if origin is Annotated:
        return "" if get_origin(hint.__origin__) is dict else nothing(hint.__origin__, default)
    if isinstance(default, bool):
        return str(default).lower()
    if isinstance(default, (str, int)):
        return f'"{default}"' if isinstance(default, str) else str(default)
    if origin is Literal:
        return f'"{get_args(hint)[0]}"'
    if origin in (list, tuple):
        return "[]"
    if origin is dict:
        return "new Map()"
    return _ZEROS.get(hint, "")


def decoder(hint: Any) -> str:
    """Return in TypeScript what reads a value of the wire; empty where it stays as it is."""
    origin, arguments = get_origin(hint), get_args(hint)
    if hint == Link:
        return "link"
    if hint is Any:
        return "json"
    if origin is dict:
        return "mapOf"
    if hint in PATHS:
        return ""
    if is_optional(hint):
        inner = decoder(arguments[0])
        return inner and f"optional({inner})"
    own = _own(arguments[0] if origin in (list, tuple) else hint)
    return own and (f"rows({own})" if origin in (list, tuple) else f"record({{}}, {own})")


def trait_decoder(hint: Any) -> str:
    """Return in TypeScript what reads a trait, with what stands for what the kernel leaves out."""
    if is_optional(hint):
        inner = get_args(hint)[0]
        return f"optional({trait_decoder(inner) if is_record(inner) else ''})"
    if not is_record(hint):
        return f"scalar({nothing(hint)})"
    zeros = ", ".join(f"{row.name}: {row.nothing}" for row in members(hint) if row.nothing)
    own = _own(hint)
    return f"record({{ {zeros} }}{f', {own}' if own else ''})"


def _own(hint: Any) -> str:
    """Return the members of a record that are not taken as they are."""
    if not is_record(hint):
        return ""
    found = {row.name: decoder(row.hint) for row in members(hint)}
    rows = [name if name == read else f"{name}: {read}" for name, read in found.items() if read]
    return f"{{ {', '.join(rows)} }}" if rows else ""


def comment(text: str, indent: str) -> list[str]:
    """Return lines of a comment in TypeScript; none without a text."""
    one = f"{indent}/** {text} */"
    if not text or len(one) <= _WIDTH:
        return [one] if text else []
    lines = textwrap.wrap(text, _WIDTH - len(indent) - 7)
    first, *rest = lines
    return [
        f"{indent}/** {first}",
        *(f"{indent} * {line}" for line in rest[:-1]),
        f"{indent} * {rest[-1]} */",
    ]


def described(declared: Any) -> str:
    """Return what a docstring says before its sections, in one line."""
    text = inspect.cleandoc(declared.__doc__ or "").partition("\n\nAttributes:")[0]
    return " ".join(text.replace("`", "").split())


def _texts(declared: Any) -> dict[str, str]:
    """Return the text of each member: of the docstring's Attributes, or below the member."""
    found: dict[str, str] = {}
    for one in reversed(getattr(declared, "__mro__", [declared])):
        if one.__module__.startswith("modelpkg_widget"):
            found |= _attributes(one) | _below_members(one)
    return found


def _attributes(declared: Any) -> dict[str, str]:
    section = inspect.cleandoc(declared.__doc__ or "").partition("\n\nAttributes:\n")[2]
    parts = _ENTRY.split(textwrap.dedent(section.partition("\n\n")[0]))[1:]
    rows = zip(parts[::2], parts[1::2], strict=True)
    return {name: _sentence(text) for name, text in rows}


def _below_members(declared: Any) -> dict[str, str]:
    (tree,) = ast.parse(textwrap.dedent(inspect.getsource(declared))).body
    body = tree.body if isinstance(tree, ast.ClassDef) else []
    return {
        member.target.id: _sentence(text.value.value)
        for member, text in itertools.pairwise(body)
        if isinstance(member, ast.AnnAssign) and isinstance(member.target, ast.Name)
        if isinstance(text, ast.Expr) and isinstance(text.value, ast.Constant)
    }


def _sentence(text: Any) -> str:
    plain = " ".join(str(text).replace("`", "").split())
    return plain[:1].upper() + plain[1:]
