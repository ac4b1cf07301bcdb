"""The syntax tree of a shell script: what `parser` makes and `interpreter` follows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from functools import lru_cache
from typing import Any, Literal

PartKind = Literal["text", "variable", "command", "unknown", "array"]


@dataclass(frozen=True)
class Part:
    """A piece of a word.

    Attributes:
        kind: ``text``; ``variable`` (``$X``, ``${X:-word}``); ``command`` (a substitution);
            ``array`` (all items of an array, or all positional arguments); ``unknown``.
        text: the literal text, or how the piece is spelled in the script.
        quoted: a shell neither splits nor globs it.
        name: of the variable or array.
        operator: of ``${X:-word}``; ``:-``, ``-``, ``:?``, ``?``, or ``""``.
        word: the word behind the operator.
        body: the script of a substitution.
        assigns: variables that expanding this piece sets.
    """

    kind: PartKind
    text: str
    quoted: bool = False
    name: str = ""
    operator: str = ""
    word: tuple[Part, ...] = ()
    body: Script | None = None
    assigns: tuple[str, ...] = ()


@dataclass(frozen=True)
class Word:
    """A word of a command.

    Attributes:
        parts: its pieces, in order.
        at: its first character in the text.
    """

    parts: tuple[Part, ...]
    at: int = 0

    @property
    def literal(self) -> str | None:
        """Its text if no quote or expansion stands in it."""
        if all(part.kind == "text" and not part.quoted for part in self.parts):
            return "".join(part.text for part in self.parts)
        return None

    @property
    def constant(self) -> str | None:
        """Its text if it has no expansion."""
        if all(part.kind == "text" for part in self.parts):
            return "".join(part.text for part in self.parts)
        return None


@dataclass(frozen=True)
class Assignment:
    """``NAME=value``, ``NAME+=value`` or ``NAME=(value ...)``.

    Attributes:
        name: the variable.
        value: a word, or the words of an array; None for ``NAME[i]=value``.
        append: it is ``+=``.
    """

    name: str
    value: Word | tuple[Word, ...] | None
    append: bool = False


@dataclass
class Redirect:
    """A redirection.

    Attributes:
        operator: such as ``>``.
        target: the file; of a here-document its delimiter.
        content: of a here-document.
        descriptor: the digits before the operator.
    """

    operator: str
    target: Word
    content: Word | None = None
    descriptor: str = ""


@dataclass
class Simple:
    """A command with its words.

    Attributes:
        start, end: its first character, and the one behind its last.
    """

    assignments: list[Assignment] = field(default_factory=list)
    words: list[Word] = field(default_factory=list)
    redirects: list[Redirect] = field(default_factory=list)
    start: int = 0
    end: int = 0


@dataclass
class Pipeline:
    """Commands that are joined by ``|``."""

    commands: list[Node]
    negated: bool = False


@dataclass
class AndOr:
    """Pipelines that are joined by ``&&`` and ``||``.

    Attributes:
        operators: the n-th stands behind the n-th part.
        background: it ends in ``&``.
    """

    parts: list[Pipeline]
    operators: list[str]
    background: bool = False


@dataclass
class Script:
    """A list of commands."""

    items: list[AndOr] = field(default_factory=list)


@dataclass
class Group:
    """``{ ...; }`` or ``( ... )``."""

    body: Script
    subshell: bool
    redirects: list[Redirect] = field(default_factory=list)


@dataclass
class If:
    """``if``: conditions with their branches; the last one may have no condition (``else``)."""

    branches: list[tuple[Script | None, Script]]
    redirects: list[Redirect] = field(default_factory=list)
    start: int = 0


@dataclass
class Loop:
    """``for``, ``while``, ``until`` or ``select``.

    Attributes:
        names: the variables that the loop itself sets.
        words: the words that a ``for`` goes through.
    """

    names: list[str]
    words: list[Word]
    condition: Script | None
    body: Script
    redirects: list[Redirect] = field(default_factory=list)
    start: int = 0


@dataclass
class Case:
    """``case``: patterns and body of each branch.

    Attributes:
        falls_through: one of the branches ends in ``;&`` or ``;;&``.
    """

    word: Word
    branches: list[tuple[list[Word], Script]]
    falls_through: bool = False
    redirects: list[Redirect] = field(default_factory=list)
    start: int = 0


@dataclass
class Function:
    """The definition of a function."""

    name: str
    body: Node
    start: int = 0


@dataclass
class Test:
    """``[[ ... ]]`` or ``(( ... ))``.

    Attributes:
        assigns: the variables that it may set.
    """

    words: list[Word]
    assigns: list[str] = field(default_factory=list)


Node = Simple | Pipeline | AndOr | Script | Group | If | Loop | Case | Function | Test


def walk(root: Any) -> Iterator[Any]:
    """Return every node, word, part, assignment and redirection below one."""
    todo = [root]
    while todo:
        node = todo.pop()
        if isinstance(node, (list, tuple)):
            todo += node
        elif hasattr(node, "__dataclass_fields__"):
            yield node
            todo += [getattr(node, name) for name in _names(node.__class__)]


@lru_cache(maxsize=64)
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(one.name for one in fields(kind))
