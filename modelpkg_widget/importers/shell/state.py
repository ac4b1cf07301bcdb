"""What is known at one place of a script, and how it is forgotten."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from modelpkg_widget.importers.parse_result import ParseError, error_text

from . import variable_changes
from .expansion import Expansion
from .syntax_tree import Script, Simple
from .values import UNSURE, Field, Key, Marks, Store

if TYPE_CHECKING:
    from .lexer import Lexer

_MOST_STEPS = 300_000


@dataclass
class Found:
    """A command that makes a model package.

    Attributes:
        node: where it stands.
        fields: its words behind ``aws``.
        stdin: the text that it is given, if that is known.
        condition: the place of what may keep it from running, or make it run again; -1: nothing.
        files: the texts of the files that the script wrote before; `UNSURE` for what is not known.
        more: stands for arguments that the text does not tell.
    """

    node: Simple
    fields: list[Field]
    stdin: str | None
    condition: int
    files: dict[str, Any]
    more: Field | None = None


class State(ABC):
    """The state of a script that is followed.

    Args:
        script: its tree.
        lexer: which knows its lines.
        marks: for what is not known.

    Attributes:
        found: the commands that make a model package, in the order in which they run.
        programs: place and words of each program that is given its text by a here-document.
        is_sourced: another script was run inside this one: commands may be its functions.
        has_returned: a function may have ended before its last command.
    """

    def __init__(self, script: Script, lexer: Lexer, marks: Marks) -> None:
        self.lexer = lexer
        self.marks = marks
        self.store = Store()
        self.expansion = Expansion(marks, self.store, self.substitute)
        self.found: list[Found] = []
        self.programs: list[tuple[int, list[str]]] = []
        self.is_sourced = False
        self.has_returned = False
        self.functions = variable_changes.functions_of(script)
        self.conditions: list[int] = []
        self.calls: list[list[tuple[str, Any]]] = []
        self._is_unreadable = False
        self._steps = 0

    @abstractmethod
    def substitute(self, body: Script) -> str | None:
        """Follow a substitution; return what it prints, if that is known."""

    def step(self, count: int = 1) -> None:
        """Count work.

        Raises:
            ParseError: the script makes too much of it.
        """
        self._steps += count
        if self._steps > _MOST_STEPS:
            raise ParseError(error_text("errors", "many"), final=True)

    # ---- variables

    def assign(self, name: str, value: str | list[str] | None) -> None:
        """Set a variable; None makes it unknown."""
        self.expansion.assign(name, None if self._is_unreadable else value)

    def forget_everything(self, *, for_good: bool = False) -> None:
        """Forget every variable and function; for good: whatever is set from now on, too."""
        self._is_unreadable |= for_good
        variables, functions = self.store.names("variable"), self.store.names("function")
        self.step(len(variables) + len(functions))
        for name in variables:
            self.store.set(("variable", name), None)
        for name in functions:
            self.store.set(("function", name), UNSURE)
        self.set_arguments(None)

    def become_child(self, *, keeps_exported: bool) -> None:
        """Keep what a shell knows that this one starts: variables that are exported."""
        variables, functions = self.store.names("variable"), self.store.names("function")
        self.step(len(variables) + len(functions))
        for name in variables:
            if not keeps_exported or self.store.get(("exported", name)) is not True:
                self.store.set(("variable", name), None)
        for name in functions:
            self.store.set(("function", name), UNSURE)

    def forget_changed(self, root: object) -> None:
        """Forget what a part of the script may set."""
        names = variable_changes.changed_in(root, self.functions)
        if names is None:
            self.forget_everything()
            return
        self.step(len(names))
        for name in names:
            if name == "@":
                self.set_arguments(None)
            else:
                self.assign(name, None)

    def set_arguments(self, known: list[str] | None) -> None:
        """Set the positional arguments; None makes them unknown."""
        self.expansion.set_arguments(known)

    def keep_for_caller(self, name: str) -> None:
        """A variable of a function: its caller has its own again afterwards."""
        if self.calls:
            self.calls[-1].append((name, self.store.get(("variable", name))))

    @contextmanager
    def subshell(self) -> Iterator[dict[Key, Any]]:
        """Take back afterwards what is set; the files that are written stay."""
        kept = len(self.calls[-1]) if self.calls else 0
        with self.store.branch() as changes:
            yield changes
        if self.calls:
            del self.calls[-1][kept:]
        for key, value in changes.items():
            if key[0] == "file":
                self.store.set(key, value)

    @contextmanager
    def condition(self, place: int) -> Iterator[dict[Key, Any]]:
        """Take back afterwards what is set; what runs inside may not run, or run again."""
        self.conditions.append(place)
        with self.store.branch() as changes:
            yield changes
        self.conditions.pop()

    def join(self, ways: Iterable[dict[Key, Any]]) -> None:
        """Take what all ways agree on; what they do not agree on is unknown."""
        for key in self.store.join(ways):
            self.forget_key(key)

    def forget_key(self, key: Key) -> None:
        kind, name = key
        if kind == "variable":
            self.assign(name, None)
        elif kind == "arguments":
            self.set_arguments(None)
        elif kind == "strange":
            self.store.set(key, value=True)
        else:
            self.store.set(key, None if kind == "argument" else UNSURE)
