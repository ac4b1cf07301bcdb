"""Expands the words of a shell script as far as the script tells their values."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from modelpkg_widget.importers.parse_result import ParseError, error_text

from .values import Field, Marks, Store

if TYPE_CHECKING:
    from .syntax_tree import Part, Script, Word

#: Variables that a shell sets by itself, or that mean something to it.
_SPECIAL = {
    *("BASHOPTS", "BASHPID", "COLUMNS", "DIRSTACK", "EPOCHREALTIME", "EPOCHSECONDS", "EUID"),
    *("FUNCNAME", "GROUPS", "HISTCMD", "HOSTNAME", "IFS", "LINENO", "LINES", "OLDPWD", "OPTARG"),
    *("OPTIND", "PIPESTATUS", "PPID", "PWD", "RANDOM", "REPLY", "SECONDS", "SHELLOPTS", "SHLVL"),
    *("SRANDOM", "UID", "_", "?", "$", "!", "-", "0"),
}
ARGUMENTS = ("arguments", "")
_LONGEST = 1_000_000
_SPACE = " \t\n"
_SPACES = re.compile(r"[ \t\n]+")
_OTHER = "\ue002"
"""Stands for text that is no pattern."""


class Expansion:
    """Expands words.

    Args:
        marks: for what is not known.
        store: variables by name, texts with marks, or lists of them.
        substitute: runs the script of a substitution; returns what it prints, or None.
    """

    def __init__(
        self, marks: Marks, store: Store, substitute: Callable[[Script], str | None]
    ) -> None:
        self.marks = marks
        self.store = store
        self.keeps_spaces = False
        """``IFS`` was set: where a shell splits is not known."""
        self._substitute = substitute
        self._written = 0
        self._unknown_lists = 0

    # ---- variables

    @property
    def arguments(self) -> list[str] | None:
        """The positional arguments, if they are known."""
        found = self.store.get(ARGUMENTS)
        return found if isinstance(found, list) else None

    def set_arguments(self, known: list[str] | None) -> None:
        """Set the positional arguments; None makes them unknown."""
        self._unknown_lists += known is None
        self.store.set(ARGUMENTS, self._unknown_lists if known is None else known)

    def variable(self, name: str, spelled: str = "") -> str:
        """Return the value of a variable; a mark when it is not known."""
        if name in _SPECIAL or name.startswith("BASH_"):
            return self.marks.new(spelled or f"${name}")
        if name == "#":
            known = self.arguments is not None
            return str(len(self.arguments or ())) if known else self.marks.new("$#")
        if name.isdigit():
            return self._argument(name)
        found = self.store.get(("variable", name))
        if found is None:
            found = self.marks.new(spelled or f"${name}")
            self.store.set(("variable", name), found)
        if isinstance(found, list):
            return str(found[0]) if found else ""
        return str(found)

    def _argument(self, name: str) -> str:
        if self.arguments is not None:
            at = int(name) - 1
            return self.arguments[at] if at < len(self.arguments) else ""
        key = ("argument", f"{self.store.get(ARGUMENTS)} {name}")
        found = self.store.get(key)
        if found is None:
            found = self.marks.new(f"${name}")
            self.store.set(key, found)
        return str(found)

    def assign(self, name: str, value: str | list[str] | None) -> None:
        """Set a variable; None makes it unknown."""
        if name == "IFS":
            self.keeps_spaces = True
        if self.store.get(("strange", name)) or value is None:
            value = self.marks.new(f"${name}")
        self.store.set(("variable", name), value)

    # ---- words

    def text(self, word: Word | Sequence[Part]) -> str:
        """Return a word as one text, as in an assignment: neither split nor globbed."""
        parts = word if isinstance(word, (list, tuple)) else word.parts  # type: ignore[union-attr]
        made = []
        for at, part in enumerate(parts):
            if part.kind == "text":
                is_home = not part.quoted and part.text[:1] == "~" and at == 0
                tilde = is_home or (not part.quoted and ":~" in part.text)
                made.append(self.marks.new(part.text) if tilde else part.text)
            elif part.kind == "array":
                items = self._items(part)
                made.append(self.marks.new(part.text) if items is None else " ".join(items))
            else:
                made.append(self._value(part))
        return self._bounded("".join(made))

    def _bounded(self, text: str) -> str:
        self._written += len(text)
        if self._written > 20 * _LONGEST:
            raise ParseError(error_text("errors", "many"), final=True)
        return text

    def fields(self, words: Sequence[Word]) -> list[Field]:
        """Return the words of a command after expansion."""
        made = []
        for word in words:
            for field in self._fields(word):
                field.at = word.at
                made.append(field)
        return made

    def _fields(self, word: Word) -> list[Field]:
        parts = word.parts
        if len(parts) == 1 and parts[0].kind == "array":
            items = self._items(parts[0])
            if items is None:
                return [Field(self.marks.new(parts[0].text), is_open=True)]
            if parts[0].quoted and not parts[0].text.endswith(("*", "*]}")):
                return [Field(item) for item in items]
        splitting = _Splitting(keeps_spaces=self.keeps_spaces)
        shape: list[str] = []  # what a shell would take for patterns
        loose = False
        for part in parts:
            if part.kind == "text":
                splitting.add(part.text)
                shape.append(_OTHER if part.quoted else part.text)
                continue
            value = self.text((part,))
            if part.quoted:
                splitting.add(value)
                shape.append(_OTHER)
            elif self.marks.is_one(value):
                splitting.add(value)
                loose = True
            else:
                shape.append(value.replace("~", _OTHER).replace("{", _OTHER))
                splitting.split(value)
                loose |= self.keeps_spaces and any(char in value for char in _SPACE)
        made = splitting.words()
        if is_pattern("".join(shape)):
            spelled = "".join(part.text for part in parts)
            return [Field(self.marks.new(spelled), is_open=True)]
        self._bounded("".join(made))
        is_open = loose and len(parts) == 1
        return [Field(text, is_open) for text in made]

    def _items(self, part: Part) -> list[str] | None:
        if part.name in ("@", "*"):
            return self.arguments
        found = self.store.get(("variable", part.name))
        return found if isinstance(found, list) else None

    # ---- parts

    def _value(self, part: Part) -> str:
        """Return the text of a part that is no literal text; do what expanding it does."""
        if part.kind == "command" and part.body is not None:
            printed = self._substitute(part.body)
            if printed is None:
                return self.marks.new(part.text)
            return printed.rstrip("\n")
        if part.kind == "variable":
            return self._variable(part)
        return self._unknown(part)

    def _unknown(self, part: Part) -> str:
        self.touch(part.word)
        if part.body is not None:
            self._substitute(part.body)
        for name in part.assigns:
            self.assign(name, None)
        return self.marks.new(part.text)

    def touch(self, parts: Sequence[Part]) -> None:
        """Do what expanding parts may do, when their text does not matter."""
        for part in parts:
            if part.kind != "text":
                self.text((part,))

    def _variable(self, part: Part) -> str:
        if not part.operator:
            return self.variable(part.name, part.text)
        value = self.variable(part.name, part.text)
        if not self.marks.has(value):
            if value or part.operator in ("?", ":?"):
                return value
            if part.operator == ":-":
                return self.text(part.word)
        elif part.operator in ("?", ":?"):
            return value
        with self.store.branch() as changes:
            self.touch(part.word)
        for kind, name in self.store.join([{}, changes]):
            if kind == "variable":
                self.assign(name, None)
        return self.marks.new(part.text)


class _Splitting:
    """Puts a word together, and splits it where a value that is not quoted has spaces.

    Args:
        keeps_spaces: where a shell splits is not known.
    """

    def __init__(self, *, keeps_spaces: bool) -> None:
        self._keeps_spaces = keeps_spaces
        self._made: list[str] = []
        self._current: list[str] | None = None

    def add(self, text: str) -> None:
        if self._current is None:
            self._current = []
        self._current.append(text)

    def split(self, value: str) -> None:
        if self._keeps_spaces:
            self.add(value)
            return
        for at, piece in enumerate(_SPACES.split(value)):
            if at:
                self._end()
            if piece:
                self.add(piece)

    def _end(self) -> None:
        if self._current is not None:
            self._made.append("".join(self._current))
            self._current = None

    def words(self) -> list[str]:
        self._end()
        return self._made


def is_pattern(shape: str) -> bool:
    """Whether an unquoted word is expanded to the names of files, or to several words."""
    if shape[:1] == "~" or "*" in shape or "?" in shape:
        return True
    if "[" in shape and "]" in shape and not any(char in shape for char in f'{{"=:,/{_OTHER}'):
        return True
    opening = shape.find("{")
    if opening < 0:
        return False
    closing = shape.rfind("}")
    inside = shape[opening:closing]
    return closing > opening and ("," in inside or ".." in inside)
