"""The values of the interpreter: scalars and tuples of Python itself, objects with identity."""

from __future__ import annotations

import ast
from collections.abc import Hashable, Iterator
from typing import Any, Final

Value = Any
"""A text, number, bool, None, a tuple of values, or one of the classes below."""


class Sign:
    """A sign that is no value of a program."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return self.name


ABSENT: Final = Sign("ABSENT")
"""In a cell: nothing is there."""
REST: Final = Sign("REST")
"""The key of a cell that is set when further keys may be there."""
UNORDERED: Final = Sign("UNORDERED")
"""The key of a cell that is set when the order of the keys is not known."""
ITEMS: Final = Sign("ITEMS")
"""The key of the one cell of a list: a tuple of its items."""


class Obj:
    """A mutable object; `Store` alone changes its cells.

    Attributes:
        entries: its cells by key.
        number: later objects have higher ones.
        forward: the object that this one was joined into.
        escaped: unknown code may hold it.
    """

    __slots__ = ("entries", "escaped", "forward", "number")

    def __init__(self, number: int) -> None:
        self.entries: dict[Hashable, Value] = {}
        self.number = number
        self.forward: Obj | None = None
        self.escaped = False

    def known_keys(self) -> list[Any]:
        """Return the keys of the cells that hold something."""
        return [
            key
            for key, value in self.entries.items()
            if value is not ABSENT and not isinstance(key, Sign)
        ]

    def is_certain(self) -> bool:
        """Whether exactly the keys of its cells are there, in their order."""
        return not any(
            isinstance(key, Sign) if value is not ABSENT else False
            for key, value in self.entries.items()
        ) and not any(is_maybe(value) for value in self.entries.values())


class Dict(Obj):
    """A dict.

    Attributes:
        twice: keys that its literal has twice: line, column, key.
        line: where the text makes it; 0 is not known.
    """

    __slots__ = ("line", "twice")

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.twice: tuple[tuple[int, int, str], ...] = ()
        self.line = 0


class List(Obj):
    """A list; an item that may be absent stands for any number of items."""

    __slots__ = ()

    @property
    def items(self) -> tuple[Value, ...]:
        return self.entries.get(ITEMS, ())  # type: ignore[no-any-return]

    def is_whole(self) -> bool:
        """Whether its length is known."""
        return not any(map(is_maybe, self.items))


class Class(Obj):
    """A class of the text.

    Attributes:
        bases: those of its bases that the text defines.
        is_open: it has other bases, too.
        fields: names of a dataclass's fields that are given to its constructor.
    """

    __slots__ = ("bases", "fields", "is_open", "name")

    def __init__(self, number: int, name: str) -> None:
        super().__init__(number)
        self.name = name
        self.bases: list[Class] = []
        self.is_open = False
        self.fields: list[str] | None = None

    def line_of_classes(self) -> Iterator[Class]:
        todo: list[Class] = [self]
        seen: set[Class] = set()
        while todo:
            one = todo.pop(0)
            if one not in seen:
                seen.add(one)
                yield one
                todo += one.bases

    def find(self, name: str) -> Value:
        for one in self.line_of_classes():
            found = one.entries.get(name, ABSENT)
            if found is not ABSENT:
                return found
        return ABSENT

    def constructor(self) -> tuple[Value, list[str] | None]:
        """Return the nearest ``__init__``, or the fields of a dataclass that is nearer."""
        for one in self.line_of_classes():
            found = one.entries.get("__init__", ABSENT)
            if found is not ABSENT or one.fields is not None:
                return found, one.fields
        return ABSENT, None

    def has_open_base(self) -> bool:
        return any(one.is_open for one in self.line_of_classes())

    def has_fields(self) -> bool:
        """Whether it, or one of its bases, is a dataclass."""
        return any(one.fields is not None for one in self.line_of_classes())


class Instance(Obj):
    """An instance of a class of the text."""

    __slots__ = ("cls",)

    def __init__(self, number: int, cls: Class) -> None:
        super().__init__(number)
        self.cls = cls


class Module(Obj):
    """A module that the text imports; its cells are what the text has set in it."""

    __slots__ = ("name",)

    def __init__(self, number: int, name: str) -> None:
        super().__init__(number)
        self.name = name


class Function(Obj):
    """A function of the text.

    Attributes:
        node: a FunctionDef or a Lambda.
        scope: where it was made.
        defaults: of its positional parameters, the last ones.
        named_defaults: of those that are given by name only.
        kind: ``static``, ``class``, ``property`` or empty.
        owner: the class in whose body it was made.
        is_followed: a call runs its body at once, which one of a generator does not.
    """

    __slots__ = ("defaults", "is_followed", "kind", "named_defaults", "node", "owner", "scope")

    def __init__(self, number: int, node: Any, scope: Any) -> None:
        super().__init__(number)
        self.node = node
        self.scope = scope
        self.defaults: list[Value] = []
        self.named_defaults: list[Value] = []
        self.kind = ""
        self.owner: Class | None = None
        self.is_followed = True


class Unknown:
    """A value that the text does not tell.

    Attributes:
        node: where the text has it.
        refs: followed objects that it may be, or hold; beside them it may be any escaped one.
        absent: it may be that nothing is there; in a list, it may be any number of items.
    """

    __slots__ = ("absent", "node", "refs")

    def __init__(
        self,
        node: ast.AST,
        refs: frozenset[Obj] = frozenset(),
        *,
        absent: bool = False,
    ) -> None:
        self.node = node
        self.refs = refs
        self.absent = absent


def is_maybe(value: Value) -> bool:
    return isinstance(value, Unknown) and value.absent


def is_scalar(value: Value) -> bool:
    return value is None or isinstance(value, (str, int, float))


def is_key(value: Value) -> bool:
    """Whether a value can be a key of a dict, and which one is known."""
    return is_scalar(value) or (isinstance(value, tuple) and all(map(is_key, value)))


def real(obj: Obj) -> Obj:
    """Return the object that one was joined into, or it itself."""
    while obj.forward is not None:
        obj = obj.forward
    return obj
