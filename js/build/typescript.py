"""Types of the kernel as TypeScript."""

from __future__ import annotations

from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from declarations import PATHS, Member, comment, described, members

from modelpkg_widget.widget.features.message_fields import Field

_SCALARS = {str: "string", int: "number", bool: "boolean"}
#: Types that are the page's own, and where they are.
_OWN = {"Json": "../core/json", "Path": "../core/path", "Schema": "./schema"}


class Module:
    """One file of TypeScript: its types, in the order in which they are first needed.

    Args:
        name: of the file.
        json: the page's type of any JSON.
        others: whose types it imports instead of writing them.
    """

    def __init__(self, name: str, json: str, others: tuple[Module, ...] = ()) -> None:
        self.place = f"./{name}"
        self._json = json
        self._others = others
        self.types: dict[str, str] = {}
        self._imports: dict[str, str] = {}

    def imports(self) -> str:
        """Return the imports of types, one line a file."""
        places: dict[str, list[str]] = {}
        for name, place in sorted(self._imports.items()):
            places.setdefault(place, []).append(name)
        return "".join(
            f'import type {{ {", ".join(names)} }} from "{place}";\n'
            for place, names in sorted(places.items())
        )

    def named(self, name: str) -> str:
        """Return the name of a type, which is imported if it is not of this file."""
        place = next((other.place for other in self._others if name in other.types), None)
        if place or name in _OWN:
            self._imports[name] = place or _OWN[name]
        return name

    def type_of(self, hint: Any) -> str:
        """Return the TypeScript type of an annotation."""
        origin, arguments = get_origin(hint), get_args(hint)
        if hint in PATHS:
            return self.named("Path")
        if origin is Annotated:
            return self._annotated(hint)
        if hint is Any:
            return self.named(self._json)
        if hint in _SCALARS:
            return _SCALARS[hint]
        if origin is Literal:
            return " | ".join(f'"{one}"' for one in arguments)
        if origin in (Union, UnionType):
            return " | ".join("null" if one is NoneType else self.type_of(one) for one in arguments)
        if origin is tuple and arguments[1:] != (...,):
            return f"[{', '.join(map(self.type_of, arguments))}]"
        if origin in (list, tuple):
            inner = self.type_of(arguments[0])
            return f"({inner})[]" if " | " in inner else f"{inner}[]"
        if origin is dict:
            return f"Map<{', '.join(map(self.type_of, arguments))}>"
        return self.interface(hint)

    def _annotated(self, hint: Any) -> str:
        for given in hint.__metadata__:
            if isinstance(given, Field):
                self.named(given.typescript.removesuffix("[]"))
                return given.typescript
            if isinstance(given, type):  # what a text holds
                self.interface(given)
            elif given in _OWN:
                return self.named(given)
        return self.type_of(hint.__origin__)

    def interface(self, declared: Any) -> str:
        """Write a dataclass or a TypedDict; returns its name."""
        name = self.named(declared.__name__)
        if name not in self.types and name not in self._imports:
            self.types[name] = ""  # its place: before those that it needs
            rows = [line for row in members(declared) for line in self._member(row)]
            head = comment(described(declared), "")
            self.types[name] = "\n".join([*head, f"export interface {name} {{", *rows, "}", ""])
        return name

    def _member(self, row: Member) -> list[str]:
        mark = "?" if row.may_lack else ""
        return [*comment(row.text, "  "), f"  {row.name}{mark}: {self.type_of(row.hint)};"]
