"""Writes a request line by line, and notes where each of its members stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass, field

from modelpkg_widget.request.issues import Path
from modelpkg_widget.request.plain_json import Json

from . import quoting
from .export_result import ExportResult, Gap

#: In YAML a longer key needs a mark of its own; it counts 1024 characters.
_LONGEST_KEY = 1000
#: A key that needs no quotes in YAML 1.1 and later, where some words are no text.
_PLAIN_KEY = re.compile(r"(?!(?i:y|n|yes|no|on|off|true|false|null)$)[A-Za-z][A-Za-z0-9_]{0,99}")


@dataclass(frozen=True)
class Brackets:
    """How a language with brackets writes a value.

    Attributes:
        indent: spaces for each level.
        value: writes a text, a number or an empty container.
        last: what stands behind the last item of a container.
        classes: the class that a structure is written as, by its path; others are maps.
        argument: writes the name of a member of a class.
    """

    indent: int
    value: Callable[[Json], str]
    last: str
    classes: Mapping[Path, str] = field(default_factory=dict)
    argument: Callable[[str], str] = str


JSON = Brackets(2, quoting.json, "")
SHELL = Brackets(2, quoting.shell, "")
PYTHON = Brackets(4, quoting.python, ",")


class LineWriter:
    """Lines of text.

    Args:
        skip: the members that are not written.
    """

    def __init__(self, skip: Container[Path] = ()) -> None:
        self._skip = skip
        self._lines: list[str] = []
        self._spans: dict[Path, tuple[int, int]] = {}

    def add(self, *lines: str) -> None:
        self._lines.extend(lines)

    def exported(self, gaps: Iterable[Gap] = ()) -> ExportResult:
        return ExportResult("\n".join(self._lines) + "\n", self._spans, tuple(gaps))

    def brackets(
        self,
        value: Json,
        style: Brackets,
        path: Path = (),
        depth: int = 0,
        before: str = "",
        after: str = "",
    ) -> None:
        """Write a value in brackets.

        Args:
            value: what to write.
            style: of the language.
            path: its path in the request.
            depth: its indentation.
            before: the text before it on its line, such as its key.
            after: the text after it.
        """
        first = len(self._lines) + 1
        pad = " " * (style.indent * depth)
        name = style.classes.get(path, "")
        children = self._children(value, path)
        if children:
            opening, closing = "()" if name else "{}" if isinstance(value, dict) else "[]"
            self._lines.append(f"{pad}{before}{name}{opening}")
            for at, (step, child) in enumerate(children, 1):
                key = "" if isinstance(value, list) else f"{style.value(step)}: "
                key = f"{style.argument(str(step))}=" if name else key
                end = "," if at < len(children) else style.last
                self.brackets(child, style, (*path, step), depth + 1, key, end)
            self._lines.append(f"{pad}{closing}{after}")
        else:
            hollow = f"{name}()" if name else style.value(_hollow(value))
            self._lines.append(f"{pad}{before}{hollow}{after}")
        self._spans[path] = (first, len(self._lines))

    def block(self, value: Json, path: Path, pad: str, before: str) -> None:
        """Write a value as indented lines of YAML.

        Args:
            value: what to write.
            path: its path in the request.
            pad: the text before each of its lines.
            before: its key with a colon, or the dash of an item.
        """
        first = len(self._lines) + 1
        children = self._children(value, path)
        if children:
            is_item = before == "-"
            if not is_item:
                self._lines.append(pad + before)
            for step, child in children:
                key = self._key(str(step), pad) if isinstance(value, dict) else "-"
                self.block(child, (*path, step), f"{pad}  ", key)
            if is_item:  # the dash stands on the line of the first child
                self._lines[first - 1] = f"{pad}- {self._lines[first - 1][len(pad) + 2 :]}"
        else:
            self._lines.append(f"{pad}{before} {quoting.yaml(_hollow(value))}")
        self._spans[path] = (first, len(self._lines))

    def _key(self, key: str, pad: str) -> str:
        written = key if _PLAIN_KEY.fullmatch(key) else quoting.quoted(key)
        if len(written) > _LONGEST_KEY:
            self._lines.append(f"{pad}  ? {written}")
            return ":"
        return f"{written}:"

    def _children(self, value: Json, path: Path) -> list[tuple[str | int, Json]]:
        if isinstance(value, dict):
            steps: Iterable[tuple[str | int, Json]] = value.items()
        elif isinstance(value, list):
            steps = enumerate(value)
        else:
            return []
        return [(step, child) for step, child in steps if (*path, step) not in self._skip]


def _hollow(value: Json) -> Json:
    """Return an empty container for one of which nothing is written."""
    return type(value)() if isinstance(value, (dict, list)) else value
